"""One bibliographic record as Alma gives it out: MARC in an envelope (alma-and-marc.md A6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Zone(Enum):
    """Where the record that an institution's record is linked to is kept."""

    NETWORK = "NZ"
    COMMUNITY = "CZ"
    UNKNOWN = "?"
    """A kind of link that the contract does not name."""


@dataclass(frozen=True, slots=True)
class Link:
    """`linked_record_id`: the record in another zone that this one hangs on."""

    zone: Zone
    mms_id: str


@dataclass(frozen=True, slots=True)
class Bib:
    """One `<bib>` element.

    `xml` is the element byte for byte as it came, in UTF-8, from `<bib` to `</bib>`, without XML
    declaration. `mms_id` is Alma's number, which 001 need not have. `record_format` is a word such
    as `marc21`. `warnings` are those of a PUT's answer.
    """

    mms_id: str
    xml: bytes
    record_format: str = "marc21"
    link: Link | None = None
    title: str = ""
    suppressed: bool = False
    warnings: tuple[str, ...] = ()
