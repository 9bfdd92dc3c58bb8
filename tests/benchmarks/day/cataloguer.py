"""The cataloguer of the day: what is pressed at each heading, and what must come of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from tests.benchmarks.day.collection import Name
from tests.benchmarks.day.picture import Picture
from tests.benchmarks.day.terminal import Press, Terminal

_PATIENCE: Final = 5
"""So often a failed look-up is repeated at one heading."""


class Lost(AssertionError):
    """A decision that had been made is not there any more."""


@dataclass(slots=True)
class Cataloguer:
    """Decides heading after heading in the order of the file.

    `decided` has for each an iD, or None where nothing is written. Times in seconds: `waits` from
    the key until the candidates of the next heading were there, repeats by hand included;
    `after_start` from the start of the program to each of these keys;
    `returns` from the start of a run to the candidates where the work stood.
    """

    names: Sequence[Name]
    terminal: Terminal
    decided: list[str | None] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    after_start: list[float] = field(default_factory=list)
    returns: list[float] = field(default_factory=list)
    resting: list[int] = field(default_factory=list)
    asked_again: int = 0
    not_answered: int = 0
    elsewhere: int = 0
    """Times that the cursor was not where the work stood when the program came back."""
    kept_unseen: int = 0
    """Decisions that a killed program had kept and not yet shown."""
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    _pending: str | None = None

    @property
    def left(self) -> int:
        """How many headings are still to be decided."""
        return len(self.names) - len(self.decided)

    def at(self, position: int, picture: Picture) -> bool:
        """Whether the cursor is on the heading with this position, and that many are decided."""
        decided_so_far = len(self.names) - position
        if picture.open != decided_so_far:
            return False
        if position == len(self.names):
            return True
        name = self.names[position]
        return picture.is_at(name.control_number, name.tag, name.heading)

    def answered(self, position: int, picture: Picture) -> bool:
        """Whether what is to be known of this heading is shown."""
        if not self.at(position, picture):
            return False
        return position == len(self.names) or picture.answers(self.names[position].heading)

    def come(self) -> None:
        """Wait for the heading where the work stands, after a start."""
        here, terminal = len(self.decided), self.terminal
        terminal.until(lambda: terminal.picture.open == self.left)
        if here < len(self.names) and not self.at(here, terminal.picture):
            terminal.rest(0.5)
            if not self.at(here, terminal.picture):
                self.elsewhere += 1
                terminal.send("n")
        terminal.until(lambda: self.answered(here, terminal.picture) or terminal.picture.failed)
        self._insist()
        self.returns.append(time_since(terminal))

    def choose_a_key(self) -> tuple[str, str | None]:
        """The key for the heading under the cursor, with the iD that it stands for."""
        found, dice = self.terminal.picture.first, self.chance.random()
        if found is not None and dice < 0.75:
            return "1", found
        return ("x", None) if dice < 0.9 else ("s", None)

    def decide(self) -> None:
        """One decision, by one key; then the candidates of the next heading are there."""
        key, orcid = self.choose_a_key()
        following = len(self.decided) + 1
        self.after_start.append(time_since(self.terminal))
        pressed = self.terminal.press(
            key,
            lambda picture: self.at(following, picture),
            lambda picture: self.answered(following, picture),
        )
        self.decided.append(orcid)
        self.presses.append(pressed)
        self.waits.append(pressed.candidates + self._insist())

    def _insist(self) -> float:
        """Look the heading up again by hand as long as there is no answer; how long that took."""
        waited, here = 0.0, len(self.decided)
        self.not_answered += self.terminal.picture.failed
        for _ in range(_PATIENCE):
            if not self.terminal.picture.failed:
                break
            self.asked_again += 1
            waited += self.terminal.press(
                "r", answered=lambda picture: self.answered(here, picture), anew=True
            ).candidates
        return waited

    def begin_to_decide(self) -> None:
        """Press a key and look no further: the program is about to be killed."""
        key, self._pending = self.choose_a_key()
        self.terminal.send(key)

    def come_back(self, terminal: Terminal, *, pressed: bool) -> None:
        """Another run on the same file. What the killed one had shown must be there; what was
        `pressed` and not yet shown may be."""
        before = self.terminal.picture
        shown = len(self.decided) + (pressed and before.open == self.left - 1)
        self.terminal = terminal
        total = len(self.names)
        possible = {total - shown, self.left - pressed}
        with suppress(TimeoutError):  # what is there in the end counts
            terminal.until(lambda: terminal.picture.open in possible, 30)
        kept = total - (terminal.picture.open or 0)
        if kept == len(self.decided) + 1 and pressed:
            self.decided.append(self._pending)
            self.kept_unseen += shown < kept
        if kept != len(self.decided):
            raise Lost(f"{shown} decisions had been shown, {kept} are there")
        self.come()


def time_since(terminal: Terminal) -> float:
    """Seconds since the start of this run."""
    return monotonic() - terminal.started
