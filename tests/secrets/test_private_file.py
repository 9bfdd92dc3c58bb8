"""Who may reach the encrypted file, and that it is whole whatever happens while it is written."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orcid_tui.errors import FileDamaged, FileUnsafe, SecretStoreError
from orcid_tui.folders import data_folder
from orcid_tui.secrets import encrypted_file, private_file
from orcid_tui.secrets.file_report import FileReport, FileState
from orcid_tui.secrets.private_file import PrivateFile
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import (
    CANARY,
    ENTRY,
    IS_ROOT,
    NOBODY,
    PASSPHRASE,
    kept,
    made,
    opened,
    output_of,
    start,
    vault,
)

__all__ = ["kept", "vault"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root can give a file away")


def refused(vault: SealedFile, fault: type[SecretStoreError]) -> FileReport:
    """The report on a file with which nothing can be done; it is left as it is."""
    deeds: tuple[Callable[[], object], ...] = (
        lambda: vault.read(ENTRY),
        lambda: vault.write(ENTRY, Secret("another-secret")),
        lambda: vault.forget(ENTRY),
        lambda: vault.unlock(PASSPHRASE),
        lambda: vault.create(PASSPHRASE),
        lambda: vault.change_passphrase(PASSPHRASE, PASSPHRASE),
    )
    for deed in deeds:
        with pytest.raises(fault):
            deed()
    return vault.examine()


@pytest.mark.parametrize("bit", [0o040, 0o020, 0o010, 0o004, 0o002, 0o001, 0o044, 0o077])
def test_a_file_that_others_can_reach_is_not_used(kept: SealedFile, bit: int) -> None:
    sealed = kept.path.read_bytes()
    kept.path.chmod(0o600 | bit)
    report = refused(kept, FileUnsafe)
    assert report.state is FileState.UNSAFE
    reach = "read" if bit & 0o044 else "reached"
    assert report.sentence == (
        f"The encrypted file can be {reach} by others (mode {0o600 | bit:o}). It was not used."
    )
    assert kept.path.read_bytes() == sealed
    # What the hint says to type puts it right.
    subprocess.run(report.hint.removeprefix("Run: "), shell=True, check=True)
    assert kept.read(ENTRY) == Secret(CANARY)


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_what_the_owner_may_does_not_matter(kept: SealedFile, mode: int) -> None:
    kept.path.chmod(mode)
    assert kept.read(ENTRY) == Secret(CANARY)


@pytest.mark.parametrize("folder", ["", "with a blank and 'quotes'"])
def test_the_command_to_type_is_one_that_a_shell_takes(folder: str, own_home: Path) -> None:
    kept = made(own_home / folder / "secrets.sealed")
    kept.path.chmod(0o644)
    hint = kept.examine().hint
    assert hint.startswith("Run: chmod 600 ")
    subprocess.run(hint.removeprefix("Run: "), shell=True, check=True)
    assert kept.examine().ready
    assert ("~/" in hint) is (folder == "")


@needs_root
def test_a_file_of_another_user_is_not_used(kept: SealedFile) -> None:
    os.chown(kept.path, NOBODY, NOBODY)
    report = refused(kept, FileUnsafe)
    assert report.sentence == "The encrypted file belongs to another user. It was not used."
    assert "without sudo" in report.hint


@needs_root
@pytest.mark.parametrize(
    ("owner", "mode", "said"),
    [
        (NOBODY, 0o600, "open"),
        (NOBODY, 0o640, "unsafe: The encrypted file can be read by others"),
        (
            NOBODY,
            0o000,
            "unavailable: The encrypted file cannot be read: Permission denied.",
        ),
        (0, 0o644, "unsafe: The encrypted file belongs to another user"),
        (0, 0o600, "unavailable: The encrypted file cannot be read: Permission denied."),
    ],
)
def test_the_same_for_an_ordinary_user(owner: int, mode: int, said: str) -> None:
    folder = Path(tempfile.mkdtemp())  # the folders of pytest can be entered by their owner only
    try:
        kept = made(folder / "secrets.sealed")
        folder.chmod(0o755)
        for path in (kept.path, folder):
            os.chown(path, owner, owner)
        kept.path.chmod(mode)
        assert output_of("tests.secrets.as_nobody", kept.path).startswith(said)
    finally:
        shutil.rmtree(folder)


def test_a_link_is_not_followed(kept: SealedFile, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    kept.path.rename(elsewhere)
    kept.path.symlink_to(elsewhere)
    report = refused(kept, FileUnsafe)
    assert report.state is FileState.UNSAFE
    assert "symbolic link" in report.sentence
    kept.path.unlink()
    kept.path.symlink_to(tmp_path / "nowhere")
    refused(kept, FileUnsafe)
    assert not (tmp_path / "nowhere").exists()


def test_a_link_put_there_between_two_looks_is_not_followed(
    kept: SealedFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.path.rename(tmp_path / "elsewhere")
    kept.path.symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)
    assert "symbolic link" in refused(kept, FileUnsafe).sentence


def test_neither_a_folder_nor_a_pipe_is_read(kept: SealedFile) -> None:
    kept.path.unlink()
    kept.path.mkdir()
    assert "not a file" in refused(kept, FileUnsafe).sentence
    kept.path.rmdir()
    os.mkfifo(kept.path, 0o600)
    assert "not a file" in refused(kept, FileUnsafe).sentence


def test_a_link_in_the_place_of_the_lock_is_not_followed(kept: SealedFile, tmp_path: Path) -> None:
    lock = kept.path.with_name(f"{kept.path.name}.lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "nowhere")
    with pytest.raises(SecretStoreError):
        kept.write(ENTRY, Secret("another-secret"))
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_a_damaged_file_is_never_overwritten(kept: SealedFile, left: int) -> None:
    damaged = kept.path.read_bytes()[:left]
    kept.path.write_bytes(damaged)
    report = refused(kept, FileDamaged)
    assert report.state is FileState.DAMAGED
    assert report.sentence == ("The encrypted file is damaged; restore it or start a new one.")
    assert kept.path.read_bytes() == damaged
    aside = kept.set_aside()
    assert aside
    assert aside.read_bytes() == damaged
    kept.create(PASSPHRASE)


def test_a_file_that_is_too_large_is_not_read_to_its_end(kept: SealedFile) -> None:
    with kept.path.open("r+b") as file:
        file.truncate(1 << 40)  # takes no room on the disk, and would not fit into memory
    assert refused(kept, FileDamaged).state is FileState.DAMAGED


def test_a_folder_that_others_could_enter_is_closed(kept: SealedFile) -> None:
    kept.path.parent.chmod(0o755)
    kept.write(ENTRY, Secret("another-secret"))
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("deed", ["write", "change_passphrase"])
def test_killed_at_every_step_the_old_one_or_the_new_one_is_there(
    deed: str, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "secrets.sealed"
    made(path)
    steps = json.loads(output_of("tests.secrets.dying", deed, path))
    found = [step["found"] for step in steps]
    assert found == sorted(found, key=["old", "new"].index)  # never anything else, never back
    assert set(found) == {"old", "new"}
    assert any(step["left"] for step in steps)  # it did die in the middle of writing
    opened(path).write(ENTRY, Secret("another-secret"))
    assert sorted(os.listdir(path.parent)) == ["secrets.sealed", "secrets.sealed.lock"]


def test_killed_from_outside_while_it_writes_without_end(kept: SealedFile) -> None:
    for writes in range(1, 8):
        with start("tests.secrets.writing", kept.path, "without end", "bergen") as process:
            assert process.stdout
            for _ in range(writes):
                assert process.stdout.readline() == "written\n"
            process.kill()
        assert process.returncode == -signal.SIGKILL
        fresh = opened(kept.path)
        assert fresh.read("bergen/0") is not None
        assert fresh.read(ENTRY) == Secret(CANARY)


def test_two_windows_at_once_lose_nothing(kept: SealedFile) -> None:
    names = ["bergen", "troms", "bod"]
    windows = [start("tests.secrets.writing", kept.path, 15, name) for name in names]
    for window in windows:
        printed = window.communicate(timeout=60)[0]
        assert window.returncode == 0
        assert printed.count("written") == 15
    fresh = opened(kept.path)
    assert fresh.read(ENTRY) == Secret(CANARY)
    missing = [
        f"{name}/{number}"
        for name in names
        for number in range(15)
        if fresh.read(f"{name}/{number}") != Secret(f"secret-of-{name}-{number}")
    ]
    assert not missing


def test_a_full_disk_leaves_the_old_one(kept: SealedFile) -> None:
    sealed = kept.path.read_bytes()
    printed = output_of("tests.secrets.full_disk", kept.path)
    assert printed == (
        "The encrypted file could not be written: File too large. It is as it was.\n"
    )
    assert kept.path.read_bytes() == sealed
    assert sorted(os.listdir(kept.path.parent)) == ["secrets.sealed", "secrets.sealed.lock"]


def test_a_name_that_cannot_be_changed_leaves_the_old_one(
    kept: SealedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    sealed = kept.path.read_bytes()
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SecretStoreError, match="could not be written: Operation not permitted"):
        kept.write(ENTRY, Secret("another-secret"))
    assert kept.path.read_bytes() == sealed
    assert sorted(os.listdir(kept.path.parent)) == ["secrets.sealed", "secrets.sealed.lock"]


def test_what_was_not_written_right_is_not_put_in_place(
    kept: SealedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drive that takes everything and gives back something else."""
    sealed = kept.path.read_bytes()
    monkeypatch.setattr(Path, "read_bytes", lambda path: sealed)
    with pytest.raises(SecretStoreError, match="did not give back"):
        kept.write(ENTRY, Secret("another-secret"))
    monkeypatch.undo()
    assert kept.path.read_bytes() == sealed
    assert len(os.listdir(kept.path.parent)) == 2


def test_a_window_that_does_not_end_is_not_waited_for_without_end(kept: SealedFile) -> None:
    file = PrivateFile(kept.path, "encrypted file", 1000)
    with file.alone(), pytest.raises(SecretStoreError, match="Another window"), file.alone(0.0):
        pass
    with file.alone(0.0):
        pass


def test_a_drive_without_locks(kept: SealedFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(private_file, "_lock", no_locks)
    unfinished = kept.path.with_name(".secrets.sealed-of-another-window")
    unfinished.touch()
    kept.write(ENTRY, Secret("another-secret"))
    assert kept.read(ENTRY) == Secret("another-secret")
    assert unfinished.exists()  # it may still be written


def test_a_folder_that_cannot_be_made(own_home: Path) -> None:
    data_folder().parent.mkdir(parents=True)
    data_folder().write_text("a file in the place of the folder")
    with pytest.raises(SecretStoreError, match="cannot be read: Not a directory"):
        encrypted_file.create(PASSPHRASE)
    with pytest.raises(SecretStoreError, match="could not be written: File exists"):
        PrivateFile(encrypted_file.path(), "encrypted file", 1000).alone().__enter__()
