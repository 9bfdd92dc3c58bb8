"""The program in the language of its terminal, as people start it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.language.catalogues import read

ROOT = Path(__file__).parents[2]


class Terminal:
    """The demo in a pseudo-terminal, and what stands on its screen."""

    def __init__(self, home: Path, **language: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
        for variable in ("COLUMNS", "LINES", "LANG", "LANGUAGE"):
            kept.pop(variable, None)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "orcid_tui", "demo"],
            env={
                **kept,
                **language,
                "HOME": str(home),
                "TERM": "xterm-256color",
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
            },
            dimensions=(24, 80),
            timeout=20,
        )
        self.child.delaybeforesend = None
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands there, with single blanks, wherever its lines are broken."""
        return " ".join(" ".join(self._screen.display).split())

    def wait_for(self, words: str) -> None:
        """Read until the words are on the screen."""
        until = time.monotonic() + 30
        while words not in self.text:
            assert time.monotonic() < until, self.text
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                pytest.fail(self.text)

    def leave(self) -> None:
        self.child.send("q")
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0


def _said(language: str, text: str) -> str:
    return str(read(language)[text].string)


@pytest.mark.parametrize(
    ("language", "environment"),
    [
        ("de", {"LANG": "de_DE.UTF-8"}),
        ("fr", {"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:de"}),
    ],
)
def test_the_screens_speak_the_language_of_the_terminal(
    own_home: Path, language: str, environment: dict[str, str]
) -> None:
    terminal = Terminal(own_home, **environment)
    terminal.wait_for(_said(language, "Press {key} for all keys.").format(key="?"))
    terminal.wait_for(_said(language, "same name"))
    for label in ("choose", "no one", "save", "help"):
        assert f" {_said(language, label)}" in terminal.text
    for english in ("choose", "no one", "headings", "decided"):
        assert english not in terminal.text
    terminal.child.send("?")
    terminal.wait_for(_said(language, "No candidate fits this heading."))
    terminal.child.send("\x1b")
    terminal.wait_for(_said(language, "Press {key} for all keys.").format(key="?"))
    terminal.leave()


def test_where_nothing_is_said_it_is_english(own_home: Path) -> None:
    terminal = Terminal(own_home, LANG="de_DE.UTF-8", LC_ALL="C", LANGUAGE="fr")
    terminal.wait_for("Press ? for all keys.")
    terminal.wait_for("same name")
    assert "choose" in terminal.text
    terminal.leave()
