"""Whatever a file holds: after a save of everything, taking it all out gives the old file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from orcid_tui.errors import SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveReport, Wish
from tests.marc.making import damaged_files
from tests.stores.working import REAL, put, scanned, to

SUBFIELD = b"\x1f1" + REAL.uri.encode()


async def removed(path: Path, output: Path, refs: Sequence[HeadingRef]) -> SaveReport:
    """The iDs of these headings taken out again."""
    store = MarcFileStore(path)
    try:
        await scanned(store)
        return await store.save([Change(ref, None, Wish.REMOVE) for ref in refs], to(output))
    finally:
        store.close()


async def saved(path: Path, output: Path) -> tuple[SaveReport, int]:
    """Everything decided and saved, and the number of headings there were."""
    store = MarcFileStore(path)
    try:
        refs = await scanned(store)
        return await store.save(put(*refs), to(output)), len(refs)
    finally:
        store.close()


@given(damaged_files())
@settings(max_examples=100, deadline=None)
def test_only_the_subfields_are_new(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("file")
    (folder / "in").write_bytes(raw)
    try:
        report, headings = asyncio.run(saved(folder / "in", folder / "out"))
    except SourceError:
        return
    assert len(report.written) + len(report.refused) == headings
    new = (folder / "out").read_bytes()
    back = asyncio.run(removed(folder / "out", folder / "back", report.written))
    assert (back.written, back.refused) == (report.written, ())
    assert (folder / "back").read_bytes() == raw
    assert len(new) == len(raw) + len(SUBFIELD) * len(report.written)
    before = [(raw[a:b], kind) for a, b, kind in pieces(raw, last=True)[0]]
    after = [(new[a:b], kind) for a, b, kind in pieces(new, last=True)[0]]
    for (old, kind), (now, kind_now) in zip(before, after, strict=True):
        assert kind is kind_now
        if old == now:
            continue
        assert kind is Kind.RECORD
        base = int(old[12:17])
        assert now[base:].replace(SUBFIELD, b"") == old[base:]
        assert now[5:24] == old[5:24]
        assert now[24:base:12] == old[24:base:12]
