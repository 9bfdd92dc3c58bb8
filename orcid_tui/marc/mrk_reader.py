r"""Reading one record of MarcEdit text, with the places where its subfields stand.

    =LDR  00000nam a2200000 i 4500
    =100  1\$aSmith, Jane,$eauthor.

A line without a tag goes on with the field above; a backslash in indicators, leader and
control fields is a blank; lines that begin with # are remarks (marc-roundtrip.md section 6).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from orcid_tui.marc.decoding import decode_text
from orcid_tui.marc.mrk_mnemonics import decode_mnemonics
from orcid_tui.marc.record import Field, Subfield

LEADER_TAGS: Final = ("LDR", "000")

_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n?|\n)?")
_FIELD: Final = re.compile(rb"=([0-9A-Z]{3})(?:[ \t]{1,2}|$)")
_DOLLAR: Final = re.compile(rb"\$([^$])?")


class MrkSubfield(NamedTuple):
    """One subfield; `at` is the place of its dollar sign in the record."""

    code: str
    at: int
    raw: bytes


@dataclass(slots=True)
class MrkField:
    """One field: the content of its lines, each with its place in the record."""

    tag: str
    lines: list[tuple[int, bytes]] = field(default_factory=list)

    @property
    def is_control(self) -> bool:
        """Whether a dollar sign is only a dollar sign here."""
        return self.tag < "010" or self.tag in LEADER_TAGS

    @property
    def end(self) -> int:
        """Where the content ends, before the line break."""
        at, line = self.lines[-1]
        return at + len(line)

    def parts(self) -> tuple[bytes, list[MrkSubfield]]:
        """What stands in front of the first subfield, and the subfields."""
        texts = [bytearray()]
        marks: list[tuple[str, int]] = []
        for nth, (at, line) in enumerate(self.lines):
            if nth and not line.startswith(b"$"):
                texts[-1] += b" "
            done = 0
            for found in () if self.is_control else _DOLLAR.finditer(line):
                texts[-1] += line[done : found.start()]
                marks.append(((found[1] or b"").decode("latin-1"), at + found.start()))
                texts.append(bytearray())
                done = found.end()
            texts[-1] += line[done:]
        front, *rest = map(bytes, texts)
        return front, [MrkSubfield(*mark, raw) for mark, raw in zip(marks, rest, strict=True)]

    def as_field(self, *, says_utf8: bool) -> Field:
        """The field as everyone else sees it, in NFC."""
        front, subfields = self.parts()
        if self.is_control or not subfields:
            data = _text(front, says_utf8=says_utf8)
            return Field(self.tag, data=data.replace("\\", " ") if self.is_control else data)
        indicators = front.decode("latin-1").replace("\\", " ")[-2:].ljust(2)
        return Field(
            self.tag,
            indicators,
            tuple(
                [
                    Subfield(each.code, _text(each.raw, says_utf8=says_utf8))
                    for each in subfields
                    if each.code
                ]
            ),
        )


class MrkRecord(NamedTuple):
    """One record: its leader, and its fields without the leader."""

    leader: str
    fields: list[MrkField]


def read_mrk_record(raw: bytes) -> MrkRecord:
    """Any bytes are some record."""
    leader = ""
    fields: list[MrkField] = []
    for found in _LINE.finditer(raw):
        at, line = found.start(), found[0].rstrip(b"\r\n")
        tagged = _FIELD.match(line)
        if tagged is not None:
            begin = tagged.end()
            fields.append(MrkField(tagged[1].decode("ascii"), [(at + begin, line[begin:])]))
        elif fields and line.strip() and not line.startswith(b"#"):
            fields[-1].lines.append((at, line))
    for each in fields:
        if each.tag in LEADER_TAGS and not leader:
            leader = each.as_field(says_utf8=False).data
    return MrkRecord(leader, [each for each in fields if each.tag not in LEADER_TAGS])


def _text(raw: bytes, *, says_utf8: bool) -> str:
    text = decode_text(raw, says_utf8=says_utf8)
    if "{" not in text:
        return text
    return unicodedata.normalize("NFC", decode_mnemonics(text))
