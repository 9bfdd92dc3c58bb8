"""Every number of the ranking, in one place.

Each weight is a likelihood ratio: how many times more often the fact is seen on the right
person than on a name-sake. They are set by judgement for now and are to be fitted.
"""

from __future__ import annotations

from typing import Final

from orcid_tui.matching.affiliations import SamePlace
from orcid_tui.names.agreement import Agreement

NAME: Final = {
    Agreement.SAME: 1.0,
    Agreement.SPELLING: 0.9,
    Agreement.MIDDLE: 0.6,
    Agreement.INITIALS: 0.3,
    Agreement.SWAPPED: 0.3,
    Agreement.PART: 0.05,
    Agreement.CONFLICT: 0.001,
}
"""A name that is written as in the record speaks for the person more than one that only fits."""

CLAIMS_THIS_WORK: Final = 2000.0
"""The person lists this very work; name-sakes hardly ever do."""

AFFILIATION: Final = {SamePlace.YES: 200.0, SamePlace.LIKELY: 5.0, SamePlace.NO: 0.5}
"""$u of the heading against the current affiliations. Of right persons 97 in 100 have the same,
of name-sakes 1 in 240 (development case, 782 pairs); people move, so "another" says little."""

SAME_IDENTIFIER: Final = 5000.0
"""An ISNI, Scopus or other number of the person stands on both sides."""

WAS_THERE: Final = 60.0
"""$u of the heading and an earlier employment or a place of study are one place."""

SAME_VENUE: Final = 8.0
"""A work of the person appeared in the same journal, proceedings or series."""

SHARED_WORDS: Final = 2
SAME_TOPIC: Final = 3.0
"""For each telling word in common, from SHARED_WORDS on."""
NEAR_TOPIC: Final = 2.0

DEAD_BEFORE_ORCID: Final = 0.0005
"""The heading's person died before October 2012, when ORCID opened."""

NOBODY_HERE: Final = 1.0
"""The weight of "the person has no public ORCID record", beside one candidate of the same name."""

ORCID_OPENED: Final = 2012
LONGEST_LIFE: Final = 105

SURE: Final = 0.97
"""The score from which a candidate is recommended, if the other conditions hold too."""
