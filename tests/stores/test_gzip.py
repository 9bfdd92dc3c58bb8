"""Compressed files, saved compressed: the content differs by the subfields and nothing else."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.marc.gzip_bytes import Packer
from orcid_tui.stores.backups import free_name
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import record_bytes
from tests.stores.working import BESIDE, REAL, REPLACE, names, one, opened, put, scanned, to

REFS = [(k, tag, 1) for k in range(1, 6) for tag in ("100", "700")]


@pytest.fixture
def packed(source: Path) -> Path:
    """Five records, compressed; the header says when and from what."""
    made = io.BytesIO()
    with gzip.GzipFile("books", "wb", fileobj=made, mtime=1_234_567_890) as file:
        file.write(source.read_bytes())
    path = source.with_name("books.gz")
    path.write_bytes(made.getvalue())
    return path


async def test_saved_compressed_in_place(packed: Path, source: Path) -> None:
    store = await opened(packed)
    assert store.location.endswith(", gzip)")
    report = await store.save(put(*REFS), REPLACE)
    assert len(report.written) == 10
    assert report.backup is not None
    assert gzip.decompress(report.backup.read_bytes()) == source.read_bytes()
    new = packed.read_bytes()
    assert new[:2] == b"\x1f\x8b"
    assert new[4:8] == (1_234_567_890).to_bytes(4, "little")
    assert new[10:16] == b"books\x00"
    content = gzip.decompress(new)
    assert content.count(REAL.uri.encode()) == 10
    assert REAL.uri in one(store)
    assert store.location.endswith(", gzip)")
    again = await store.save(put((1, "100", 1)), REPLACE)
    assert again.path is None
    store.close()


async def test_the_same_as_the_plain_file_would_become(
    packed: Path, source: Path, tmp_path: Path
) -> None:
    for path, output in ((packed, tmp_path / "a.gz"), (source, tmp_path / "a")):
        store = await opened(path)
        await store.save(put(*REFS[::3]), to(output))
        store.close()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == (tmp_path / "a").read_bytes()


async def test_several_members_become_one(packed: Path, source: Path) -> None:
    raw = source.read_bytes()
    packed.write_bytes(b"".join(gzip.compress(raw[k : k + 50]) for k in range(0, len(raw), 50)))
    store = await opened(packed)
    report = await store.save(put((2, "100", 1)), BESIDE)
    store.close()
    assert report.path is not None
    assert len(gzip.decompress(report.path.read_bytes())) > len(raw)
    assert gzip.decompress(packed.read_bytes()) == raw


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("books.mrc.gz", "books-orcid.mrc.gz"),
        ("books.gz", "books-orcid.gz"),
        ("books", "books-orcid"),
        ("v1.2.books.MRC.GZ", "v1.2.books-orcid.MRC.GZ"),
        (".gz", ".gz-orcid"),
    ],
)
def test_the_file_beside_keeps_both_endings(tmp_path: Path, name: str, beside: str) -> None:
    assert free_name(tmp_path / name, "orcid").name == beside


async def test_no_decision_makes_an_identical_file(packed: Path, tmp_path: Path) -> None:
    store = await opened(packed)
    await store.save([], to(tmp_path / "copy.gz"))
    store.close()
    assert (tmp_path / "copy.gz").read_bytes() == packed.read_bytes()


@pytest.mark.parametrize("what", ["other content", "damaged", "plain", "longer"])
async def test_a_change_from_outside_is_seen(packed: Path, source: Path, what: str) -> None:
    store = await opened(packed)
    raw = source.read_bytes()
    packed.write_bytes(
        {
            "other content": gzip.compress(raw.replace(b"author", b"editor")),
            "damaged": packed.read_bytes()[:-2],
            "plain": raw.replace(b"author", b"editor"),
            "longer": gzip.compress(raw + b" "),
        }[what]
    )
    before, there = packed.read_bytes(), names(packed.parent)
    with pytest.raises(SaveError, match="changed by another program"):
        await store.save(put((2, "100", 1)), REPLACE)
    assert packed.read_bytes() == before
    assert names(packed.parent) == there
    store.close()


async def test_a_file_that_was_written_wrongly_replaces_nothing(
    packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(packed)
    before, there = packed.read_bytes(), names(packed.parent)
    monkeypatch.setattr(Packer, "finish", lambda self: None)
    with pytest.raises(SaveError, match="check after writing failed"):
        await store.save(put((2, "100", 1)), REPLACE)
    assert packed.read_bytes() == before
    assert names(packed.parent) == there
    store.close()


async def test_damage_far_behind_the_first_records(tmp_path: Path) -> None:
    file = tmp_path / "books.gz"
    record = record_bytes([("100", "1 ", [("a", "Name")]), ("500", "  ", [("a", "%s")])])
    many = b"".join(record.replace(b"%s", os.urandom(1).hex().encode()) for _ in range(60_000))
    file.write_bytes(gzip.compress(many, 1)[:-9])
    store = MarcFileStore(file)
    assert len(await scanned(store)) == store.records > 59_000
    assert "ends too early" in store.read_only
    assert one(store, (1000, "100", 1)) == "100 1_ $a Name"
    before = file.read_bytes()
    with pytest.raises(SaveError, match="ends too early"):
        await store.save(put((1, "100", 1)), REPLACE)
    assert file.read_bytes() == before
    store.close()


async def test_scanned_twice(packed: Path, source: Path) -> None:
    store = MarcFileStore(packed)
    assert len(await scanned(store)) == 10
    assert len(await scanned(store)) == 10
    store.close()
