"""Lines of a run: handed over at once, confirmed in a thread, and never lost to a disk's moods."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from orcid_tui.history.run_file import RunFile
from orcid_tui.history.works import run_files

_HEAD = b'{"opened": 1}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "work" / "books-1"


def _lines(folder: Path) -> list[bytes]:
    return [line for path in run_files(folder) for line in path.read_bytes().splitlines()]


@contextmanager
def _no_file_longer_than(size: int) -> Iterator[None]:
    """A disk that is full, as far as this program can tell."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, told)


def test_a_line_is_there_when_write_returns(folder: Path) -> None:
    file = RunFile(folder, _HEAD)
    file.begin()
    file.write(b"first\n")
    assert _lines(folder) == [_HEAD.strip(), b"first"]
    assert file.confirm()
    assert file.confirming is None
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit for files")
def test_what_a_full_disk_did_not_take_follows_later_and_once(folder: Path) -> None:
    file = RunFile(folder, _HEAD)
    file.write(b"first\n")
    [path] = run_files(folder)
    with _no_file_longer_than(path.stat().st_size + 4):
        file.write(b"second\n")
        assert file.trouble
        assert not file.confirm()
        assert _lines(folder) == [_HEAD.strip(), b"first"], "no half of a line is left"
        file.write(b"third\n")
    assert file.trouble
    file.write(b"fourth\n")
    assert not file.trouble
    assert _lines(folder)[1:] == [b"first", b"second", b"third", b"fourth"]
    file.close()


def test_a_folder_that_is_not_there_yet_is_waited_for(folder: Path) -> None:
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.touch()
    file = RunFile(folder, _HEAD)
    file.begin()
    file.write(b"first\n")
    assert file.trouble == "File exists"
    folder.parent.unlink()
    assert file.confirm()
    assert _lines(folder) == [_HEAD.strip(), b"first"]
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_file_that_somebody_deleted_is_begun_again(folder: Path) -> None:
    file = RunFile(folder, _HEAD)
    file.write(b"first\n")
    [path] = run_files(folder)
    path.unlink()
    folder.rmdir()
    file.write(b"second\n")
    assert _lines(folder) == [_HEAD.strip(), b"first", b"second"]
    file.close()


def test_lines_that_the_disk_did_not_confirm_are_written_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = True

    def fsync(handle: int) -> None:
        if failing:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    file = RunFile(folder, _HEAD)
    file.write(b"first\n")
    assert not file.confirm()
    assert file.trouble == "Input/output error"
    failing = False
    file.write(b"second\n")
    assert file.confirm()
    newest = run_files(folder)[-1].read_bytes().splitlines()
    assert newest == [_HEAD.strip(), b"first", b"second"]
    file.close()


async def test_the_screen_waits_for_no_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, real = Event(), os.fsync

    def slow(handle: int) -> None:
        go_on.wait(20)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    file = RunFile(folder, _HEAD)
    file.write(b"first\n")
    file.write(b"second\n")
    confirming = file.confirming
    assert confirming is not None
    await asyncio.sleep(0)
    assert not confirming.done()
    assert _lines(folder)[1:] == [b"first", b"second"], "both would outlive the program"
    go_on.set()
    await asyncio.wrap_future(confirming)
    assert file.confirm()
    file.close()
