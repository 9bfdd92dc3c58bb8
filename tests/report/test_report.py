"""The report of a session, in real files: every decision, and what came of it."""

from __future__ import annotations

import csv
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.report.files import write_report
from orcid_tui.session.refused import Existing
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Refusal, SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_ADA, _EVE = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_NAMES = ("=Quell, Ada", "Smith, Jane", "Jones, John", "Żółć, Ewa", "Nobody, Known", "Later, Never")


def _ref(number: int) -> HeadingRef:
    return HeadingRef(number, "100", 1)


class _NumberedStore(MarcFileStore):
    """A file that plays a library system with numbers of its own."""

    def system_number(self, number: int) -> str:
        return f"99{number:014}"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    path = tmp_path / "My books (2026).mrc"
    records: list[list[Any]] = [
        [("001", f"x{n}"), ("100", "1 ", [("a", name)]), ("245", "00", [("a", f"Book {n} /")])]
        for n, name in enumerate(_NAMES, start=1)
    ]
    records.append([("001", "x7"), ("100", "1 ", [("a", "Linked, Long"), ("1", _EVE.uri)])])
    records.append([("001", "x8"), ("100", "1 ", [("a", "Wrong, Iris"), ("1", _EVE.uri)])])
    path.write_bytes(b"".join(map(record_bytes, records)))
    return path


async def _opened(store: MarcFileStore) -> Session:
    session = Session(store, MemoryRegistry())
    async for _ in session.scan():
        pass
    return session


async def _decided(books: Path) -> Session:
    session = await _opened(MarcFileStore(books))
    session.choose(_ref(1), FoundPerson(_ADA, given_names="Ada", family_name="Quell"))
    session.adopt(_ref(7), _ADA, Existing.REPLACE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    session.adopt(_ref(2), _EVE)
    session.adopt(_ref(3), _EVE)
    session.nobody(_ref(5))
    session.skip(_ref(4))
    session.remove(_ref(8))
    return session


_REFUSALS = (Refusal(_ref(2), "x2", "Somebody has the record \x1b[2Jopen.", later=True),)


def _table(path: Path) -> dict[int, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row["record"]): row for row in csv.DictReader(file)}


async def test_every_decision_has_its_row(books: Path, tmp_path: Path) -> None:
    session = await _decided(books)
    files = write_report(session, _REFUSALS, tmp_path)
    table, text = files.table, files.text
    assert files.page.name == "My-books-2026-report.html"
    assert (table.name, text.name) == ("My-books-2026-report.csv", "My-books-2026-report.txt")
    rows = _table(table)
    assert {n: row["outcome"] for n, row in rows.items()} == {
        1: "linked",
        2: "refused",
        3: "not saved",
        4: "skipped",
        5: "none fits",
        7: "replaced",
        8: "not saved",
    }
    assert datetime.fromisoformat(rows[1].pop("when")).tzinfo is not None
    assert rows[1] == {
        "outcome": "linked",
        "decision": "linked",
        "record": "1",
        "place": "record 1",
        "control_number": "x1",
        "mms_id": "",
        "tag": "100",
        "occurrence": "1",
        "heading": "'=Quell, Ada",
        "title": "Book 1",
        "orcid": str(_ADA),
        "person": "Ada Quell",
        "reason": "",
        "who": session.who,
        "manner": "single",
        "note": "",
    }
    assert rows[2]["reason"] == "Somebody has the record [2Jopen."
    assert (rows[8]["decision"], rows[8]["orcid"]) == ("removed", str(_EVE))
    assert rows[4]["heading"] == "Żółć, Ewa"
    await session.aclose()


async def test_a_refusal_counts_only_as_long_as_nothing_is_stored(
    books: Path, tmp_path: Path
) -> None:
    session = await _decided(books)
    table = write_report(session, [Refusal(_ref(1), "x1", "Locked.")], tmp_path).table
    assert _table(table)[1]["outcome"] == "linked"
    await session.aclose()


async def test_the_text_begins_with_a_summary(books: Path, tmp_path: Path) -> None:
    session = await _decided(books)
    made = datetime(2026, 11, 23, 4, 50)
    text = write_report(session, _REFUSALS, tmp_path, now=lambda: made).text
    lines = text.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(", 2026-11-23 04:50")
    assert lines[2] == "Records: My books (2026).mrc"
    start = lines.index("7 of 8 headings were decided:")
    assert lines[start : start + 12] == [
        "7 of 8 headings were decided:",
        "        1  linked",
        "        1  replaced",
        "        1  none fits",
        "        1  skipped",
        "        1  refused",
        "        2  not saved",
        "Of the others:",
        "        0  carry an iD",
        "        1  are open",
        "        0  cannot get an iD",
        "",
    ]
    refused = lines.index("Refused: 1")
    assert lines[refused + 1 : refused + 5] == [
        "  record 2 (x2), field 100/1",
        f"    Smith, Jane  linked  {_EVE}",
        "    in: Book 2",
        "    Somebody has the record [2Jopen.",
    ]
    assert f"    =Quell, Ada  {_ADA} (Ada Quell)" in lines
    await session.aclose()


async def test_no_report_is_written_over(books: Path, tmp_path: Path) -> None:
    session = await _decided(books)
    first = astuple(write_report(session, (), tmp_path))
    (tmp_path / "My-books-2026-report-2.txt").write_text("mine")
    kept = [path.read_bytes() for path in first]
    files = write_report(session, (), tmp_path)
    table, text = files.table, files.text
    assert (table.name, text.name) == ("My-books-2026-report-3.csv", "My-books-2026-report-3.txt")
    assert [path.read_bytes() for path in first] == kept
    assert (tmp_path / "My-books-2026-report-2.txt").read_text() == "mine"
    assert not (tmp_path / "My-books-2026-report-2.csv").exists()
    await session.aclose()


async def test_the_system_number_stands_beside_the_control_number(
    books: Path, tmp_path: Path
) -> None:
    session = await _opened(_NumberedStore(books))
    session.nobody(_ref(1))
    table = write_report(session, (), tmp_path).table
    row = _table(table)[1]
    assert (row["control_number"], row["mms_id"]) == ("x1", "9900000000000001")
    await session.aclose()


async def test_a_folder_that_is_not_there_is_said(books: Path, tmp_path: Path) -> None:
    session = await _opened(MarcFileStore(books))
    with pytest.raises(SaveError, match="could not be written"):
        write_report(session, (), tmp_path / "nowhere")
    await session.aclose()


async def test_conflicts_are_told_while_nothing_is_decided_about_them(tmp_path: Path) -> None:
    path = tmp_path / "two.mrc"
    both = [("a", "Two, Tom"), ("1", _ADA.uri), ("1", _EVE.uri)]
    path.write_bytes(record_bytes([("001", "x1"), ("100", "1 ", both)]))
    session = await _opened(MarcFileStore(path))
    files = write_report(session, (), tmp_path)
    row = _table(files.table)[1]
    assert (row["outcome"], row["decision"]) == ("in conflict", "not decided")
    assert row["reason"].startswith("The heading carries different iDs")
    assert "0 of 1 headings were decided:" in files.text.read_text(encoding="utf-8")
    assert "1 heading in conflict" in files.page.read_text(encoding="utf-8")
    assert "1 is in conflict" in files.page.read_text(encoding="utf-8")
    session.adopt(_ref(1), _EVE, Existing.REPLACE)
    row = _table(write_report(session, (), tmp_path).table)[1]
    assert (row["outcome"], row["decision"]) == ("not saved", "replaced")
    await session.aclose()
