"""What the cataloguer decided, as a history that can be walked back and forth."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final, NamedTuple

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


class StepId(NamedTuple):
    """Which step: the run of the program that made it, and its number in that run."""

    run: str
    nth: int


class Step:
    """Decisions that were made together, and are taken back together.

    None stands for a decision that was withdrawn. A step of an earlier run begins with none, and
    gets each decision when its heading has been found again.
    """

    __slots__ = ("decisions", "id", "rank")

    def __init__(self, which: StepId, decisions: Mapping[HeadingRef, Decision | None]) -> None:
        self.id = which
        self.decisions = dict(decisions)
        self.rank = -1
        """Its place among the steps that count; -1 when it was taken back."""

    @property
    def refs(self) -> tuple[HeadingRef, ...]:
        """The headings it is about."""
        return tuple(self.decisions)


class DecisionLog:
    """All decisions in the order they were made. Undo and redo lose nothing."""

    def __init__(self) -> None:
        self.run = ""
        """Goes into the ids of new steps."""
        self._nth = 0
        self._rank = 0
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._about: dict[HeadingRef, list[Step]] = {}
        """The steps that count about each heading, the last one on top."""
        self._standing: dict[HeadingRef, Decision] = {}

    def __len__(self) -> int:
        return len(self._standing)

    def get(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        return self._standing.get(ref)

    def step_of(self, ref: HeadingRef) -> StepId | None:
        """The step that made it stand."""
        about = self._about.get(ref)
        return about[-1].id if about else None

    def all(self) -> tuple[Decision, ...]:
        """The decisions that stand, in the order of the source."""
        return tuple(self._standing[ref] for ref in sorted(self._standing))

    @property
    def last_done(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Step | None:
        """The step that redo would make again."""
        return self._undone[-1] if self._undone else None

    def decide(self, *decisions: Decision) -> Step | None:
        """Let decisions about different headings stand. What could have been redone is given up."""
        return self.set({each.ref: each for each in decisions})

    def set(self, decisions: Mapping[HeadingRef, Decision | None]) -> Step | None:
        """The same where None stands for no decision at all."""
        if not decisions:
            return None
        self._nth += 1
        step = Step(StepId(self.run, self._nth), decisions)
        self._add(step)
        self._undone.clear()
        return step

    def undo(self) -> Step | None:
        """Take the last step back. None when there is no such step."""
        if not self._done:
            return None
        step = self._done.pop()
        step.rank = -1
        self._undone.append(step)
        for ref in step.decisions:
            self._about[ref].remove(step)
            self._settle(ref)
        return step

    def redo(self) -> Step | None:
        """Do the last undone step again. None when there is no such step."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._add(step)
        return step

    # --- steps of earlier runs ----------------------------------------------------------

    def begin_with(self, done: Sequence[Step], undone: Sequence[Step]) -> None:
        """Put earlier steps before all others. Their decisions come with `place`."""
        own, self._done, self._rank = self._done, [], 0
        for step in (*done, *own):
            step.rank = self._rank
            self._rank += 1
            self._done.append(step)
        if not own and not self._undone:
            self._undone = list(undone)

    def place(self, ref: HeadingRef, entries: Iterable[tuple[Step, Decision | None]]) -> None:
        """Take earlier decisions about one heading into the steps they belong to."""
        about = self._about.setdefault(ref, [])
        for step, decision in entries:
            if ref in step.decisions:
                continue
            step.decisions[ref] = decision
            if step.rank >= 0:
                about.append(step)
        about.sort(key=lambda step: step.rank)
        self._settle(ref)

    def forget(self, refs: Container[HeadingRef]) -> None:
        """Take these headings out of the steps of earlier runs again."""
        for step in (*self._done, *self._undone):
            if step.id.run == self.run:
                continue
            for ref in [ref for ref in step.decisions if ref in refs]:
                del step.decisions[ref]
                self._about[ref] = [one for one in self._about[ref] if one is not step]
                self._settle(ref)

    def drop_empty(self) -> None:
        """Give up the steps whose headings are all gone."""
        self._done = [step for step in self._done if step.decisions]
        self._undone = [step for step in self._undone if step.decisions]

    # --- inside --------------------------------------------------------------------

    def _add(self, step: Step) -> None:
        step.rank = self._rank
        self._rank += 1
        self._done.append(step)
        for ref in step.decisions:
            self._about.setdefault(ref, []).append(step)
            self._settle(ref)

    def _settle(self, ref: HeadingRef) -> None:
        about = self._about[ref]
        decision = about[-1].decisions[ref] if about else None
        if decision is None:
            self._standing.pop(ref, None)
        else:
            self._standing[ref] = decision
