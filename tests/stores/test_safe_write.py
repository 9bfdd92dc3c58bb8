"""Whatever happens while saving: the old file or the new one is there, and it is whole."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.marc.binary import BinaryRecords
from orcid_tui.stores import backups, safe_write, unchanged
from tests.stores.working import BESIDE, REAL, REPLACE, names, one, opened, put, to

ONE = put((1, "100", 1))


async def test_mode_is_kept_and_a_link_is_followed_to_the_file(
    source: Path, tmp_path: Path
) -> None:
    source.chmod(0o640)
    link = tmp_path / "link.mrc"
    link.symlink_to(source)
    store = await opened(link)
    report = await store.save(ONE, REPLACE)
    assert report.path == source
    assert link.is_symlink()
    assert source.stat().st_mode & 0o777 == 0o640
    assert REAL.uri.encode() in source.read_bytes()
    assert report.backup is not None
    assert report.backup.parent == source.parent
    beside = await store.save(ONE, BESIDE)
    assert beside.path is None  # it is there already, so there is nothing to write
    beside = await store.save(put((2, "100", 1)), BESIDE)
    assert beside.path is not None
    assert beside.path.stat().st_mode & 0o777 == 0o640
    store.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs another owner")
async def test_owner_is_kept(source: Path) -> None:
    os.chown(source, 12345, 23456)
    store = await opened(source)
    await store.save(ONE, REPLACE)
    assert (source.stat().st_uid, source.stat().st_gid) == (12345, 23456)
    store.close()


async def test_a_named_file_that_exists_is_backed_up(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.mrc"
    target.write_bytes(b"precious")
    store = await opened(source)
    report = await store.save(ONE, to(target))
    assert report.path == target
    assert report.backup == tmp_path / "target.mrc.bak"
    assert report.backup.read_bytes() == b"precious"
    itself = await store.save(ONE, to(source))
    assert itself.path == source
    assert REAL.uri in one(store, (1, "100", 1))
    store.close()


async def test_without_hard_links_the_backup_is_a_copy(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    before = source.read_bytes()
    source.with_name(source.name + ".bak").write_bytes(b"an earlier one")
    store = await opened(source)
    report = await store.save(ONE, REPLACE)
    assert report.backup == source.with_name(source.name + ".bak2")
    assert report.backup.read_bytes() == before
    beside = await store.save(put((2, "100", 1)), BESIDE)
    assert beside.path is not None
    assert beside.path.read_bytes().count(REAL.uri.encode()) == 2
    store.close()


async def test_a_file_of_which_nothing_is_left_as_it_was_says_so(source: Path) -> None:
    """Every record would be refused for a reason of its own, and that would mislead."""
    store = await opened(source)
    for content in (b"x" * 400, source.read_bytes()[30:], b""):
        source.write_bytes(content)
        with pytest.raises(SaveError, match="changed by another program"):
            await store.save(put((3, "100", 1)), REPLACE)
    store.close()


async def test_changed_meanwhile_in_any_way_means_nothing_is_written(source: Path) -> None:
    store = await opened(source)
    before, status = source.read_bytes(), source.stat()
    for changed in (before + b"\n", before[:-1], before.replace(b"Title", b"title")):
        source.write_bytes(changed)
        os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
        for target in (REPLACE, BESIDE):
            with pytest.raises(SaveError, match="changed by another program") as refused:
                await store.save(ONE, target)
            assert "decisions are kept" in refused.value.hint
        assert source.read_bytes() == changed
        assert names(source.parent) == [source.name]
    source.write_bytes(before)  # the very same bytes again, only newer
    assert (await store.save(ONE, REPLACE)).path == source
    store.close()


async def test_changed_while_it_is_saved(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await opened(source)
    real = safe_write._compare

    def late(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        source.write_bytes(source.read_bytes() + b"\n")

    monkeypatch.setattr(safe_write, "_compare", late)
    with pytest.raises(SaveError, match="changed by another program"):
        await store.save(ONE, REPLACE)
    assert names(source.parent) == [source.name]
    store.close()


async def test_the_source_is_gone(source: Path) -> None:
    store = await opened(source)
    source.unlink()
    with pytest.raises(SaveError):
        await store.save(ONE, REPLACE)
    assert names(source.parent) == []
    assert store.record(1).control_number == "n0"
    store.close()


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "no room left"), (errno.EDQUOT, "no room left"), (errno.EIO, "could not be")],
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
async def test_the_disk_fails(
    source: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str, call: str
) -> None:
    store = await opened(source)
    before = source.read_bytes()

    def fail(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        with pytest.raises(SaveError, match=words) as refused:
            await store.save(ONE, REPLACE)
    assert "decisions are kept" in str(refused.value)
    assert source.read_bytes() == before
    assert names(source.parent) == [source.name]
    assert (await store.save(ONE, REPLACE)).path == source
    store.close()


async def test_a_folder_where_nobody_may_write(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(source)

    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(SaveError, match="may not write in") as refused:
        await store.save(ONE, BESIDE)
    assert "another folder" in refused.value.hint
    store.close()


async def test_a_file_that_is_write_protected_is_not_replaced(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source.read_bytes()
    source.chmod(0o444)
    store = await opened(source)
    if os.geteuid() == 0:  # to whom everything is allowed
        monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    with pytest.raises(SaveError, match="write-protected"):
        await store.save(ONE, REPLACE)
    assert source.read_bytes() == before
    assert (await store.save(ONE, BESIDE)).path is not None
    store.close()


async def test_targets_that_cannot_be(source: Path, tmp_path: Path) -> None:
    store = await opened(source)
    with pytest.raises(SaveError, match="not an ordinary file"):
        await store.save(ONE, to(tmp_path))
    with pytest.raises(SaveError, match="There is no folder"):
        await store.save(ONE, to(tmp_path / "nowhere" / "file.mrc"))
    store.close()


async def test_a_name_taken_at_the_last_moment_is_not_overwritten(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(source)
    path = source.with_name(f"books-orcid{source.suffix}")
    real = unchanged.check_untouched

    def late(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        path.write_bytes(b"somebody else's")

    monkeypatch.setattr(safe_write, "check_untouched", late)
    with pytest.raises(SaveError, match="by now"):
        await store.save(ONE, BESIDE)
    assert path.read_bytes() == b"somebody else's"
    assert names(source.parent) == sorted([source.name, path.name])
    store.close()


async def test_a_named_file_that_appears_at_the_last_moment_is_not_lost(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not there when a backup would have been made, so it has none."""
    store = await opened(source)
    target, real = tmp_path / "target.mrc", backups.put_in_place

    def late(*args: Path, may_exist: bool) -> None:
        target.write_bytes(b"somebody else's")
        real(*args, may_exist=may_exist)

    monkeypatch.setattr(safe_write, "put_in_place", late)
    with pytest.raises(SaveError, match="by now"):
        await store.save(ONE, to(target))
    assert target.read_bytes() == b"somebody else's"
    store.close()


async def test_what_another_program_writes_at_the_last_moment_is_in_the_backup(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(source)
    before, real = source.read_bytes(), unchanged.check_untouched

    def late(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        other = source.with_name("other")
        other.write_bytes(before + b"\n")
        other.replace(source)

    monkeypatch.setattr(safe_write, "check_untouched", late)
    report = await store.save(ONE, REPLACE)
    assert report.backup is not None
    assert report.backup.read_bytes() == before + b"\n"
    store.close()


async def test_a_drive_without_modes_and_owners(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refuse)
    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr(os, "setxattr", refuse)
    store = await opened(source)
    assert (await store.save(ONE, REPLACE)).path == source
    store.close()


async def test_what_reached_the_disk_wrong_never_takes_the_place(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that turns one bit is found out when the file is read back."""
    store = await opened(source)
    before = source.read_bytes()
    real = os.write

    def wrong(handle: int, data: memoryview) -> int:
        return real(handle, bytes(data).replace(b"Title", b"Tifle", 1))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", wrong)
        with pytest.raises(SaveError, match="check after writing failed"):
            await store.save(ONE, REPLACE)
    assert source.read_bytes() == before
    assert names(source.parent) == [source.name]
    store.close()


async def test_the_check_sees_a_record_too_many(
    binary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(binary)
    content = store._content
    assert isinstance(content, BinaryRecords)
    content._starts.pop()
    with pytest.raises(SaveError, match="same number of records"):
        await store.save(ONE, REPLACE)
    store.close()


def test_backup_names_run_on(tmp_path: Path) -> None:
    file = tmp_path / "a.mrc"
    file.write_bytes(b"1")
    assert [backups.make_backup(file).name for _ in range(3)] == [
        "a.mrc.bak",
        "a.mrc.bak2",
        "a.mrc.bak3",
    ]
