"""Every number of the ranking, in one place.

Each weight is a likelihood ratio: how many times more often the fact is seen on the right
person than on a name-sake. They are set by judgement for now and are to be fitted.
"""

from __future__ import annotations

from typing import Final

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

SAME_AFFILIATION: Final = 20.0
"""$u of the heading and a current affiliation are one place."""

OTHER_AFFILIATION: Final = 0.7
"""$u and the current affiliations differ: people move, so this says little."""

DEAD_BEFORE_ORCID: Final = 0.0005
"""The heading's person died before October 2012, when ORCID opened."""

NOBODY_HERE: Final = 1.0
"""The weight of "the person has no public ORCID record", beside one candidate of the same name."""

ORCID_OPENED: Final = 2012
LONGEST_LIFE: Final = 105

SURE: Final = 0.97
"""The score from which a candidate is recommended, if the other conditions hold too."""
