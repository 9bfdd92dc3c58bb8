"""A heading as a row of the list, and with its record's words around it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.headings.heading import Heading, WorkDescription
from orcid_tui.marc.record import Field
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.states import HeadingState
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, fit, join, text
from orcid_tui.ui.render.states import WORD_WIDTH, mark_of, style_of

_YEAR_WIDTH: Final = 4
_ROOM_FOR_WORDS: Final = 72
_NAME_AT_MOST: Final = 36


def heading_row(
    heading: Heading, work: WorkDescription, state: HeadingState, width: int
) -> Content:
    """State, name, title and year in columns that fill `width` cells."""
    # Few spans: each costs some twenty bytes on the line, for every row of a page.
    mark, style = mark_of(state), style_of(state)
    mark = mark.ljust(2 + WORD_WIDTH) if width >= _ROOM_FOR_WORDS else mark[0]
    room = max(8, width - len(mark) - _YEAR_WIDTH - 7)
    name_width = min(_NAME_AT_MOST, room * 3 // 5)
    shown = heading.name or "(no name)"
    if heading.original_script:
        shown = f"{shown} = {heading.original_script}"
    title = fit(work.short_title or work.title, room - name_width).plain
    year = str(work.year) if work.year else ""
    row = Content.assemble(
        (f" {mark} ", style),
        fit(shown, name_width),
        (f"  {title}  {year.rjust(_YEAR_WIDTH)} ", MUTED),
    )
    return fit(row, width)


def field_line(field: Field) -> Content:
    """A field as cataloguers read it: tag, indicators, subfields with their codes strong."""
    indicators = field.indicators.replace(" ", "_")
    parts: list[Content | tuple[str, str] | str] = [f"{field.tag} {clean(indicators)}"]
    for subfield in field.subfields:
        parts += [" ", (f"${clean(subfield.code)}", STRONG), " ", clean(subfield.value)]
    if field.data:
        parts += [" ", clean(field.data)]
    return Content.assemble(*parts)


def state_line(heading: Heading, state: HeadingState, decision: Decision | None) -> Content:
    """Where the heading stands, and with whom or why."""
    about: Content | str = ""
    if decision is not None and decision.verdict is Verdict.CHOSEN:
        about = text(f"{decision.name} {decision.orcid}".strip(), STRONG)
    elif heading.orcid is not None:
        where = f" ({heading.orcid_form})" if heading.orcid_form else ""
        about = text(f"{heading.orcid}{where}")
    elif heading.why_not:
        about = text(heading.why_not, WARN)
    return Content.assemble((mark_of(state), style_of(state)), "  " if about else "", about)


def heading_context(
    heading: Heading,
    work: WorkDescription,
    state: HeadingState,
    decision: Decision | None,
    place: str,
) -> list[Content]:
    """What the record says around a heading, the most needed line first.

    `place` says where the record is.
    """
    return [
        state_line(heading, state, decision),
        field_line(heading.field),
        _title(work),
        *_more(heading, work),
        text(_place(heading, place), MUTED),
    ]


def short_context(
    heading: Heading,
    work: WorkDescription,
    state: HeadingState,
    decision: Decision | None,
    place: str,
    width: int,
) -> list[Content]:
    """The same in three lines of `width` cells."""
    where = state_line(heading, state, decision)
    field, title = field_line(heading.field), _title(work)
    more = join([*_more(heading, work), text(_place(heading, place), MUTED)])
    if decision is None and state is HeadingState.OPEN:
        lines = [join([where, field]), title, more]
    else:
        lines = [where, field, join([title, more])]
    return [line.truncate(width, ellipsis=True) for line in lines]


def _title(work: WorkDescription) -> Content:
    year = f" ({work.year})" if work.year else ""
    return Content.assemble((clean(work.title) or "(no title)", "italic"), year)


def _more(heading: Heading, work: WorkDescription) -> list[Content]:
    lines = []
    if work.responsibility:
        lines.append(Content.assemble(("by ", MUTED), text(work.responsibility)))
    if heading.original_script:
        lines.append(Content.assemble(("880 ", MUTED), text(heading.original_script)))
    if heading.bad_orcid:
        lines.append(text(f"This is not a valid ORCID iD: {heading.bad_orcid}", WARN))
    if heading.other_uris:
        lines.append(Content.assemble(("also ", MUTED), join(heading.other_uris)))
    if work.publisher:
        lines.append(Content.assemble(("published by ", MUTED), text(work.publisher)))
    return lines


def _place(heading: Heading, place: str) -> str:
    number = f", control number {heading.control_number}" if heading.control_number else ""
    return f"{place}{number}"
