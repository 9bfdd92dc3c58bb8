"""What the cataloguer decided, as a history that can be walked back and forth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.protocol import Change, Wish


class Verdict(Enum):
    """The kinds of decision."""

    CHOSEN = "chosen"
    NOBODY = "nobody"
    SKIPPED = "skipped"
    REMOVED = "removed"
    """The iD that the heading carries is wrong, and no other is known."""
    TIDIED = "tidied"
    """The iD stays, in the library's own form."""
    KEPT = "kept"
    """The iD stays after all, though something else had been decided."""


class Manner(Enum):
    """How a decision came about, for audit and for statistics."""

    SINGLE = "single"
    """By a key, for this very heading."""
    SAME_NAME = "same name"
    """Ticked in the list of the same name in other records."""
    BULK = "bulk"
    """Accepted with all recommended ones, after a list that showed each."""
    COMMAND = "command"
    """Read from a file of decisions."""


_WISHES: Final = {Verdict.REMOVED: Wish.REMOVE, Verdict.TIDIED: Wish.TIDY}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one heading. `orcid` goes with CHOSEN, `name` is for display;
    `replacing` says that the iD takes the place of what the heading carries.

    `note` is the cataloguer's own, `who` and `when` (with its time zone) say whose decision it
    is. They do not make it another decision: what is saved stays saved when a note is added."""

    ref: HeadingRef
    verdict: Verdict
    orcid: OrcidId | None = None
    name: str = ""
    replacing: bool = False
    note: str = field(default="", compare=False)
    who: str = field(default="", compare=False)
    when: datetime | None = field(default=None, compare=False)
    manner: Manner = field(default=Manner.SINGLE, compare=False)

    @property
    def change(self) -> Change | None:
        """What has to be done to the field; None when it stays as it is."""
        if self.verdict is Verdict.CHOSEN:
            return Change(self.ref, self.orcid, Wish.REPLACE if self.replacing else Wish.LINK)
        wish = _WISHES.get(self.verdict)
        return None if wish is None else Change(self.ref, None, wish)


@dataclass(frozen=True, slots=True)
class _Step:
    before: Decision | None
    after: Decision


class DecisionLog:
    """All decisions in the order they were made. Undo and redo lose nothing.

    Decisions that were made together are taken back together.
    """

    def __init__(self) -> None:
        self._current: dict[HeadingRef, Decision] = {}
        self._done: list[tuple[_Step, ...]] = []
        self._undone: list[tuple[_Step, ...]] = []

    def get(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        return self._current.get(ref)

    def all(self) -> tuple[Decision, ...]:
        """The decisions that stand, in the order of the source."""
        return tuple(self._current[ref] for ref in sorted(self._current))

    @property
    def last_done(self) -> tuple[HeadingRef, ...]:
        """The headings that undo would change."""
        return _refs(self._done[-1]) if self._done else ()

    def decide(self, *decisions: Decision) -> None:
        """Let decisions about different headings stand. What could have been redone is given up."""
        if not decisions:
            return
        self._apply(tuple(_Step(self._current.get(each.ref), each) for each in decisions))
        self._undone.clear()

    def undo(self) -> tuple[HeadingRef, ...]:
        """Take the last step back. Returns its headings; none when there is no such step."""
        if not self._done:
            return ()
        steps = self._done.pop()
        self._undone.append(steps)
        for step in steps:
            if step.before is None:
                del self._current[step.after.ref]
            else:
                self._current[step.after.ref] = step.before
        return _refs(steps)

    def redo(self) -> tuple[HeadingRef, ...]:
        """Do the last undone step again. Returns its headings, or none."""
        if not self._undone:
            return ()
        steps = self._undone.pop()
        self._apply(steps)
        return _refs(steps)

    def _apply(self, steps: tuple[_Step, ...]) -> None:
        for step in steps:
            self._current[step.after.ref] = step.after
        self._done.append(steps)


def _refs(steps: tuple[_Step, ...]) -> tuple[HeadingRef, ...]:
    return tuple(step.after.ref for step in steps)
