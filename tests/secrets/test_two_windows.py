"""Two windows on one encrypted file, in every order of doings that chance finds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from orcid_tui.errors import FileLocked, SecretStoreError, WrongPassphrase
from orcid_tui.secrets.file_report import FileState
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import CHEAP

WINDOWS = st.integers(0, 1)
ENTRIES = st.sampled_from(["oslo/orcid", "oslo/alma", "bergen/orcid"])
SECRETS = st.text("abcdefgh01234567-", min_size=8, max_size=256)
PASSPHRASES = st.sampled_from(["fjord, harbour and lamp", "another passphrase"])


class Windows(RuleBasedStateMachine):
    """`kept` is what must be in the file, whoever wrote it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.windows = [SealedFile(self.folder / "secrets.sealed", CHEAP) for _ in range(2)]
        self.kept: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(window=WINDOWS, passphrase=PASSPHRASES)
    def create(self, window: int, passphrase: str) -> None:
        try:
            self.windows[window].create(Secret(passphrase))
        except SecretStoreError:
            assert self.kept
        else:
            assert not self.kept

    @rule(window=WINDOWS, passphrase=PASSPHRASES)
    def unlock(self, window: int, passphrase: str) -> None:
        try:
            self.windows[window].unlock(Secret(passphrase))
        except WrongPassphrase:
            assert self.kept
        except SecretStoreError:
            assert not self.kept
        else:
            assert self.windows[window].examine().ready

    @rule(window=WINDOWS)
    def lock(self, window: int) -> None:
        self.windows[window].lock()

    @rule(window=WINDOWS, old=PASSPHRASES, new=PASSPHRASES)
    def change_passphrase(self, window: int, old: str, new: str) -> None:
        try:
            self.windows[window].change_passphrase(Secret(old), Secret(new))
        except WrongPassphrase:
            assert self.kept
        except SecretStoreError:
            assert not self.kept

    @rule(window=WINDOWS, entry=ENTRIES, secret=SECRETS)
    def write(self, window: int, entry: str, secret: str) -> None:
        ready = self.windows[window].examine().ready
        try:
            self.windows[window].write(entry, Secret(secret))
        except SecretStoreError:
            assert not ready
        else:
            assert ready
            self.kept[entry] = secret

    @rule(window=WINDOWS, entry=ENTRIES)
    def forget(self, window: int, entry: str) -> None:
        try:
            self.windows[window].forget(entry)
        except FileLocked:
            assert self.windows[window].examine().state is FileState.LOCKED
        else:
            self.kept.pop(entry, None)

    @invariant()
    def what_is_open_says_what_is_kept(self) -> None:
        assert self.windows[0].path.exists() == bool(self.kept)
        for window in self.windows:
            if window.examine().ready:
                for entry in ("oslo/orcid", "oslo/alma", "bergen/orcid"):
                    found = window.read(entry)
                    assert (found.reveal() if found else None) == self.kept.get(entry)


TestWindows = Windows.TestCase
TestWindows.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
