"""The short form in which the tables write a record, one field a line.

    100 1_ @fjeldsted! $a Fjeldsted, Sunniva, $d 1974- $e author.

`@key` says who the person really is, `@-` that the registry does not have the person; `!` that
the person lists this very work, and how: `!` as it is, `!title` by its title only, `!url` with
the DOI as an address, `!upper` with the DOI in capitals, `!hyphens` with a hyphenated ISBN.
None of this is written into the file. Leader, 001, 003, 005, 008, 040 and 33X are added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from tests.making import numbers
from tests.making.binary import MadeField, binary

_LINE: Final = re.compile(r"(\d{3}) (..) (?:@(\S+) )?(?=\$)(.*)", re.DOTALL)
_SUBFIELD: Final = re.compile(r"(?:^| )\$(\w) ")
_CLOSING: Final = " /:;,.="

_LEADERS: Final = {
    "book": "00000nam a2200000 i 4500",
    "ebook": "00000nam a2200000 i 4500",
    "article": "00000naa a2200000 i 4500",
    "thesis": "00000nam a2200000 i 4500",
    "report": "00000nam a2200000 i 4500",
    "map": "00000nem a2200000 i 4500",
    "score": "00000ncm a2200000 i 4500",
    "recording": "00000njm a2200000 i 4500",
    "film": "00000ngm a2200000 i 4500",
    "microform": "00000nam a2200000   4500",
    "authority": "00000nz  a2200000n  4500",
}
_CONTENT: Final = {
    "map": ("cartographic image", "cri", "unmediated", "n", "sheet", "nb"),
    "score": ("notated music", "ntm", "unmediated", "n", "volume", "nc"),
    "recording": ("performed music", "prm", "audio", "s", "audio disc", "sd"),
    "film": ("two-dimensional moving image", "tdi", "video", "v", "videodisc", "vd"),
    "microform": ("text", "txt", "microform", "h", "microfiche", "he"),
    "ebook": ("text", "txt", "computer", "c", "online resource", "cr"),
    "article": ("text", "txt", "computer", "c", "online resource", "cr"),
}
_TEXT: Final = ("text", "txt", "unmediated", "n", "volume", "nc")
_WORK_KINDS: Final = {
    "article": "journal-article",
    "thesis": "dissertation-thesis",
    "report": "report",
    "map": "other",
    "score": "other",
}


@dataclass(frozen=True, slots=True)
class Truth:
    """Who a heading really is. `key` is `-` for somebody whom the registry does not have."""

    tag: str
    occurrence: int
    key: str
    claim: str | None


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """A record to be written."""

    kind: str
    year: int
    language: str
    fields: tuple[MadeField, ...] = field(repr=False)
    truths: tuple[Truth, ...] = ()
    in_marc8: bool = False
    flagged: bool = True
    control_number: bool = True

    def first(self, tag: str, code: str) -> str:
        """The first subfield of this tag and code, or nothing."""
        return next((f.text(code) for f in self.fields if f.tag == tag and f.text(code)), "")

    def work(self, style: str) -> dict[str, Any]:
        """The work as one of its authors would list it."""
        title = self.first("245", "a").strip(_CLOSING)
        rest = self.first("245", "b").strip(_CLOSING)
        made: dict[str, Any] = {
            "title": f"{title}: {rest}" if rest else title,
            "year": self.year,
            "venue": (self.first("773", "t") or self.first("264", "b")).strip(_CLOSING),
            "kind": _WORK_KINDS.get(self.kind, "book"),
        }
        identifiers = []
        if doi := self.first("024", "a"):
            identifiers.append(["doi", _doi_as_entered(doi, style)])
        if isbn := self.first("020", "a").split(" ")[0]:
            identifiers.append(["isbn", _isbn_as_entered(isbn, style)])
        if identifiers and style != "title":
            made["identifiers"] = identifiers
        return {name: value for name, value in made.items() if value}

    def binary(self, number: int) -> bytes:
        """The bytes of the record; `number` becomes its control number."""
        leader = _LEADERS[self.kind]
        if self.in_marc8 or not self.flagged:
            leader = f"{leader[:9]} {leader[10:]}"
        head = [MadeField("001", data=f"9900{number:05d}")] if self.control_number else []
        head += [
            MadeField("003", data="XX-XxOTD"),
            MadeField(
                "005", data=f"20240{number % 9 + 1}{number % 28 + 1:02d}09{number % 60:02d}00.0"
            ),
            MadeField("008", data=self._fixed()),
        ]
        return binary(leader, [*head, *self.fields], in_marc8=self.in_marc8)

    def _fixed(self) -> str:
        if self.kind == "authority":
            return "240311n| azannaabn          |a aaa      "
        return f"240311s{self.year:04d}    xx {'':21}{self.language} d"[:40]


def record(
    kind: str,
    year: int,
    text: str,
    *,
    language: str = "eng",
    in_marc8: bool = False,
    flagged: bool = True,
    control_number: bool = True,
) -> MadeRecord:
    """A record from its short form."""
    fields: list[MadeField] = []
    truths: list[Truth] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        assert found, line
        tag, indicators, truth, rest = found.groups()
        _, *pieces = _SUBFIELD.split(rest)
        subfields = tuple(zip(pieces[::2], pieces[1::2], strict=True))
        fields.append(MadeField(tag, indicators.replace("_", " "), subfields))
        if truth:
            key, mark, style = truth.partition("!")
            occurrence = sum(made.tag == tag for made in fields)
            truths.append(Truth(tag, occurrence, key, style if mark else None))
    fields += _added(kind)
    fields.sort(key=lambda made: made.tag[0] if made.tag[0] != "0" else made.tag)
    return MadeRecord(
        kind,
        year,
        language,
        tuple(fields),
        tuple(truths),
        in_marc8=in_marc8,
        flagged=flagged,
        control_number=control_number,
    )


def _added(kind: str) -> list[MadeField]:
    agency = MadeField(
        "040", "  ", (("a", "XX-XxOTD"), ("b", "eng"), ("e", "rda"), ("c", "XX-XxOTD"))
    )
    if kind == "authority":
        return [agency]
    content, c, media, m, carrier, r = _CONTENT.get(kind, _TEXT)
    kinds = (
        ("336", content, c, "rdacontent"),
        ("337", media, m, "rdamedia"),
        ("338", carrier, r, "rdacarrier"),
    )
    return [agency, *(MadeField(t, "  ", (("a", a), ("b", b), ("2", s))) for t, a, b, s in kinds)]


def _doi_as_entered(doi: str, style: str) -> str:
    return {"url": f"https://doi.org/{doi}", "upper": doi.upper()}.get(style, doi)


def _isbn_as_entered(isbn: str, style: str) -> str:
    if len(isbn) == 10:
        body = "978" + isbn[:9]
        isbn = body + str(-sum(int(d) * (3 if k % 2 else 1) for k, d in enumerate(body)) % 10)
    if style == "hyphens":
        return "-".join((isbn[:3], isbn[3:5], isbn[5:8], isbn[8:12], isbn[12]))
    return isbn


def isbn(key: str) -> str:
    """A short way to an ISBN in the tables."""
    return numbers.isbn(key)
