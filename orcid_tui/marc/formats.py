"""What a file is, by its content and never by its name."""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.marc.binary import BinaryRecords
from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.content import MarcContent
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.marc.gzip_bytes import DamagedGzip, UnpackedBytes, open_bytes
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.strangers import unknown, well_known
from orcid_tui.marc.utf16 import one_byte_a_unit, utf16_codec
from orcid_tui.text import clean

_LOOKED_AT: Final = 1 << 18

_JSON: Final = re.compile(rb'[\s\xef\xbb\xbf\x1e]*[\[{]\s*["\[{]')
_MARCEDIT: Final = re.compile(rb"[\s\xef\xbb\xbf]*(?:#[^\n]*\n\s*)*=(?:LDR|[0-9]{3})[ \t]")
_XML: Final = re.compile(
    rb"[\s\xef\xbb\xbf]*<|(?:\xff\xfe)?[\s\x00]*<\x00|(?:\xfe\xff)?[\s\x00]*\x00<"
)


def open_content(path: Path, tags: Sequence[str] = USUAL_TAGS) -> MarcContent:
    """Open a file of records, to scan it for the fields with these tags.

    Raises SourceError with one sentence and a hint.
    """
    name = clean(path.name) or clean(str(path))
    try:
        if path.is_dir():
            raise SourceError(
                _("{name} is a folder.").format(name=name), _("Give a file of MARC records.")
            )
        if path.exists() and not path.is_file():
            raise SourceError(
                _("{name} is not an ordinary file.").format(name=name),
                _("Give a file of MARC records."),
            )
        source = open_bytes(path)
    except FileNotFoundError:
        raise SourceError(
            _("There is no file {name}.").format(name=name), _("Check the name and the folder.")
        ) from None
    except PermissionError:
        raise SourceError(
            _("You may not read {name}.").format(name=name),
            _("Ask for permission to read it, or copy it."),
        ) from None
    except (OSError, ValueError) as trouble:
        raise _unreadable(name, trouble) from None
    try:
        return _recognise(source, name, tuple(tags))
    except OSError as trouble:
        source.close()
        raise _unreadable(name, trouble) from None
    except SourceError:
        source.close()
        if isinstance(source, UnpackedBytes) and source.trouble is not None:
            raise _unreadable(name, source.trouble) from None
        raise
    except BaseException:
        source.close()
        raise


def _unreadable(name: str, trouble: OSError | ValueError) -> SourceError:
    if isinstance(trouble, DamagedGzip):
        return SourceError(
            _("{name} is compressed with gzip and damaged: {trouble}").format(
                name=name, trouble=trouble
            ),
            _("Fetch or export it again."),
        )
    if getattr(trouble, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return SourceError(
            _("There is no room to unpack {name}.").format(name=name),
            _("Make room where temporary files are kept."),
        )
    why = clean(getattr(trouble, "strerror", None) or _("its name is not possible here"))
    return SourceError(
        _("{name} could not be read: {why}.").format(name=name, why=why),
        _("Check the file and the drive."),
    )


def _recognise(source: FileBytes, name: str, tags: tuple[str, ...]) -> MarcContent:
    head = source.read(0, _LOOKED_AT)
    if not head:
        packed = isinstance(source, UnpackedBytes)
        why = (
            _("is compressed with gzip, and what was packed is empty.")
            if packed
            else _("is empty.")
        )
        raise SourceError(f"{name} {why}", _("Export the records again."))
    codec = utf16_codec(head)
    text = one_byte_a_unit(head, codec) if codec else head
    if stranger := well_known(text):
        raise SourceError(f"{name} {stranger[0]}", stranger[1])
    if _XML.match(head):
        from orcid_tui.marc.xml_records import XmlRecords

        return XmlRecords(source, name, tags)
    if _MARCEDIT.match(text):
        from orcid_tui.marc.mrk_records import MrkRecords

        return MrkRecords(source, name, tags).look_ahead()
    if _JSON.match(text):
        from orcid_tui.marc.json_records import JsonRecords

        return JsonRecords(source, name, tags).look_ahead()
    found, _rest = pieces(head, last=len(head) >= source.size)
    for start, end, kind in found:
        if kind is not Kind.JUNK and read_record(1, head[start:end]).tags:
            return BinaryRecords(source, tags)
    sentence, hint = unknown(text, utf16=bool(codec))
    raise SourceError(f"{name} {sentence}", hint)
