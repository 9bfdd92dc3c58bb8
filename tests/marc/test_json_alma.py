"""Alma's JSON: read as it comes from the interface, never changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import FieldRefused
from tests.marc.building import FieldSpec, record_xml
from tests.marc.splicing import opened
from tests.stores.working import REPLACE, put, scanned

DECLARATION = '<?xml version="1.0" encoding="UTF-16"?>\n'


def fields(number: int) -> list[FieldSpec]:
    """An invented record."""
    return [
        ("001", f"99{number}"),
        ("100", "1 ", [("a", f"Žofie & Náme {number},")]),
        ("245", "10", [("a", "<Title>")]),
        ("700", "1 ", [("a", "Second")]),
    ]


def bib(number: int, *, xml: str | None = None) -> dict[str, Any]:
    """One bib as Alma writes it."""
    made = DECLARATION + record_xml(fields(number), indent="")
    return {
        "mms_id": f"99{number}",
        "record_format": "marc21",
        "linked_record_id": {"value": None, "type": None},
        "title": "Title",
        "anies": [made if xml is None else xml],
        "holdings": {"value": "", "link": "https://alma.example/holdings"},
    }


LIST = {"bib": [bib(1), bib(2)], "total_record_count": 2}
DRESSES = {
    "list": json.dumps(LIST).encode(),
    "list, indented, letters": json.dumps(LIST, indent=2, ensure_ascii=False).encode(),
    "list in UTF-16": json.dumps(LIST, ensure_ascii=False).encode("utf-16"),
    "one bib a line": json.dumps(bib(1)).encode() + b"\n" + json.dumps(bib(2)).encode(),
}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES)
@pytest.mark.parametrize("step", [100, 1 << 20])
def test_every_dress_is_read(tmp_path: Path, content: bytes, step: int) -> None:
    found, places = opened(tmp_path, content, step=step)
    assert found.name == "MARCXML in Alma's JSON"
    assert places == [(n, tag, 1) for n in (1, 2) for tag in ("100", "700")]
    second = found.record(2)
    assert second.control_number == "992"
    assert second.leader == "00000nam a2200000 i 4500"
    assert str(second.field(1)) == "100 1_ $a Žofie & Náme 2,"
    assert second.field(2).first("a") == "<Title>"
    assert not found.troubles


async def test_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "bibs.json"
    file.write_bytes(DRESSES["list"])
    store = MarcFileStore(file)
    refs = await scanned(store)
    assert len(refs) == 4
    assert "ask Alma for XML" in store.read_only
    with pytest.raises(FieldRefused, match="ask Alma for XML"):
        store.preview(put(refs[0])[0])
    with pytest.raises(SaveError, match="ask Alma for XML"):
        await store.save(put(*refs), REPLACE)
    assert file.read_bytes() == DRESSES["list"]
    store.close()


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (DECLARATION + "<record><leader>", "cannot be read"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><record>&b;</record>", "document type declaration"),
    ],
)
def test_a_bad_bib_harms_no_other(tmp_path: Path, xml: str, reason: str) -> None:
    value = {"bib": [bib(1), bib(2, xml=xml), bib(3)]}
    found, places = opened(tmp_path, json.dumps(value).encode())
    assert {number for number, _, _ in places} == {1, 3}
    assert reason in found.record(2).damage
    assert found.troubles == [(2, found.record(2).damage)]
