"""MarcEdit text (.mrk) as content: records begin at their leader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.marc.content import Addition
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.kinds import is_coded_data
from orcid_tui.marc.mrk_reader import MrkField, MrkRecord, read_mrk_record
from orcid_tui.marc.placement import place_for_uri
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.spanned import Insertions, SpannedRecords, Stretch
from orcid_tui.marc.splice import CODE

_LINE: Final = rb"(?<![^\r\n])"
_FIRST: Final = re.compile(_LINE + rb"(?:\xef\xbb\xbf)?(=)(?:LDR|[0-9]{3})[ \t]")
_BEGIN: Final = re.compile(
    _LINE + rb"=(?:LDR|000)[ \t]|(?:\n|\r(?!\n))[ \t]*(?:\r\n?|\n)(?==001[ \t])"
)
_CONTROL_NUMBER: Final = re.compile(_LINE + rb"=001[ \t]")
_LONGEST: Final = 1 << 25

_NO_SUBFIELDS: Final = "The field has no subfields."
_ESCAPES: Final = "The field changes its character set, so its subfields cannot be told apart."


class MrkRecords(SpannedRecords):
    """The records of a MarcEdit text file.

    A record begins with its leader. Where leaders are missing, a blank line in front of
    another 001 parts the records.
    """

    name = "MARC as MarcEdit text"

    def _anew(self, source: FileBytes) -> MrkRecords:
        return MrkRecords(source, self._label, self._wanted)

    def _cut(self, window: bytes, *, last: bool) -> tuple[list[Stretch], int]:
        first = _FIRST.search(window)
        if first is None:
            return [], len(window) if last else window.rfind(b"\n") + 1
        begins = [first.start(1)]
        for found in _BEGIN.finditer(window, first.end()):
            is_leader = window.startswith(b"=", found.start())
            if is_leader or _CONTROL_NUMBER.search(window, begins[-1], found.start()):
                begins.append(found.start() if is_leader else found.end())
        if last:
            begins.append(len(window))
        elif len(begins) == 1 and len(window) > _LONGEST:
            raise SourceError(
                f"{self._label} is MarcEdit text, but its records cannot be told apart.",
                "Each record must begin with a line =LDR.",
            )
        stretches = [
            Stretch(start, end, _names(read_mrk_record(window[start:end])))
            for start, end in pairwise(begins)
        ]
        return stretches, begins[-1]

    def _read(self, number: int, raw: bytes) -> BibRecord:
        leader, fields = read_mrk_record(raw)
        tags = tuple([each.tag for each in fields])
        return BibRecord(number, leader, tags, partial(_decode, fields, _says_utf8(leader)))

    def _insertions(self, raw: bytes, additions: Sequence[Addition]) -> Insertions:
        planned = Insertions()
        leader, fields = read_mrk_record(raw)
        for target, uri in additions:
            field = fields[target]
            subfields = [each for each in field.parts()[1] if each.code]
            there = field.as_field(says_utf8=_says_utf8(leader)).values(CODE)
            if field.is_control or not subfields:
                planned.refused[target] = _NO_SUBFIELDS
            elif any(b"\x1b" in line for _, line in field.lines):
                planned.refused[target] = _ESCAPES
            elif uri not in there:
                index = place_for_uri([each.code for each in subfields])
                at = subfields[index].at if index < len(subfields) else field.end
                planned.by_field[target] = (at, f"${CODE}{uri}".encode("ascii"))
        return planned


def _decode(fields: Sequence[MrkField], says_utf8: bool, index: int) -> Field:
    return fields[index].as_field(says_utf8=says_utf8)


def _says_utf8(leader: str) -> bool:
    return leader[9:10] == "a"


def _names(record: MrkRecord) -> list[tuple[str, int]]:
    names: list[tuple[str, int]] = []
    counts = {"100": 0, "700": 0}
    for field in record.fields:
        if field.tag in counts:
            counts[field.tag] += 1
            if field.tag != "100" or not is_coded_data(field.as_field(says_utf8=False)):
                names.append((field.tag, counts[field.tag]))
    return names
