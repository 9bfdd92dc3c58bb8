"""How one person stands among the candidates of a heading: what one record says of somebody who
was found, or chosen, in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.states import HeadingState

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


@dataclass(frozen=True, slots=True)
class Standing:
    """`candidate` is the person with the evidence of this record; None when the person is not
    among those found for it. `against` is what speaks against, in words, the weightiest first;
    where nothing does, the person may be taken together with others.
    """

    candidate: Candidate | None
    against: tuple[str, ...] = ()
    recommended: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing in this record speaks against the person."""
        return self.candidate is not None and not self.against


def standing(look_up: LookUp, orcid: OrcidId) -> Standing:
    """What a look-up says of a person."""
    found = next((each for each in look_up.candidates if each.orcid == orcid), None)
    recommended = look_up.recommended
    against = []
    if found is None:
        against.append(_("not among the candidates of this record"))
    if recommended not in (None, orcid):
        against.append(_("another person is recommended here"))
    if found is not None:
        others = [each for each in look_up.candidates if each.orcid != orcid]
        better = sum(1 for each in others if each.score > found.score)
        equal = sum(1 for each in others if each.score == found.score)
        if better and recommended is None:
            against.append(
                many("{n:,} candidate fits better here", "{n:,} candidates fit better here", better)
            )
        elif equal and recommended is None:
            against.append(
                many("{n:,} other fits as well here", "{n:,} others fit as well here", equal)
            )
        against += found.doubts
    return Standing(found, tuple(against), recommended == orcid)


def recommended(session: Session, ref: HeadingRef) -> Candidate | None:
    """The person that is recommended for an open heading, once it is looked up.

    None for a heading that carries something that claims to be an iD: that one asks for a look.
    """
    look_up = session.known(ref)
    if look_up is None or look_up.recommended is None or is_carrying(session, ref):
        return None
    if session.state(ref) is not HeadingState.OPEN:
        return None
    return next(each for each in look_up.candidates if each.orcid == look_up.recommended)


def stands_beside(session: Session, ref: HeadingRef, orcid: OrcidId) -> bool:
    """Whether another heading of the same record has this person: chosen, or in the record."""
    for other in _beside(session, ref):
        decision = session.decision(other)
        has = decision.orcid if decision is not None else None
        if orcid in (has, session.heading(other).orcid):
            return True
    return False


def recommended_beside(session: Session, ref: HeadingRef, orcid: OrcidId) -> list[HeadingRef]:
    """The other open headings of the same record for which the same person is recommended."""
    found = ((other, recommended(session, other)) for other in _beside(session, ref))
    return [other for other, candidate in found if candidate and candidate.orcid == orcid]


def _beside(session: Session, ref: HeadingRef) -> Iterator[HeadingRef]:
    """The other headings of a record."""
    refs, place = session.refs, session.index.position(ref)
    if place is None:
        return
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(refs) and refs[at].record == ref.record:
            yield refs[at]
            at += step


def is_carrying(session: Session, ref: HeadingRef) -> bool:
    """Whether a heading carries an iD, or a text that claims to be one."""
    heading = session.heading(ref)
    return heading.orcid is not None or bool(heading.bad_orcid)
