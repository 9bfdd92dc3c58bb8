"""Saves of a user who may not do everything: run as a program by `test_permissions`.

Started by root it becomes nobody first, after it has imported all that it needs.
"""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from pathlib import Path

from orcid_tui.errors import SaveError, SourceError
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveTarget
from tests.stores.working import BESIDE, REPLACE, names, put, scanned, to

NOBODY = 65534


def make_everything(folder: Path, content: bytes) -> None:
    """Folders and files with all kinds of permission, by whoever started this."""
    for name, folder_mode, file_mode in [
        ("free", 0o777, 0o666),
        ("closed", 0o555, 0o666),
        ("protected", 0o777, 0o444),
        ("unreadable", 0o777, 0o000),
        ("sticky", 0o1777, 0o666),
        ("hidden", 0o700, 0o666),
    ]:
        (folder / name).mkdir()
        file = folder / name / "books.mrc"
        file.write_bytes(content)
        file.chmod(file_mode)
        (folder / name).chmod(folder_mode)


def become_nobody() -> None:
    """Give up every right of root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


async def tried(file: Path, target: SaveTarget) -> str:
    """What came of saving: the name of the file written, or the sentence."""
    try:
        store = MarcFileStore(file)
    except SourceError as refused:
        return str(refused)
    try:
        await scanned(store)
        assert store.claim() == ""
        report = await store.save(put((1, "100", 1)), target)
    except SaveError as refused:
        return str(refused)
    else:
        return f"wrote {report.path.name if report.path else None}"
    finally:
        store.close()


def main(folder: Path, content: bytes) -> None:
    """Print a line for each case: where, how, what came of it, and what the folder holds."""
    make_everything(folder, content)
    foreign = os.geteuid() == 0
    asyncio.run(tried(folder / "free" / "books.mrc", to(folder / "warm-up.mrc")))
    become_nobody()
    cases: list[tuple[str, str, SaveTarget]] = [
        ("free", "replace", REPLACE),
        ("closed", "replace", REPLACE),
        ("closed", "beside", BESIDE),
        ("protected", "replace", REPLACE),
        ("protected", "beside", BESIDE),
        ("unreadable", "replace", REPLACE),
        ("free", "to hidden", to(folder / "hidden" / "new.mrc")),
        ("free", "to closed", to(folder / "closed" / "books.mrc")),
        *([("sticky", "replace", REPLACE)] if foreign else []),
    ]
    for place, how, target in cases:
        said = asyncio.run(tried(folder / place / "books.mrc", target))
        print(place, how, said, " ".join(names(folder / place)), sep="\t")
    file = folder / "free" / "books.mrc"
    print("free", "mode", oct(stat.S_IMODE(file.stat().st_mode)), "", sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.buffer.read())
