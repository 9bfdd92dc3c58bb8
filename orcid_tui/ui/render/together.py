"""Rows of the lists in which several headings are decided together, and the words below them."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.standing import Standing
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import (
    GOOD,
    MUTED,
    STRONG,
    WARN,
    Rows,
    as_many_as_fit,
    fit,
    join,
    text,
    wrap,
)
from orcid_tui.ui.render.changes import place_line
from orcid_tui.ui.render.fields import field_line
from orcid_tui.ui.render.persons import name_and_affiliations

_INDENT: Final = 5
_NAME_AT_MOST: Final = 40
_YEAR_WIDTH: Final = 4


def name_line(mark: str, heading: Heading, work: WorkDescription, width: int) -> Content:
    """The tick, the name as the record has it, title and year, in columns."""
    room = max(8, width - _INDENT - _YEAR_WIDTH - 4)
    name_width = min(_NAME_AT_MOST, room * 3 // 5)
    title = fit(work.short_title or work.title, room - name_width).plain
    year = str(work.year) if work.year else ""
    row = Content.assemble(
        f" {mark} ",
        fit(heading.name or _("(no name)"), name_width),
        (f"  {title}  {year.rjust(_YEAR_WIDTH)}", MUTED),
    )
    return fit(row, width)


def recommended_line(candidate: Candidate, width: int, *, aside: str = "") -> Content:
    """The person with affiliations, and the weightiest reasons; `aside` and a doubt come before
    them."""
    room = width - _INDENT - 1
    who, why = text(name_and_affiliations(candidate.person)), _why(candidate)
    why = [text(aside, WARN), *why] if aside else why
    needed = join(why).cell_length
    who = who.truncate(max(room - needed - 3, room * 2 // 5), ellipsis=True)
    reasons = as_many_as_fit(why, room - who.cell_length - 3)
    return join([who, reasons]).pad_left(_INDENT).truncate(width, ellipsis=True)


def evidence_line(standing: Standing, width: int, *, aside: str = "") -> Content:
    """What one record says for and against a person; `aside` is said before."""
    parts = [text(aside, WARN)] if aside else []
    if standing.recommended:
        parts.append(Content.styled(_("recommended"), f"bold {GOOD}"))
    parts += [_doubt(each) for each in standing.against]
    if standing.candidate is not None:
        parts += [text(reason) for reason in standing.candidate.reasons]
    line = as_many_as_fit(parts, width - _INDENT)
    return line.pad_left(_INDENT).truncate(width, ellipsis=True)


def words_line(sentence: str, width: int, *, aside: str = "", style: str = MUTED) -> Content:
    """Words where there is no evidence to show."""
    line = join([text(aside, WARN), text(sentence, style)])
    return line.pad_left(_INDENT).truncate(width, ellipsis=True)


def person_line(person: FoundPerson) -> Content:
    """Whom it is about: iD, name, affiliations."""
    return Content.assemble(
        (str(person.orcid), MUTED), " ", text(name_and_affiliations(person), STRONG)
    )


def evidence_rows(
    reasons: tuple[str, ...], against: tuple[str, ...], other: FoundPerson | None = None
) -> Rows:
    """All reasons and doubts; `other` is the person that is recommended instead."""
    instead = [text(name_and_affiliations(other), WARN)] if other is not None else []
    return [
        (_("against"), [join([text(each, WARN) for each in against])] if against else []),
        (_("for"), [join(reasons)] if reasons else []),
        (_("instead"), instead),
    ]


def record_rows(heading: Heading, work: WorkDescription, place: str) -> Rows:
    """The field, the title and the place of a heading."""
    year = f" ({work.year})" if work.year else ""
    title = Content.assemble((clean(work.title) or _("(no title)"), "italic"), year)
    return [
        (_("field"), [field_line(heading.field)]),
        (_("title"), [title]),
        (_("by"), [text(work.responsibility)] if work.responsibility else []),
        (_("record"), [place_line(place, heading.ref, heading.control_number, "")[1:]]),
    ]


def refused_lines(
    ref: HeadingRef, heading: Heading | None, place: str, reason: str, width: int
) -> list[Content]:
    """Where a heading is that could not be decided, and why not; None when it is gone."""
    number, name = (heading.control_number, heading.name) if heading else (None, "")
    where = place_line(place, ref, number, name)
    lines = [Content.assemble((" ✗", f"bold {WARN}"), where).truncate(width, ellipsis=True)]
    return lines + wrap(text(reason).pad_left(4), width, 4, limit=2)


def _why(candidate: Candidate) -> list[Content]:
    doubts = [_doubt(each) for each in candidate.doubts]
    return [*doubts[:1], *map(text, candidate.reasons), *doubts[1:]]


def _doubt(doubt: str) -> Content:
    return text(_("but {doubt}").format(doubt=doubt), WARN)
