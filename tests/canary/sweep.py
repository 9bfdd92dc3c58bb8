"""A program in a terminal of its own, everything it leaves behind, and the search through that."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect

from tests.alma_stand_in import AlmaStandIn
from tests.canary.forms import Canaries, Hit, without_escapes
from tests.canary.registry import WatchedRegistry, watched_registry
from tests.canary.watching import ChildWatch

ROOT = Path(__file__).parents[2]

_BROWSER = """#!/bin/sh
{ cat /proc/$$/environ; printf '%s\\0' "$0" "$@"; } >> "$CANARY_FOLDER/browser.$$"
"""


class Sweep:
    """The two services, and the programs that run before them one after another.

    `home` is where the program keeps its files (the conftest's), `folder` where this test does.
    """

    def __init__(
        self, home: Path, folder: Path, alma: AlmaStandIn, registry: WatchedRegistry, secret: str
    ) -> None:
        self.home, self.alma, self.registry, self.secret = home, alma, registry, secret
        self.folder = folder
        self.terminal = io.BytesIO()
        self.watches: list[ChildWatch] = []
        self.services = ExitStack()
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.home.mkdir(exist_ok=True)
        self.services.enter_context(self.alma)
        server = self.services.enter_context(watched_registry(self.registry, self.secret))
        browser = self.folder / "browser.sh"
        browser.write_text(_BROWSER)
        browser.chmod(0o755)
        self.environ = {
            "ORCID_TUI_API_URL": server.api_url,
            "ORCID_TUI_TOKEN_URL": server.token_url,
            "ORCID_TUI_ALMA_URL": self.alma.url,
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "PYTHONASYNCIODEBUG": "1",
            "TEXTUAL": "debug,devtools",
            "TEXTUAL_LOG": str(self.home / "textual.log"),
            "TEXTUAL_DEBUG": "1",
            "BROWSER": str(browser),
            "DISPLAY": ":97",  # there is none; the program takes it for a desktop
            "CANARY_LOG": str(self.folder / "debug.log"),
            "CANARY_FOLDER": str(self.folder),
        }
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.services.close()

    def start(self, *words: str, **environ: str) -> Terminal:
        """Start the program; these variables come on top."""
        child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.canary.program", *words],
            env={**os.environ, **self.environ, **environ},
            cwd=str(self.folder),  # Textual's own logs would come to lie there
            dimensions=(36, 120),
            timeout=20,
        )
        child.delaybeforesend = None
        child.logfile_read = self.terminal
        watch = ChildWatch(child.pid)
        self.watches.append(watch)
        return Terminal(child, watch)

    def require_witnesses(self, *, browser: bool) -> None:
        """Without these a sweep that finds nothing would say nothing."""
        assert "DEBUG" in (self.folder / "debug.log").read_text()
        assert all(watch.looks > 20 for watch in self.watches)
        assert not browser or b"https://orcid.org/" in b"".join(
            told.read_bytes() for told in self.folder.glob("browser.*[0-9]")
        )
        assert not (self.home / "textual.log").exists()
        assert not (self.folder / "keys.log").exists()

    # --- what was left behind -----------------------------------------------------------

    def hits(self, secrets: Mapping[str, str]) -> list[Hit]:
        """Every place in which one of these, or a token of the registry, has no business."""
        tokens = {f"token {nth}": token for nth, token in enumerate(self.registry.tokens)}
        canaries = Canaries({**secrets, **tokens})
        found = list(canaries.on_a_terminal(self.terminal.getvalue(), "terminal"))
        for where, data in self._left_behind():
            found += canaries.in_bytes(data, where)
        found += [Hit("a key of Alma", "plain", leak) for leak in self.alma.leaks]
        return found

    def _left_behind(self) -> Iterator[tuple[str, bytes]]:
        for folder in (self.home, self.folder):
            for path in folder.rglob("*"):
                yield f"name of {path}", str(path).encode()
                if path.is_file() and not path.is_symlink():
                    yield f"file {path}", path.read_bytes()
        for watch in self.watches:
            yield from watch.seen.items()
        for data in self.registry.out_of_place(self.secret):
            yield "request of ORCID", data
        for seen in self.alma.requests.all:
            told = f"{seen.method} {seen.path} {seen.query} {seen.headers}"
            yield "request of Alma", told.encode() + seen.body


class Terminal:
    """One run of the program at its terminal."""

    def __init__(self, child: pexpect.spawn[bytes], watch: ChildWatch) -> None:
        self.child = child
        self._watch = watch
        watch.__enter__()

    def see(self, text: str) -> None:
        """Wait until this is written."""
        try:
            self.child.expect_exact(text.encode())
        except (pexpect.TIMEOUT, pexpect.EOF):
            shown = without_escapes(self.child.before or b"").decode("utf-8", "replace")
            raise AssertionError(f"“{text}” was not written after: {shown[-3000:]}") from None

    def press(self, keys: str, expected: str = "") -> None:
        """Send these bytes, and wait for what they bring about."""
        self.child.send(keys)
        if expected:
            self.see(expected)

    def press_until(self, keys: str, expected: str) -> None:
        """Press a key that is not heard as long as a screen is being drawn, until it is."""
        for _ in range(10):
            self.child.send(keys)
            if self.child.expect_exact([expected.encode(), pexpect.TIMEOUT], timeout=3) == 0:
                return
        self.see(expected)

    def paste(self, text: str) -> None:
        """As a terminal hands over what was in the clipboard."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def end(self) -> int:
        """Wait for the end of the program; its exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        self._watch.__exit__(None, None, None)
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)
