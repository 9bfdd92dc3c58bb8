"""The identifiers of a work: DOI and ISBN, out of whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orcid_tui.marc.record import BibRecord
from orcid_tui.text import clean

_DOI: Final = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_DOI_HOST: Final = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dX]")


def dois(record: BibRecord, tag: str) -> tuple[str, ...]:
    """The DOIs, each once, without resolver: in $a of fields `tag` with $2 doi (024 in MARC 21,
    017 in UNIMARC), and in the addresses of 856 $u."""
    return tuple(dict.fromkeys(_dois(record, tag)))


def isbns(record: BibRecord, tag: str) -> tuple[str, ...]:
    """The ISBNs, each once, without hyphens: $a of fields `tag`, 020 in MARC 21, 010 in UNIMARC."""
    return tuple(dict.fromkeys(_isbns(record, tag)))


def _dois(record: BibRecord, tag: str) -> Iterator[str]:
    for field in record.fields(tag):
        if field.first("2").strip().lower() == "doi":
            yield from _doi_in(field.first("a"))
    for field in record.fields("856"):
        for address in field.values("u"):
            if _DOI_HOST.match(address.strip()):
                yield from _doi_in(address)


def _doi_in(text: str) -> Iterator[str]:
    if found := _DOI.search(clean(text)):
        yield found[0].rstrip(".,;")


def _isbns(record: BibRecord, tag: str) -> Iterator[str]:
    for field in record.fields(tag):
        for value in field.values("a"):
            bare = re.sub(r"[\s-]", "", clean(value).partition("(")[0]).upper()
            if found := _ISBN.match(bare):
                yield found[0]
