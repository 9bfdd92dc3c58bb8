"""A file as a store: what it says of itself, scanning, and what becomes of each iD."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from orcid_tui.errors import SaveError, SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import RecordStore, SaveMode
from tests.marc.building import collection_xml, record_bytes, record_mrk
from tests.stores.conftest import RECORDS
from tests.stores.working import (
    BESIDE,
    INVENTED,
    OTHER,
    REAL,
    REPLACE,
    names,
    one,
    opened,
    put,
    scanned,
    to,
)


async def test_it_is_a_record_store(source: Path) -> None:
    store: RecordStore = MarcFileStore(source)
    assert store.label == source.name
    assert str(source) in store.location
    assert "MARC" in store.location
    assert store.read_only == ""
    assert not store.holds_demo
    assert store.save_modes[0] is SaveMode.BESIDE
    assert await scanned(store) == [
        HeadingRef(n, tag, 1) for n in range(1, 6) for tag in ("100", "700")
    ]
    assert store.record(5).control_number == "n4"
    with pytest.raises(IndexError):
        store.record(6)
    with pytest.raises(IndexError):
        store.record(0)
    store.close()


def test_opening_errors_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file"):
        MarcFileStore(tmp_path / "gone.mrc")


async def test_a_long_scan_comes_in_batches_and_leaves_the_loop_alive(tmp_path: Path) -> None:
    file = tmp_path / "long.mrc"
    file.write_bytes(record_bytes(RECORDS[0]) * 60_000)
    store = MarcFileStore(file)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    sizes, last_done, moments = [], 0, []
    async for batch in store.scan():
        assert batch.done > last_done
        last_done = batch.done
        sizes.append(len(batch.refs))
        moments.append(ticks)
        assert store.record(batch.records).control_number == "n0"
    ticking.cancel()
    assert sum(sizes) == 120_000
    assert 0 < sizes[0] < 4_000
    assert batch.done == batch.total == file.stat().st_size
    assert all(later > earlier for earlier, later in pairwise(moments))
    store.close()


async def test_damaged_records_count_and_are_listed(tmp_path: Path) -> None:
    records = [record_bytes(record) for record in RECORDS]
    records[1] = b"00000" + records[1][5:]
    records[2] = records[2][:24] + b"x" * 12 + records[2][36:]
    file = tmp_path / "damaged.mrc"
    file.write_bytes(b"".join(records))
    store = MarcFileStore(file)
    refs = await scanned(store)
    assert [number for number, _ in store.troubles] == [2, 3]
    assert {ref.record for ref in refs} == {1, 2, 4, 5}
    assert store.record(3).damage
    assert store.record(3).tags == ()
    assert store.record(4).control_number == "n3"
    report = await store.save(put(*refs, (3, "100", 1)), to(tmp_path / "new.mrc"))
    assert {ref.record for ref in report.written} == {1, 4, 5}
    assert {refusal.ref.record for refusal in report.refused} == {2, 3}
    assert all(refusal.reason for refusal in report.refused)
    new = (tmp_path / "new.mrc").read_bytes()
    assert records[1] in new
    assert records[2] in new
    store.close()


async def test_preview_is_the_real_thing(source: Path) -> None:
    store = await opened(source)
    (change,) = put((2, "700", 1))
    preview = store.preview(change)
    assert str(preview.before) == "700 1_ $a Second, S. $4 aut"
    assert str(preview.after) == f"700 1_ $a Second, S. $1 {REAL.uri} $4 aut"
    await store.save([change], REPLACE)
    assert one(store, (2, "700", 1)) == str(preview.after)
    unchanged = store.preview(change)
    assert unchanged.before == unchanged.after
    store.close()


async def test_save_beside_leaves_the_source_and_takes_a_free_name(source: Path) -> None:
    before = source.read_bytes()
    store = await opened(source)
    (first,) = store.proposed_paths(SaveMode.BESIDE)
    report = await store.save(put((1, "100", 1), (3, "700", 1)), BESIDE)
    assert report.path == first == source.with_name(f"books-orcid{source.suffix}")
    assert report.backup is None
    assert report.written == (HeadingRef(1, "100", 1), HeadingRef(3, "700", 1))
    second = await store.save(put((1, "100", 1)), BESIDE)
    assert second.path == source.with_name(f"books-orcid-2{source.suffix}")
    assert source.read_bytes() == before
    assert one(store, (1, "100", 1)) == "100 1_ $a Náme 0, $e author."
    assert first is not None
    again = await opened(first)
    assert one(again, (1, "100", 1)) == f"100 1_ $a Náme 0, $e author. $1 {REAL.uri}"
    assert one(again, (2, "100", 1)) == "100 1_ $a Náme 1, $e author."
    assert len(names(source.parent)) == 3
    store.close()
    again.close()


async def test_after_replacing_the_store_reads_the_new_bytes_and_goes_on(source: Path) -> None:
    before = source.read_bytes()
    store = await opened(source)
    first = await store.save(put((1, "100", 1)), REPLACE)
    assert first.path == source
    assert first.backup == source.with_name(source.name + ".bak")
    assert first.backup.read_bytes() == before
    assert REAL.uri in one(store, (1, "100", 1))
    assert one(store, (5, "100", 1)) == "100 1_ $a Náme 4, $e author."
    between = source.read_bytes()
    second = await store.save(put((1, "100", 1), (5, "700", 1)), REPLACE)
    assert second.backup == source.with_name(source.name + ".bak2")
    assert second.backup.read_bytes() == between
    assert first.backup.read_bytes() == before
    assert source.read_bytes().count(REAL.uri.encode()) == 2
    assert REAL.uri in one(store, (5, "700", 1))
    assert len(names(source.parent)) == 3
    store.close()


MANY = {
    "long.mrc": lambda: record_bytes(RECORDS[0]) * 4_000,
    "long.xml": lambda: collection_xml(RECORDS[:1] * 4_000),
    "long.mrk": lambda: "\n".join([record_mrk(RECORDS[0])] * 4_000).encode(),
}


@pytest.mark.parametrize("name", MANY)
async def test_saving_in_the_middle_of_a_scan_loses_no_heading(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(MANY[name]())
    store = MarcFileStore(file)
    batches = []
    async for batch in store.scan():
        batches.append(batch)
        if len(batches) == 1:
            await store.save(put((1, "100", 1)), REPLACE)
    refs = [ref for batch in batches for ref in batch.refs]
    assert len(batches) > 1
    assert len(refs) == len(set(refs)) == 8_000
    assert all(len(batch.plain) in (0, len(batch.refs)) for batch in batches)
    assert one(store, (4_000, "100", 1)) == "100 1_ $a Náme 0, $e author."
    store.close()


async def test_scanning_again_reads_the_file_anew(source: Path) -> None:
    store = await opened(source)
    text = source.read_bytes()
    source.write_bytes(text.replace("Náme 1".encode(), "Mane 1x"[:7].encode()))
    assert len(await scanned(store)) == 10
    assert "Mane 1" in one(store)
    store.close()


async def test_refusals_stand_alone(tmp_path: Path) -> None:
    file = tmp_path / "mixed.mrc"
    authority = record_bytes(RECORDS[0], leader="00000nz  a2200000n  4500")
    unimarc = record_bytes(
        [
            ("001", "u"),
            ("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")]),
            ("200", "1 ", [("a", "T")]),
            ("700", " 1", [("a", "N")]),
        ]
    )
    long = record_bytes([("001", "l"), ("700", "1 ", [("a", "x" * 9_980)])])
    file.write_bytes(record_bytes(RECORDS[0]) + authority + unimarc + long)
    store = MarcFileStore(file)
    refs = await scanned(store)
    assert HeadingRef(3, "700", 1) in refs
    assert HeadingRef(3, "100", 1) not in refs
    assert HeadingRef(2, "100", 1) in refs
    wanted = put(*refs, (1, "700", 7), (9, "100", 1))
    report = await store.save(wanted, BESIDE)
    assert report.written == (HeadingRef(1, "100", 1), HeadingRef(1, "700", 1))
    reasons = {refusal.ref: refusal.reason for refusal in report.refused}
    assert "authority" in reasons[HeadingRef(2, "100", 1)]
    assert "UNIMARC" in reasons[HeadingRef(3, "700", 1)]
    assert "9,999" in reasons[HeadingRef(4, "700", 1)]
    assert "no such field" in reasons[HeadingRef(1, "700", 7)]
    assert "no such record" in reasons[HeadingRef(9, "100", 1)]
    by_number = {refusal.ref.record: refusal.control_number for refusal in report.refused}
    assert by_number[3] == "u"
    with pytest.raises(FieldRefused, match="UNIMARC"):
        store.preview(put((3, "700", 1))[0])
    store.close()


async def test_a_field_with_two_different_ids_is_refused(source: Path) -> None:
    store = await opened(source)
    report = await store.save(put((1, "100", 1)) + put((1, "100", 1), orcid=OTHER), BESIDE)
    assert report.written == ()
    assert report.path is None
    assert [refusal.reason for refusal in report.refused] == [
        "Two different things were decided for this field."
    ]
    store.close()


async def test_no_decisions_make_an_identical_file(source: Path, tmp_path: Path) -> None:
    store = await opened(source)
    report = await store.save([], to(tmp_path / "copy"))
    assert report.path == tmp_path / "copy"
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()
    store.close()


async def test_an_id_that_stands_there_already_counts_as_written(source: Path) -> None:
    store = await opened(source)
    await store.save(put((1, "100", 1)), REPLACE)
    now = source.read_bytes()
    report = await store.save(put((1, "100", 1)), REPLACE)
    assert report.written == (HeadingRef(1, "100", 1),)
    assert (report.path, report.backup) == (None, None)
    assert source.read_bytes() == now
    assert len(names(source.parent)) == 2
    store.close()


async def test_invented_persons_stay_in_the_demo(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    store = await opened(source)
    report = await store.save(put((1, "100", 1), orcid=INVENTED), REPLACE)
    assert "invented person of the demo" in report.refused[0].reason
    assert source.read_bytes() == before
    store.close()
    demo = await opened(source, holds_demo=True)
    (tmp_path / "inside").symlink_to(source.parent)
    for outside in (tmp_path / "out.mrc", source.parent / ".." / "out.mrc"):
        with pytest.raises(SaveError, match="demo's own folder"):
            await demo.save(put((1, "100", 1), orcid=INVENTED), to(outside))
    assert not (tmp_path / "out.mrc").exists()
    report = await demo.save(put((1, "100", 1), orcid=INVENTED), BESIDE)
    assert report.path is not None
    assert INVENTED.uri.encode() in report.path.read_bytes()
    demo.close()


async def test_what_is_read_only_is_not_saved(tmp_path: Path, xml: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(xml.read_bytes()[:-30])
    store = await opened(broken)
    assert "not well-formed" in store.read_only
    with pytest.raises(SaveError, match="so nothing can be changed"):
        await store.save(put((1, "100", 1)), BESIDE)
    assert names(tmp_path) == sorted(["broken.xml", xml.parent.name])
    store.close()
