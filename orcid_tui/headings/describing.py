"""What a record says about its work: title, year, DOI, ISBN."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.marc.record import BibRecord
from orcid_tui.text import clean

TITLE_CODES: Final = "abnp"

_DOI: Final = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_DOI_HOST: Final = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dX]")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)")


def describe_work(record: BibRecord) -> WorkDescription:
    """Read 245, 008, 264/260, 024, 020 and 856 (MARC 21 bibliographic)."""
    title = short_title = responsibility = ""
    for field in record.fields("245"):
        title = title_of(s.value for s in field.subfields if s.code in TITLE_CODES)
        short_title = _plain(field.first("a"))
        responsibility = clean(" ".join(field.values("c"))).rstrip(" .")
        break
    publisher, imprint_date = _imprint(record)
    return WorkDescription(
        title=title,
        short_title=short_title,
        year=_fixed_year(record) or _first_year(imprint_date),
        dois=tuple(dict.fromkeys(_dois(record))),
        isbns=tuple(dict.fromkeys(_isbns(record))),
        responsibility=responsibility,
        publisher=publisher,
    )


def title_of(parts: Iterable[str]) -> str:
    """The title for display, of the texts of TITLE_CODES in 245."""
    return _plain(" ".join(parts))


def fixed_year(data: str) -> int | None:
    """Date 1 of a field 008, positions 07 to 10, if it is a whole year."""
    return _first_year(data[7:11])


def _plain(text: str) -> str:
    """Without the ISBD mark that leads to the next element; "etc." keeps its point."""
    text = clean(text).rstrip(" /:;=,")
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _imprint(record: BibRecord) -> tuple[str, str]:
    for field in record.fields("264", "260"):
        if field.tag == "264" and field.indicators[1:2] not in ("1", " ", ""):
            continue
        return _plain(field.first("b")), clean(field.first("c"))
    return "", ""


def _fixed_year(record: BibRecord) -> int | None:
    for field in record.fields("008"):
        return fixed_year(field.data)
    return None


@lru_cache(maxsize=1024)
def _first_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _dois(record: BibRecord) -> Iterator[str]:
    for field in record.fields("024"):
        if field.first("2").strip().lower() == "doi":
            yield from _doi_in(field.first("a"))
    for field in record.fields("856"):
        for address in field.values("u"):
            if _DOI_HOST.match(address.strip()):
                yield from _doi_in(address)


def _doi_in(text: str) -> Iterator[str]:
    if found := _DOI.search(clean(text)):
        yield found[0].rstrip(".,;")


def _isbns(record: BibRecord) -> Iterator[str]:
    for field in record.fields("020"):
        for value in field.values("a"):
            bare = re.sub(r"[\s-]", "", clean(value).partition("(")[0]).upper()
            if found := _ISBN.match(bare):
                yield found[0]
