"""Which fields a scan reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.marc.name_places import name_places
from tests.marc.building import FieldSpec, record_bytes, record_json, record_mrk
from tests.marc.making import damaged_files
from tests.marc.splicing import opened

CODED = "20240101d2024    m  y0freb0103    ba  "
MARC21: list[FieldSpec] = [
    ("001", "1"),
    ("700", "1 ", [("a", "Second")]),
    ("100", "1 ", [("a", "First")]),
    ("600", "14", [("a", "Subject")]),
    ("701", "1 ", [("a", "Local field")]),
    ("245", "10", [("a", "Title")]),
    ("700", "1 ", [("a", "Third")]),
    ("880", "1 ", [("6", "100-01"), ("a", "Parallel")]),
]
UNIMARC: list[FieldSpec] = [
    ("001", "2"),
    ("100", "  ", [("a", CODED)]),
    ("200", "1 ", [("a", "Titre")]),
    ("702", " 1", [("a", "Préface")]),
    ("700", " 1", [("a", "Auteur")]),
    ("701", " 1", [("a", "Autre")]),
]
USUAL = [(1, "100", 1), (1, "700", 1), (1, "700", 2)]
IN_UNIMARC = [(2, "700", 1), (2, "701", 1), (2, "702", 1)]
FILES = {
    "binary": b"\n".join(map(record_bytes, (MARC21, UNIMARC))),
    "binary, a tag with letters": b"".join(
        record_bytes([*fields, ("LKR", "  ", [("a", "x")])]) for fields in (MARC21, UNIMARC)
    ),
    "json": json.dumps([record_json(each) for each in (MARC21, UNIMARC)]).encode(),
    "by tag": json.dumps(record_json(MARC21, shape="sierra")).encode()
    + json.dumps(record_json(UNIMARC, shape="flat")).encode(),
    "mrk": "\n".join(map(record_mrk, (MARC21, UNIMARC))).encode(),
    "utf-16": "\n".join(map(record_mrk, (MARC21, UNIMARC))).encode("utf-16"),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
@pytest.mark.parametrize("step", [50, 100_000])
def test_what_is_reported(tmp_path: Path, content: bytes, step: int) -> None:
    def places(*tags: str) -> list[tuple[int, str, int]]:
        return opened(tmp_path, content, step=step, tags=tags)[1]

    assert places("100", "700") == USUAL + IN_UNIMARC
    assert places("700", "100", "600", "800", "880") == [
        (1, "100", 1),
        (1, "600", 1),
        *USUAL[1:],
        (1, "880", 1),
        *IN_UNIMARC,
    ]
    assert places("600") == [(1, "600", 1), *IN_UNIMARC[1:]]


@given(damaged_files(), st.integers(30, 400), st.sampled_from([("700",), ("100", "700", "880")]))
@settings(max_examples=100, deadline=None)
def test_a_binary_scan_reports_what_its_records_hold(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, step: int, tags: tuple[str, ...]
) -> None:
    try:
        content, places = opened(tmp_path_factory.mktemp("file"), raw, step=step, tags=tags)
    except SourceError:
        return
    records = [content.record(number) for number in range(1, content.records + 1)]
    assert places == [
        (record.number, tag, nth) for record in records for tag, nth in name_places(record, tags)
    ]
    damaged = {record.number: record.damage for record in records if record.damage}
    told = dict(content.troubles)
    assert {number: told.get(number) for number in damaged} == damaged
