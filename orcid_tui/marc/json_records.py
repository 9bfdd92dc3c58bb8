"""MARC records in JSON as content: one, a list, one a line, or inside of something else.

Only what stands around the records is walked through; each object that fits is handed to the
parser of the standard library, which says where it ends. So a list of any length is never
in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.json_alma import ALMA_NAME, READ_ONLY, read_alma_record, xml_in
from orcid_tui.marc.json_places import find_places
from orcid_tui.marc.json_shapes import FieldSite, fields_of, holds_records, leader_of
from orcid_tui.marc.json_splice import JsonWriting
from orcid_tui.marc.json_values import Members, read_value
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.record import BibRecord, Field, damaged
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.spanned import SpannedRecords, Stretch, WritingOf
from orcid_tui.marc.steps import FieldSteps

_LONGEST: Final = 1 << 22
"""An object with more bytes is not one record: it is opened and searched."""
_CUT_LITERAL: Final = 12
"""So near to the end of the window a mistake may only be the window's end."""

_BETWEEN: Final = re.compile("(?:[\\s,:\x1e\x00]|\xef\xbb\xbf)*")
_SCALAR: Final = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"|true|false|null|-?(?:NaN|Infinity|[0-9][0-9.eE+-]*)', re.DOTALL
)
_BAD_LINE: Final = _("This record is not well-formed JSON; it can be neither read nor changed.")
_TOO_DEEP: Final = _("This record is nested too deep to be read.")


class _Malformed(Exception):
    """What follows is not JSON."""


class _Unfinished(Exception):
    """What follows goes on behind the window."""


class JsonRecords(SpannedRecords):
    """The records of a JSON file. Text is read byte by byte as Latin-1 while scanning, so
    that places in the text are places in the file."""

    name = _("MARC in JSON")

    def __init__(
        self, source: FileBytes, label: str = _("The file"), tags: tuple[str, ...] = USUAL_TAGS
    ) -> None:
        super().__init__(source, label, tags)
        self._around: list[str] = []
        self._readable = False

    def _anew(self, source: FileBytes) -> JsonRecords:
        return JsonRecords(source, self._label, self._wanted)

    # --- the scan ------------------------------------------------------------------

    def _cut(self, window: bytes, *, last: bool) -> tuple[list[Stretch], int]:
        text = window.decode("latin-1")
        found: list[Stretch] = []
        at, size = 0, len(text)
        while not self._broken:
            if (between := _BETWEEN.match(text, at)) is not None and between.end() > at:
                at = between.end()
                continue
            if at >= size:
                break
            try:
                at = self._step(text, at, found, last=last)
            except _Unfinished:
                break
            except _Malformed:
                if self._around:
                    self._break(found)
                    break
                end = text.find("\n{", at)
                if end < 0 and not last and size - at < _LONGEST:
                    break
                if end < 0 and text[at] == "{" and not self._starts and not found:
                    self._around.append("}")  # an envelope: what is whole in it can be read
                    at += 1
                    continue
                end = end + 1 if end >= 0 else size
                found.append(Stretch(at, end, [], _BAD_LINE))
                at = end
        self._readable = self._readable or any(not each.damage for each in found)
        if last:
            if self._around and not self._broken:
                self._break(found)
            if not self._readable:
                raise SourceError(
                    _(
                        "{label} is JSON, but holds no MARC records in a shape that is known."
                    ).format(label=self._label),
                    _(
                        "MARC-in-JSON files can be opened, and lists of fields with tag and "
                        "subfields."
                    ),
                )
        return found, size if self._broken else at

    def _step(self, text: str, at: int, found: list[Stretch], *, last: bool) -> int:
        """Take the next thing. Returns where it ends."""
        char = text[at]
        if char == "{":
            return self._object(text, at, found, last=last)
        if char == "[":
            self._around.append("]")
            return at + 1
        if char in "]}":
            if not self._around or self._around.pop() != char:
                self._around.append(char)
                raise _Malformed
            return at + 1
        scalar = _SCALAR.match(text, at)
        at_the_end = scalar is None or scalar.end() == len(text)
        reach = _LONGEST if char == '"' else _CUT_LITERAL
        if at_the_end and not last and len(text) - at < reach:
            raise _Unfinished
        if scalar is None:
            raise _Malformed
        return scalar.end()

    def _object(self, text: str, at: int, found: list[Stretch], *, last: bool) -> int:
        try:
            value, end = read_value(text, at)
            fields = fields_of(value)
            if fields is not None and isinstance(value, Members):
                names = name_places(_as_record(0, value, fields), self._wanted)
                found.append(Stretch(at, end, names))
                return end
            if (xml := xml_in(value)) is not None:
                record = read_alma_record(0, xml)
                self.name, self.why_read_only = ALMA_NAME, READ_ONLY
                names = name_places(record, self._wanted)
                found.append(Stretch(at, end, names, record.damage))
                return end
            if not holds_records(value):
                return end
        except RecursionError:
            raise _Malformed from None
        except json.JSONDecodeError as trouble:
            if last or not _may_go_on(trouble, len(text)):
                raise _Malformed from None
            if len(text) - at < _LONGEST:
                raise _Unfinished from None
        self._around.append("}")
        return at + 1

    def _break(self, found: Sequence[Stretch]) -> None:
        """The list or the envelope is damaged: what follows cannot be told apart."""
        self._broken = True
        if number := len(self._starts) + len(found):
            self.why_read_only = _(
                "The JSON is damaged behind record {number}, so nothing can be changed "
                "and later records cannot be read."
            ).format(number=number)

    # --- one record ----------------------------------------------------------------

    def _read(self, number: int, raw: bytes) -> BibRecord:
        try:
            value = _parsed(raw)
        except RecursionError:
            return damaged(number, _TOO_DEEP)
        except ValueError:
            return damaged(number, _BAD_LINE)
        if (fields := fields_of(value)) is not None:
            return _as_record(number, value, fields)
        xml = xml_in(value)
        return damaged(number, _BAD_LINE) if xml is None else read_alma_record(number, xml)

    def _writing(self, raw: bytes) -> WritingOf:
        fields = fields_of(_parsed(raw))
        places = find_places(raw)

        def writing(wanted: FieldSteps) -> JsonWriting:
            if fields is None:
                raise FieldRefused(READ_ONLY)
            return JsonWriting(raw, places, fields[wanted.target].read(), wanted.steps)

        return writing


class _Decoder:
    """Gives fields on demand; holds what the parser read."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Sequence[FieldSite]) -> None:
        self._fields = fields

    def __call__(self, index: int) -> Field:
        return self._fields[index].read().as_field()


@lru_cache(maxsize=8)
def _parsed(raw: bytes) -> Members:
    """Raises ValueError or RecursionError."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    value, end = read_value(text)
    if end != len(text) or not isinstance(value, Members):
        raise ValueError
    return value


def _as_record(number: int, value: Members, fields: Sequence[FieldSite]) -> BibRecord:
    tags = tuple([field.tag for field in fields])
    return BibRecord(number, leader_of(value), tags, _Decoder(fields))


def _may_go_on(trouble: json.JSONDecodeError, size: int) -> bool:
    """Whether the mistake may only be that the window ends."""
    return trouble.pos >= size - _CUT_LITERAL or trouble.msg.startswith("Unterminated")
