"""Whether a file may be written at some place, found out before any work is done for it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from orcid_tui.errors import SaveError
from orcid_tui.language import _
from orcid_tui.stores.trouble import KEPT, explained
from orcid_tui.text import clean


def real(path: Path) -> Path:
    """The file that a name leads to, through symbolic links. A ring of links stays as it is."""
    return Path(os.path.realpath(path))


def check_target(path: Path) -> None:
    """Raise SaveError when nothing can be written to `path`, which is no link."""
    try:
        _check(path)
    except OSError as trouble:
        raise explained(trouble, path) from trouble


def _check(path: Path) -> None:
    if (path.exists() and not path.is_file()) or path.is_symlink():
        raise SaveError(_("{name} is not an ordinary file.").format(name=clean(path.name)), KEPT)
    if path.exists() and not os.access(path, os.W_OK):
        raise SaveError(
            _("{name} is write-protected.").format(name=clean(path.name)),
            f"{KEPT} " + _("Save under another name."),
        )
    if not path.parent.is_dir():
        raise SaveError(
            _("There is no folder {parent}.").format(parent=clean(str(path.parent))), KEPT
        )
    if path.exists() and _only_its_owner_may_replace(path):
        raise PermissionError(errno.EPERM, _("the file belongs to another user"))


def _only_its_owner_may_replace(path: Path) -> bool:
    """As in a folder for temporary files, where even a writable file keeps its name."""
    if not hasattr(os, "geteuid"):
        return False
    folder = path.parent.stat()
    owners = (0, path.stat().st_uid, folder.st_uid)
    return bool(folder.st_mode & stat.S_ISVTX) and os.geteuid() not in owners
