"""What a record says about its work: title, year, DOI, ISBN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.headings.identifiers import dois, isbns
from orcid_tui.headings.unimarc_work import describe_unimarc_work
from orcid_tui.headings.year import first_year
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.record import BibRecord
from orcid_tui.text import clean

TITLE_CODES: Final = frozenset("abnp")


def describe_work(record: BibRecord) -> WorkDescription:
    """Read 245, 008, 264/260, 024, 020 and 856 (MARC 21 bibliographic), or what UNIMARC has."""
    if is_unimarc(record):
        return describe_unimarc_work(record)
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
        year=_fixed_year(record) or first_year(imprint_date),
        dois=dois(record, "024"),
        isbns=isbns(record, "020"),
        responsibility=responsibility,
        publisher=publisher,
        venue=_venue(record),
        subjects=tuple(dict.fromkeys(_subjects(record))),
        theses=tuple(_plain(v) for field in record.fields("502") for v in field.values("c")),
        institutions=tuple(dict.fromkeys(_institutions(record, publisher))),
    )


def title_of(parts: Iterable[str]) -> str:
    """The title for display, of the texts of TITLE_CODES in 245."""
    return _plain(" ".join(parts))


def fixed_year(data: str) -> int | None:
    """Date 1 of a field 008, positions 07 to 10, if it is a whole year."""
    return first_year(data[7:11])


def _plain(text: str) -> str:
    """Without the ISBD mark that leads to the next element; "etc." keeps its point."""
    text = clean(text).rstrip(" /:;=,")
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _venue(record: BibRecord) -> str:
    for tag, code in (("773", "t"), ("490", "a")):
        for field in record.fields(tag):
            if venue := _plain(field.first(code)):
                return venue
    return ""


def _subjects(record: BibRecord) -> Iterator[str]:
    for field in record.fields("650", "653"):
        yield from map(_plain, field.values("a"))


def _institutions(record: BibRecord, publisher: str) -> Iterator[str]:
    for field in record.fields("110", "710"):
        if name := _plain(field.first("a")):
            yield name
    if publisher:
        yield publisher


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
