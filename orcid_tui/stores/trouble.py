"""What the operating system says when a file cannot be written, in words for cataloguers."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from orcid_tui.errors import SaveError
from orcid_tui.language import _
from orcid_tui.text import clean

KEPT: Final = _("Nothing was written and your decisions are kept.")


def explained(trouble: OSError, target: Path) -> SaveError:
    """The error to raise in its place: what happened to `target`, and what to do next."""
    name, folder = clean(target.name), clean(str(target.parent))
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return SaveError(
            _("There is no room left in {folder}.").format(folder=folder),
            f"{KEPT} " + _("Make room or save elsewhere."),
        )
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveError(
            _("You may not write in {folder}.").format(folder=folder),
            f"{KEPT} " + _("Save in another folder."),
        )
    if trouble.errno == errno.ENOENT:
        return SaveError(
            _("{name} could not be written: its folder or the source is gone.").format(name=name),
            f"{KEPT} " + _("Save in another folder."),
        )
    if trouble.errno == errno.EEXIST:
        return SaveError(
            _("There is a file {name} by now.").format(name=name),
            f"{KEPT} " + _("Save once more."),
        )
    if trouble.errno == errno.ENAMETOOLONG:
        return SaveError(
            _("The name {name} is too long.").format(name=name),
            f"{KEPT} " + _("Save under a shorter name."),
        )
    why = clean(trouble.strerror or _("unknown reason"))
    return SaveError(
        _("{name} could not be written: {why}.").format(name=name, why=why),
        f"{KEPT} " + _("Check the drive, or save elsewhere."),
    )
