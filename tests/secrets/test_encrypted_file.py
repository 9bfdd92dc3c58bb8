"""The encrypted file as the program uses it: what is kept, what is asked for, what is said."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest

from orcid_tui.errors import (
    ConfigurationError,
    FileDamaged,
    FileLocked,
    SecretStoreError,
    WrongPassphrase,
)
from orcid_tui.secrets import encrypted_file, sealing
from orcid_tui.secrets.file_report import FileState
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import CANARY, CHEAP, PASSPHRASE, kept, opened, vault

__all__ = ["kept", "vault"]


def test_the_way_of_a_secret_at_the_usual_cost() -> None:
    """The only test here that makes keys as expensive as the program does."""
    assert encrypted_file.available()
    assert encrypted_file.examine().state is FileState.NONE
    assert not encrypted_file.unlocked()
    assert encrypted_file.read("oslo") is None
    encrypted_file.create(PASSPHRASE)
    assert encrypted_file.unlocked()
    assert encrypted_file.write("oslo", Secret(CANARY)) == "encrypted file"
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in encrypted_file.path().read_bytes()
    assert encrypted_file.read("oslo") == Secret(CANARY)
    assert encrypted_file.read("oslo", SecretKind.ALMA) is None
    assert encrypted_file.examine().ready

    encrypted_file.lock()
    assert encrypted_file.examine().state is FileState.LOCKED
    with pytest.raises(FileLocked):
        encrypted_file.read("oslo")
    encrypted_file.unlock(PASSPHRASE)
    assert encrypted_file.read("oslo") == Secret(CANARY)

    encrypted_file.forget("oslo")
    encrypted_file.forget("oslo")
    assert not encrypted_file.path().exists()


def test_each_profile_and_kind_has_an_entry_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "USUAL", CHEAP)
    encrypted_file.create(PASSPHRASE)
    wanted = {}
    for profile in ("oslo", "bergen"):
        for kind in SecretKind:
            wanted[profile, kind] = Secret(f"canary-{profile}-{kind.value}")
            encrypted_file.write(profile, wanted[profile, kind], kind)
    for (profile, kind), secret in wanted.items():
        assert encrypted_file.read(profile, kind) == secret
    encrypted_file.forget("oslo", SecretKind.ALMA)
    assert encrypted_file.read("oslo", SecretKind.ALMA) is None
    assert encrypted_file.read("oslo", SecretKind.ALMA_NETWORK) is not None
    assert encrypted_file.read("bergen", SecretKind.ALMA) is not None


def test_another_home_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encrypted_file.create(PASSPHRASE)
    assert encrypted_file.unlocked()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert not encrypted_file.unlocked()
    assert encrypted_file.path().is_relative_to(tmp_path)


def test_a_file_is_born_with_its_first_secret_and_goes_with_its_last(vault: SealedFile) -> None:
    vault.create(PASSPHRASE)
    assert vault.examine().ready
    assert not vault.path.exists()
    vault.write("oslo/orcid", Secret(CANARY))
    vault.write("oslo/alma", Secret("another-secret"))
    vault.forget("oslo/orcid")
    assert vault.path.exists()
    vault.forget("oslo/alma")
    assert not vault.path.exists()
    vault.write("oslo/alma", Secret("another-secret"))
    assert opened(vault.path).read("oslo/alma") == Secret("another-secret")


def test_what_nobody_has_changed_is_not_written(kept: SealedFile) -> None:
    before = kept.path.read_bytes()
    kept.forget("bergen/orcid")
    assert kept.path.read_bytes() == before


def test_each_write_has_a_nonce_of_its_own(kept: SealedFile) -> None:
    seen = set()
    for _ in range(20):
        kept.write("oslo/orcid", Secret(CANARY))
        seen.add(base64.b64decode(kept.path.read_bytes().splitlines()[1])[:12])
    assert len(seen) == 20


def test_neither_names_nor_number_nor_length_show(kept: SealedFile) -> None:
    length = kept.path.stat().st_size
    kept.write("an-institution-with-a-long-name/orcid", Secret("x" * 256))
    assert kept.path.stat().st_size == length
    assert b"oslo" not in kept.path.read_bytes()


def test_a_file_in_use_is_not_begun_anew(kept: SealedFile) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(SecretStoreError, match="already"):
        SealedFile(kept.path, CHEAP).create(Secret("another passphrase"))
    assert kept.path.read_bytes() == before


def test_a_wrong_passphrase(kept: SealedFile) -> None:
    fresh = SealedFile(kept.path, CHEAP)
    with pytest.raises(WrongPassphrase) as caught:
        fresh.unlock(Secret("fjord, harbour and lump"))
    assert caught.value.message == "Wrong passphrase, or the file was changed."
    assert "lump" not in repr(caught.value)
    assert caught.value.__context__ is None
    assert not fresh.unlocked
    with pytest.raises(WrongPassphrase):
        kept.unlock(Secret("fjord, harbour and lump"))
    assert kept.read("oslo/orcid") == Secret(CANARY)  # an open file stays open


def test_without_a_file_there_is_nothing_to_unlock(vault: SealedFile) -> None:
    with pytest.raises(SecretStoreError, match="no encrypted file"):
        vault.unlock(PASSPHRASE)
    with pytest.raises(SecretStoreError, match="no encrypted file"):
        vault.write("oslo/orcid", Secret(CANARY))
    vault.forget("oslo/orcid")
    assert vault.set_aside() is None
    assert not vault.path.exists()


def test_a_locked_file_gives_and_takes_nothing(kept: SealedFile) -> None:
    before = kept.path.read_bytes()
    kept.lock()
    with pytest.raises(FileLocked):
        kept.read("oslo/orcid")
    with pytest.raises(FileLocked):
        kept.write("oslo/orcid", Secret("another-secret"))
    with pytest.raises(FileLocked):
        kept.forget("oslo/orcid")
    assert kept.path.read_bytes() == before


def test_another_window_is_never_overwritten(kept: SealedFile) -> None:
    other = opened(kept.path)
    other.write("bergen/alma", Secret("another-secret"))
    kept.write("oslo/orcid", Secret("a-third-secret"))
    assert other.read("oslo/orcid") == Secret("a-third-secret")
    assert kept.read("bergen/alma") == Secret("another-secret")


def test_a_new_passphrase(kept: SealedFile) -> None:
    new = Secret("another passphrase")
    other = opened(kept.path)
    with pytest.raises(WrongPassphrase):
        kept.change_passphrase(new, new)
    kept.change_passphrase(PASSPHRASE, new)
    assert kept.read("oslo/orcid") == Secret(CANARY)
    assert opened(kept.path, new).read("oslo/orcid") == Secret(CANARY)
    with pytest.raises(WrongPassphrase):
        opened(kept.path)
    # The window that still has the old key asks, and loses nothing.
    assert other.examine().state is FileState.LOCKED
    assert "another passphrase since" in other.examine().sentence
    with pytest.raises(FileLocked):
        other.write("bergen/orcid", Secret("another-secret"))
    other.unlock(new)
    other.write("bergen/orcid", Secret("another-secret"))
    assert kept.read("bergen/orcid") == Secret("another-secret")
    assert kept.read("oslo/orcid") == Secret(CANARY)


def test_a_new_passphrase_must_do(kept: SealedFile) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(ConfigurationError):
        kept.change_passphrase(PASSPHRASE, Secret("short"))
    assert kept.path.read_bytes() == before


def test_two_windows_that_begin_at_once(vault: SealedFile) -> None:
    other = SealedFile(vault.path, CHEAP)
    vault.create(PASSPHRASE)
    other.create(Secret("another passphrase"))
    vault.write("oslo/orcid", Secret(CANARY))
    with pytest.raises(FileLocked):
        other.write("bergen/orcid", Secret("another-secret"))
    assert vault.read("oslo/orcid") == Secret(CANARY)


def test_a_file_whose_passphrase_is_lost_is_set_aside(kept: SealedFile) -> None:
    fresh = SealedFile(kept.path, CHEAP)
    sealed = kept.path.read_bytes()
    aside = fresh.set_aside()
    assert aside is not None
    assert aside.read_bytes() == sealed
    fresh.create(Secret("another passphrase"))
    fresh.write("oslo/orcid", Secret("another-secret"))
    again = fresh.set_aside()
    assert again not in (None, aside)
    assert aside.read_bytes() == sealed


def test_more_than_fits_is_refused(kept: SealedFile) -> None:
    with pytest.raises(SecretStoreError, match="no room"):
        kept.write("bergen/orcid", Secret("x" * sealing.LONGEST))
    assert kept.read("oslo/orcid") == Secret(CANARY)


def test_without_the_library(kept: SealedFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        __import__("sys").modules, "cryptography.hazmat.primitives.kdf.argon2", None
    )
    assert not encrypted_file.available()
    assert kept.examine().state is FileState.UNAVAILABLE
    with pytest.raises(SecretStoreError, match="cryptography"):
        kept.read("oslo/orcid")
    with pytest.raises(SecretStoreError, match="cryptography"):
        SealedFile(kept.path.with_name("other"), CHEAP).create(PASSPHRASE)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077])
def test_private_from_birth_under_every_umask(vault: SealedFile, umask: int) -> None:
    before = os.umask(umask)
    try:
        vault.create(PASSPHRASE)
        vault.write("oslo/orcid", Secret(CANARY))
    finally:
        os.umask(before)
    assert stat.S_IMODE(vault.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(vault.path.parent.stat().st_mode) == 0o700
    for file in vault.path.parent.iterdir():
        assert not file.stat().st_mode & 0o077
    assert vault.read("oslo/orcid") == Secret(CANARY)


def test_nothing_shows_in_the_folder_or_in_what_can_be_printed(kept: SealedFile) -> None:
    kept.change_passphrase(PASSPHRASE, Secret("another passphrase"))
    kept.write("oslo/orcid", Secret(CANARY))
    kept.set_aside()
    kept.create(PASSPHRASE)
    kept.write("oslo/alma", Secret(CANARY))
    for secret in (CANARY, PASSPHRASE.reveal(), "another passphrase"):
        shapes = {secret.encode(), secret.encode().hex().encode(), secret.encode("utf-16-le")}
        shapes |= {base64.b64encode(b" " * n + secret.encode())[4:-4] for n in range(3)}
        for file in kept.path.parent.iterdir():
            text = file.read_bytes()
            assert not [shape for shape in shapes if shape in text]
            sealed = base64.b64decode(b"".join(text.splitlines()[1:2]))
            assert not [shape for shape in shapes if shape in sealed]
        assert secret not in f"{kept!r} {vars(kept)!r} {kept.examine()!r}"


def test_contents_that_are_no_mapping_are_damage_and_shown_nowhere(kept: SealedFile) -> None:
    key = sealing.key_for(kept.path.read_bytes(), PASSPHRASE)
    for contents in (b'{"oslo/orcid": "canary-in-broken', b'["canary"]', b'{"a": 1}', b"\xff"):
        kept.path.write_bytes(key.seal(contents))
        with pytest.raises(FileDamaged) as caught:
            kept.read("oslo/orcid")
        assert caught.value.__context__ is None
        assert kept.examine().state is FileState.DAMAGED
        with pytest.raises(FileDamaged):
            kept.write("oslo/orcid", Secret(CANARY))
        assert key.opened(kept.path.read_bytes()) == contents
