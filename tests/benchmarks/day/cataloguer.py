"""The cataloguer of the day: what is pressed at each heading, and what must come of it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Final

from tests.benchmarks.day.terminal import Press, Terminal

_FIRST: Final = re.compile(r"^ ?.?1  \S", re.MULTILINE)
_ORCID: Final = re.compile(r"\b0098-\d{4}-\d{4}-\d{3}[\dX]\b")


@dataclass(slots=True)
class Cataloguer:
    """Decides heading after heading in the order of the file.

    `decided` has for each an iD, or None where nothing is written.
    """

    terminal: Terminal
    total: int
    decided: list[str | None] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    asked_again: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    pending: str | None = None

    @property
    def shown_as_decided(self) -> int:
        """How many are decided, by what the screen says is open."""
        left = self.terminal.open
        return len(self.decided) if left is None else self.total - left

    def choose_a_key(self) -> tuple[str, str | None]:
        """The key for the heading under the cursor, with the iD that it stands for."""
        found = _ORCID.search(self._candidates()) if _FIRST.search(self._candidates()) else None
        dice = self.chance.random()
        if found is not None and dice < 0.75:
            return "1", found[0]
        return ("x", None) if dice < 0.9 else ("s", None)

    def decide(self) -> Press:
        """One decision, by one key."""
        for _ in range(5):
            if not self.terminal.failed:
                break
            self.asked_again += 1
            self.terminal.press("r")
        key, orcid = self.choose_a_key()
        pressed = self.terminal.press(key)
        self.decided.append(orcid)
        self.presses.append(pressed)
        return pressed

    def begin_to_decide(self) -> None:
        """Press a key and look no further: the program is about to be killed."""
        key, self.pending = self.choose_a_key()
        self.terminal.send(key)

    def come_back(self, terminal: Terminal) -> None:
        """Another run on the same file: what was pressed last counts if it is shown to."""
        self.terminal = terminal
        terminal.until(lambda: terminal.open is not None and (terminal.answered or terminal.failed))
        kept = self.shown_as_decided
        if kept == len(self.decided) + 1:
            self.decided.append(self.pending)
        elif kept != len(self.decided):
            raise AssertionError(f"{len(self.decided)} were decided, {kept} are there")

    def _candidates(self) -> str:
        """The part of the screen with the candidates."""
        return self.terminal.text.partition("candidate")[2]
