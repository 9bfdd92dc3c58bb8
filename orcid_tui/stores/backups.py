"""Putting a finished file in its place without ever losing the one that stood there."""

from __future__ import annotations

import contextlib
import os
import shutil
from itertools import count
from pathlib import Path

from orcid_tui.stores.leftovers import make_temporary


def free_name(path: Path, word: str) -> Path:
    """`name-word.ext`, then `name-word-2.ext`, …: the first that is not taken.

    A compressed file keeps both of its endings, as in `name-word.mrc.gz`. A name that is as
    long as names can be gives up letters of its stem.
    """
    ending = "".join(path.suffixes[-2:]) if path.suffix.lower() == ".gz" else path.suffix
    stem = path.name.removesuffix(ending)
    for nth in count(1):
        number = "" if nth == 1 else f"-{nth}"
        candidate = _fitting(path, stem, f"-{word}{number}{ending}")
        if not os.path.lexists(candidate):
            return candidate
    raise AssertionError


def make_backup(path: Path) -> Path:
    """Keep the file at `path` as `NAME.bak`, `NAME.bak2`, …; never over an earlier one.

    A hard link where the file system has them, so that the backup is the old file itself;
    otherwise a copy that is flushed to the disk. A name that is as long as names can be gives
    up its last letters. Raises OSError.
    """
    for nth in count(1):
        backup = _fitting(path, path.name, f".bak{'' if nth == 1 else nth}")
        try:
            os.link(path, backup)
        except FileExistsError:
            continue
        except OSError:
            if os.path.lexists(backup):
                continue
            _copy_new(path, backup)
        return backup
    raise AssertionError


def put_in_place(temporary: Path, target: Path, *, may_exist: bool) -> None:
    """Give the finished file its name in one step. Raises OSError.

    Without `may_exist` a file of that name makes this fail instead of being lost.
    """
    if may_exist:
        os.replace(temporary, target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        _move_to_new_name(temporary, target)
    else:
        temporary.unlink()


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _fitting(path: Path, stem: str, ending: str) -> Path:
    """The file of this name beside `path`, with a shorter stem where the system needs one."""
    longest = 255  # bytes; what nearly all file systems take
    if hasattr(os, "pathconf"):
        with contextlib.suppress(OSError, ValueError):
            longest = os.pathconf(path.parent, "PC_NAME_MAX")
    while stem and len(os.fsencode(stem + ending)) > longest:
        stem = stem[:-1]
    return path.with_name(stem + ending)


def _move_to_new_name(temporary: Path, name: Path) -> None:
    """Rename, but never over a file that is there. Raises OSError."""
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        os.replace(temporary, name)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def _copy_new(path: Path, backup: Path) -> None:
    """A copy that has its name only when it is whole. Raises OSError."""
    handle, temporary = make_temporary(path.parent)
    try:
        with os.fdopen(handle, "wb") as output, path.open("rb") as source:
            shutil.copyfileobj(source, output, 1 << 20)
            output.flush()
            os.fsync(output.fileno())
        shutil.copystat(path, temporary)
        _move_to_new_name(temporary, backup)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
