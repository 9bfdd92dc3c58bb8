"""A heading as a row of the list, and with its record's words around it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.headings.heading import Heading, WorkDescription
from orcid_tui.language import _
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.states import HeadingState
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import MARK, MUTED, STRONG, WARN, fit, join, text
from orcid_tui.ui.render.fields import field_line
from orcid_tui.ui.render.states import WORD_WIDTH, mark_of, style_of

_YEAR_WIDTH: Final = 4
_ROOM_FOR_WORDS: Final = 72
_NAME_AT_MOST: Final = 36


def heading_row(
    heading: Heading, work: WorkDescription, state: HeadingState, width: int, marks: int = 0
) -> Content:
    """State, name, title and year in columns that fill `width` cells."""
    # Few spans: each costs some twenty bytes on the line, for every row of a page.
    mark, style = mark_of(state, marks), style_of(state, marks)
    mark = mark.ljust(2 + WORD_WIDTH) if width >= _ROOM_FOR_WORDS else mark[0]
    room = max(8, width - len(mark) - _YEAR_WIDTH - 7)
    name_width = min(_NAME_AT_MOST, room * 3 // 5)
    shown = heading.name or _("(no name)")
    if other := heading.original_script or heading.romanised:
        shown = f"{shown} = {other}"
    title = fit(work.short_title or work.title, room - name_width).plain
    year = str(work.year) if work.year else ""
    row = Content.assemble(
        (f" {mark} ", style),
        fit(shown, name_width),
        (f"  {title}  {year.rjust(_YEAR_WIDTH)} ", MUTED),
    )
    return fit(row, width)


def state_line(
    heading: Heading, state: HeadingState, decision: Decision | None, marks: int = 0
) -> Content:
    """Where the heading stands, and with whom or why."""
    about = _decided(heading, state, decision)
    if not about and heading.orcid is not None:
        about = text(_there(heading))
    elif not about and heading.why_not:
        about = text(heading.why_not, WARN)
    mark = (mark_of(state, marks), style_of(state, marks))
    return Content.assemble(mark, "  " if about else "", about)


def _decided(heading: Heading, state: HeadingState, decision: Decision | None) -> Content:
    """What becomes, or became, of the field."""
    if decision is None:
        return Content("")
    there, saved = _there(heading), state is HeadingState.SAVED
    if decision.verdict is Verdict.CHOSEN:
        who = text(f"{decision.name} {decision.orcid}".strip(), STRONG)
        replaced = decision.replacing and there and heading.orcid != decision.orcid
        return Content.assemble(
            who, text(_(" instead of {there}").format(there=there) if replaced else "")
        )
    if decision.verdict is Verdict.REMOVED:
        goes = (
            _("{there} goes out of the record").format(there=there)
            if there
            else _("the iD is out of the record")
        )
        return text(goes, WARN)
    if decision.verdict is Verdict.TIDIED:
        if saved:
            becomes = _("{there} stands in the usual form")
        else:
            becomes = _("{there} will stand in the usual form")
        return text(becomes.format(there=there))
    return Content("")


def _there(heading: Heading) -> str:
    """What the heading carries, with the place in parentheses."""
    where = f" ({heading.orcid_form})" if heading.orcid_form else ""
    return f"{heading.orcid}{where}" if heading.orcid is not None else heading.bad_orcid


def heading_context(
    heading: Heading,
    work: WorkDescription,
    state: HeadingState,
    decision: Decision | None,
    place: str,
    hint: str,
    note: str = "",
    marks: int = 0,
) -> list[Content]:
    """What the record says around a heading, the most needed line first.

    `place` says where the record is, `hint` what could be done with an iD that is there, `note`
    is the cataloguer's own.
    """
    return [
        state_line(heading, state, decision, marks),
        field_line(heading.field),
        *(
            [
                text(
                    _("iD in {form}; {hint}").format(form=heading.orcid_form, hint=hint),
                    WARN,
                )
            ]
            if hint
            else []
        ),
        *_noted(note),
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
    hint: str,
    note: str,
    width: int,
    marks: int = 0,
) -> list[Content]:
    """The same in three lines of `width` cells."""
    where = state_line(heading, state, decision, marks)
    field, title = field_line(heading.field), _title(work)
    if hint:
        where = join([where, text(hint, WARN)])
    noted = _noted(note)
    more = [*_more(heading, work), text(_place(heading, place), MUTED)]
    if decision is None and state is HeadingState.OPEN:
        lines = [join([where, field]), title, join([*noted, *more])]
    else:
        lines = [where, field, join([*noted, title, *more])]
    return [line.truncate(width, ellipsis=True) for line in lines]


def _noted(note: str) -> list[Content]:
    return [text(_("note: {note}").format(note=note), MARK)] if note else []


def _title(work: WorkDescription) -> Content:
    year = f" ({work.year})" if work.year else ""
    return Content.assemble((clean(work.title) or _("(no title)"), "italic"), year)


def _more(heading: Heading, work: WorkDescription) -> list[Content]:
    lines = []
    if work.responsibility:
        lines.append(Content.assemble((_("by "), MUTED), text(work.responsibility)))
    if heading.original_script:
        lines.append(Content.assemble(("880 ", MUTED), text(heading.original_script)))
    if heading.linked is not None:
        lines.append(Content.assemble((f"{heading.linked.tag} ", MUTED), text(heading.romanised)))
    if heading.bad_orcid:
        lines.append(
            text(
                _("This is not a valid ORCID iD: {text}").format(text=heading.bad_orcid),
                WARN,
            )
        )
    if heading.other_uris:
        lines.append(Content.assemble((_("also "), MUTED), join(heading.other_uris)))
    if work.publisher:
        lines.append(Content.assemble((_("published by "), MUTED), text(work.publisher)))
    return lines


def _place(heading: Heading, place: str) -> str:
    number = (
        _(", control number {number}").format(number=heading.control_number)
        if heading.control_number
        else ""
    )
    return f"{place}{number}"
