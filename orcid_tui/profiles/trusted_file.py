"""A file that only an administrator can have written: the file, and every folder above it.

Whoever can change a folder can put another file in the place of the right one. So one walks from
the topmost folder down, holding each open while the next is looked at, and reads the very file
that was checked. Source: secrets.md sections 6.5 and 7, "Planted site profile".
"""

from __future__ import annotations

import contextlib
import os
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.text import clean

_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Trust:
    """The user numbers that may own such a file, and the folder from which on all is checked."""

    uids: frozenset[int] = frozenset({0})
    root: Path = Path("/")


def read_trusted(path: Path, name: str, trust: Trust) -> bytes | None:
    """What the file holds; None when there is none.

    `path` is absolute, `name` says what the file is, as in "administrator's profile file". It and
    every folder above it must belong to a trusted user, be writable by no group and not by
    everybody, and be no symbolic link. On Windows nothing is checked. Raises ConfigurationError,
    which names the one that is wrong, its mode, and what to type.
    """
    told = _("The {name} {path}").format(name=name, path=clean(str(path)))
    try:
        path.lstat()
        if os.name != "posix":
            return path.read_bytes()
        return _walked(path, told, trust)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise ConfigurationError(
            _("{told} cannot be read by you.").format(told=told),
            _("Ask your administrator whether you should be in the group that may read it."),
        ) from None
    except (OSError, ValueError) as fault:
        reason = clean(getattr(fault, "strerror", None) or _("it has no usable name"))
        raise ConfigurationError(
            _("{told} cannot be read: {reason}.").format(told=told, reason=reason),
            _("Tell your administrator."),
        ) from None


def _walked(path: Path, told: str, trust: Trust) -> bytes:
    *folders, last = path.relative_to(trust.root).parts
    with contextlib.ExitStack() as opened:
        here = trust.root
        handle = _opened(here, None, opened)
        _require(os.fstat(handle), here, path, told, trust)
        for folder in folders:
            here /= folder
            _require(_looked_at(folder, handle), here, path, told, trust)
            handle = _opened(folder, handle, opened)
            _require(os.fstat(handle), here, path, told, trust)
        _require(_looked_at(last, handle), path, path, told, trust)
        # Not to wait for the other end of a pipe.
        file = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle)
        with os.fdopen(file, "rb") as reader:
            _require(os.fstat(file), path, path, told, trust)
            return reader.read()


def _opened(folder: Path | str, above: int | None, opened: contextlib.ExitStack) -> int:
    """The folder, to look further in it; that needs no right to list it where O_PATH is known."""
    how = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW
    handle = os.open(folder, how, dir_fd=above)
    opened.callback(os.close, handle)
    return handle


def _looked_at(part: str, above: int) -> os.stat_result:
    return os.stat(part, dir_fd=above, follow_symlinks=False)


def _require(found: os.stat_result, here: Path, path: Path, told: str, trust: Trust) -> None:
    """Raise ConfigurationError unless only a trusted user can change what was found here."""
    own = here == path
    it = _("it") if own else _("the folder {here}").format(here=clean(str(here)))
    mode = stat.S_IMODE(found.st_mode)
    typed = clean(shlex.quote(str(here)))
    if stat.S_ISLNK(found.st_mode):
        raise ConfigurationError(
            _("{told} was not used: {it} is a symbolic link.").format(told=told, it=it),
            _("Your administrator puts the file itself there.")
            if own
            else _("Your administrator puts the folder itself there."),
        )
    if not (stat.S_ISREG(found.st_mode) if own else stat.S_ISDIR(found.st_mode)):
        raise ConfigurationError(
            (
                _("{told} was not used: {it} is not a file.")
                if own
                else _("{told} was not used: {it} is not a folder.")
            ).format(told=told, it=it),
            _("Your administrator moves it away."),
        )
    if found.st_uid not in trust.uids:
        if own:
            hint = _(
                "If it is right, your administrator looks at what is in it, and then runs: "
                "chown root {path}"
            )
        else:
            hint = _("If it is right, your administrator runs: chown root {path}")
        near = own or here == path.parent
        raise ConfigurationError(
            _(
                "{told} was not used: {it} belongs to user {user}, not to root (mode {mode:o})."
            ).format(told=told, it=it, user=found.st_uid, mode=mode),
            hint.format(path=typed)
            if near
            else _("Such a file belongs below folders of root's only."),
        )
    if mode & _OTHERS_WRITE:
        who = _("everybody") if mode & stat.S_IWOTH else _("its group")
        raise ConfigurationError(
            _("{told} was not used: {it} can be changed by {who} (mode {mode:o}).").format(
                told=told, it=it, who=who, mode=mode
            ),
            _("Such a file does not belong below a folder for everybody.")
            if mode & stat.S_ISVTX
            else _(
                "Your administrator looks at what is there, and then runs: chmod go-w {typed}"
            ).format(typed=typed),
        )
