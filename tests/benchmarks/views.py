"""What the views cost in a real terminal: bytes on the line, and milliseconds until it is quiet.

    python -m tests.benchmarks.views

The demo at 80x24 and 120x36, and the largest records there can be: one of 3,000 fields, one of
99,999 bytes in few fields. The time is that from a key to the last byte it causes; a public page
may come later, as in a list of candidates.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pexpect

from tests.marc.building import record_bytes

_QUIET: Final = 1.0
"""Seconds without a byte after which a key is over: more than any rest before a question."""

_PROGRAM: Final = """
import sys
from pathlib import Path
from orcid_tui.registry.demo.opening import demo_registry
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.ui.running import run_app
store = MarcFileStore(Path(sys.argv[1]), holds_demo=True)
sys.exit(run_app(Session(store, demo_registry())))
"""


def many_fields() -> bytes:
    """A record of 3,000 fields."""
    names = [("700", "1 ", [("a", f"B{n}")]) for n in range(2997)]
    return record_bytes([("001", "many"), *names, ("245", "10", [("a", "Many hands")])])


def many_bytes() -> bytes:
    """A record that is nearly as long as a record can be, in long fields."""
    words = ("Ice and salt, [bread] and 中文 water. " * 300).encode()[:9990]
    note = ("520", "  ", [("a", words.decode("utf-8", "ignore"))])
    return record_bytes([("001", "long"), ("100", "1 ", [("a", "Brandt, Anna.")]), *[note] * 9])


class Line:
    """The program in a terminal of its own."""

    def __init__(self, path: Path, home: Path, size: tuple[int, int]) -> None:
        environment = {
            **os.environ,
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANGUAGE": "en",
            **{
                f"XDG_{kind}_HOME": str(home / kind)
                for kind in ("STATE", "DATA", "CONFIG", "CACHE")
            },
        }
        for variable in ("COLUMNS", "LINES"):
            environment.pop(variable, None)
        self._child = pexpect.spawn(
            sys.executable,
            ["-c", _PROGRAM, str(path)],
            env=environment,
            dimensions=(size[1], size[0]),
            timeout=30,
        )
        self._child.delaybeforesend = None
        self._child.expect("headings? ")
        self._until_quiet()

    def press(self, key: str) -> tuple[int, float]:
        """Bytes and milliseconds of one key."""
        begin = time.perf_counter()
        self._child.send(key)
        size, last = self._until_quiet()
        return size, (last - begin) * 1000 if size else 0.0

    def end(self) -> None:
        """Leave."""
        self._child.terminate(force=True)

    def _until_quiet(self) -> tuple[int, float]:
        size, last = 0, time.perf_counter()
        while True:
            try:
                size += len(self._child.read_nonblocking(65536, timeout=_QUIET))
                last = time.perf_counter()
            except pexpect.TIMEOUT:
                return size, last


def row(what: str, keys: Sequence[tuple[int, float]]) -> None:
    """Mean bytes, mean and longest time."""
    sizes, times = zip(*keys, strict=True)
    print(
        f"{what:<46}{sum(sizes) / len(sizes) / 1000:8.2f} kB"
        f"{sum(times) / len(times):9.0f}{max(times):9.0f} ms",
        flush=True,
    )


def demo(home: Path, size: tuple[int, int]) -> None:
    """Each view on the second heading of the demo, which has four candidates."""
    import orcid_tui.demo

    sample = Path(orcid_tui.demo.__file__).with_name("sample.mrc")
    path = home / "sample.mrc"
    path.write_bytes(sample.read_bytes())
    line = Line(path, home, size)
    line.press("j")
    named = f"{size[0]}x{size[1]}"
    row(f"{named} v: record", [line.press("v")])
    row(f"{named} n: next record", [line.press("n") for _ in range(5)])
    row(f"{named} p: record before", [line.press("p") for _ in range(5)])
    row(f"{named} v: back", [line.press("v")])
    row(f"{named} d: person", [line.press("d")])
    row(f"{named} n: next person", [line.press("n") for _ in range(3)])
    row(f"{named} d: back", [line.press("d")])
    row(f"{named} b: compare", [line.press("b")])
    row(f"{named} l, h: mark", [line.press(key) for key in "lh"])
    row(f"{named} j, k: scroll", [line.press(key) for key in "jk"])
    row(f"{named} n: next candidate", [line.press("n") for _ in range(2)])
    row(f"{named} b: back", [line.press("b")])
    line.end()


def largest(home: Path, name: str, record: bytes) -> None:
    """Open the record, scroll in it, go to both ends."""
    path = home / "largest.mrc"
    path.write_bytes(record)
    line = Line(path, home, (80, 24))
    line.press("G")
    row(f"{name} v: record", [line.press("v")])
    row(f"{name} k: scroll", [line.press("k") for _ in range(10)])
    row(f"{name} g, G: ends", [line.press(key) for key in "gGgG"])
    line.end()


def main() -> None:
    """Print the table."""
    print(f"{'':<46}{'mean':>11}{'mean':>9}{'longest':>12}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        demo(home, (80, 24))
        demo(home, (120, 36))
        largest(home, "3,000 fields", many_fields())
        largest(home, "90,000 bytes in 11 fields", many_bytes())


if __name__ == "__main__":
    main()
