"""Whether a source is still the one that was opened.

The digest decides: a file that another program wrote anew with the very same bytes is the same.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from orcid_tui.errors import SaveError
from orcid_tui.language import _
from orcid_tui.marc.content import MarcContent
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.gzip_bytes import DamagedGzip, open_bytes
from orcid_tui.stores.trouble import KEPT
from orcid_tui.text import clean

_CHUNK: Final = 1 << 20


def changed_meanwhile(source: Path) -> SaveError:
    """The error to raise when it is not."""
    return SaveError(
        _("{name} was changed by another program since it was opened.").format(
            name=clean(source.name)
        ),
        f"{KEPT} " + _("Open the file again, or save your work under another name first."),
    )


def opened_again(source: Path) -> FileBytes:
    """The source from the disk, unpacked. Raises SaveError or OSError."""
    try:
        return open_bytes(source, whole=True)
    except DamagedGzip:
        raise changed_meanwhile(source) from None


def check_before_planning(content: MarcContent, source: Path) -> None:
    """Raise SaveError when the source was changed since `content` was scanned to its end.

    A source that looks untouched is not read: its digest is compared while it is copied.
    Without this, records that cannot be found any more would be refused for a wrong reason.
    """
    if _look(source.stat()) == _look(content.source.status):
        return
    fresh = opened_again(source)
    try:
        digest, at = hashlib.sha256(), 0
        while chunk := fresh.read(at, _CHUNK):
            digest.update(chunk)
            at += len(chunk)
    finally:
        fresh.close()
    if digest.digest() != content.digest():
        raise changed_meanwhile(source)


def check_untouched(fresh: FileBytes, source: Path) -> None:
    """Raise SaveError when somebody wrote to the source while `fresh` was copied and checked."""
    if _look(source.stat()) != _look(fresh.status):
        raise changed_meanwhile(source)


def _look(status: os.stat_result) -> tuple[int, int, int, int]:
    """What changes when a program writes to a file or puts another in its place."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
