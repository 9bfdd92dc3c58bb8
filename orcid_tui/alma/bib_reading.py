"""Finding the bibliographic records in an answer, byte for byte (alma-and-marc.md A4, A6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.alma.safe_xml import Handlers, UnreadableAnswer, in_utf8, parse
from orcid_tui.language import _
from orcid_tui.text import clean

_ROOTS: Final = ("bib", "bibs")
_WANTED: Final = (
    "mms_id",
    "record_format",
    "linked_record_id",
    "title",
    "suppress_from_publishing",
)
_END_TAG: Final = re.compile(rb"</(?:[^\s<>:]*:)?bib\s*>")


def read_bibs(body: bytes) -> tuple[Bib, ...]:
    """All records in an answer that is a `<bibs>` or one `<bib>`, in its order.

    A `<bib>` without mms_id cannot be asked for again and is left out. Raises UnreadableAnswer.
    """
    utf8 = in_utf8(body)
    walk = _Walk(utf8)
    parse(utf8, walk)
    if not walk.known_root:
        raise UnreadableAnswer(_("it holds no bibliographic records"))
    return tuple(walk.bibs)


@dataclass(slots=True)
class _Envelope:
    """What has been seen of one record."""

    begins: int
    depth: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    link_type: str = ""
    warnings: list[list[str]] = field(default_factory=list)

    def said(self, name: str) -> str:
        return "".join(self.texts.get(name, ())).strip()

    def bib(self, xml: bytes) -> Bib:
        return Bib(
            mms_id=self.said("mms_id"),
            xml=xml,
            record_format=clean(self.said("record_format")).lower() or "marc21",
            link=self._link(),
            title=clean(self.said("title")),
            suppressed=self.said("suppress_from_publishing").lower() == "true",
            warnings=tuple(filter(None, (clean(" ".join(said)) for said in self.warnings))),
        )

    def _link(self) -> Link | None:
        to = self.said("linked_record_id")
        if not to and not self.link_type:
            return None
        zones = [zone for zone in Zone if zone.value == self.link_type.upper()]
        return Link(zones[0] if zones else Zone.UNKNOWN, to)


class _Walk(Handlers):
    def __init__(self, utf8: bytes) -> None:
        self.bibs: list[Bib] = []
        self.known_root = False
        self._utf8 = utf8
        self._path: list[str] = []
        self._bib: _Envelope | None = None
        self._into: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        if not self._path:
            self.known_root = name in _ROOTS
        bib, depth = self._bib, len(self._path)
        if bib is None:
            if name == "bib" and (depth == 0 or self._path == ["bibs"]):
                self._bib = _Envelope(at, depth)
        elif depth == bib.depth + 1:
            self._into = None
            if name in _WANTED and name not in bib.texts:
                self._into = bib.texts[name] = []
                if name == "linked_record_id":
                    bib.link_type = attributes.get("type", "").strip()
            elif name == "warnings":
                self._into = []
                bib.warnings.append(self._into)
        elif depth == bib.depth + 2 and self._path[-1] == "warnings":
            self._into = []
            bib.warnings.append(self._into)
        self._path.append(name)

    def end(self, name: str, at: int) -> None:
        self._path.pop()
        bib = self._bib
        if bib is None:
            return
        if len(self._path) == bib.depth + 1:
            self._into = None
        elif len(self._path) == bib.depth:
            self._bib = None
            closing = _END_TAG.match(self._utf8, at)
            found = bib.bib(self._utf8[bib.begins : closing.end() if closing else at])
            if found.mms_id:
                self.bibs.append(found)

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)
