"""Put the persons found in order, with reasons, and recommend one only when sure.

The score of a candidate is its share of the evidence: weight / (all weights + "nobody").
Equal evidence gives equal scores, and two equal candidates can never both be sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orcid_tui.headings.heading import Heading
from orcid_tui.matching import weights
from orcid_tui.matching.affiliations import SamePlace, best_agreement
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.matching.closer_look import MOST_LOOKED_AT, PageEvidence
from orcid_tui.names.agreement import Agreement, agreement, shares_surname
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import SearchAnswer


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was asked and answered for one heading."""

    heading: Heading
    name: PersonName
    by_name: SearchAnswer
    by_work: SearchAnswer
    loose: bool = False
    pages: Mapping[OrcidId, PageEvidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Weighed:
    person: FoundPerson
    weight: float
    agreement: Agreement
    claims: bool
    place: SamePlace
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def rank(evidence: Evidence) -> LookUp:
    """The candidates best first; equal ones in the registry's order."""
    claimants = {person.orcid for person in evidence.by_work.persons}
    persons = {p.orcid: p for p in (*evidence.by_work.persons, *evidence.by_name.persons)}
    everybody = [_weigh(evidence, person, claimants) for person in persons.values()]
    weighed = [w for w in everybody if w.agreement is not Agreement.CONFLICT]
    if evidence.loose:
        # Who shares no more than a forename or a word of the biography is no help.
        weighed = [w for w in everybody if shares_surname(evidence.name, w.person)]
    elif not weighed:
        # The registry may follow a spelling that we cannot: better than nobody.
        weighed = [w for w in everybody if w.person in evidence.by_name.persons]
    weighed.sort(key=lambda w: (-w.weight, w.agreement.rank))
    total = len(weighed) if evidence.loose else evidence.by_name.total
    not_seen = max(0, total - len(evidence.by_name.persons))
    whole = sum(w.weight for w in weighed) + weights.NOBODY_HERE + 0.1 * not_seen
    candidates = tuple(
        Candidate(w.person, round(w.weight / whole, 4), w.reasons, w.doubts) for w in weighed
    )
    recommended, note = _recommend(evidence, weighed, candidates)
    return LookUp(
        candidates=candidates,
        total=max(total, len(candidates)),
        loose=evidence.loose,
        recommended=recommended,
        note=note,
    )


def worth_a_look(found: LookUp) -> tuple[OrcidId, ...]:
    """The candidates whose pages could change the order: those who share the first place."""
    if found.recommended or not found.candidates or found.loose:
        return ()
    best = found.candidates[0].score
    equal = [each.orcid for each in found.candidates if each.score == best]
    return tuple(equal[:MOST_LOOKED_AT]) if len(equal) > 1 else ()


def _weigh(evidence: Evidence, person: FoundPerson, claimants: set[OrcidId]) -> _Weighed:
    grade = agreement(evidence.name, person)
    weight = weights.NAME[grade]
    reasons, doubts = [], []
    claims = person.orcid in claimants and grade is not Agreement.CONFLICT
    if claims:
        weight *= weights.CLAIMS_THIS_WORK
        reasons.append("lists this work")
    institutions = [place for place in evidence.heading.affiliations if place.strip()]
    place = best_agreement(institutions, person.affiliations)
    if institutions and person.affiliations:
        weight *= weights.AFFILIATION[place]
        if place is SamePlace.YES:
            reasons.append("affiliation as in the record")
        elif place is SamePlace.LIKELY:
            reasons.append("affiliation resembles that in the record")
        else:
            doubts.append("another affiliation than in the record")
    if page := evidence.pages.get(person.orcid):
        factor, said = _by_page(page)
        weight *= factor
        reasons += said
    if grade.rank <= Agreement.INITIALS.rank:
        reasons.append(grade.value)
    else:
        doubts.append(grade.value)
    if died := died_before_orcid(evidence.name):
        weight *= weights.DEAD_BEFORE_ORCID
        doubts.insert(0, died)
    return _Weighed(person, weight, grade, claims, place, tuple(reasons), tuple(doubts))


def _by_page(page: PageEvidence) -> tuple[float, list[str]]:
    """How many times likelier the public page makes the person, and why."""
    factor, reasons = 1.0, []
    if page.same_identifier:
        factor *= weights.SAME_IDENTIFIER
        reasons.append(f"same {page.same_identifier} as in the record")
    if page.was_there:
        factor *= weights.WAS_THERE
        reasons.append("was at the institution in the record")
    if page.same_venue:
        factor *= weights.SAME_VENUE
        reasons.append("published in the same place")
    if page.topic >= weights.SHARED_WORDS:
        factor *= weights.SAME_TOPIC * page.topic
        reasons.append("works on the same subject")
    elif page.topic:
        factor *= weights.NEAR_TOPIC
    return factor, reasons


def died_before_orcid(name: PersonName) -> str:
    """A doubt in words when the heading's person cannot have registered, or an empty string."""
    if name.death and name.death < weights.ORCID_OPENED:
        return f"the person of this heading died in {name.death}"
    if name.birth and name.birth + weights.LONGEST_LIFE < weights.ORCID_OPENED:
        return f"the person of this heading was born in {name.birth}"
    if name.active and name.active + weights.LONGEST_LIFE < weights.ORCID_OPENED:
        return f"the person of this heading was active in {name.active}"
    return ""


def _recommend(
    evidence: Evidence, weighed: list[_Weighed], candidates: tuple[Candidate, ...]
) -> tuple[OrcidId | None, str]:
    """The sure candidate, or why there is none."""
    died = died_before_orcid(evidence.name)
    if not candidates:
        reason = "Nobody with exactly this name was found."
        if evidence.loose:
            reason = "Nobody with this surname was found."
        return None, f"{reason} {_sentence(died)}".strip()
    if died:
        return None, _sentence(f"{died}, and ORCID opened in {weights.ORCID_OPENED}")
    if evidence.loose:
        return None, "A wide search: some of these fit only in part."
    first = weighed[0]
    claimants = [w for w in weighed if w.claims]
    if len(claimants) > 1 and claimants[1].weight == first.weight:
        return None, "Not sure: several persons with this name list this work."
    if not first.claims and first.place is not SamePlace.YES:
        same = sum(1 for w in weighed if w.weight == first.weight)
        if same > 1:
            return None, f"Not sure: {same} candidates with equal evidence."
        return None, "Not sure: no candidate lists this work or has the affiliation in the record."
    if any(other.place is SamePlace.YES for other in weighed[1:]):
        return None, "Not sure: another candidate has the affiliation in the record."
    if candidates[0].score < weights.SURE or first.agreement.rank > Agreement.INITIALS.rank:
        return None, "Not sure: the name fits only in part."
    return candidates[0].orcid, ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
