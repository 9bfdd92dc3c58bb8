"""Put the persons found in order, with reasons, and recommend one only when sure.

The score of a candidate is its share of the evidence: weight / (all weights + "nobody").
Equal evidence gives equal scores, and two equal candidates can never both be sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orcid_tui.language import _
from orcid_tui.matching import weights
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.matching.closer_look import MOST_LOOKED_AT
from orcid_tui.matching.weighing import Evidence, Weighed, died_before_orcid, weigh
from orcid_tui.names.agreement import Agreement, shares_surname
from orcid_tui.orcid_id import OrcidId


def weighing(evidence: Evidence) -> Iterator[Weighed]:
    """Everybody who was found, weighed one by one: a tenth of a millisecond each, and a common
    name has hundreds."""
    claimants = {person.orcid for person in evidence.by_work.persons}
    found = (*evidence.same_number, *evidence.by_work.persons, *evidence.by_name.persons)
    persons = {person.orcid: person for person in found}
    return (weigh(evidence, person, claimants) for person in persons.values())


def rank(evidence: Evidence, everybody: Sequence[Weighed] | None = None) -> LookUp:
    """The candidates best first; equal ones in the registry's order. `everybody` is what
    `weighing` gives, if that is done already."""
    everybody = list(weighing(evidence)) if everybody is None else everybody
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


def worth_a_look(found: LookUp, evidence: Evidence) -> tuple[OrcidId, ...]:
    """The candidates whose pages could change the order or make the first one sure.

    They are those who share the first place, or the first alone if at the right institution.
    """
    if found.recommended or not found.candidates or found.loose:
        return ()
    if died_before_orcid(evidence.name):
        return ()
    best = found.candidates[0]
    equal = [each.orcid for each in found.candidates if each.score == best.score]
    if len(equal) > 1:
        return tuple(equal[:MOST_LOOKED_AT])
    alone = best.score < weights.SURE and weigh(evidence, best.person, set()).certain_place
    return (best.orcid,) if alone else ()


def _recommend(
    evidence: Evidence, weighed: list[Weighed], candidates: tuple[Candidate, ...]
) -> tuple[OrcidId | None, str]:
    """The sure candidate, or why there is none."""
    died = died_before_orcid(evidence.name)
    if not candidates:
        reason = _("Nobody with exactly this name was found.")
        if evidence.loose:
            reason = _("Nobody with this surname was found.")
        return None, f"{reason} {_sentence(died)}".strip()
    if died:
        return None, _sentence(
            _("{sentence}, and ORCID opened in {year}").format(
                sentence=died, year=weights.ORCID_OPENED
            )
        )
    if evidence.loose:
        return None, _("A wide search: some of these fit only in part.")
    first = weighed[0]
    claimants = [w for w in weighed if w.claims]
    if len(claimants) > 1 and claimants[1].weight == first.weight:
        return None, _("Not sure: several persons with this name list this work.")
    if not first.has_a_sure_fact:
        same = sum(1 for w in weighed if w.weight == first.weight)
        if same > 1:
            return None, _("Not sure: {same} candidates with equal evidence.").format(same=same)
        return None, _(
            "Not sure: no candidate lists this work or has the affiliation in the record."
        )
    if any(other.certain_place for other in weighed[1:]):
        return None, _("Not sure: another candidate has the affiliation in the record.")
    if candidates[0].score < weights.SURE or first.agreement.rank > Agreement.INITIALS.rank:
        return None, _("Not sure: the name fits only in part.")
    return candidates[0].orcid, ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
