"""MarcEdit text (.mrk) as content: records begin at their leader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.mrk_reader import MrkField, read_mrk_record
from orcid_tui.marc.mrk_splice import MrkWriting
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.spanned import SpannedRecords, Stretch, WritingOf
from orcid_tui.marc.steps import FieldSteps

_LINE: Final = rb"(?<![^\r\n])"
_FIRST: Final = re.compile(_LINE + rb"(?:\xef\xbb\xbf)?(=)(?:LDR|[0-9]{3})[ \t]")
_BEGIN: Final = re.compile(
    _LINE + rb"=(?:LDR|000)[ \t]|(?:\n|\r(?!\n))[ \t]*(?:\r\n?|\n)(?==001[ \t])"
)
_CONTROL_NUMBER: Final = re.compile(_LINE + rb"=001[ \t]")
_LONGEST: Final = 1 << 25


class MrkRecords(SpannedRecords):
    """The records of a MarcEdit text file.

    A record begins with its leader. Where leaders are missing, a blank line in front of
    another 001 parts the records.
    """

    name = _("MARC as MarcEdit text")

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
                _("{label} is MarcEdit text, but its records cannot be told apart.").format(
                    label=self._label
                ),
                _("Each record must begin with a line =LDR."),
            )
        stretches = [
            Stretch(start, end, name_places(self._read(0, window[start:end]), self._wanted))
            for start, end in pairwise(begins)
        ]
        return stretches, begins[-1]

    def _read(self, number: int, raw: bytes) -> BibRecord:
        leader, fields = read_mrk_record(raw)
        tags = tuple([each.tag for each in fields])
        return BibRecord(number, leader, tags, partial(_decode, fields, _says_utf8(leader)))

    def _writing(self, raw: bytes) -> WritingOf:
        _, fields = read_mrk_record(raw)

        def writing(wanted: FieldSteps) -> MrkWriting:
            return MrkWriting(raw, fields[wanted.target])

        return writing


def _decode(fields: Sequence[MrkField], says_utf8: bool, index: int) -> Field:
    return fields[index].as_field(says_utf8=says_utf8)


def _says_utf8(leader: str) -> bool:
    return leader[9:10] == "a"
