"""From decisions to Alma and back: what is written is what is open afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from orcid_tui.alma.contract import Environment
from orcid_tui.errors import SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.journal.reading import entries, saves
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import Change, SaveMode, SaveTarget, SaveWatch, Wish
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms, network_pair
from tests.alma_stand_in.catalogue import load
from tests.alma_stand_in.keys import READ_ONLY_KEY
from tests.alma_stand_in.records import StoredBib, StoredField, field
from tests.stores.alma.conftest import OpenStore
from tests.stores.alma.looking import BACK, SET, fill, loaded
from tests.stores.working import INVENTED, OTHER, REAL, one, put


async def opened(open_store: OpenStore, *numbers: int, network: bool = False) -> AlmaStore:
    """A store with these titles, loaded."""
    store = open_store("alma:mms/" + ",".join(map(mms, numbers)), network=network)
    await loaded(store)
    return store


def shown(alma: AlmaStandIn, number: int, tag: str = "100") -> list[str]:
    """The fields with this tag as they stand in Alma."""
    return [str(each) for each in alma.fields(mms(number), tag)]


def name_at(store: AlmaStore, tag: str, occurrence: int) -> str:
    """The name in a field of the first record."""
    found = store.record(1).occurrence(tag, occurrence)
    return found.first("a") if found else ""


async def test_what_is_written_is_what_is_open(alma: AlmaStandIn, open_store: OpenStore) -> None:
    alma.add(*(invented_bib(number) for number in range(1, 6)))
    store = await opened(open_store, 1, 2, 3, 4, 5)
    previews = [store.preview(change) for change in put((2, "100", 1), (4, "700", 2))]
    before = len(alma.requests.all)
    report = await store.save(put((2, "100", 1), (4, "700", 2), (2, "700", 1)), BACK)
    assert report.written == (
        HeadingRef(2, "100", 1),
        HeadingRef(2, "700", 1),
        HeadingRef(4, "700", 2),
    )
    assert report.refused == ()
    assert report.path is None
    assert len(alma.requests.all) == before + 4
    assert [str(p.after) for p in previews] == [
        one(store, (2, "100", 1)),
        one(store, (4, "700", 2)),
    ]
    assert REAL.uri in one(store, (2, "700", 1))
    assert REAL.uri in shown(alma, 2)[0]
    assert one(store, (1, "100", 1)) == str(store.preview(put((1, "100", 1))[0]).before)
    assert alma.damage() == []
    assert alma.careless == []
    again = await store.save(put((2, "100", 1)), BACK)
    assert again.written == (HeadingRef(2, "100", 1),)
    assert len(alma.requests.all) == before + 4, "what is open says that it stands there"
    changed = await store.save([Change(HeadingRef(2, "100", 1), OTHER, Wish.REPLACE)], BACK)
    assert changed.written
    assert OTHER.uri in shown(alma, 2)[0]
    assert REAL.uri not in shown(alma, 2)[0]


async def test_a_save_is_in_the_journal_with_whose_alma_it_was(
    alma: AlmaStandIn, open_store: OpenStore, tmp_path: Path
) -> None:
    fill(alma, 2)
    store = open_store(f"alma:set/{SET}")
    await loaded(store)
    report = await store.save(put((1, "100", 1)), BACK)
    (kept,) = saves(tmp_path / "journal")
    assert kept.id == report.save_id
    assert kept.place.base_url == alma.url
    assert kept.place.institution == "01EXA_INST"
    assert kept.place.environment == Environment.PRODUCTION.value
    assert kept.place.source == f"set {SET}"
    (entry,) = entries(report.save_id, tmp_path / "journal")
    assert entry.attempt.mms_id == mms(1)
    nothing = await store.save([], BACK)
    assert (nothing.written, nothing.refused, nothing.save_id) == ((), (), "")


async def test_refusals_stand_alone_and_ask_alma_nothing(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1), invented_bib(2))
    store = await opened(open_store, 1, 2, 3)
    before = len(alma.requests.all)
    ref = HeadingRef(1, "700", 1)
    report = await store.save(
        [
            *put((1, "100", 1), orcid=INVENTED),
            Change(ref, REAL),
            Change(ref, OTHER),
            *put((1, "700", 9), (3, "100", 1), (99, "100", 1), (0, "100", 1)),
            Change(HeadingRef(2, "100", 1), None, Wish.REMOVE),
        ],
        BACK,
    )
    reasons = {tuple(refusal.ref): refusal.reason for refusal in report.refused}
    assert report.written == ()
    assert "invented person" in reasons[1, "100", 1]
    assert "Two different things" in reasons[1, "700", 1]
    assert "no such field" in reasons[1, "700", 9]
    assert "no record" in reasons[3, "100", 1]
    assert "no such record" in reasons[99, "100", 1]
    assert "no such record" in reasons[0, "100", 1]
    assert "no iD" in reasons[2, "100", 1]
    assert len(report.refused) == 7
    assert len(alma.requests.all) == before
    with pytest.raises(FieldRefused, match="invented"):
        store.preview(put((1, "100", 1), orcid=INVENTED)[0])
    with pytest.raises(IndexError):
        store.preview(put((99, "100", 1))[0])


@pytest.mark.parametrize("mode", [SaveMode.BESIDE, SaveMode.REPLACE, SaveMode.TO_PATH])
async def test_nothing_is_saved_into_files(
    alma: AlmaStandIn, open_store: OpenStore, tmp_path: Path, mode: SaveMode
) -> None:
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    with pytest.raises(SaveError, match="not in a file"):
        await store.save(put((1, "100", 1)), SaveTarget(mode, tmp_path / "new.xml"))
    assert alma.requests.of("PUT") == []


async def test_a_key_that_may_only_read_saves_nothing(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1))
    store = open_store(f"alma:mms/{mms(1)}", READ_ONLY_KEY)
    await anext(store.scan())
    with pytest.raises(SaveError, match="may only read"):
        await store.save(put((1, "100", 1)), BACK)
    assert alma.requests.of("PUT") == []


async def test_without_a_journal_nothing_is_sent(
    alma: AlmaStandIn, open_store: OpenStore, tmp_path: Path
) -> None:
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    (tmp_path / "journal").write_text("a file where the folder should be")
    with pytest.raises(SaveError, match="journal"):
        await store.save(put((1, "100", 1)), BACK)
    assert alma.requests.of("PUT") == []


# --- what others do meanwhile ------------------------------------------------------------------


async def test_their_field_is_shown_and_can_be_agreed_to(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1), invented_bib(2))
    store = await opened(open_store, 1, 2)
    alma.edit(mms(1), Fault.HEADING_CHANGED)
    changes = put((1, "100", 1), (2, "100", 1))
    report = await store.save(changes, BACK)
    assert report.written == (HeadingRef(2, "100", 1),)
    (refusal,) = report.refused
    assert refusal.meanwhile is not None
    assert refusal.meanwhile.theirs is not None
    assert refusal.meanwhile.theirs.first("d") == "1801-1877"
    store.agree(refusal)
    preview = store.preview(changes[0])
    assert preview.before == refusal.meanwhile.theirs
    assert REAL.uri in str(preview.after)
    second = await store.save(changes[:1], BACK)
    assert second.written == (HeadingRef(1, "100", 1),)
    assert one(store, (1, "100", 1)) == str(preview.after)
    (stored,) = shown(alma, 1)
    assert REAL.uri in stored
    assert "1801-1877" in stored
    assert alma.damage() == []


async def test_what_others_add_meanwhile_is_open_afterwards(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    alma.edit(mms(1), Fault.SUBJECT_ADDED)
    await store.save(put((1, "100", 1)), BACK)
    subjects = [str(each) for each in store.record(1).fields("650")]
    assert any("Added by a colleague" in each for each in subjects)


@pytest.mark.parametrize("fault", [Fault.HEADING_MOVED, Fault.HEADING_GONE])
async def test_places_stay_what_they_were_when_others_move_the_fields(
    alma: AlmaStandIn, open_store: OpenStore, fault: Fault
) -> None:
    """A newcomer in front, or the first name gone: the second 700 is another field in Alma now,
    but not here, where it was decided upon."""
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    before = {place: one(store, (1, *place)) for place in (("700", 1), ("700", 2))}
    alma.edit(mms(1), fault)
    report = await store.save(put((1, "700", 2)), BACK)
    assert report.written == (HeadingRef(1, "700", 2),)
    assert one(store, (1, "700", 1)) == before["700", 1]
    assert one(store, (1, "700", 2)) == str(store.preview(put((1, "700", 2))[0]).after)
    assert REAL.uri in one(store, (1, "700", 2))
    with_id = [each for each in shown(alma, 1, "700") if REAL.uri in each]
    assert len(with_id) == 1
    assert name_at(store, "700", 2) in with_id[0]
    second = await store.save(put((1, "700", 1), orcid=OTHER), BACK)
    assert second.written == (HeadingRef(1, "700", 1),)
    assert alma.damage() == []


async def test_another_heading_that_others_have_linked_is_not_taken_over_unseen(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    before = one(store, (1, "700", 1))

    def linked(bib: StoredBib) -> StoredBib:
        place = next(at for at, each in enumerate(bib.marc.fields) if each.tag == "700")

        def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
            subfields = (*fields[place].subfields, ("1", OTHER.uri))
            return (
                *fields[:place],
                replace(fields[place], subfields=subfields),
                *fields[place + 1 :],
            )

        return bib.with_fields(change)

    alma.edit(mms(1), linked)
    await store.save(put((1, "100", 1)), BACK)
    assert one(store, (1, "700", 1)) == before
    report = await store.save(put((1, "700", 1)), BACK)
    assert report.written == ()
    assert len(report.refused) == 1
    assert OTHER.uri in shown(alma, 1, "700")[0]


@pytest.mark.parametrize("fault", [Fault.NORMALIZED, Fault.WARNED, Fault.STORED_THEN_DROPPED])
async def test_whatever_way_it_was_stored_places_stay(
    alma: AlmaStandIn, open_store: OpenStore, fault: Fault
) -> None:
    alma.add(invented_bib(1))
    store = await opened(open_store, 1)
    places = (("100", 1), ("700", 1), ("700", 2))
    names = [name_at(store, *place) for place in places]
    alma.script(mms(1), fault)
    report = await store.save(put((1, "100", 1), (1, "700", 2), orcid=REAL), BACK)
    assert len(report.written) == 2
    assert bool(report.notes) == (fault is not Fault.NORMALIZED)
    assert [name_at(store, *place) for place in places] == names
    with_id = [REAL.uri in one(store, (1, *place)) for place in places]
    assert with_id == [True, False, True]


# --- the Network Zone --------------------------------------------------------------------------


async def test_a_record_of_the_network_is_written_there_and_open_here(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    shared, linked = network_pair(7)
    load(alma.service.network, [shared])
    load(alma.service.institution, [linked])
    store = await opened(open_store, 7, network=True)
    assert store.why_unchangeable(1) == ""
    report = await store.save(put((1, "100", 1)), BACK)
    assert report.written == (HeadingRef(1, "100", 1),)
    assert REAL.uri in str(alma.fields(mms(7, network=True), "100")[0])
    assert REAL.uri in one(store, (1, "100", 1))
    assert store.record(1).control_number == mms(7)
    assert any("Owner, Former" in str(each) for each in store.record(1).fields("700"))
    before = len(alma.requests.all)
    await store.save(put((1, "100", 1)), BACK)
    assert len(alma.requests.all) == before


# --- stopping ----------------------------------------------------------------------------------


async def test_a_stopped_save_refuses_the_rest_for_later_and_a_second_takes_only_those(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 40)
    store = open_store(f"alma:set/{SET}")
    await loaded(store)
    seen: list[tuple[int, int]] = []

    def moved(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 10:
            watch.stop()

    watch = SaveWatch(moved)
    changes = put(*((number, "100", 1) for number in range(1, 41)))
    report = await store.save(changes, BACK, watch)
    assert 10 <= len(report.written) < 20
    assert len(report.written) + len(report.refused) == 40
    assert all(refusal.later for refusal in report.refused)
    assert {total for _, total in seen} == {40}
    rest = [change for change in changes if change.ref not in report.written]
    second = await store.save(rest, BACK)
    assert {*report.written, *second.written} == {change.ref for change in changes}
    assert set(alma.stored.values()) == {1}
    assert alma.damage() == []


# --- the session on top ------------------------------------------------------------------------


async def test_a_session_works_on_alma_as_on_a_file(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    members = fill(alma, 120)
    alma.add(invented_bib(500, link=("CZ", "991000000000364280")))
    alma.sets[0].members.append(mms(500))
    store = open_store(f"alma:set/{SET}")
    session = Session(store, NobodyToAsk())
    async for _ in session.scan():
        pass
    counts = session.counts()
    assert (counts.open, counts.closed) == (360, 3)
    last = HeadingRef(121, "100", 1)
    assert "Community Zone" in session.heading(last).why_not
    assert session.state(last) is HeadingState.CLOSED
    briefs = list(session.briefs(session.refs))
    assert [brief.control_number for brief in briefs[::3]] == [*members, mms(500)]
    assert all("Community Zone" in brief.why_not for brief in briefs[-3:])
    assert not any(brief.why_not for brief in briefs[:-3])
    for number in (1, 50, 120):
        session.adopt(HeadingRef(number, "700", 1), REAL)
    report = await session.save(BACK)
    assert len(report.written) == 3
    assert session.unsaved == 0
    assert session.counts().saved == 3
    assert session.heading(HeadingRef(50, "700", 1)).orcid == REAL
    assert len(alma.requests.of("PUT")) == 3


async def test_unimarc_is_written_where_the_settings_say(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    person = field("700", " 1", "aDupont", "bJeanne", "f1950-", "4070")
    coded = field("100", "  ", "a20050101d2004    m  y0frey50      ba")
    alma.add(
        invented_bib(1, coded, field("200", "1 ", "aRivières"), person, record_format="unimarc")
    )
    practice = Practice(unimarc_subfield="o")
    store = open_store(f"alma:mms/{mms(1)}", practice=practice)
    await loaded(store)
    report = await store.save(put((1, "700", 1)), BACK)
    assert report.written == (HeadingRef(1, "700", 1),)
    assert ("o", REAL.uri) in alma.fields(mms(1), "700")[0].subfields
    assert f"$o {REAL.uri}" in one(store, (1, "700", 1))
