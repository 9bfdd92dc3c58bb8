"""Whether two names of an institution mean the same place."""

from __future__ import annotations

from typing import Final

from orcid_tui.names.folding import folded

_SMALL: Final = frozenset(
    "of the and for at in de la le les des du di da do dos das der die das des und fur et y e "
    "del della i a an zu den van het".split()
)
_GENERIC: Final = frozenset(
    "university universitat universite universidad universidade universita universiteit "
    "universitet universitetet uniwersytet univ institute institut instituto istituto college "
    "school faculty department dept hospital centre center research science sciences technology "
    "technical national state academy laboratory college library inc ltd gmbh company medical "
    "international applied politecnico polytechnic technische technological studies".split()
)


def same_institution(one: str, other: str) -> bool:
    """True when every telling word of the shorter name stands in the longer one.

    >>> same_institution("Univ. of Oslo, Dept. of History", "University of Oslo")
    True
    >>> same_institution("University of Oslo", "University of Bergen")
    False
    """
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return bool(folded(one)) and folded(one) == folded(other)
    shorter, longer = sorted((first, second), key=len)
    return shorter <= longer


def _telling(text: str) -> set[str]:
    return {word for word in folded(text).split() if word not in _SMALL and word not in _GENERIC}
