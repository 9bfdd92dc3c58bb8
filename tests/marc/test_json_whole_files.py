"""Whole files saved and read by somebody else: pymarc, and the json of the standard library."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SaveError, SourceError
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveReport
from tests.marc.building import FieldSpec, record_json, record_mrk
from tests.marc.making import fields
from tests.stores.working import REAL, REPLACE, one, put, scanned, to


async def saved(path: Path, output: Path) -> tuple[SaveReport, int]:
    """Everything decided and saved, and the number of headings there were."""
    store = MarcFileStore(path)
    try:
        refs = await scanned(store)
        return await store.save(put(*refs), to(output)), len(refs)
    finally:
        store.close()


def read_by_pymarc(raw: bytes) -> list[list[tuple[str, object]]]:
    """Tags with data, or with indicators and subfields, of every record."""
    return [
        [
            (f.tag, f.data if f.is_control_field() else (tuple(f.indicators or ()), f.subfields))
            for f in record.fields
        ]
        for record in pymarc.JSONReader(raw.decode())
        if record is not None
    ]


@given(st.lists(fields(), min_size=1, max_size=4), st.sampled_from([None, 0, 3]))
@settings(max_examples=40, deadline=None)
def test_pymarc_reads_the_same_and_the_new_subfields(
    made: list[list[FieldSpec]], indent: int | None
) -> None:
    raw = json.dumps([record_json(record) for record in made], indent=indent).encode()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(raw)
        report, headings = _run(folder)
        new = (folder / "out").read_bytes()
    assert len(report.written) == headings
    added = pymarc.Subfield("1", REAL.uri)
    for old, now in zip(read_by_pymarc(raw), read_by_pymarc(new), strict=True):
        for (tag, before), (tag_now, after) in zip(old, now, strict=True):
            assert tag == tag_now
            if tag in ("100", "700"):
                assert isinstance(after, tuple)
                assert after[1].count(added) == 1
                after = (after[0], [each for each in after[1] if each != added])
            assert after == before


def _run(folder: Path) -> tuple[SaveReport, int]:

    return asyncio.run(saved(folder / "in", folder / "out"))


@given(
    st.lists(fields(), min_size=1, max_size=4),
    st.booleans(),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 3)), max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_loses_nothing(
    made: list[list[FieldSpec]], as_json: bool, damage: list[tuple[float, bytes, int]]
) -> None:
    if as_json:
        text = "".join(json.dumps(record_json(record)) + "\n" for record in made)
    else:
        text = "\n".join(record_mrk(record) for record in made)
    raw = bytearray(text.encode())
    for where, other, gone in damage:
        at = int(where * len(raw))
        raw[at : at + gone] = other
    uri = REAL.uri.encode()
    new = b'{"1": "%s"}' % uri if as_json else b"$1" + uri
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(raw)
        try:
            report, headings = _run(folder)
        except (SourceError, SaveError):
            return
        result = (folder / "out").read_bytes()
    assert len(report.written) + len(report.refused) == headings
    for added in (b", " + new, new + b", ", new):
        result = result.replace(added, b"")
    assert result == raw


async def test_a_list_that_is_damaged_cannot_be_saved_but_read(tmp_path: Path) -> None:
    file = tmp_path / "books.json"
    record = record_json([("001", "x"), ("100", "1 ", [("a", "Name")])])
    file.write_text(json.dumps([record, record])[:-1])
    store = MarcFileStore(file)
    refs = await scanned(store)
    assert "damaged behind record 2" in store.read_only
    assert one(store, (2, "100", 1)) == "100 1_ $a Name"
    with pytest.raises(SaveError, match="nothing can be changed"):
        await store.save(put(*refs), REPLACE)
    store.close()
