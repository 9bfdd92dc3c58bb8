"""What killed saves leave behind goes at the next save, and nobody else's file does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orcid_tui.stores import leftovers
from orcid_tui.stores.leftovers import make_temporary, sweep
from tests.stores.working import REPLACE, names, opened, put

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is swept on Windows")

_SAVE_AND_STAY = """
import asyncio, sys, time
from pathlib import Path
from orcid_tui.stores import safe_write
from tests.stores.working import REPLACE, opened, put

def stay(*_):
    print("written", flush=True)
    sys.stdin.read()
    raise OSError(5, "the test is over")

async def main():
    store = await opened(Path(sys.argv[1]))
    safe_write._compare = stay
    await store.save(put((1, "100", 1)), REPLACE)

asyncio.run(main())
"""


@contextmanager
def saving(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has written its temporary file and waits before it goes on."""
    with subprocess.Popen(
        [sys.executable, "-c", _SAVE_AND_STAY, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "written\n"
            yield process
        finally:
            process.kill()


def temporaries(folder: Path) -> list[Path]:
    return sorted(folder.glob(".orcid-tui-*.tmp"))


async def test_the_next_save_sweeps_what_a_killed_one_left(binary: Path) -> None:
    before = binary.read_bytes()
    with saving(binary) as process:
        process.kill()
    (left,) = temporaries(binary.parent)
    assert left.stat().st_size > len(before)
    assert binary.read_bytes() == before
    store = await opened(binary)
    report = await store.save(put((1, "100", 1)), REPLACE)
    store.close()
    assert report.backup is not None
    assert names(binary.parent) == [binary.name, report.backup.name]


async def test_a_save_that_still_runs_is_let_alone(binary: Path) -> None:
    with saving(binary):
        (running,) = temporaries(binary.parent)
        assert sweep(binary.parent) == 0
        store = await opened(binary)
        assert (await store.save(put((2, "700", 1)), REPLACE)).path == binary
        store.close()
        assert temporaries(binary.parent) == [running]


def test_a_process_of_somebody_else_is_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, path = make_temporary(tmp_path)
    os.close(handle)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert sweep(tmp_path) == 0
    assert path.exists()


def left_by_a_dead_process(folder: Path) -> Path:
    """A temporary file whose name holds the number of a process that has ended."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys; from pathlib import Path\n"
            "from orcid_tui.stores.leftovers import make_temporary\n"
            "print(make_temporary(Path(sys.argv[1]))[1])\n",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return Path(done.stdout.strip())


def test_only_the_own_leftovers_go(tmp_path: Path) -> None:
    left = left_by_a_dead_process(tmp_path)
    machine, start, process, unique = left.name.removeprefix(".orcid-tui-").split("-")
    others = [
        f".orcid-tui-{'0' * 8}-{start}-{process}-{unique}",  # another machine
        f".orcid-tui-{machine}-{'0' * 8}-{process}-{unique}",  # this machine, before its start
        f".orcid-tui-{machine}-{start}-{process}-.tmp",
        f".orcid-tui-{machine}-{start}-{'9' * 10}1-{unique}",
        ".orcid-tui-abcdefgh.tmp",
        ".orcid-tui-notes.txt",
        f"{left.name}.bak",
    ]
    for name in others:
        (tmp_path / name).write_bytes(b"precious")
    (tmp_path / "precious").write_bytes(b"precious")
    link = tmp_path / f"{left.name.removesuffix('.tmp')}x.tmp"
    link.symlink_to("precious")
    folder = tmp_path / f"{left.name.removesuffix('.tmp')}y.tmp"
    folder.mkdir()
    assert sweep(tmp_path) == 1
    assert names(tmp_path) == sorted([*others, "precious", link.name, folder.name])


def test_a_leftover_from_before_the_machine_was_started_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_by_a_dead_process(tmp_path)
    with monkeypatch.context() as later:
        later.setattr(leftovers, "_start_of_machine", lambda: "0" * 8)
        assert sweep(tmp_path) == 0
        yesterday = time.time() - 25 * 60 * 60
        os.utime(left, (yesterday, yesterday))
        assert sweep(tmp_path) == 1
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners")
def test_the_leftover_of_another_user_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_by_a_dead_process(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: left.stat().st_uid + 1)
    assert sweep(tmp_path) == 0
    assert left.exists()


def test_a_folder_that_cannot_be_read_is_no_trouble(tmp_path: Path) -> None:
    assert sweep(tmp_path / "nowhere") == 0
