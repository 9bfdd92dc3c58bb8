"""Saves into records as libraries have them, through real sockets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orcid_tui.headings.changes import Wish
from orcid_tui.journal.entry import Ending
from orcid_tui.stores.alma.one_record import INSTITUTION, NETWORK
from orcid_tui.stores.protocol import Meanwhile
from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms, network_pair
from tests.alma_stand_in.records import StoredBib, StoredField, field
from tests.stores.alma.saving import Ask, desk, real

ADA, BEA, EVE = real(1), real(2), real(3)
ID = mms(1)
_TWIN = heading(7, "700")


def _with(name: StoredField, *uris: str) -> StoredField:
    return replace(name, subfields=(*name.subfields, *(("1", uri) for uri in uris)))


def _uris(alma: AlmaStandIn, tag: str, mms_id: str = ID) -> list[tuple[str, ...]]:
    return [each.values("1") for each in alma.fields(mms_id, tag)]


def _clean(alma: AlmaStandIn) -> bool:
    return (alma.damage(), alma.careless, alma.leaks) == ([], [], [])


async def test_a_save_takes_two_requests_a_record(tmp_path: Path) -> None:
    ids = [mms(number) for number in range(1, 9)]
    with AlmaStandIn([invented_bib(number) for number in range(1, 9)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(*(Ask(mms_id, orcid=ADA) for mms_id in ids))
        assert [ref.record for ref in saved.written] == list(range(1, 9))
        assert saved.requests == 16
        assert saved.endings == [Ending.STORED] * 8
        assert all(_uris(alma, "100", mms_id) == [(ADA.uri,)] for mms_id in ids)
        assert _clean(alma)
        kept = [path.read_text() for path in tmp_path.rglob("*.jsonl")]
        assert kept
        assert not any(alma.key in text for text in kept)


async def test_two_headings_of_one_record_are_one_write(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(
                Ask(ID, orcid=ADA), Ask(ID, "700", 2, BEA), Ask(ID, "700", 1, EVE)
            )
        assert len(saved.written) == 3
        assert alma.stored == {ID: 1}
        assert _uris(alma, "100") == [(ADA.uri,)]
        assert _uris(alma, "700") == [(EVE.uri,), (BEA.uri,)]
        assert _clean(alma)
        (entry,) = saved.entries
        assert [each.heading for each in entry.attempt.fields] == [
            "Ekerholt, Siri, 1931-",
            "Fjærvik, Siri, 1932-",
            "Haugsrud, Siri, 1933-",
        ]
        assert {each.action for each in entry.attempt.fields} == {"link"}


async def test_the_journal_has_the_record_before_and_after(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1, _with(heading(1), EVE.uri))]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(Ask(ID, orcid=ADA, kind=Wish.REPLACE))
        (entry,) = saved.entries
        attempt = entry.attempt
        assert (attempt.mms_id, attempt.zone) == (ID, INSTITUTION)
        assert attempt.title == "Timber rafts in the north 1 : history of Öye"
        assert attempt.before == attempt.after.replace(ADA.uri.encode(), EVE.uri.encode())
        (written,) = attempt.fields
        assert (written.action, written.orcid) == ("replace", str(ADA))
        assert written.before.values("1") == (EVE.uri,)
        assert written.after.values("1") == (ADA.uri,)


# --- finding it again -----------------------------------------------------------------


async def test_work_of_others_since_loading_stays(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            alma.edit(ID, Fault.SUBJECT_ADDED)
            alma.edit(ID, Fault.HEADING_MOVED)
            saved = await here.save(Ask(ID, "700", 1, ADA))
        assert (len(saved.written), saved.requests) == (1, 2)
        assert _uris(alma, "700") == [(), (ADA.uri,), ()]
        assert _clean(alma)


async def test_sorted_subfields_are_the_same_field(tmp_path: Path) -> None:
    def sort(bib: StoredBib) -> StoredBib:
        return bib.with_fields(
            lambda fields: (replace(f, subfields=tuple(reversed(f.subfields))) for f in fields)
        )

    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            alma.edit(ID, sort)
            saved = await here.save(Ask(ID, orcid=ADA))
        assert len(saved.written) == 1
        assert _uris(alma, "100") == [(ADA.uri,)]
        assert _clean(alma)


@pytest.mark.parametrize("fault", [Fault.HEADING_CHANGED, Fault.HEADING_GONE])
async def test_a_field_that_others_have_changed_is_left_alone(fault: Fault, tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            alma.edit(ID, fault)
            saved = await here.save(Ask(ID, orcid=ADA), Ask(ID, "700", 1, BEA))
        (refusal,) = saved.refused
        assert [ref.tag for ref in saved.written] == ["700"], "the other one is stored"
        assert isinstance(refusal.meanwhile, Meanwhile)
        assert refusal.meanwhile.ours.first("d") == "1931-"
        theirs = refusal.meanwhile.theirs
        if fault is Fault.HEADING_GONE:
            assert theirs is None
        else:
            assert theirs is not None
            assert theirs.first("d") == "1801-1877"
        assert _clean(alma)


async def test_what_is_decided_can_hold_for_their_version(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            alma.edit(ID, Fault.HEADING_CHANGED)
            alma.edit(ID, _overlaid)
            (refusal,) = (await here.save(Ask(ID, orcid=ADA))).refused
            assert refusal.meanwhile is not None
            here.agreed[refusal.ref] = refusal.meanwhile
            second = await here.save(Ask(ID, orcid=ADA), Ask(ID, "700", 1, BEA))
        assert [ref.tag for ref in second.written] == ["100"], "the other was not agreed upon"
        assert alma.fields(ID, "100")[0].values("d") == ("1801-1877",)
        assert _uris(alma, "100") == [(ADA.uri,)]


def _overlaid(bib: StoredBib) -> StoredBib:
    """Another work under the same number."""
    return bib.with_fields(
        lambda fields: (
            field("245", "10", "aCooking for one /") if each.tag == "245" else each
            for each in fields
        )
    )


async def test_another_work_under_the_same_number_is_left_alone(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            alma.edit(ID, _overlaid)
            saved = await here.save(Ask(ID, orcid=ADA))
        (refusal,) = saved.refused
        assert "another work" in refusal.reason
        assert refusal.meanwhile is not None
        assert not alma.stored


async def test_equal_names_in_one_record_get_each_its_own(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1, heading(1), _TWIN, _TWIN)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(Ask(ID, "700", 2, BEA), Ask(ID, "700", 1, ADA))
        assert len(saved.written) == 2
        assert _uris(alma, "700") == [(ADA.uri,), (BEA.uri,)]
        assert _clean(alma)


async def test_equal_names_one_after_the_other(tmp_path: Path) -> None:
    """The first was stored without an answer; what was seen is as old as it was."""
    with AlmaStandIn([invented_bib(1, heading(1), _TWIN, _TWIN)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            await here.save(Ask(ID, "700", 1, ADA))
            alma.edit(ID, Fault.HEADING_MOVED)
            saved = await here.save(Ask(ID, "700", 1, ADA), Ask(ID, "700", 2, BEA))
        assert len(saved.written) == 2
        assert _uris(alma, "700") == [(), (ADA.uri,), (BEA.uri,)]
        assert alma.stored == {ID: 2}


async def test_two_decisions_about_one_field_cannot_both_hold(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(Ask(ID, orcid=ADA), Ask(ID, orcid=BEA))
        assert len(saved.written) + len(saved.refused) == 2
        assert len(alma.fields(ID, "100")[0].values("1")) <= 1


async def test_a_record_that_is_asked_for_twice_is_written_twice(tmp_path: Path) -> None:
    """One after the other, or the second would find the first in its way."""
    with AlmaStandIn([invented_bib(1), invented_bib(2)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(
                Ask(ID, orcid=ADA), Ask(mms(2), orcid=ADA), Ask(ID, "700", 1, BEA)
            )
        assert len(saved.written) == 3
        assert alma.stored == {ID: 2, mms(2): 1}
        assert _clean(alma)


async def test_an_id_from_text_is_tidied(tmp_path: Path) -> None:
    name = replace(heading(1), subfields=(*heading(1).subfields, ("0", f"(orcid){ADA}")))
    with AlmaStandIn([invented_bib(1, name)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(Ask(ID, kind=Wish.TIDY))
        assert len(saved.written) == 1
        assert alma.fields(ID, "100") == (_with(heading(1), ADA.uri),)
        assert saved.entries[0].attempt.fields[0].action == "tidy"


# --- zones ----------------------------------------------------------------------------


def _network(*names: StoredField) -> tuple[StoredBib, StoredBib]:
    return network_pair(1, *(names or (heading(1), heading(2, "700"))))


async def test_a_shared_record_is_written_in_the_network(tmp_path: Path) -> None:
    shared, own = _network()
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path, network=True) as here:
            saved = await here.save(Ask(ID, orcid=ADA), Ask(ID, "700", 1, BEA))
        assert len(saved.written) == 2
        assert saved.requests == 2
        assert alma.stored == {shared.mms_id: 1}
        assert [entry.attempt.zone for entry in saved.entries] == [NETWORK]
        assert saved.entries[0].attempt.mms_id == shared.mms_id
        assert _uris(alma, "100", shared.mms_id) == [(ADA.uri,)]
        stored = saved.outcomes[0].stored
        assert stored is not None
        assert stored.mms_id == shared.mms_id
        assert _clean(alma)


async def test_a_shared_record_without_the_networks_key_is_refused(tmp_path: Path) -> None:
    shared, own = _network()
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(Ask(ID, orcid=ADA))
        (refusal,) = saved.refused
        assert "Network Zone" in refusal.reason
        assert not alma.stored


async def test_a_local_field_of_a_shared_record_is_written_at_home(tmp_path: Path) -> None:
    shared, own = _network()
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path, network=True) as here:
            await here.load(ID)
            local = next(
                nth for nth, each in enumerate(alma.fields(ID, "700"), start=1) if each.local
            )
            saved = await here.save(Ask(ID, "700", local, EVE), Ask(ID, orcid=ADA))
        assert (len(saved.written), saved.refused) == (2, [])
        assert alma.stored == {shared.mms_id: 1, ID: 1}
        assert [e.attempt.zone for e in saved.entries] == [NETWORK, INSTITUTION]
        assert EVE.uri in alma.fields(ID, "700")[local - 1].values("1")
        assert _clean(alma)


async def test_a_record_that_has_joined_the_network_since_is_written_there(
    tmp_path: Path,
) -> None:
    shared, own = _network()
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path, network=True) as here:
            await here.load(ID)
            here.loaded[ID] = replace(here.loaded[ID], link=None)
            saved = await here.save(Ask(ID, orcid=ADA))
        assert len(saved.written) == 1
        assert alma.stored == {shared.mms_id: 1}


async def test_a_record_that_has_left_the_network_since_is_written_at_home(
    tmp_path: Path,
) -> None:
    shared, own = _network()
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path, network=True) as here:
            await here.load(ID)
        alma.service.institution.add(invented_bib(1))
        del alma.service.network.present[shared.mms_id]
        async with desk(alma, tmp_path, network=True) as there:
            there.loaded = here.loaded
            saved = await there.save(Ask(ID, orcid=ADA))
        assert len(saved.written) == 1
        assert alma.stored == {ID: 1}


async def test_a_record_that_has_joined_the_community_zone_since_is_refused(
    tmp_path: Path,
) -> None:
    with AlmaStandIn([invented_bib(1, link=("CZ", "991000000000364280"))]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID)
            here.loaded[ID] = replace(here.loaded[ID], link=None)
            saved = await here.save(Ask(ID, orcid=ADA))
        (refusal,) = saved.refused
        assert "Community Zone" in refusal.reason
        assert (saved.requests, alma.stored) == (1, {})


async def test_a_record_that_is_gone_is_refused_in_almas_words(tmp_path: Path) -> None:
    with AlmaStandIn([invented_bib(1), invented_bib(2)]) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(ID, mms(2))
            del alma.service.institution.present[ID]
            saved = await here.save(Ask(ID, orcid=ADA), Ask(mms(2), orcid=ADA))
            alma.service.institution.present[ID] = alma.service.institution.originals[ID]
        (refusal,) = saved.refused
        assert f"mmsId {ID} is not valid" in refusal.reason
        assert "E01-" in refusal.reason
        assert [ref.record for ref in saved.written] == [2]
