"""An iD that a cataloguer typed or pasted: who it names, and whether it may be chosen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from orcid_tui.language import _
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile, ProfileState
from orcid_tui.session.refused import DecisionRefused

_MOST_STEPS: Final = 3
"""From a deprecated iD to its successor, which may be deprecated in its turn."""

_WHY_NOT: Final = {
    ProfileState.UNKNOWN: _(
        "The registry does not know {}. Compare it with where you have it from."
    ),
    ProfileState.LOCKED: _("{} is locked by ORCID, so its page says nothing about the person."),
    ProfileState.DEACTIVATED: _("{} was deactivated by its owner and should not enter a record."),
    ProfileState.UNCLAIMED: _("{} was made for somebody who has never claimed it."),
    ProfileState.DEPRECATED: _("{} is deprecated, and the registry does not say by which iD."),
}


class PersonRefused(DecisionRefused):
    """The iD names nobody who could be chosen; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The person of a typed iD, to be shown before it is taken. `notice` is a sentence when it
    is not simply the iD that was typed."""

    person: FoundPerson
    notice: str = ""


async def person_by_hand(
    text: str, profile: Callable[[OrcidId], Awaitable[PersonProfile]]
) -> TypedPerson:
    """Read an iD in any dress and look it up. Raises PersonRefused, and RegistryError."""
    try:
        typed = orcid = OrcidId.parse(text.strip())
    except InvalidOrcidId as error:
        raise PersonRefused(str(error)) from None
    page = await profile(orcid)
    for _step in range(_MOST_STEPS):
        if page.state is not ProfileState.DEPRECATED or page.successor is None:
            break
        orcid = page.successor
        page = await profile(orcid)
    if page.state in _WHY_NOT:
        raise PersonRefused(_WHY_NOT[page.state].format(orcid))
    notices = []
    if orcid != typed:
        notices.append(
            _("{typed} is deprecated: its owner uses {orcid} now.").format(typed=typed, orcid=orcid)
        )
    if not page.name:
        notices.append(_("The name of this person is private."))
    return TypedPerson(_as_found(page), " ".join(notices))


def _as_found(page: PersonProfile) -> FoundPerson:
    places = (each.organization for each in page.employments if each.current)
    return FoundPerson(
        page.orcid,
        page.given_names,
        page.family_name,
        page.credit_name,
        page.other_names,
        tuple(dict.fromkeys(filter(None, places))),
    )
