"""The person whose iD a heading carries already, as one of its candidates.

A cataloguer who checks an iD wants to see its owner beside the others by that name, and to
choose among all of them with the same keys.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile, ProfileState

_READING: Final = "(reading who this is…)"
_NOT_READ: Final = "(who this is could not be read)"
_NAMELESS: Final = {
    ProfileState.UNKNOWN: "(ORCID does not know this iD)",
    ProfileState.LOCKED: "(locked by ORCID)",
    ProfileState.DEACTIVATED: "(deactivated by its owner)",
    ProfileState.DEPRECATED: "(deprecated)",
    ProfileState.UNCLAIMED: "(not claimed by its owner)",
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


def with_carried(look_up: LookUp, person: FoundPerson) -> LookUp:
    """The same candidates; who was not found by the name stands in front of them."""
    if any(candidate.orcid == person.orcid for candidate in look_up.candidates):
        return look_up
    return replace(look_up, candidates=(Candidate(person, 0.0), *look_up.candidates))
