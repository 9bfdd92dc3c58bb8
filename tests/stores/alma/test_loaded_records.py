"""Records in every dress that Alma gives them, read from the disk as from a file of MARCXML."""

from __future__ import annotations

import gc
import os
import tempfile
import tracemalloc
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.alma.bib_reading import read_bibs
from orcid_tui.errors import SourceError
from orcid_tui.headings.brief import brief, glance_at_heading, glance_at_work
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.headings.reading import read_heading
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.plain_names import PLAIN
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.spool import Spool
from tests.alma_stand_in import AlmaStandIn, heading, invented_bib, mms, network_pair
from tests.alma_stand_in.catalogue import load
from tests.alma_stand_in.layout import LAYOUTS, Layout, bib_xml
from tests.alma_stand_in.records import StoredField, field
from tests.stores.alma.conftest import OpenStore
from tests.stores.alma.looking import BACK, loaded, refs
from tests.stores.test_disk import mounted
from tests.stores.working import put

CODED = field("100", "  ", "a20050101d2004    m  y0frey50      ba")


@pytest.fixture
def records() -> Iterator[LoadedRecords]:
    made = LoadedRecords(USUAL_TAGS, network=False)
    yield made
    made.close()


def as_sent(number: int, *names: StoredField, layout: Layout = LAYOUTS[0], **more: Any) -> Bib:
    """An invented record as the client gives it out."""
    stored = invented_bib(number, *names, **more)
    (bib,) = read_bibs(bib_xml(stored, layout).encode())
    return bib


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_hand_reads_the_same(records: LoadedRecords, layout: Layout) -> None:
    bibs = [as_sent(number, layout=layout) for number in range(20)]
    taken = records.take_in([(bib.mms_id, bib) for bib in bibs])
    assert len(taken.refs) == len(taken.plain) == 60
    for number, bib in enumerate(bibs, start=1):
        record = records.record(number)
        assert record.number == number
        assert record.control_number == bib.mms_id
        assert name_places(record, USUAL_TAGS) == [
            (ref.tag, ref.occurrence) for ref in taken.refs if ref.record == number
        ]
        assert [str(each) for each in record.fields()] == [
            str(each) for each in records.read(number, bib.xml).fields()
        ]
        assert records.bib(number) == replace(bib, title="")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_glance_shows_what_reading_shows(records: LoadedRecords, layout: Layout) -> None:
    names = (
        heading(1),
        heading(2, "700"),
        field("700", "1 ", "aFjærvik, Åsne", "1https://orcid.org/0000-0002-1825-0097"),
        field("700", "3 ", "aEkerholt (family)"),
        field("700", "12", "aMyklestøl, Jørn.", "tSongs & <sic>"),
    )
    bib = as_sent(3, *names, layout=layout)
    taken = records.take_in([(bib.mms_id, bib)])
    glance = records.glance(1)
    assert glance is not None
    work = glance_at_work(glance)
    assert work is not None
    for ref, known in zip(taken.refs, taken.plain, strict=True):
        read = read_heading(records.record(1), ref)
        assert read is not None
        shown = glance_at_heading(glance, work, ref, known=known)
        assert shown in (None, brief(read, describe_work(records.record(1))))
    assert taken.plain.count(PLAIN) == 2


# --- what Alma's words for the record decide -------------------------------------------------


@pytest.mark.parametrize("word", ["unimarc", "cnmarc"])
def test_a_record_that_alma_calls_unimarc_is_unimarc_whatever_it_looks_like(
    records: LoadedRecords, word: str
) -> None:
    bib = as_sent(1, heading(1), heading(2, "700"), field("701", "1 ", "aTo"), record_format=word)
    taken = records.take_in([(bib.mms_id, bib)])
    assert [ref.tag for ref in taken.refs] == ["100", "700", "701"]
    assert not any(taken.plain)
    assert records.glance(1) is None
    for ref in taken.refs:
        read = read_heading(records.record(1), ref)
        assert read is not None
        assert read.unimarc
        assert not read.eligible
    read = read_heading(records.record(1), HeadingRef(1, "700", 1), Practice(unimarc_subfield="o"))
    assert read is not None
    assert read.eligible


def test_a_record_that_looks_like_unimarc_is_unimarc_whatever_alma_calls_it(
    records: LoadedRecords,
) -> None:
    bib = as_sent(1, CODED, field("200", "1 ", "aT"), field("700", " 1", "aDupont", "bJ"))
    taken = records.take_in([(bib.mms_id, bib)])
    assert [ref.tag for ref in taken.refs] == ["700"]
    read = read_heading(records.record(1), taken.refs[0])
    assert read is not None
    assert read.unimarc


def test_korean_marc_is_marc21(records: LoadedRecords) -> None:
    bib = as_sent(1, record_format="kormarc")
    assert records.take_in([(bib.mms_id, bib)]).plain == bytes([PLAIN]) * 3
    assert records.why_unchangeable(1) == ""


@pytest.mark.parametrize(
    ("bib", "network", "says"),
    [
        (as_sent(1, link=("CZ", "991000000000364280")), True, "Community Zone"),
        (as_sent(1, link=("NZ", mms(1, network=True))), False, "network's own API key"),
        (as_sent(1, link=("NZ", "")), True, "under which number"),
        (as_sent(1, link=("XZ", "1")), True, "does not know"),
        (as_sent(1, link=("NZ", mms(1, network=True))), True, ""),
        (as_sent(1), False, ""),
    ],
)
def test_what_cannot_be_changed_has_a_reason_and_nothing_plain(
    bib: Bib, network: bool, says: str
) -> None:
    records = LoadedRecords(USUAL_TAGS, network=network)
    taken = records.take_in([(bib.mms_id, bib)])
    reason = records.why_unchangeable(1)
    assert says in reason
    assert bool(says) == bool(reason)
    assert len(taken.refs) == len(taken.plain) == 3
    assert any(taken.plain) == (not reason)
    assert (records.glance(1) is None) == bool(reason)
    assert records.record(1).control_number == bib.mms_id
    assert records.bib(1).link == bib.link
    records.close()


async def test_what_cannot_be_changed_is_told_and_not_saved(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    shared, linked = network_pair(5)
    alma.add(
        invented_bib(1, link=("CZ", "991000000000364280")),
        invented_bib(2, record_format="dc"),
        invented_bib(3, record_format="mods"),
        invented_bib(4, record_format="unimarc"),
        invented_bib(6, suppressed=True),
    )
    load(alma.service.network, [shared])
    load(alma.service.institution, [linked])
    wanted = ",".join(map(mms, range(1, 7)))
    store = open_store(f"alma:mms/{wanted}")
    batches = await loaded(store)
    assert {ref.record for ref in refs(batches)} == {1, 4, 5, 6}
    assert store.troubles == ()
    assert store.notices == (
        f"1 title is in Dublin Core and not in MARC: {mms(2)}.",
        f"1 title is in MODS and not in MARC: {mms(3)}.",
    )
    assert store.describe(6) == f"record 6 (MMS {mms(6)}, suppressed)"
    changes = put(*((number, "700", 1) for number in range(1, 6)))
    before = len(alma.requests.all)
    report = await store.save(changes, BACK)
    assert report.written == ()
    reasons = {refusal.ref.record: refusal.reason for refusal in report.refused}
    assert "Community Zone" in reasons[1]
    assert "Dublin Core" in reasons[2]
    assert "MODS" in reasons[3]
    assert "UNIMARC" in reasons[4]
    assert "Network Zone" in reasons[5]
    assert len(alma.requests.all) == before
    assert all(refusal.control_number for refusal in report.refused)


# --- damage ------------------------------------------------------------------------------------

GOOD = as_sent(1)


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (b"<bib><mms_id>1</mms_id></bib>", "holds no MARC records"),
        (b"<bib><record></record></bib>", "holds no MARC records"),
        (GOOD.xml[:-40], "not well-formed"),
        (GOOD.xml.replace(b"</leader>", b"</leader><leader>"), "not well-formed"),
        (GOOD.xml.replace(b"</bib>", GOOD.xml[GOOD.xml.index(b"<record") :]), "more than one"),
        (b"", "XML"),
        (b"\x00\xff", "XML"),
    ],
)
def test_damage_is_a_reason_and_stops_nothing(
    records: LoadedRecords, xml: bytes, says: str
) -> None:
    taken = records.take_in(
        [("1", GOOD), ("2", replace(GOOD, mms_id="2", xml=xml)), ("3", None), ("4", GOOD)]
    )
    assert {ref.record for ref in taken.refs} == {1, 4}
    assert [number for number, _ in records.troubles] == [2]
    assert says in records.troubles[0][1]
    for number in (2, 3):
        assert records.record(number).damage
        assert records.record(number).tags == ()
        assert records.glance(number) is None
    assert records.record(4).control_number == GOOD.mms_id


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD.xml) - 1), st.integers(0, len(GOOD.xml)), st.binary(max_size=8))
def test_no_record_is_too_strange(at: int, upto: int, new: bytes) -> None:
    xml = GOOD.xml[:at] + new + GOOD.xml[max(at, upto) :]
    records = LoadedRecords(USUAL_TAGS, network=False)
    taken = records.take_in([("1", replace(GOOD, xml=xml)), ("2", GOOD)])
    record = records.record(1)
    assert bool(record.damage) == bool(records.troubles)
    for ref in taken.refs:
        assert records.record(ref.record).occurrence(ref.tag, ref.occurrence) is not None
        assert read_heading(records.record(ref.record), ref, USUAL_PRACTICE) is not None
    records.close()


def test_a_very_long_record(records: LoadedRecords) -> None:
    names = [heading(number, "700") for number in range(3_000)]
    bib = as_sent(1, heading(0), *names)
    assert len(bib.xml) > 1 << 18
    taken = records.take_in([("1", bib), ("2", GOOD)])
    assert len(taken.refs) == len(taken.plain) == 3_004
    last = records.record(1).occurrence("700", 3_000)
    assert last is not None
    assert last.first("a") == names[-1].values("a")[0]
    assert records.record(2).control_number == GOOD.mms_id


# --- memory and disk ---------------------------------------------------------------------------


def test_a_record_weighs_little(records: LoadedRecords) -> None:
    page = [(GOOD.mms_id, GOOD)] * 100
    records.take_in(page)
    tracemalloc.start()
    for _ in range(8):
        records.take_in(page)
    gc.collect()
    weight = tracemalloc.get_traced_memory()[0] / 800
    tracemalloc.stop()
    assert weight < len(GOOD.xml) / 10


def test_no_room_is_one_sentence_and_nothing_is_half_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mounted(tmp_path / "disk", "256k") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        records = LoadedRecords(USUAL_TAGS, network=False)
        monkeypatch.undo()
        page = [(GOOD.mms_id, GOOD)] * 30
        with pytest.raises(SourceError, match="no room left") as caught:
            deque(map(records.take_in, repeat(page, 100)))
        assert caught.value.hint
        there = len(records)
        assert there % 30 == 0
        records.take_in(page[:1])
        assert len(records) == there + 1
        for number in (1, there, there + 1):
            assert records.record(number).control_number == GOOD.mms_id
        records.close()


def test_no_place_for_temporary_files_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", os.path.join("no", "such", "folder"))
    with pytest.raises(SourceError, match="temporary"):
        Spool()


def test_the_temporary_file_has_no_name_and_is_gone_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(os.listdir("/proc/self/fd"))
    spool = Spool()
    spool.add([b"one", b"", b"three"])
    assert list(tmp_path.iterdir()) == []
    spool.close()
    spool.close()
    assert len(os.listdir("/proc/self/fd")) == before
    with pytest.raises(OSError, match="descriptor"):
        spool.read(1)


def test_a_spool_is_read_and_written_in_many_threads() -> None:
    spool = Spool()
    spool.add([b"0" * 1000])

    def write(number: int) -> None:
        spool.add([bytes([65 + number]) * (1000 + number)] * 20)
        spool.replace(1, bytes([97 + number]) * (3000 + number))

    def read(number: int) -> bytes:
        return spool.read(1 + number % len(spool))

    with ThreadPoolExecutor(8) as pool:
        writing = [pool.submit(write, number) for number in range(16)]
        found = [pool.submit(read, number).result() for number in range(400)]
        for each in writing:
            each.result()
    assert all(len(set(piece)) == 1 for piece in found)
    assert len(spool) == 321
    pieces = [spool.read(number) for number in range(2, 322)]
    assert sorted(set(pieces)) == [bytes([65 + n]) * (1000 + n) for n in range(16)]
    for number in (0, 322):
        with pytest.raises(IndexError):
            spool.read(number)
    spool.close()


def test_a_link_is_kept(records: LoadedRecords) -> None:
    link = Link(Zone.COMMUNITY, "991000000000364280")
    records.take_in([("1", replace(GOOD, link=link)), ("2", GOOD)])
    assert records.bib(1).link == link
    assert records.bib(2).link is None
