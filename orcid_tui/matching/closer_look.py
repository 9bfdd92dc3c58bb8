"""What the public page of a candidate adds to the evidence, and whose page is worth a request.

A page costs one request, so it is read only for the few whose order it can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from orcid_tui.headings.heading import Heading, WorkDescription
from orcid_tui.headings.person_identifiers import person_identifiers, same_identifier
from orcid_tui.matching.affiliations import SamePlace, best_agreement
from orcid_tui.names.folding import folded
from orcid_tui.persons.person import PersonProfile, PublishedWork

MOST_LOOKED_AT: Final = 5
"""Candidates of equal standing whose pages are read."""

_SHORT: Final = 4
_EVERYWHERE: Final = frozenset(
    "study studies analysis based using approach method methods towards toward from with "
    "between under over into their this that these those some case review effect effects results "
    "model models system systems data research introduction history proceedings conference "
    "annual meeting journal international volume papers long short findings association series "
    "lecture notes handbook edition essays early modern large language learning".split()
)
"""Words so common in titles that sharing them means nothing."""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What a page says about a heading. `topic` counts the telling words that the record and
    the titles of the person have in common; `first_year` is that of the first thing on it."""

    was_there: bool = False
    wrote_thesis_there: bool = False
    same_venue: bool = False
    topic: int = 0
    same_identifier: str = ""
    first_year: int | None = None


def read_page(heading: Heading, work: WorkDescription, page: PersonProfile) -> PageEvidence:
    """Compare a page with the record."""
    places = [place for place in heading.affiliations if place.strip()]
    studied = [each.organization for each in page.educations]
    past = [each.organization for each in (*page.employments, *page.educations)]
    mine = _telling((work.title, *work.subjects))
    theirs = [_telling((each.title,)) for each in page.works]
    return PageEvidence(
        wrote_thesis_there=best_agreement(work.theses, studied) is SamePlace.YES,
        first_year=min(_years(page), default=None),
        was_there=best_agreement(places, past) is SamePlace.YES,
        same_venue=bool(work.venue) and any(_same_venue(work.venue, each) for each in page.works),
        topic=len(mine & frozenset().union(*theirs)) if theirs else 0,
        same_identifier=_shared_identifier(heading, page),
    )


def _years(page: PersonProfile) -> Iterator[int]:
    for place in (*page.employments, *page.educations):
        if place.start:
            yield place.start.year
    for work in page.works:
        if work.year:
            yield work.year


def _telling(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word
        for text in texts
        for word in folded(text).split()
        if len(word) >= _SHORT and word not in _EVERYWHERE and not word.isdigit()
    )


def _same_venue(venue: str, work: PublishedWork) -> bool:
    return bool(work.venue) and folded(venue) == folded(work.venue)


def _shared_identifier(heading: Heading, page: PersonProfile) -> str:
    """The source of an identifier that stands in $0 or $1 and on the page; or nothing."""
    return next(
        (
            here.source
            for here in person_identifiers(heading.field)
            for there in page.external_identifiers
            if same_identifier(here, there)
        ),
        "",
    )
