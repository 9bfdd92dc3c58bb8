"""What a UNIMARC record says about its work.

UNIMARC bibliographic: 200 title and responsibility, 100 $a coded data, 210/214 publication,
010 ISBN, 017 other identifier, 856 address. The marks between the parts of a title are not in
the record, so they are put there for display (ISBD).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.headings.identifiers import dois, isbns
from orcid_tui.headings.year import first_year
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.text import clean

_MARKS: Final = {"a": " ; ", "c": ". ", "e": " : ", "h": ". ", "i": ". "}
"""What stands in front of each part of a title; $i after $h has a comma."""
_PUBLICATION: Final = ("210", "214", "219")
_PUBLISHED: Final = ("0", " ", "")
"""Second indicators of 214 that say publication and not production, distribution and so on."""


def describe_unimarc_work(record: BibRecord) -> WorkDescription:
    """Title, year, identifiers, responsibility and publisher, as for MARC 21."""
    title = next(record.fields("200"), Field("200"))
    publisher, imprint_date = _imprint(record)
    return WorkDescription(
        title=_title(title),
        short_title=clean(title.first("a")),
        year=_coded_year(record) or first_year(imprint_date),
        dois=dois(record, "017"),
        isbns=isbns(record, "010"),
        responsibility=" ; ".join(_cleaned(title, "fg")),
        publisher=publisher,
    )


def _title(field: Field) -> str:
    title = before = ""
    for part in field.subfields:
        if (mark := _MARKS.get(part.code)) and (text := clean(part.value)):
            mark = ", " if (before, part.code) == ("h", "i") else mark
            title += f"{mark}{text}" if title else text
            before = part.code
    return title


def _coded_year(record: BibRecord) -> int | None:
    """Date 1: 100 $a, positions 9 to 12, if it is a whole year."""
    return next((first_year(field.first("a")[9:13]) for field in record.fields("100")), None)


def _imprint(record: BibRecord) -> tuple[str, str]:
    for field in record.fields(*_PUBLICATION):
        if field.tag != "214" or field.indicators[1:2] in _PUBLISHED:
            return " ; ".join(_cleaned(field, "c")), clean(field.first("d"))
    return "", ""


def _cleaned(field: Field, codes: str) -> Iterator[str]:
    return filter(None, map(clean, field.values(*codes)))
