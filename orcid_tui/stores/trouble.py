"""What the operating system says when a file cannot be written, in words for cataloguers."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from orcid_tui.errors import SaveError
from orcid_tui.text import clean

KEPT: Final = "Nothing was written and your decisions are kept."


def explained(trouble: OSError, target: Path) -> SaveError:
    """The error to raise in its place: what happened to `target`, and what to do next."""
    name, folder = clean(target.name), clean(str(target.parent))
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return SaveError(
            f"There is no room left in {folder}.", f"{KEPT} Make room or save elsewhere."
        )
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveError(f"You may not write in {folder}.", f"{KEPT} Save in another folder.")
    if trouble.errno == errno.ENOENT:
        return SaveError(
            f"{name} could not be written: its folder or the source is gone.",
            f"{KEPT} Save in another folder.",
        )
    if trouble.errno == errno.EEXIST:
        return SaveError(f"There is a file {name} by now.", f"{KEPT} Save once more.")
    if trouble.errno == errno.ENAMETOOLONG:
        return SaveError(f"The name {name} is too long.", f"{KEPT} Save under a shorter name.")
    why = clean(trouble.strerror or "unknown reason")
    return SaveError(
        f"{name} could not be written: {why}.", f"{KEPT} Check the drive, or save elsewhere."
    )
