"""Two copies of the program that save the same file at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores.working import REAL, names

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a file that can be replaced")

_SAVE = """
import asyncio, sys
from pathlib import Path
from orcid_tui.errors import SaveError
from tests.stores.working import REPLACE, opened, put

async def main():
    path, number = Path(sys.argv[1]), int(sys.argv[2])
    while True:
        print("ready", flush=True)
        if sys.stdin.readline() != "open\\n":
            return
        store = await opened(path)
        print("opened", flush=True)
        sys.stdin.readline()
        try:
            report = await store.save(put((number, "100", 1)), REPLACE)
        except SaveError as refused:
            print(refused.message, flush=True)
        else:
            print("saved", report.backup.name, flush=True)
        store.close()

asyncio.run(main())
"""


class Copy:
    """One of the two."""

    def __init__(self, file: Path, number: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SAVE, str(file), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def tell(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def test_nothing_of_either_is_lost(binary: Path) -> None:
    """One may be told that the file has changed; what it replaced is always in a backup."""
    old = binary.read_bytes()
    copies = [Copy(binary, number) for number in (1, 2)]
    try:
        for _ in range(10):
            binary.write_bytes(old)
            for copy in copies:
                assert copy.hear() == "ready"
                copy.tell("open")
            for copy in copies:
                assert copy.hear() == "opened"
            for copy in copies:
                copy.tell("save")
            said = [copy.hear() for copy in copies]
            saved = [word.split()[1] for word in said if word.startswith("saved")]
            assert saved
            assert all("saved" in word or "changed by another program" in word for word in said)
            assert len({*saved}) == len(saved)
            assert names(binary.parent) == sorted([binary.name, *saved])
            found = [file.read_bytes() for file in binary.parent.iterdir()]
            assert old in found
            assert len({*found}) == 1 + len(saved)
            assert all(content.count(REAL.uri.encode()) <= 1 for content in found)
            for name in saved:
                binary.with_name(name).unlink()
    finally:
        for copy in copies:
            copy.process.communicate("end\n")
