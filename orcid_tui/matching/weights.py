"""Every number of the ranking, in one place.

Each weight is a likelihood ratio: how many times more often the fact is seen on the right
person than on a name-sake. "Development case" is a test of 857 headings with known persons in a
registry of 40,565; what was counted there is rounded towards caution, since persons move, names
recur within a subject, and institutions are named more loosely in real records.
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

AT_THE_SCHOOL: Final = 20.0
"""The person is, or was, where the thesis was written (502 $c): a small circle, but not only the
author's. By judgement, between AFFILIATION and AT_THE_PUBLISHER."""

AT_THE_PUBLISHER: Final = 4.0
"""The person is at the university that published the work or is its corporate author. By
judgement: such a body has thousands of members."""

SAME_IDENTIFIER: Final = 5000.0
"""An ISNI, Scopus or other number of the person stands on both sides."""

WAS_THERE: Final = 60.0
"""$u of the heading and an earlier employment or a place of study are one place."""

SAME_VENUE: Final = 8.0
"""A work of the person appeared in the same journal, proceedings or series: 40 in 100 right
persons who do not list this work, 2 in 100 name-sakes (development case: 16 times), halved."""

SHARED_WORDS: Final = 2
SAME_TOPIC: Final = 3.0
"""For each telling word in common, from SHARED_WORDS to five. Two or more: 37 in 100 right persons,
1 in 100 name-sakes (development case)."""
NEAR_TOPIC: Final = 2.0

OTHER_TIME: Final = 0.1
"""The person's public record begins long after this work, or before they can have begun."""
LONGEST_SILENCE: Final = 20
"""Years between a work and the first thing on the page of its author."""
YOUNGEST: Final = 14
"""Years of age at which nobody has studied, worked or published yet."""

DEAD_BEFORE_ORCID: Final = 0.0005
"""The heading's person died before October 2012, when ORCID opened."""

NOBODY_HERE: Final = 0.5
"""The weight of "the person has no public ORCID record", beside one candidate of the same name.

One who is alone with the name and has nothing else gets 0.67. In the development case all 79 such
are right, but few of the absent have a name-sake there; outside, many an author has no iD.
"""

ORCID_OPENED: Final = 2012
LONGEST_LIFE: Final = 105

SURE: Final = 0.97
"""The score from which a candidate is recommended, if the other conditions hold too. From 0.9 on,
584 of 585 first candidates are right (development case)."""
