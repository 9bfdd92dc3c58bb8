"""Sets and titles in: all of them, each once, in their order, with as few calls as it takes."""

from __future__ import annotations

import pytest

from orcid_tui.errors import SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.plain_names import PLAIN
from orcid_tui.stores.protocol import GlancingStore, RecordStore, SaveMode
from tests.alma_stand_in import AlmaStandIn, Fault, StandInSet, invented_bib, mms
from tests.alma_stand_in.keys import NO_BIBS_KEY, NO_CONF_KEY, READ_ONLY_KEY
from tests.stores.alma.conftest import PACE, OpenStore
from tests.stores.alma.looking import SET, asked, fill, loaded, refs, titles


async def test_a_set_comes_in_its_order(alma: AlmaStandIn, open_store: OpenStore) -> None:
    members = fill(alma, 250)
    store = open_store(f"alma:set/{SET}")
    batches = await loaded(store)
    assert titles(store, batches) == members
    assert refs(batches)[:4] == [
        HeadingRef(1, "100", 1),
        HeadingRef(1, "700", 1),
        HeadingRef(1, "700", 2),
        HeadingRef(2, "100", 1),
    ]
    assert len(refs(batches)) == 750
    assert b"".join(batch.plain for batch in batches) == bytes([PLAIN]) * 750
    assert [batch.done for batch in batches] == [100, 200, 250]
    assert {batch.total for batch in batches} == {250}
    assert store.troubles == ()
    assert store.notices == ()


async def test_a_thousand_titles_cost_22_calls(alma: AlmaStandIn, open_store: OpenStore) -> None:
    members = fill(alma, 1_000)
    store = open_store(f"alma:set/{SET}")
    assert titles(store, await loaded(store)) == members
    assert len(alma.requests.all) == 22
    assert len(asked(alma, "/members")) == len(asked(alma, "/bibs")) == 10
    assert len(asked(alma, "/conf/general")) == len(alma.requests.of("POST", "bibs/test")) == 1
    assert all(len(each.query["mms_id"].split(",")) == 100 for each in asked(alma, "/bibs"))
    assert not any("expand" in each.query for each in alma.requests.all)
    assert alma.requests.most_in_flight <= PACE.in_flight
    assert alma.leaks == []


async def test_records_come_while_members_are_still_read(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 3_000)
    store = open_store(f"alma:set/{SET}")
    scan = store.scan()
    await anext(scan)
    assert len(asked(alma, "/members")) < 30
    await scan.aclose()


async def test_it_is_a_record_store(alma: AlmaStandIn, open_store: OpenStore) -> None:
    fill(alma, 2)
    store = open_store(f"alma:set/{SET}")
    assert store.label == f"Alma set {SET}"
    assert store.system.alarm == "PRODUCTION?"
    await loaded(store)
    as_record_store: RecordStore = store
    assert isinstance(store, GlancingStore)
    assert as_record_store.location == (
        f"set {SET} in Example University (01EXA_INST, PRODUCTION), 127.0.0.1"
    )
    assert store.system.name == "Example University (01EXA_INST)"
    assert store.system.alarm == "PRODUCTION"
    assert store.system.calls_left == alma.service.remaining
    assert store.read_only == ""
    assert not store.keeps_order
    assert store.resumes
    assert not store.holds_demo
    assert store.save_modes == (SaveMode.WRITE_BACK,)
    assert store.proposed_paths(SaveMode.WRITE_BACK) == ()
    assert store.claim() == ""
    assert store.describe(1) == f"record 1 (MMS {mms(1)})"
    assert store.describe(77) == "record 77"
    with pytest.raises(IndexError):
        store.record(3)
    with pytest.raises(IndexError):
        store.record(0)
    with pytest.raises(IndexError):
        store.glance(3)
    assert open_store(f"alma:set/{SET}", name="Northern\ttrades").label == "Northern trades"


async def test_a_sandbox_says_so_and_gives_no_alarm(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 1)
    alma.service.conf.environment = "sandbox"
    store = open_store(f"alma:set/{SET}")
    await loaded(store)
    assert store.system.alarm == ""
    assert store.system.name == "Example University (01EXA_INST, sandbox)"
    assert store.location == f"set {SET} in Example University (01EXA_INST, sandbox), 127.0.0.1"


async def test_titles_in_the_order_that_was_typed(alma: AlmaStandIn, open_store: OpenStore) -> None:
    alma.add(*(invented_bib(number) for number in range(150)))
    wanted = [mms(number) for number in range(149, -1, -1)]
    store = open_store("alma:mms/" + ",".join([*wanted, wanted[0]]))
    assert store.keeps_order
    assert titles(store, await loaded(store)) == wanted
    assert len(asked(alma, "/bibs")) == 2
    assert asked(alma, "/members") == []


async def test_scanning_again_loads_all_anew(alma: AlmaStandIn, open_store: OpenStore) -> None:
    fill(alma, 3)
    store = open_store(f"alma:set/{SET}")
    first = await loaded(store)
    record = store.record(1)
    alma.edit(mms(1), Fault.HEADING_CHANGED)
    second = await loaded(store)
    assert refs(first) == refs(second)
    assert str(store.record(1).occurrence("100", 1)) != str(record.occurrence("100", 1))


# --- what does not come --------------------------------------------------------------------


async def test_titles_that_alma_does_not_know_are_named(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1), invented_bib(3))
    store = open_store(f"alma:mms/{mms(1)},{mms(2)},{mms(3)}")
    batches = await loaded(store)
    assert titles(store, batches) == [mms(1), "", mms(3)]
    assert {ref.record for ref in refs(batches)} == {1, 3}
    assert store.notices == (f"Alma gives out no record for 1 title: {mms(2)}.",)
    assert store.troubles == ()
    assert "no record" in store.record(2).damage


async def test_many_unknown_titles_are_not_all_named(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(0))
    wanted = [mms(number) for number in range(38)]
    store = open_store("alma:mms/" + ",".join(wanted))
    await loaded(store)
    (notice,) = store.notices
    assert "37 titles" in notice
    assert notice.endswith(f"{wanted[10]} and 27 more.")


@pytest.mark.parametrize("unknown", [(7,), (0, 99), tuple(range(40, 60))])
async def test_a_page_refused_as_a_whole_is_asked_for_in_parts(
    alma: AlmaStandIn, open_store: OpenStore, unknown: tuple[int, ...]
) -> None:
    alma.service.bibs.unknown_refuses_list = True
    alma.add(*(invented_bib(number) for number in range(100) if number not in unknown))
    store = open_store("alma:mms/" + ",".join(mms(number) for number in range(100)))
    found = titles(store, await loaded(store))
    assert found == [mms(n) if n not in unknown else "" for n in range(100)]
    (notice,) = store.notices
    assert all(mms(number) in notice for number in unknown[:10])


async def test_a_set_of_items_is_no_set_of_titles(alma: AlmaStandIn, open_store: OpenStore) -> None:
    items = [f"23{number:010d}1234" for number in range(150)]
    alma.sets.append(StandInSet(SET, "All copies", items, content="ITEM"))
    for refuses in (False, True):
        alma.service.bibs.unknown_refuses_list = refuses
        with pytest.raises(SourceError, match="“All copies” does not hold titles, but Physical"):
            await loaded(open_store(f"alma:set/{SET}"))
    assert len(asked(alma, "/bibs")) <= 4


async def test_an_empty_set_and_one_that_is_not_there(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.sets.append(StandInSet(SET, "Nothing yet", []))
    with pytest.raises(SourceError, match="“Nothing yet” is empty"):
        await loaded(open_store(f"alma:set/{SET}"))
    with pytest.raises(SourceError) as caught:
        await loaded(open_store("alma:set/123"))
    assert "123" in str(caught.value)
    assert asked(alma, "/bibs") == []


async def test_nothing_but_unknown_titles_is_an_error(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    with pytest.raises(SourceError, match=f"gives out no record for 1 title: {mms(1)}"):
        await loaded(open_store(f"alma:mms/{mms(1)}"))


# --- keys ------------------------------------------------------------------------------------


async def test_a_key_that_may_only_read_loads_and_says_so(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 2)
    store = open_store(f"alma:set/{SET}", READ_ONLY_KEY)
    assert len(await loaded(store)) == 1
    assert "may only read" in store.read_only


async def test_without_the_area_configuration_titles_load_and_count_as_production(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1))
    store = open_store(f"alma:mms/{mms(1)}", NO_CONF_KEY)
    await loaded(store)
    assert store.system.alarm == "PRODUCTION?"
    assert store.location == f"title {mms(1)} in 127.0.0.1 (PRODUCTION?)"
    (notice,) = store.notices
    assert notice.startswith("Alma did not say whose system this is")


async def test_whose_alma_it_is_is_asked_again_after_a_fault_that_passes(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 2)
    alma.script("/conf/general", Fault.SERVER_ERROR, 2)
    alma.script("/bibs/test", Fault.SERVER_ERROR, 2)
    store = open_store(f"alma:set/{SET}")
    await loaded(store)
    said = [(store.system.alarm, len(store.notices))]
    await loaded(store)
    said.append((store.system.alarm, len(store.notices)))
    assert said == [("PRODUCTION?", 2), ("PRODUCTION", 0)]
    await loaded(store)
    assert len(asked(alma, "/conf/general")) == 3


@pytest.mark.parametrize("key", ["nonsense", NO_BIBS_KEY])
async def test_a_key_that_is_refused_is_an_error_in_words(
    alma: AlmaStandIn, open_store: OpenStore, key: str
) -> None:
    fill(alma, 2)
    with pytest.raises(SourceError) as caught:
        await loaded(open_store(f"alma:set/{SET}", key))
    assert "key" in str(caught.value)
    chain: BaseException | None = caught.value
    while chain is not None:
        assert key not in f"{chain!r} {chain} {chain.__dict__}"
        chain = chain.__cause__ or chain.__context__


async def test_the_wrong_host(alma: AlmaStandIn, open_store: OpenStore) -> None:
    alma.service.wrong_host = True
    with pytest.raises(SourceError, match="web page"):
        await loaded(open_store(f"alma:set/{SET}"))
