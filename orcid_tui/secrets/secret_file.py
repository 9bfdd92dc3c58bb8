"""A file that somebody made to hold one secret: read only if nobody else can read or change it.

The program writes no such file. Who needs one names it in the environment, systemd makes one
for a service, an administrator may name one in a profile. Source: secrets.md section 6.4, the
last rule.
"""

from __future__ import annotations

import errno
import os
import shlex
import stat
from typing import Final

from orcid_tui.errors import ConfigurationError, FileUnsafe, SecretStoreError
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret
from orcid_tui.text import clean

_MOST_BYTES: Final = 4096
_ROOT: Final = 0
_NOT_OF_ROOT_S: Final = 0o037
"""A file of root's may be read by its group; that is how several users share one."""


def read_secret_file(
    path: str, kind: SecretKind, called: str = "", *, of_root: bool = False
) -> Secret:
    """The first line of the file, without blanks around it, and checked.

    `called` says in messages which file it is; nothing is needed when the path says it. The file
    must be regular and belong to the user, with nothing for group and others, or to root, which
    may let the group read. Looked at on the opened file, so that it cannot be exchanged between
    the look and the reading. `of_root`: an administrator named it, so it must belong to root and be
    no symbolic link. Raises FileUnsafe and SecretStoreError.
    """
    named = _("The file {path}").format(path=clean(path)) + (f" ({called})" if called else "")
    try:
        # Not to wait for the other end of a pipe that somebody put there.
        how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, how | (getattr(os, "O_NOFOLLOW", 0) if of_root else 0))
    except (OSError, ValueError) as fault:
        if of_root and getattr(fault, "errno", None) in (errno.ELOOP, errno.EMLINK):
            raise FileUnsafe(
                _("{named} is a symbolic link. It was not used.").format(named=named),
                _("Ask your administrator to put the file itself there."),
            ) from None
        reason = getattr(fault, "strerror", None) or _("it is not the name of a file")
        raise SecretStoreError(
            _("{named} cannot be read: {reason}.").format(named=named, reason=reason),
            _("Check the name of the file and who may read it."),
        ) from None
    try:
        _require_private(os.fstat(handle), named, clean(path), of_root)
        with os.fdopen(handle, "rb", closefd=False) as file:
            beginning = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise SecretStoreError(
            _("{named} cannot be read: {reason}.").format(named=named, reason=fault.strerror)
        ) from None
    finally:
        os.close(handle)
    return first_line(beginning, named, kind)


def first_line(output: bytes, named: str, kind: SecretKind) -> Secret:
    """The first line as a secret. `named` says where it comes from and begins a sentence.

    Raises SecretStoreError when it is empty, longer than 4 KiB, or cannot be such a secret.
    """
    line, _end, _rest = output.partition(b"\n")
    if len(line) > _MOST_BYTES:
        raise SecretStoreError(
            _("{named} gives a first line of more than {most} characters.").format(
                named=named, most=_MOST_BYTES
            ),
            _("The first line must be the {secret} and nothing else.").format(
                secret=kind.full_words
            ),
        )
    try:
        text = line.decode().lstrip("\ufeff").strip()  # some editors begin a file with that
    except UnicodeDecodeError:
        text = "\N{REPLACEMENT CHARACTER}"
    if not text:
        raise SecretStoreError(
            _("{named} gives nothing: its first line is empty.").format(named=named),
            _("The first line must be the {secret}.").format(secret=kind.full_words),
        )
    try:
        return checked_secret(
            text,
            _("What {source} gives").format(source=named[0].lower() + named[1:]),
            kind,
        )
    except ConfigurationError as fault:
        raise SecretStoreError(fault.message, fault.hint) from None


def _require_private(found: os.stat_result, named: str, path: str, only_root: bool) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise FileUnsafe(
            _("{named} is not a regular file. It was not used.").format(named=named),
            _("Name a file."),
        )
    if os.name != "posix":
        return
    mode = stat.S_IMODE(found.st_mode)
    if only_root and found.st_uid != _ROOT:
        raise FileUnsafe(
            _("{named} belongs to user {user}, not to root. It was not used.").format(
                named=named, user=found.st_uid
            ),
            _("Ask your administrator to run: chown root {path}").format(path=shlex.quote(path)),
        )
    if found.st_uid not in (os.geteuid(), _ROOT):
        raise FileUnsafe(
            _("{named} belongs to another user. It was not used.").format(named=named),
            _("Use a file that belongs to you or to root."),
        )
    of_root = found.st_uid == _ROOT
    if mode & (_NOT_OF_ROOT_S if of_root else 0o077):
        command = f"chmod {640 if of_root else 600} {shlex.quote(path)}"
        if os.geteuid() == found.st_uid:
            hint = _("Run: {command}").format(command=command)
        else:
            hint = _("Ask your administrator to run: {command}").format(command=command)
        raise FileUnsafe(
            _("{named} can be read or changed by others (mode {mode:o}). It was not used.").format(
                named=named, mode=mode
            ),
            hint,
        )
