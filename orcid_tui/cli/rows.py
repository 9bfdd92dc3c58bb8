"""What the commands write about a heading: one row, with the same keys in every format.

Everything in a row is clean text, so that it can be shown as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.headings.brief import BriefHeading
    from orcid_tui.headings.heading import Heading, WorkDescription
    from orcid_tui.matching.candidate import Candidate, LookUp


class HeadingRow(TypedDict):
    """One heading, as `list` writes it.

    `state` is "open", "linked" or "not eligible"; `why_not` is then a sentence. `orcid` stands
    in the form `orcid_form`. `problem` says what is wrong with the iDs that are there.
    """

    record: int
    control_number: str | None
    tag: str
    occurrence: int
    heading: str
    title: str
    year: int | None
    orcid: str | None
    orcid_form: str | None
    other_uris: list[str]
    eligible: bool
    why_not: str | None
    state: str
    problem: str | None


class CandidateRow(TypedDict):
    """One candidate. `score` is 0 to 1."""

    orcid: str
    name: str
    affiliations: list[str]
    score: float
    reasons: list[str]
    doubts: list[str]


class SuggestionRow(HeadingRow):
    """One heading with its candidates, best first, as `suggest` writes it."""

    candidates: list[CandidateRow]
    recommended: str | None
    note: str | None


HEADING_COLUMNS: Final = tuple(HeadingRow.__annotations__)
SUGGESTION_COLUMNS: Final = (*HEADING_COLUMNS, "recommended", "note", "candidates")


def heading_row(heading: Heading, work: WorkDescription) -> HeadingRow:
    """The row of a heading, with what its record says about the work."""
    from orcid_tui.headings.brief import brief

    return brief_row(brief(heading, work))


def brief_row(heading: BriefHeading) -> HeadingRow:
    """The row of a heading of which only a line is known."""
    record, tag, occurrence = heading.ref
    return {
        "record": record,
        "control_number": heading.control_number,
        "tag": tag,
        "occurrence": occurrence,
        "heading": heading.name,
        "title": heading.title,
        "year": heading.year,
        "orcid": heading.orcid.value if heading.orcid else None,
        "orcid_form": heading.orcid_form or None,
        "other_uris": [clean(uri) for uri in heading.other_uris],
        "eligible": not heading.why_not,
        "why_not": clean(heading.why_not) or None,
        "state": "not eligible" if heading.why_not else "linked" if heading.orcid else "open",
        "problem": clean(heading.problem) or None,
    }


def suggestion_row(row: HeadingRow, answer: LookUp, limit: int) -> SuggestionRow:
    """The row with the first `limit` candidates of an answer."""
    candidates = [candidate_row(candidate) for candidate in answer.candidates[:limit]]
    note = clean(answer.note) or (None if candidates else "No candidate was found.")
    recommended = answer.recommended.value if answer.recommended else None
    return {**row, "candidates": candidates, "recommended": recommended, "note": note}


def unanswered_row(row: HeadingRow, note: str) -> SuggestionRow:
    """The row of a heading that was not looked up, with the reason."""
    return {**row, "candidates": [], "recommended": None, "note": clean(note)}


def candidate_row(candidate: Candidate) -> CandidateRow:
    """The row of one candidate."""
    person = candidate.person
    return {
        "orcid": candidate.orcid.value,
        "name": clean(person.name),
        "affiliations": [clean(affiliation) for affiliation in person.affiliations],
        "score": round(candidate.score, 3),
        "reasons": [clean(reason) for reason in candidate.reasons],
        "doubts": [clean(doubt) for doubt in candidate.doubts],
    }
