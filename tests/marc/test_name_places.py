"""Which fields a scan reports, in the formats that are text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.marc.building import FieldSpec, record_json, record_mrk
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
