"""Files that people open by mistake: what they are, and what to do instead.

Found by their first bytes, as the makers of the formats and `file(1)` have them.
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.language import _

_EXPORT: Final = _("Export the records themselves, for example as MARC 21 (.mrc) or MARCXML.")
_UNPACK: Final = _("Unpack it first.")
_AGAIN: Final = _("Export the records again.")
_NO_RECORDS: Final = _("holds no MARC records that can be recognised.")
_KNOWN: Final = _(
    "Binary MARC 21 (.mrc), MARCXML, MARC-in-JSON and MarcEdit text (.mrk) can be opened."
)

_BEGINNINGS: Final = (
    (rb"[\s\xef\xbb\xbf]*%PDF-", _("is a PDF document, not a file of records."), _EXPORT),
    (rb"SQLite format 3\x00", _("is an SQLite database, not a file of records."), _EXPORT),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("is an Excel or Word file of the old kind."), _EXPORT),
    (rb"PK\x03\x04.*\bxl/", _("is an Excel workbook, not a file of records."), _EXPORT),
    (rb"PK\x03\x04.*\bword/", _("is a Word document, not a file of records."), _EXPORT),
    (rb"PK\x03\x04.*opendocument", _("is a document of an office program."), _EXPORT),
    (rb"PK\x03\x04", _("is a zip archive."), _UNPACK),
    (rb"PK\x05\x06", _("is a zip archive with nothing in it."), _AGAIN),
    (rb"\{\\rtf", _("is a formatted text document (RTF), not a file of records."), _EXPORT),
    (rb"7z\xbc\xaf\x27\x1c", _("is a 7-Zip archive."), _UNPACK),
    (rb"Rar!\x1a\x07", _("is a RAR archive."), _UNPACK),
    (rb"BZh[1-9]", _("is compressed with bzip2."), _UNPACK),
    (rb"\xfd7zXZ\x00", _("is compressed with xz."), _UNPACK),
    (rb"\x28\xb5\x2f\xfd", _("is compressed with zstd."), _UNPACK),
    (rb"\x1f\x8b", _("is compressed with gzip twice."), _("Unpack it once first.")),
    (
        rb"[\s\xef\xbb\xbf]*<(?i:!doctype\s+html|html)\b",
        _("is a web page and holds no MARC records."),
        _("It may be a message or a log-in page: look at it in a browser, then fetch it again."),
    ),
    (rb"\s+\Z", _("holds nothing but blank lines."), _AGAIN),
)
_TABLE: Final = [
    (re.compile(begin, re.DOTALL), sentence, hint) for begin, sentence, hint in _BEGINNINGS
]

_NO_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def well_known(head: bytes) -> tuple[str, str] | None:
    """The end of a sentence that begins with the file's name, and a hint; None for a file that
    may hold records. `head` is not empty."""
    for begin, sentence, hint in _TABLE:
        if begin.match(head):
            return sentence, hint
    return None


def unknown(head: bytes, *, utf16: bool = False) -> tuple[str, str]:
    """The same for a file in which no records were found; `head` has one byte a character."""
    if utf16:
        return _("is text in UTF-16, but holds no MARC records that can be recognised."), _KNOWN
    if not _NO_TEXT.search(head):
        return _("is text, but holds no MARC records that can be recognised."), _KNOWN
    return _NO_RECORDS, _KNOWN
