"""Put the persons found in order, with reasons, and recommend one only when sure.

The score of a candidate is its share of the evidence: weight / (all weights + "nobody").
Equal evidence gives equal scores, and two equal candidates can never both be sure.
"""

from __future__ import annotations

from dataclasses import dataclass

from orcid_tui.headings.heading import Heading
from orcid_tui.matching import weights
from orcid_tui.matching.affiliations import same_institution
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.names.agreement import Agreement, agreement
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


@dataclass(frozen=True, slots=True)
class _Weighed:
    person: FoundPerson
    weight: float
    agreement: Agreement
    claims: bool
    same_place: bool
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def rank(evidence: Evidence) -> LookUp:
    """The candidates best first; equal ones in the registry's order."""
    claimants = {person.orcid for person in evidence.by_work.persons}
    persons = {p.orcid: p for p in (*evidence.by_work.persons, *evidence.by_name.persons)}
    everybody = [_weigh(evidence, person, claimants) for person in persons.values()]
    fitting = [w for w in everybody if w.agreement is not Agreement.CONFLICT]
    weighed = fitting
    if not fitting and not evidence.loose:
        # The registry may follow a spelling that we cannot: better than nobody. A loose search
        # finds strangers who share a forename: worse than nobody.
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


def _weigh(evidence: Evidence, person: FoundPerson, claimants: set[OrcidId]) -> _Weighed:
    grade = agreement(evidence.name, person)
    weight = weights.NAME[grade]
    reasons, doubts = [], []
    claims = person.orcid in claimants and grade is not Agreement.CONFLICT
    if claims:
        weight *= weights.CLAIMS_THIS_WORK
        reasons.append("lists this work")
    institutions = [place for place in evidence.heading.affiliations if place.strip()]
    same_place = any(same_institution(a, b) for a in institutions for b in person.affiliations)
    if institutions and person.affiliations:
        if same_place:
            weight *= weights.SAME_AFFILIATION
            reasons.append("affiliation as in the record")
        else:
            weight *= weights.OTHER_AFFILIATION
            doubts.append("another affiliation than in the record")
    if grade.rank <= Agreement.INITIALS.rank:
        reasons.append(grade.value)
    else:
        doubts.append(grade.value)
    if died := died_before_orcid(evidence.name):
        weight *= weights.DEAD_BEFORE_ORCID
        doubts.insert(0, died)
    return _Weighed(person, weight, grade, claims, same_place, tuple(reasons), tuple(doubts))


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
        reason = "Nobody with this name was found."
        return None, f"{reason} {_sentence(died)}".strip()
    if died:
        return None, _sentence(f"{died}, and ORCID opened in {weights.ORCID_OPENED}")
    if evidence.loose:
        return None, "Nobody with exactly this name was found; these fit only in part."
    first = weighed[0]
    claimants = [w for w in weighed if w.claims]
    if len(claimants) > 1 and claimants[1].weight == first.weight:
        return None, "Not sure: several persons with this name list this work."
    if not first.claims:
        same = sum(1 for w in weighed if w.weight == first.weight)
        if same > 1:
            return None, f"Not sure: {same} candidates with equal evidence."
        return None, "Not sure: no candidate lists this work."
    if not first.same_place and any(other.same_place for other in weighed[1:]):
        return None, "Not sure: another candidate has the affiliation of the record."
    if candidates[0].score < weights.SURE or first.agreement.rank > Agreement.INITIALS.rank:
        return None, "Not sure: the name fits only in part."
    return candidates[0].orcid, ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
