"""Several files as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import RecordStore, SaveMode
from orcid_tui.stores.several import SeveralStores
from tests.stores.working import BESIDE, REAL, REPLACE, put, scanned, to


async def both(*paths: Path) -> SeveralStores:
    store = SeveralStores([MarcFileStore(path) for path in paths])
    await scanned(store)
    return store


async def test_numbers_run_on(binary: Path, xml: Path) -> None:
    store: RecordStore = SeveralStores([MarcFileStore(binary), MarcFileStore(xml)])
    refs = await scanned(store)
    assert refs == [HeadingRef(n, tag, 1) for n in range(1, 11) for tag in ("100", "700")]
    assert [store.record(n).number for n in (1, 5, 6, 10)] == [1, 5, 6, 10]
    assert [store.record(n).control_number for n in (1, 5, 6, 10)] == ["n0", "n4", "n0", "n4"]
    assert store.label == "books.mrc and 1 more"
    assert str(xml) in store.location
    with pytest.raises(IndexError):
        store.record(11)
    with pytest.raises(IndexError):
        store.record(0)
    store.close()


async def test_records_say_where_they_are(binary: Path, xml: Path) -> None:
    store = await both(binary, xml)
    assert store.describe(7) == "books.xml, record 2"
    store.close()


async def test_progress_never_goes_back(binary: Path, xml: Path) -> None:
    store = SeveralStores([MarcFileStore(binary), MarcFileStore(xml)])
    batches = [batch async for batch in store.scan()]
    assert [batch.done for batch in batches] == sorted(batch.done for batch in batches)
    assert batches[-1].done == batches[-1].total
    assert batches[-1].records == 10
    store.close()


async def test_each_file_is_saved_by_itself(binary: Path, xml: Path) -> None:
    store = await both(binary, xml)
    report = await store.save(put((1, "100", 1), (7, "700", 1)), REPLACE)
    assert report.written == (HeadingRef(1, "100", 1), HeadingRef(7, "700", 1))
    assert [part.path for part in report.parts] == [binary, xml]
    assert report.path == binary
    assert binary.read_bytes().count(REAL.uri.encode()) == 1
    assert xml.read_bytes().count(REAL.uri.encode()) == 1
    preview = store.preview(put((7, "700", 1))[0])
    assert preview.before == preview.after
    store.close()


async def test_files_without_decisions_are_left_alone(binary: Path, xml: Path) -> None:
    store = await both(binary, xml)
    report = await store.save(put((6, "100", 1)), BESIDE)
    assert report.path == xml.with_name("books-orcid.xml")
    assert report.parts == ()
    assert len(list(binary.parent.iterdir())) == 1
    store.close()


async def test_one_that_cannot_be_saved_does_not_stop_the_other(binary: Path, xml: Path) -> None:
    store = await both(binary, xml)
    binary.write_bytes(binary.read_bytes() + b"\n")
    report = await store.save(put((1, "100", 1), (6, "100", 1)), REPLACE)
    assert report.written == (HeadingRef(6, "100", 1),)
    (refusal,) = report.refused
    assert refusal.ref == HeadingRef(1, "100", 1)
    assert "changed by another program" in refusal.reason
    with pytest.raises(SaveError, match="changed by another program"):
        await store.save(put((1, "100", 1)), REPLACE)
    store.close()


async def test_one_name_cannot_hold_several(binary: Path, xml: Path, tmp_path: Path) -> None:
    store = await both(binary, xml)
    assert SaveMode.TO_PATH not in store.save_modes
    names = [path.name for path in store.proposed_paths(SaveMode.BESIDE)]
    assert len(names) == 2
    assert all("-orcid" in name for name in names)
    assert store.proposed_paths(SaveMode.TO_PATH) == ()
    with pytest.raises(SaveError, match="into one"):
        await store.save(put((1, "100", 1)), to(tmp_path / "x"))
    store.close()


async def test_a_single_file_behaves_as_if_alone(binary: Path, tmp_path: Path) -> None:
    store = await both(binary)
    assert SaveMode.TO_PATH in store.save_modes
    report = await store.save(put((1, "100", 1)), to(tmp_path / "x"))
    assert report.path == tmp_path / "x"
    store.close()
