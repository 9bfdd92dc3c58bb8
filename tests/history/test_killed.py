"""The real program, killed in the middle of the work: whatever was on the screen is there again."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
from time import monotonic
from typing import Final

import pexpect
import pyte
import pytest

from orcid_tui.demo.copying import demo_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_OPEN: Final = re.compile(r" (\d+) open ")
_OPEN_AT_FIRST: Final = 168
_CHOSEN: Final = 3
_KILLS: Final = 4


class Terminal:
    """The program and its screen."""

    def __init__(self, *arguments: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "orcid_tui", *arguments],
            dimensions=(24, 80),
            env={**environment, "TERM": "xterm-256color"},
            timeout=30,
        )
        self._child.delaybeforesend = None

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.screen.display).split())

    @property
    def decided(self) -> int:
        """As many as are not open any more; -1 while nothing is said about it."""
        found = _OPEN.search(self.text)
        return _OPEN_AT_FIRST - int(found[1]) if found else -1

    def look(self, seconds: float = 0.02) -> None:
        """Take in what has come."""
        try:
            self._stream.feed(self._child.read_nonblocking(1 << 16, seconds))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    def until(self, *words: str) -> None:
        """Until one of these texts is there."""
        end = monotonic() + 30
        while not any(each in self.text for each in words):
            assert monotonic() < end, f"“{words}” never came: {self.text}"
            self.look()

    def until_decided(self, count: int) -> None:
        end = monotonic() + 30
        while self.decided != count:
            assert monotonic() < end, f"{count} never came: {self.text}"
            self.look()

    def send(self, key: str) -> None:
        self._child.send(key)

    def kill(self) -> None:
        self._child.kill(signal.SIGKILL)
        self._child.close(force=True)


def _some_keys(terminal: Terminal, chance: random.Random) -> int:
    """Decide, take back and decide again; each is waited for. Returns how many are decided."""
    expected, undone = terminal.decided, 0
    for _step in range(chance.randrange(2, 6)):
        key = chance.choice(["x", "s", *("u" * bool(expected)), *("\x12" * bool(undone))])
        undone = undone + 1 if key == "u" else undone - 1 if key == "\x12" else 0
        expected += -1 if key == "u" else 1
        terminal.send(key)
        terminal.until_decided(expected)
        if key == "\x12":
            terminal.send("n")  # else the next key would decide about the same heading again
    return expected


async def _decisions() -> dict[HeadingRef, str]:
    """The iDs that the history of the demo says are chosen."""
    file = demo_folder() / "sample.mrc"
    session = Session(
        MarcFileStore(file, holds_demo=True), NobodyToAsk(), origin=Origin(("demo:",), (file,))
    )
    session.keep_history()
    async for _ in session.scan():
        pass
    found = {each.ref: str(each.orcid) for each in session.decisions() if each.orcid}
    await session.aclose()
    return found


async def test_killed_at_any_moment_it_goes_on_with_what_was_on_the_screen() -> None:
    chance = random.Random(20261123)
    terminal = Terminal("demo")
    terminal.until("0 decided")
    for count in range(1, _CHOSEN + 1):
        terminal.until("recommended")
        terminal.send("1" if count % 2 else "\r")  # one key in so little time would be held down
        terminal.until_decided(count)
    seen = {_CHOSEN}
    for _kill in range(_KILLS):
        before = _some_keys(terminal, chance)
        terminal.send("x")
        end = monotonic() + chance.uniform(0, 0.08)
        while monotonic() < end:
            terminal.look(0.001)
        seen = {terminal.decided, before + 1}
        terminal.kill()
        terminal = Terminal("demo")
        terminal.until("earlier choices are here again")
        assert terminal.decided in seen
    terminal.send("w")
    terminal.until("after 100 1_")
    terminal.send("\r")
    terminal.until("Saved", "A moment")
    if "A moment" in terminal.text:  # what will change was not on the screen yet
        terminal.send("\r")
        terminal.until("Saved")
    terminal.kill()
    chosen = await _decisions()
    assert len(chosen) == _CHOSEN
    saved = Session(MarcFileStore(demo_folder() / "sample-orcid.mrc"), NobodyToAsk())
    async for _ in saved.scan():
        pass
    carried = {ref: saved.ids(ref) for ref in saved.refs}
    untouched = Session(MarcFileStore(demo_folder() / "sample.mrc"), NobodyToAsk())
    async for _ in untouched.scan():
        pass
    for ref in untouched.refs:
        new = set(carried[ref]) - set(untouched.ids(ref))
        assert new == ({chosen[ref]} if ref in chosen else set())
    await saved.aclose()
    await untouched.aclose()
