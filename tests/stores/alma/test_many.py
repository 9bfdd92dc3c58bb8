"""A long save with everything going wrong now and then: each decision has one true end."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms, network_pair
from tests.alma_stand_in.faults import AFTER_STORING, BEFORE, EDITS
from tests.alma_stand_in.records import StoredField
from tests.stores.alma.saving import Ask, Saved, desk, real

COUNT = 120
CHANCES = {
    Fault.SERVER_ERROR: 0.05,
    Fault.UNAVAILABLE: 0.02,
    Fault.DROPPED: 0.05,
    Fault.GATEWAY: 0.02,
    Fault.THRESHOLD: 0.1,
    Fault.CUT_OFF: 0.02,
    Fault.SUBJECT_ADDED: 0.04,
    Fault.HEADING_CHANGED: 0.03,
    Fault.HEADING_MOVED: 0.03,
    Fault.HEADING_GONE: 0.02,
    Fault.STORED_THEN_ERROR: 0.05,
    Fault.STORED_THEN_DROPPED: 0.05,
    Fault.STORED_THEN_EMPTY: 0.03,
    Fault.STORED_THEN_CUT_OFF: 0.03,
    Fault.STORED_THEN_GATEWAY: 0.03,
    Fault.NOT_STORED: 0.03,
    Fault.LOCKED: 0.05,
    Fault.GENERAL_ERROR: 0.02,
    Fault.INVALID: 0.03,
    Fault.NORMALIZED: 0.1,
    Fault.WARNED: 0.05,
}


def _alma(seed: int, count: int) -> AlmaStandIn:
    """Every seventh record is shared in the network, every eleventh linked to the Community
    Zone, every fifth has two persons of one name."""
    bibs, shared = [], []
    for number in range(1, count + 1):
        if number % 7 == 0:
            there, own = network_pair(number)
            shared.append(there)
            bibs.append(own)
            continue
        link = ("CZ", f"9910000000{number:05d}") if number % 11 == 0 else ("", "")
        twins = [heading(number + 1, "700")] * 2
        names = [heading(number), *(twins if number % 5 == 0 else twins[:1])]
        bibs.append(invented_bib(number, *names, link=link))
    return AlmaStandIn(bibs, network_bibs=shared, seed=seed, chances=CHANCES, slow=0.3)


def _asks(count: int) -> list[Ask]:
    """An iD of its own for the 100 and for the last 700 of each record."""
    return [
        Ask(mms(number), tag, 2 if tag == "700" and number % 5 == 0 and number % 7 else 1, orcid)
        for number in range(1, count + 1)
        for tag, orcid in (("100", real(number * 2)), ("700", real(number * 2 + 1)))
    ]


@pytest.mark.parametrize("network", [True, False], ids=["network key", "no network key"])
async def test_every_decision_ends_stored_or_refused(network: bool, tmp_path: Path) -> None:
    await check(tmp_path, seed=20261123 + network, count=COUNT, network=network)


async def check(folder: Path, *, seed: int, count: int, network: bool) -> None:
    """A save with faults, then one without that takes what is left."""
    asks = _asks(count)
    with _alma(seed, count) as alma:
        async with desk(alma, folder, network=network, read=0.2) as here:
            chances, alma.faults.chances = alma.faults.chances, {}
            for start in range(1, count + 1, 100):
                await here.load(*map(mms, range(start, min(start + 100, count + 1))))
            alma.faults.chances = chances
            first = await here.save(*asks)
            _check_ends(alma, asks, first)
            _check_reasons(alma, first, network=network)
            assert max(alma.stored.values()) == 1, "nothing was stored twice"
            assert len(first.written) > count
            alma.faults.clear()
            second = await here.save(*asks)
            _check_ends(alma, asks, second)
            for ref in {*first.written} - {*second.written}:
                befell = {*alma.faults.befell[mms(ref.record)]}
                befell |= {*alma.faults.befell[_shared(ref.record)]}
                assert befell & _EDITED, "what is stored stays stored, unless others take it out"
            left = {each.reason for each in second.refused}
            assert all(any(word in reason for word in _LASTING) for reason in left), left


def _check_ends(alma: AlmaStandIn, asks: list[Ask], saved: Saved) -> None:
    """Each is written or refused; what is written stands once, in the field of its person."""
    refused = {each.ref: each for each in saved.refused}
    ends = [*saved.written, *refused]
    assert len(ends) == len(set(ends)) == len(asks) == len(saved.written) + len(saved.refused)
    for ask in asks:
        number = int(ask.mms_id[2:12])
        ref = HeadingRef(number, ask.tag, ask.occurrence)
        if ref in refused:
            assert ask.orcid is not None
            there = [each.values("1") for each in alma.bib(ask.mms_id).marc.fields]
            known = "not known whether" not in refused[ref].reason
            is_there = any(ask.orcid.uri in uris for uris in there)
            assert not (known and is_there), (refused[ref], alma.faults.befell[ask.mms_id])
            continue
        holding = _written_by_us(alma, ask, number)
        assert {each.tag for each in holding} == {ask.tag}
        person = heading(number + (ask.tag == "700"))
        assert {each.values("a") for each in holding} == {person.values("a")}
    assert (alma.damage(), alma.careless, alma.leaks) == ([], [], [])


def _written_by_us(alma: AlmaStandIn, ask: Ask, number: int) -> set[StoredField]:
    """The fields with this iD in any version that came from the program; one a version."""
    assert ask.orcid is not None
    found: set[StoredField] = set()
    for mms_id in {ask.mms_id, _shared(number)}:
        for version in alma.versions(mms_id) if _stands(alma, mms_id) else ():
            if version.who.startswith("exl_"):
                fields = version.bib.marc.fields
                here = [each for each in fields if ask.orcid.uri in each.values("1")]
                assert len(here) <= 1
                found.update(here)
    return found


def _stands(alma: AlmaStandIn, mms_id: str) -> bool:
    return mms_id in alma.service.institution.present or mms_id in alma.service.network.present


_EDITED = {*EDITS}
_OUT_OF_ORDER = {*BEFORE, *AFTER_STORING, Fault.CUT_OFF, Fault.GENERAL_ERROR}
_TRUE = {
    "same moment": _EDITED,
    "changed this field": _EDITED,
    "no such field": _EDITED,
    "did not store": {Fault.NOT_STORED},
    "without this change": {Fault.NOT_STORED},
    "another cataloguer": {Fault.LOCKED},
    "008 position 6": {Fault.INVALID},
    "had not stored": _OUT_OF_ORDER,
    "not known whether": _OUT_OF_ORDER,
    "fault of its own": _OUT_OF_ORDER,
    "401652": {Fault.GENERAL_ERROR},
    "cannot be used": {Fault.CUT_OFF},
    "broke off": _OUT_OF_ORDER,
}
"""Words of a reason, and what must have happened to the record for it to be true."""
_LASTING = ("changed this field", "no such field", "Community Zone", "Network Zone")


def _check_reasons(alma: AlmaStandIn, saved: Saved, *, network: bool) -> None:
    for each in saved.refused:
        number, reason = each.ref.record, each.reason
        if "Community Zone" in reason:
            assert number % 11 == 0
        elif "Network Zone" in reason:
            assert number % 7 == 0
            assert not network
        else:
            befell = {*alma.faults.befell[mms(number)], *alma.faults.befell[_shared(number)]}
            causes = [faults for words, faults in _TRUE.items() if words in reason]
            assert causes, reason
            assert all(befell & faults for faults in causes), (reason, befell)


def _shared(number: int) -> str:
    return mms(number, network=True)
