"""How sure an answer makes a decision, as one small number to put headings in order by."""

from __future__ import annotations

from typing import Final

from orcid_tui.matching.candidate import LookUp
from orcid_tui.matching.weights import SURE

NOT_KNOWN: Final = 0
"""The registry has not answered yet."""
NOBODY: Final = 1
"""There is no candidate at all."""
HARDEST: Final = 2
"""Equal candidates, or an iD that is in conflict."""
_UNSURE: Final = 190
_RECOMMENDED: Final = 200
_MOST: Final = 255

_OF_THE_LEAD: Final = 0.75
"""What counts most for an unsure answer is how far the first candidate is before the second;
the rest is its own share of the evidence, which is small among many."""
_DOUBT: Final = 0.2
"""What something that speaks against the first candidate takes away."""


def sureness(answer: LookUp) -> int:
    """From NOBODY and HARDEST to 255; from 200 on somebody is recommended."""
    if not answer.candidates:
        return NOBODY
    first = answer.candidates[0]
    if answer.recommended is not None:
        above = max(0.0, first.score - SURE) / (1 - SURE)
        return min(_MOST, _RECOMMENDED + round(above * (_MOST - _RECOMMENDED)))
    second = answer.candidates[1].score if len(answer.candidates) > 1 else 0.0
    ease = _OF_THE_LEAD * (first.score - second) + (1 - _OF_THE_LEAD) * first.score
    if first.doubts:
        ease -= _DOUBT
    return HARDEST + round(max(0.0, min(1.0, ease)) * (_UNSURE - HARDEST))
