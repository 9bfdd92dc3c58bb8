"""A UNIMARC personal name in the shape of MARC 21, so that there is one way to read names.

For reading only: what is made here never goes back into a record.

UNIMARC bibliographic, 700, 701 and 702: $a entry element, $b the rest of the name, $c additions
other than dates, $d roman numerals, $f dates, $g initials written out, $p affiliation; second
indicator 0 for a name in direct order, 1 for a surname first. Families are in 720 to 722, so
the first indicator means nothing.
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.names.reading import trimmed
from orcid_tui.text import clean

_BRACKETS: Final = "<>()[] "
_UNKNOWN_YEAR: Final = re.compile(r"\.{4}|…")


def in_marc21_shape(field: Field) -> Field:
    """The field as MARC 21 has it: $a $b $c $q $d with their punctuation, then $u.

    A field with $b is in the order surname, forenames whatever its indicator says, because
    $b is for nothing else. The tag stays.
    """
    entry, rest = trimmed(field.first("a")), _rest_of_name(field)
    direct = field.indicators[1:2] == "0" and not rest
    parts = [Subfield("a", f"{entry}, {rest}" if entry and rest else entry or rest)]
    parts += [Subfield("b", text) for text in map(trimmed, field.values("d"))]
    for addition in map(trimmed, field.values("c")):
        _append(parts, "c", addition)
    parts += [Subfield("q", f"({_unbracketed(text)})") for text in field.values("g")]
    for dates in map(_dates, field.values("f")):
        _append(parts, "d", dates)
    parts += [Subfield("u", text) for text in field.values("p")]
    named = tuple(part for part in parts if any(char.isalnum() for char in part.value))
    return Field(field.tag, "0 " if direct else "1 ", named)


def _append(parts: list[Subfield], code: str, text: str) -> None:
    """Add a part that a comma separates from what stands before it."""
    if text:
        parts[-1] = Subfield(parts[-1].code, f"{parts[-1].value},")
        parts.append(Subfield(code, text))


def _rest_of_name(field: Field) -> str:
    """Some catalogues put the comma of the display in front of the forenames."""
    return " ".join(trimmed(clean(text).lstrip(" ,")) for text in field.values("b")).strip()


def _dates(text: str) -> str:
    """Dates without the dots that stand for a year not known and the brackets around all."""
    return trimmed(_UNKNOWN_YEAR.sub("", _unbracketed(text)))


def _unbracketed(text: str) -> str:
    return trimmed(clean(text).strip(_BRACKETS))
