"""Numbers that belong to nobody: iDs, ISBNs, ISNIs and DOIs of invented persons and works."""

from __future__ import annotations

import hashlib
import re
import zlib

from orcid_tui.orcid_id import DEMO_BLOCK, OrcidId, check_character


def digits(key: str, count: int) -> str:
    """Digits that are always the same for a key."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:12])
    return f"{number % 10**count:0{count}d}"


def orcid(key: str, *, ends_with_x: bool = False) -> OrcidId:
    """The iD of the person with this key, of the block that ORCID does not give out."""
    for attempt in range(200):
        made = OrcidId.from_base(DEMO_BLOCK + digits(f"orcid {key} {attempt or ''}".strip(), 11))
        if not ends_with_x or made.value.endswith("X"):
            return made
    raise AssertionError(key)


def isbn(key: str, *, hyphens: bool = False) -> str:
    """An ISBN-13 that begins with 978-69, which no country has."""
    body = "97869" + digits(f"isbn {key}", 7)
    total = sum(int(d) * (3 if k % 2 else 1) for k, d in enumerate(body))
    number = body + str(-total % 10)
    if not hyphens:
        return number
    return "-".join((number[:3], number[3:5], number[5:8], number[8:12], number[12]))


def isbn10(key: str) -> str:
    """The same in the ten digits of older books."""
    body = isbn(key)[3:12]
    check = -sum(int(d) * weight for d, weight in zip(body, range(10, 1, -1), strict=True)) % 11
    return body + ("X" if check == 10 else str(check))


def isni(key: str) -> str:
    """An ISNI in four groups, with its check character."""
    body = "00000099" + digits(f"isni {key}", 7)
    number = body + check_character(body)
    return " ".join(number[k : k + 4] for k in range(0, 16, 4))


def doi(venue: str, year: int, key: str) -> str:
    """A DOI with the prefix that is meant for tests."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", venue)).lower() or "w"
    return f"10.5555/{initials}.{year}.{zlib.crc32(key.encode()) % 100000:05d}"
