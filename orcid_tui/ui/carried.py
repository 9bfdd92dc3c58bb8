"""The person whose iD a heading carries already, as one of its candidates.

A cataloguer who checks an iD wants to see its owner beside the others by that name, and to
choose among all of them with the same keys.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import person_name
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.matching.weighing import died_before_orcid
from orcid_tui.names.agreement import Agreement, agreement
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile, ProfileState
from orcid_tui.session.session import Session

_READING: Final = _("(reading who this is…)")
_NOT_READ: Final = _("(who this is could not be read)")
_NAMELESS: Final = {
    ProfileState.UNKNOWN: _("(ORCID does not know this iD)"),
    ProfileState.LOCKED: _("(locked by ORCID)"),
    ProfileState.DEACTIVATED: _("(deactivated by its owner)"),
    ProfileState.DEPRECATED: _("(deprecated)"),
    ProfileState.UNCLAIMED: _("(not claimed by its owner)"),
}


def carried_person(
    orcid: OrcidId, profile: PersonProfile | None, *, failed: bool = False
) -> FoundPerson:
    """The owner of an iD as far as the public page is here; words where the name would stand."""
    if profile is None:
        return FoundPerson(orcid, credit_name=_NOT_READ if failed else _READING)
    if not profile.name and profile.state in _NAMELESS:
        return FoundPerson(orcid, credit_name=_NAMELESS[profile.state])
    current = (one.organization for one in profile.employments if one.current)
    return FoundPerson(
        orcid,
        profile.given_names,
        profile.family_name,
        profile.credit_name,
        profile.other_names,
        tuple(dict.fromkeys(filter(None, current))),
    )


def typed_candidate(session: Session, ref: HeadingRef, person: FoundPerson) -> Candidate:
    """The owner of an iD that was typed, with what is known for and against that person."""
    look_up = session.known(ref)
    for candidate in look_up.candidates if look_up is not None else ():
        if candidate.orcid == person.orcid:
            return candidate
    name = person_name(session.heading(ref))
    died, grade = died_before_orcid(name), agreement(name, person)
    fits = grade.rank <= Agreement.INITIALS.rank
    doubts = (died, "" if fits else grade.words)
    return Candidate(
        person, 0.0, (grade.words,) if fits else (), tuple(doubt for doubt in doubts if doubt)
    )


def as_typed(look_up: LookUp) -> LookUp:
    """Candidates by another name: what fits is the name that was typed, not the heading's."""
    grades = {grade.words for grade in Agreement}

    def told(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            _("{reason} as typed").format(reason=each) if each in grades else each for each in words
        )

    return replace(
        look_up,
        candidates=tuple(
            replace(each, reasons=told(each.reasons), doubts=told(each.doubts))
            for each in look_up.candidates
        ),
    )


def with_carried(look_up: LookUp, person: FoundPerson) -> LookUp:
    """The same candidates; who was not found by the name stands in front of them."""
    if any(candidate.orcid == person.orcid for candidate in look_up.candidates):
        return look_up
    return replace(look_up, candidates=(Candidate(person, 0.0), *look_up.candidates))
