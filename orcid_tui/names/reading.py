"""From a MARC personal-name field to a name in its parts.

MARC 21 bibliographic, X00: $a name, $b numeration, $c titles, $d dates, $q fuller form;
first indicator 0 direct order, 1 surname first, 3 family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from orcid_tui.marc.record import Field
from orcid_tui.names.name import PersonName
from orcid_tui.text import clean

NAME_CODES: Final = frozenset("abcqd")

_SUFFIX: Final = re.compile(r"(?:jr|sr|jun|sen|junior|senior|i{2,3}|iv|vi{0,3})\.?", re.IGNORECASE)
_LAST_INITIAL: Final = re.compile(r"(?:^|[\s.\-])\w\.$")
_LAST_ABBREVIATION: Final = re.compile(r"\b(?:jr|sr|dr|st|ste|ph\.d|esq)\.$", re.IGNORECASE)
COMMAS: Final = re.compile("[,，、﹐]")
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ACTIVE: Final = re.compile(r"\b(?:active|fl|floruit|wirkte|tätig|act)\b", re.IGNORECASE)
_DIED: Final = re.compile(r"^\s*(?:d\.|died|gest|m\.|†)", re.IGNORECASE)


def trimmed(text: str) -> str:
    """Clean text without the punctuation that only leads to the next subfield.

    The point of an initial ("Smith, J.") and of Jr. belongs to the name and stays.
    """
    text = clean(text).rstrip(" ,;:/")
    while text.endswith(".") and not (
        _LAST_INITIAL.search(text) or _LAST_ABBREVIATION.search(text)
    ):
        text = text[:-1].rstrip(" ,;:/")
    return text


def read_name(field: Field, original_script: str = "") -> PersonName:
    """The name in a 100 or 700. `original_script` is the $a of the linked 880, if any."""
    written = trimmed(field.first("a"))
    aside = _IN_BRACKETS.findall(written)
    written = trimmed(_IN_BRACKETS.sub(" ", written))
    parts = [part for part in (trimmed(p) for p in COMMAS.split(written)) if part]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    parts = parts[:1] + [part for part in parts[1:] if part not in suffixes]
    direct = field.indicators[:1] == "0" and (len(parts) < 2 or parts[1][:1].islower())
    fuller = trimmed(" ".join(field.values("q")).replace("(", " ").replace(")", " "))
    dates = trimmed(" ".join(field.values("d")))
    birth, death, active = read_years(dates)
    return PersonName(
        family=" ".join(parts) if direct else (parts[0] if parts else ""),
        given="" if direct else " ".join(parts[1:]),
        fuller=fuller or " ".join(aside),
        numeration=" ".join((*map(trimmed, field.values("b")), *suffixes)),
        titles=tuple(map(trimmed, field.values("c"))),
        dates=dates,
        birth=birth,
        death=death,
        active=active,
        original_script=trimmed(original_script),
    )


def read_years(dates: str) -> tuple[int | None, int | None, int | None]:
    """Years of birth, death and activity in a $d; each may be None.

    >>> read_years("1890-1950"), read_years("d. 1890"), read_years("active 1790-1801")
    ((1890, 1950, None), (None, 1890, None), (None, None, 1801))
    """
    years = [int(year) for year in _YEAR.findall(dates)]
    if not years:
        return None, None, None
    if _ACTIVE.search(dates):
        return None, None, years[-1]
    before, dash, after = dates.replace("–", "-").partition("-")
    if dash and (born := _YEAR.search(before)):
        died = _YEAR.search(after)
        return int(born[0]), int(died[0]) if died else None, None
    if dash or _DIED.match(dates):
        return None, years[-1], None
    return years[0], None, None


def display_name(field: Field) -> str:
    """The heading as displayed: $a $b $c $q $d in the order of the field."""
    return shown_name(s.value for s in field.subfields if s.code in NAME_CODES)


def shown_name(parts: Iterable[str]) -> str:
    """The heading as displayed, of the texts of NAME_CODES in the order of the field."""
    return trimmed(" ".join(parts))
