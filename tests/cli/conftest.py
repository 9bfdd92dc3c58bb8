"""A small catalogue, and a registry of invented persons on a socket of this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.demo.transport import DemoTransport
from tests.marc.building import record_bytes
from tests.registry.demo.serving import DemoServer, serve_demo

AUTHOR: Final = OrcidId.from_base("009900000000101")
NAMESAKE: Final = OrcidId.from_base("009900000000102")
LINKED: Final = OrcidId.from_base("009900000000103")

REAL: Final = OrcidId.from_base("009800000000001")
"""An iD outside the demo's block, which ORCID has not given out either."""
OTHER: Final = OrcidId.from_base("009800000000002")

RECORDS: Final = (
    record_bytes(
        [
            ("001", "cat1"),
            ("008", "140101s2014    no            000 0 eng d"),
            ("024", "7 ", [("a", "10.5555/ice"), ("2", "doi")]),
            ("100", "1 ", [("a", "Hansen, Anna,"), ("e", "author.")]),
            ("245", "10", [("a", "Rivers of ice :"), ("b", "a survey /"), ("c", "Anna Hansen.")]),
            ("700", "3 ", [("a", "Smith family.")]),
            ("700", "1 ", [("a", "Brown, Zoë,"), ("1", LINKED.uri)]),
        ]
    ),
    record_bytes(
        [
            ("001", "=00042"),
            ("245", "00", [("a", "氷の川.")]),
            ("700", "1 ", [("a", "Nobody, Known"), ("0", "http://viaf.org/viaf/1")]),
            ("700", "1 ", [("a", "O'Brien, \x1b[2JPat.")]),
            ("600", "10", [("a", "Amundsen, Roald")]),
        ]
    ),
    record_bytes(
        [
            ("001", "00042"),
            ("100", "1 ", [("a", "Hansen, Anna.")]),
            ("245", "00", [("a", "Lakes of fire.")]),
        ]
    ),
)

PERSONS: Final[list[dict[str, Any]]] = [
    {
        "orcid": NAMESAKE.value,
        "given": "Anna",
        "family": "Hansen",
        "employments": [{"organization": "Polar Museum", "start": "2001"}],
    },
    {
        "orcid": AUTHOR.value,
        "given": "Anna",
        "family": "Hansen",
        "employments": [{"organization": "Institute of Ice", "start": "2010"}],
        "works": [
            {
                "title": "Rivers of ice: a survey",
                "year": 2014,
                "identifiers": [["doi", "10.5555/ice"]],
            }
        ],
    },
    {"orcid": LINKED.value, "given": "Zoë", "family": "Brown"},
]


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Three records with six headings."""
    path = tmp_path / "catalogue.mrc"
    path.write_bytes(b"".join(RECORDS))
    return path


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """The same with twelve records between them that cannot be read."""
    junk = record_bytes([("001", "x"), ("245", "00", [("a", "y")])])
    broken = junk[:24] + b"no entry" + junk[32:]
    path = tmp_path / "damaged.mrc"
    path.write_bytes(RECORDS[0] + broken * 12 + RECORDS[1])
    return path


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    """The registry, and the variables that lead every process of the test there."""
    persons = tmp_path / "persons.json"
    persons.write_text(json.dumps(PERSONS))
    with serve_demo(DemoTransport(persons)) as server:
        monkeypatch.setenv("ORCID_TUI_API_URL", server.api_url)
        monkeypatch.setenv("ORCID_TUI_TOKEN_URL", server.token_url)
        yield server
