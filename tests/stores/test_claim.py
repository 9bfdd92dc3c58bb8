"""Two copies of the program on one file: the second is told, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.claim import Claim
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveMode, SaveTarget
from orcid_tui.stores.several import SeveralStores
from tests.marc.building import record_bytes

if sys.platform != "win32":
    import fcntl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")

_HOLD = """
import sys
from pathlib import Path
from orcid_tui.stores.marc_file import MarcFileStore
store = MarcFileStore(Path(sys.argv[1]))
assert store.claim() == ""
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    path.write_bytes(record_bytes([("001", "x"), ("100", "1 ", [("a", "Smith, Jane")])]))
    return path


def test_the_second_copy_is_told_until_the_first_ends(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        store = MarcFileStore(file)
        assert "books.mrc is open in another window" in store.claim()
        first.kill()
    assert store.claim() == ""
    store.close()
    assert [path.name for path in file.parent.iterdir()] == ["books.mrc"]


def test_closing_gives_the_claim_back(file: Path) -> None:
    first, second = MarcFileStore(file), SeveralStores([MarcFileStore(file)])
    assert first.claim() == ""
    assert "another window" in second.claim()
    first.close()
    assert second.claim() == ""
    second.close()


async def test_the_claim_moves_to_the_file_that_was_written(file: Path) -> None:
    first = MarcFileStore(file)
    assert first.claim() == ""
    change = Change(HeadingRef(1, "100", 1), OrcidId.from_base("009800000000001"))
    await first.save([change], SaveTarget(SaveMode.REPLACE))
    second = MarcFileStore(file)
    assert "another window" in second.claim()
    first.close()
    second.close()


@pytest.mark.parametrize("kind", ["the same", "symbolic", "relative", "hard"])
def test_the_same_file_under_another_name(file: Path, tmp_path: Path, kind: str) -> None:
    name = tmp_path / "other" / "name.mrc"
    name.parent.mkdir()
    if kind == "hard":
        name.hardlink_to(file)
    else:
        name.symlink_to({"relative": Path("..", file.name)}.get(kind, file))
    first, second = MarcFileStore(file), MarcFileStore(file if kind == "the same" else name)
    assert first.claim() == ""
    assert "another window" in second.claim()
    second.close()
    first.close()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.EACCES])
async def test_a_drive_without_locks_gives_no_alarm(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", fail)
    first, second = MarcFileStore(file), MarcFileStore(file)
    handles = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert (first.claim(), second.claim()) == ("", "")
    if handles:
        assert len(os.listdir("/proc/self/fd")) == handles
    change = Change(HeadingRef(1, "100", 1), OrcidId.from_base("009800000000001"))
    assert (await first.save([change], SaveTarget(SaveMode.REPLACE))).path == file
    first.close()
    second.close()


def test_a_drive_that_locks_only_what_is_open_for_writing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As NFS does."""
    real = fcntl.flock

    def like_nfs(handle: int, how: int) -> None:
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", like_nfs)
    first, second = MarcFileStore(file), MarcFileStore(file)
    assert first.claim() == ""
    assert "another window" in second.claim()
    first.close()
    assert second.claim() == ""
    second.close()


def test_a_lock_that_shuts_out_readers_is_given_up(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on SMB drives, where every other handle is refused while the lock is held."""
    real = Path.open

    class Refusing:
        """An open file of which nothing can be read."""

        def __init__(self, opened: IO[Any]) -> None:
            self._opened = opened

        def __enter__(self) -> Refusing:
            return self

        def __exit__(self, *_: object) -> None:
            self._opened.close()

        def read(self, _: int) -> bytes:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    claim = Claim()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda *args, **named: Refusing(real(*args, **named)))
        assert claim.take(file)
    assert not claim.held
    other = Claim()
    assert other.take(file)
    assert other.held
    other.give_back()


def test_a_file_that_has_gone_can_be_claimed_by_all(file: Path) -> None:
    store = MarcFileStore(file)
    file.unlink()
    assert store.claim() == ""
    store.close()
