"""The ways a DOI, an ISBN or the number of a person is written, since the index compares raw text.

Source: orcid-api.md section 2, "Identifier traps".
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.persons.person import ExternalIdentifier

_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S{1,200}", re.ASCII | re.IGNORECASE)
_RESOLVER: Final = "https://doi.org/"


def doi_spellings(doi: str) -> tuple[str, ...]:
    """A DOI as it is, in small and capital letters, and behind the resolver.

    Empty when the text is no DOI. `doi` comes without resolver.
    """
    doi = doi.strip()
    if not _DOI.fullmatch(doi):
        return ()
    found = (doi, doi.lower(), doi.upper(), _RESOLVER + doi, _RESOLVER + doi.lower())
    return tuple(dict.fromkeys(found))


def isbn_spellings(isbn: str) -> tuple[str, ...]:
    """An ISBN without hyphens, with 13 and with 10 digits where both exist.

    Empty when the text is no ISBN; the check digit is not tested, since a wrong one may stand
    in both places.
    """
    digits = isbn.strip().replace("-", "").replace(" ", "").upper()
    if not digits.isascii():
        return ()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return (digits, _with_check_13("978" + digits[:9]))
    if re.fullmatch(r"978\d{10}", digits):
        return (digits, _with_check_10(digits[3:12]))
    if re.fullmatch(r"979\d{10}", digits):
        return (digits,)
    return ()


def number_spellings(number: ExternalIdentifier) -> tuple[str, ...]:
    """The number of a person as it is, and an ISNI in groups of four, which is often so printed.

    The field is cut into words, so that addresses and hyphens around and in it do no harm.
    """
    value = number.value.strip()
    if len(value) == 16 and value.isascii() and value.isalnum():
        return (value, " ".join(value[at : at + 4] for at in range(0, 16, 4)))
    return (value,) if any(char.isalnum() for char in value) else ()


def _with_check_13(first: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first))
    return f"{first}{-total % 10}"


def _with_check_10(first: str) -> str:
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(first))
    check = -total % 11
    return first + ("X" if check == 10 else str(check))
