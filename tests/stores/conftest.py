"""Small files of the same five records, one in each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.marc.building import FieldSpec, collection_xml, record_bytes, record_json, record_mrk

RECORDS: list[list[FieldSpec]] = [
    [
        ("001", f"n{k}"),
        ("100", "1 ", [("a", f"Náme {k},"), ("e", "author.")]),
        ("245", "10", [("a", "Title")]),
        ("700", "1 ", [("a", "Second, S."), ("4", "aut")]),
    ]
    for k in range(5)
]


@pytest.fixture
def binary(tmp_path: Path) -> Path:
    """Five records in binary MARC, in a folder of their own."""
    file = tmp_path / "files" / "books.mrc"
    file.parent.mkdir()
    file.write_bytes(b"\n".join(record_bytes(record) for record in RECORDS) + b"\x1a")
    return file


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    """The same as MARCXML."""
    file = tmp_path / "files-xml" / "books.xml"
    file.parent.mkdir()
    file.write_bytes(collection_xml(RECORDS))
    return file


@pytest.fixture
def json_lines(tmp_path: Path) -> Path:
    """The same as MARC-in-JSON, one record a line."""
    file = tmp_path / "files-json" / "books.json"
    file.parent.mkdir()
    lines = (json.dumps(record_json(record), ensure_ascii=False) for record in RECORDS)
    file.write_bytes("".join(line + "\n" for line in lines).encode())
    return file


@pytest.fixture
def mrk(tmp_path: Path) -> Path:
    """The same as MarcEdit text."""
    file = tmp_path / "files-mrk" / "books.mrk"
    file.parent.mkdir()
    file.write_bytes("\r\n".join(record_mrk(r, line_end="\r\n") for r in RECORDS).encode())
    return file


@pytest.fixture(params=["binary", "xml", "json_lines", "mrk"])
def source(request: pytest.FixtureRequest) -> Path:
    """Each of them."""
    path = request.getfixturevalue(request.param)
    assert isinstance(path, Path)
    return path
