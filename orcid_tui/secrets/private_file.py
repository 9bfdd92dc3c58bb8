"""A small file that only this user can reach: read after checking, replaced in one stroke.

Whatever the user's umask is, the file has mode 0600 from birth and its folder 0700; whatever
happens while it is written, the old one or the new one is there whole. The checks look at the
open file, not at its name, which could point elsewhere a moment later. Windows has its own
permissions on the user's folder, so there only the kind of file is checked.
Source: secrets.md sections 4, 6.5 and 7.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.errors import FileUnsafe, SecretStoreError
from orcid_tui.folders import make_private, shown
from orcid_tui.language import _
from orcid_tui.text import clean

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE: Final = 10.0
"""Seconds to wait for another window that is writing at the moment."""
_PAUSE: Final = 0.02


@dataclass(frozen=True, slots=True)
class PrivateFile:
    """One such file. `name` says what it is, as in "encrypted file"; `longest` in bytes."""

    path: Path
    name: str
    longest: int

    def read(self) -> bytes | None:
        """What it holds, at most one byte more than `longest`; None when there is no file.

        Raises FileUnsafe for what others could reach or have put there, and SecretStoreError
        for a file that cannot be read.
        """
        handle = self._open()
        if handle is None:
            return None
        try:
            self._check(os.fstat(handle))
            with os.fdopen(handle, "rb", closefd=False) as file:
                return file.read(self.longest + 1)
        except OSError as fault:
            raise self._unreadable(fault) from None
        finally:
            os.close(handle)

    def replace(self, contents: bytes, right: Callable[[bytes], bool]) -> None:
        """Put this in its place, all or nothing, once what was written was read back as `right`.

        Call it while `alone`. Raises SecretStoreError; the earlier file is then as it was.
        """
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self._prefix)
            unfinished = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:  # mode 0600
                    file.write(contents)
                    file.flush()
                    os.fsync(handle)
                if not right(unfinished.read_bytes()):
                    raise SecretStoreError(
                        _(
                            "The {name} did not give back what it was given, so nothing "
                            "counts as kept."
                        ).format(name=self.name),
                        _("Try again, or keep the secret for this session only."),
                    )
                os.replace(unfinished, self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    unfinished.unlink()
                raise
            self._keep_name()
        except OSError as fault:
            raise self._unwritten(fault) from None

    def remove(self) -> None:
        """Remove it; an absent one is a success. Raises SecretStoreError."""
        try:
            self.path.unlink(missing_ok=True)
            self._keep_name()
        except OSError as fault:
            raise self._unwritten(fault) from None

    def set_aside(self) -> Path:
        """Rename it, so that a new one can be started. Returns where it is now.

        Raises SecretStoreError.
        """
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.old-{number}")).exists():
            number += 1
        try:
            self.path.rename(aside)
            self._keep_name()
        except OSError as fault:
            raise self._unwritten(fault) from None
        return aside

    @contextlib.contextmanager
    def alone(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep every other window from writing meanwhile. Makes the folder.

        Raises SecretStoreError when another one does not end within `patience` seconds. Where a
        network drive has no locks, nobody is kept from anything.
        """
        lock = self.path.with_name(f"{self.path.name}.lock")
        how = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            make_private(self.path.parent)
            handle = os.open(lock, how, 0o600)
        except OSError as fault:
            raise self._unwritten(fault) from None
        try:
            if self._locked(handle, patience):
                self._sweep()
            yield
        finally:
            os.close(handle)

    @property
    def _prefix(self) -> str:
        return f".{self.path.name}-"

    def _locked(self, handle: int, patience: float) -> bool:
        last = time.monotonic() + patience
        while True:
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):
                if time.monotonic() >= last:
                    raise SecretStoreError(
                        _(
                            "Another window of this program has been writing the {name} for "
                            "{patience:.0f} seconds. Nothing was changed."
                        ).format(name=self.name, patience=patience),
                        _("Close that window, then try again."),
                    ) from None
                time.sleep(_PAUSE)
            except OSError:
                return False
            else:
                return True

    def _sweep(self) -> None:
        """Nobody else writes now, so an unfinished file is what a killed program left."""
        for left in self.path.parent.glob(f"{self._prefix}*"):
            with contextlib.suppress(OSError):
                left.unlink()

    def _keep_name(self) -> None:
        """Let a change of name outlast a power cut, where the drive can promise that."""
        if os.name != "posix":
            return
        with contextlib.suppress(OSError):
            handle = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def _open(self) -> int | None:
        # Without O_NONBLOCK a named pipe in its place would wait for ever.
        how = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            if self.path.is_symlink():
                raise self._not_a_file(_("a symbolic link"))
            return os.open(self.path, how | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        except OSError as fault:
            if fault.errno in (errno.ELOOP, errno.EMLINK):
                raise self._not_a_file(_("a symbolic link")) from None
            if fault.errno == errno.ENXIO:
                raise self._not_a_file(_("not a file")) from None
            raise self._unreadable(fault) from None

    def _check(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise self._not_a_file(_("not a file"))
        if sys.platform == "win32":
            return
        mode = stat.S_IMODE(status.st_mode)
        if status.st_uid != os.geteuid():
            raise FileUnsafe(
                _("The {name} belongs to another user. It was not used.").format(name=self.name),
                _(
                    "Start this program as yourself, without sudo; or rename {path} and "
                    "start a new one."
                ).format(path=self.for_shell),
            )
        if mode & 0o077:
            if mode & 0o044:
                words = _("The {name} can be read by others (mode {mode:o}). It was not used.")
            else:
                words = _("The {name} can be reached by others (mode {mode:o}). It was not used.")
            raise FileUnsafe(
                words.format(name=self.name, mode=mode),
                _("Run: chmod 600 {path}").format(path=self.for_shell),
            )

    @property
    def for_shell(self) -> str:
        """Its path, as a shell takes it."""
        short = shown(self.path)
        plain = short.removeprefix("~")
        return short if shlex.quote(plain) == plain else shlex.quote(str(self.path))

    def _not_a_file(self, what: str) -> FileUnsafe:
        return FileUnsafe(
            _("In the place of the {name} there is {what}. It was not used.").format(
                name=self.name, what=what
            ),
            _("Put the file itself at {path}, or move away what is there.").format(
                path=self.for_shell
            ),
        )

    def _unreadable(self, fault: OSError) -> SecretStoreError:
        return SecretStoreError(
            _("The {name} cannot be read: {reason}.").format(name=self.name, reason=_reason(fault)),
            _("If it is yours, run: chmod 600 {path}").format(path=self.for_shell)
            if isinstance(fault, PermissionError)
            else _("See what is wrong with {path}, then try again.").format(
                path=clean(shown(self.path))
            ),
        )

    def _unwritten(self, fault: OSError) -> SecretStoreError:
        return SecretStoreError(
            _("The {name} could not be written: {reason}. It is as it was.").format(
                name=self.name, reason=_reason(fault)
            ),
            _("Make room or put right the permissions of {folder}, then try again.").format(
                folder=clean(shown(self.path.parent))
            ),
        )


def _reason(fault: OSError) -> str:
    return clean(fault.strerror or type(fault).__name__)


def _lock(handle: int) -> None:
    """Take the lock, which ends with the process however that ends. Raises OSError."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
