"""Two small files of the same five records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.marc.building import FieldSpec, collection_xml, record_bytes

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


@pytest.fixture(params=["binary", "xml"])
def source(request: pytest.FixtureRequest) -> Path:
    """Each of the two."""
    path = request.getfixturevalue(request.param)
    assert isinstance(path, Path)
    return path
