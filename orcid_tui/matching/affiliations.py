"""Whether two names of an institution mean the same place, and how surely.

Records write "Department of History, University of Oslo, Norway", registries "University of
Oslo": so what stands between commas is compared piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Final

from orcid_tui.names.folding import folded

_Piece = tuple[str, ...]
"""The words of what stands between two commas."""


class SamePlace(Enum):
    """How two affiliations agree, the surest first."""

    YES = "yes"
    """An institution is named in the same words on both sides."""
    LIKELY = "likely"
    """Every telling word of the shorter name stands in the longer one."""
    NO = "no"


_SMALL: Final = frozenset(
    "of the and for at in de la le les des du di da do dos das der die das des und fur et y e "
    "del della i a an zu den van het".split()
)
_SAME_WORD: Final = {
    "univ": "university",
    "universitat": "university",
    "universite": "university",
    "universidad": "university",
    "universidade": "university",
    "universita": "university",
    "universiteit": "university",
    "universitet": "university",
    "universitetet": "university",
    "uniwersytet": "university",
    "inst": "institute",
    "institut": "institute",
    "instituto": "institute",
    "istituto": "institute",
    "centre": "center",
    "centro": "center",
    "zentrum": "center",
    "hosp": "hospital",
    "lab": "laboratory",
    "labs": "laboratory",
    "acad": "academy",
    "natl": "national",
    "dept": "department",
    "tech": "technology",
}
_KINDS: Final = frozenset(
    "university institute college school hospital center academy laboratory museum library clinic "
    "foundation observatory agency council polytechnic politecnico hochschule ecole corporation "
    "organization organisation society".split()
)
"""Words that make a piece between commas an institution and not a town."""

_GENERIC: Final = _KINDS | frozenset(
    "faculty department research science sciences technology technical national state inc ltd gmbh "
    "company medical international applied technische technological studies".split()
)
_SUBJECTS: Final = frozenset(
    "medicine physics chemistry history engineering computer computing mathematics statistics "
    "biology economics law education psychology arts letters philosophy humanities social life "
    "health public information informatics electrical electronic mechanical civil environmental "
    "natural applied business management languages linguistics political physical chemical "
    "biological nursing dentistry pharmacy theology sociology geography geology astronomy".split()
)
"""What a department is about tells nothing of where it is."""

_PIECES: Final = re.compile(r"[,;|()\[\]/]|\s[-–—]\s")


def same_institution(one: str, other: str) -> SamePlace:
    """How surely two affiliations name one place.

    >>> same_institution("Dept. of History, Univ. of Oslo, Norway", "University of Oslo").value
    'yes'
    >>> same_institution("Oslo University, Library", "University Library of Oslo").value
    'likely'
    >>> same_institution("University of Oslo", "University of Bergen").value
    'no'
    """
    first, second = _pieces(one), _pieces(other)
    for piece in (*first[:1], *first):
        at_the_front = first[:1] == second[:1] == (piece,)
        alone = 1 in (len(first), len(second))
        if piece in second and (at_the_front or alone or _KINDS.intersection(piece)):
            return SamePlace.LIKELY if _differ(piece, first, second) else SamePlace.YES
    telling = sorted((_telling(first), _telling(second)), key=len)
    return SamePlace.LIKELY if telling[0] and telling[0] <= telling[1] else SamePlace.NO


def _differ(piece: _Piece, first: Sequence[_Piece], second: Sequence[_Piece]) -> bool:
    """Whether the same institution is followed by different towns or campuses."""
    rests = [set(pieces) - {piece} for pieces in (first, second)]
    return all(rests) and not rests[0] & rests[1]


def best_agreement(places: Iterable[str], others: Iterable[str]) -> SamePlace:
    """The surest agreement of any place with any other."""
    known = tuple(others)
    found = {same_institution(one, other) for one in places for other in known}
    return next((grade for grade in SamePlace if grade in found), SamePlace.NO)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[_Piece, ...]:
    """The words of each piece that has a telling one; of all pieces when none has."""
    pieces = [
        tuple(_SAME_WORD.get(word, word) for word in folded(piece).split() if word not in _SMALL)
        for piece in _PIECES.split(text)
    ]
    telling = [piece for piece in pieces if _telling([piece])]
    return tuple(dict.fromkeys(telling or [piece for piece in pieces if piece]))


def _telling(pieces: Iterable[_Piece]) -> frozenset[str]:
    return frozenset(
        word
        for piece in pieces
        for word in piece
        if len(word) > 1 and word not in _GENERIC and word not in _SUBJECTS
    )
