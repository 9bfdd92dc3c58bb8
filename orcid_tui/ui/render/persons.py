"""Candidates, and the public page of a person."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _, many, number
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    FoundPerson,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.text import clean
from orcid_tui.ui.actions import choosing_key
from orcid_tui.ui.render.cells import (
    GOOD,
    MARK,
    MUTED,
    SEPARATOR,
    STRONG,
    WARN,
    Rows,
    as_many_as_fit,
    join,
    text,
    wrap,
)

_WORKS_SHOWN: Final = 12
_WORKS_FIRST: Final = 3
_INDENT: Final = 4
_ROOM_FOR_REASONS_BESIDE: Final = 70
"""Columns from which the usual reasons fit on the line of the iD."""

_STATES: Final = {
    ProfileState.NAME_PRIVATE: _("The name of this person is private."),
    ProfileState.LOCKED: _("This ORCID record is locked by ORCID; do not use it."),
    ProfileState.DEACTIVATED: _("This ORCID record was deactivated by its owner."),
    ProfileState.UNCLAIMED: _("This ORCID record has not been claimed by its owner yet."),
    ProfileState.UNKNOWN: _("ORCID does not know this iD."),
}


def display_name(person: FoundPerson | PersonProfile) -> str:
    """Family name first, as headings have it; else the credit name; else words."""
    family, given = clean(person.family_name), clean(person.given_names)
    if family and given:
        return f"{family}, {given}"
    return family or given or clean(person.credit_name) or _("(name is private)")


def name_and_affiliations(person: FoundPerson) -> str:
    """As in `Smith, Jane (University of Oslo; NTNU)`."""
    places = "; ".join(filter(None, map(clean, person.affiliations)))
    return f"{display_name(person)} ({places})" if places else display_name(person)


def candidate_lines(
    candidate: Candidate,
    position: int,
    width: int,
    *,
    recommended: bool,
    chosen: bool,
    carried: bool = False,
) -> list[Content]:
    """Name with current affiliations; iD; reasons, beside the iD where there is room.

    `position` counts from 0; the first nine have a key. `carried` says that the heading has
    this very iD in the record.
    """
    digit = choosing_key(position) or " "
    name = display_name(candidate.person)
    places = name_and_affiliations(candidate.person).removeprefix(name)
    head = Content.assemble(" ", (digit, MARK), "  ", (name, STRONG), places)
    lines = wrap(head, width, _INDENT, limit=3)
    marks: list[Content] = []
    if chosen:
        marks.append(Content.styled(_("✓ chosen"), "bold $text-success"))
    if carried:
        marks.append(Content.styled("@ in the record", "bold $text-primary"))
    if recommended:
        marks.append(Content.styled(_("recommended"), "bold $text-success"))
    reasons = [text(reason) for reason in candidate.reasons]
    doubts = [text(_("but {doubt}").format(doubt=doubt), WARN) for doubt in candidate.doubts]
    why = [*marks, *doubts[:1], *reasons, *doubts[1:]]
    orcid = Content.assemble(" " * _INDENT, (str(candidate.orcid), MUTED))
    if width < _ROOM_FOR_REASONS_BESIDE:
        return [*lines, orcid, *wrap(join(why).pad_left(_INDENT), width, _INDENT, limit=2)]
    room = width - orcid.cell_length - 2
    return [*lines, Content.assemble(orcid, "  ", as_many_as_fit(why, room))]


def candidates_title(heading_name: str, look_up: LookUp, *, besides: bool = False) -> Content:
    """The line above the candidates; `besides` the person whose iD is in the record already."""
    shown, total = len(look_up.candidates), max(look_up.total, len(look_up.candidates))
    if not shown:
        title = _("No other candidate for {name}") if besides else _("No candidate for {name}")
    elif shown < total:
        title = _("{shown} of {total} found for {name}")
        title = title.replace("{shown}", number(shown)).replace("{total}", number(total))
    else:
        title = many(
            "{n:,} candidate for {name}", "{n:,} candidates for {name}", shown, name="{name}"
        )
    before, _name, after = title.partition("{name}")
    return Content.assemble(before, text(heading_name, STRONG), after)


def look_up_notes(look_up: LookUp, width: int) -> list[Content]:
    """Why none is recommended, above the candidates."""
    notes = []
    if look_up.note:
        notes.append(text(look_up.note, MUTED))
    return [line for note in notes for line in wrap(note.pad_left(1), width, 1)]


def affiliation_line(affiliation: Affiliation) -> Content:
    """Organization, department and role with the years, as far as they are given."""
    start = str(affiliation.start) if affiliation.start else ""
    end = str(affiliation.end) if affiliation.end else ""
    if affiliation.current:
        dates = _("since {start}").format(start=start) if start else _("now")
    else:
        dates = (
            f"{start}–{end}"
            if start and end
            else _("until {end}").format(end=end)
            if end
            else start
        )
    place = ", ".join(filter(None, (affiliation.city, affiliation.country)))
    organization = affiliation.organization or _("(organization not given)")
    return join(
        [
            text(organization, STRONG if affiliation.current else ""),
            text(dates),
            text(affiliation.department),
            text(affiliation.role),
            text(place, MUTED),
        ],
        ", ",
    )


def work_line(work: PublishedWork) -> Content:
    """Title, year and venue."""
    year = f" ({work.year})" if work.year else ""
    venue = f", {clean(work.venue)}" if work.venue else ""
    return Content.assemble(clean(work.title) or _("(no title)"), year, (venue, MUTED))


def candidate_detail(candidate: Candidate, profile: PersonProfile | None) -> Rows:
    """All that is known of a candidate; grows when the public page has come."""
    against = (_("against"), [join(candidate.doubts)] if candidate.doubts else [])
    speaks_for = (_("for"), [join(candidate.reasons)] if candidate.reasons else [])
    page = (_("page"), [text(candidate.orcid.uri, MUTED)])
    person = candidate.person
    if profile is None:
        here = (_("now"), [text(place, STRONG) for place in person.affiliations])
        return [here, against, speaks_for, _names(person), page]
    state = ("", [profile_state(profile)] if profile.state is not ProfileState.PUBLIC else [])
    now, before, works, *more = _profile_rows(profile)
    return [
        state,
        now,
        against,
        before,
        works,
        speaks_for,
        *more,
        _names(profile),
        _identifiers(profile),
        page,
    ]


def profile_state(profile: PersonProfile) -> Content:
    """What is special about this iD, as a sentence."""
    if profile.state is ProfileState.DEPRECATED:
        sentence = _("This iD is deprecated: its owner has another one.")
        if profile.successor:
            replaced = _("It was replaced by {successor}.").format(successor=profile.successor)
            sentence = f"{sentence} {replaced}"
        return text(sentence, WARN)
    sentence = _STATES.get(profile.state, "")
    return text(sentence, WARN if sentence else GOOD)


def in_the_record(orcid: OrcidId, form: str) -> Content:
    """What stands in place of candidates when the heading has an iD."""
    where = f" ({clean(form)})" if form else ""
    return text(
        _("This heading has an iD already: {orcid}{where}").format(orcid=orcid, where=where)
    )


def _profile_rows(profile: PersonProfile) -> Rows:
    """Now, one line of the past and a few works, so that a small screen has all three in
    sight; then the rest. Nothing of a page that should not be used."""
    if profile.state not in (ProfileState.PUBLIC, ProfileState.NAME_PRIVATE):
        return [(_("now"), []), (_("before"), []), (_("works"), [])]
    now = [affiliation_line(a) for a in profile.employments if a.current]
    before = [affiliation_line(a) for a in profile.employments if not a.current]
    works = [work_line(work) for work in profile.works[:_WORKS_SHOWN]]
    left = max(profile.works_total, len(profile.works)) - len(works)
    if left > 0 and works:
        works.append(text(_("and {left} more").format(left=number(left)), MUTED))
    return [
        (_("now"), now or [text(_("no current employment is given"), MUTED)]),
        (_("before"), before[:1]),
        (_("works"), works[:_WORKS_FIRST] or [text(_("no works are given"), MUTED)]),
        (_("earlier"), before[1:]),
        (_("more"), works[_WORKS_FIRST:]),
        (_("studied"), [affiliation_line(a) for a in profile.educations]),
    ]


def _names(person: FoundPerson | PersonProfile) -> tuple[str, list[Content]]:
    also = dict.fromkeys(name for name in (person.credit_name, *person.other_names) if name)
    also.pop(person.name, None)
    return _("also"), [join(list(also), "; ")] if also else []


def _identifiers(profile: PersonProfile) -> tuple[str, list[Content]]:
    known = [f"{one.source} {one.value}" for one in profile.external_identifiers]
    return _("elsewhere"), [join(known, SEPARATOR)] if known else []
