"""`tidy`: shown first, written only where it is said, and nothing but the older forms."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pymarc
import pytest

from tests.cli.conftest import OTHER, REAL
from tests.cli.running import one_sentence, orcid_tui
from tests.marc.building import record_bytes

LONG: Final = "x" * 9945

HEADINGS: Final = (
    [("a", "Text, Form,"), ("0", f"(orcid){REAL}"), ("4", "aut")],
    [("a", "Usual, Form"), ("1", REAL.uri)],
    [("a", "Plain, Http"), ("1", f"http://orcid.org/{OTHER}")],
    [("a", "Without, Any")],
    [("a", "Two, Different"), ("0", f"(orcid){REAL}"), ("1", OTHER.uri)],
    [("a", "Bare, Beside"), ("0", REAL.value), ("2", "orcid")],
)


def _library(tmp_path: Path, *more: list[tuple[str, str]]) -> Path:
    path = tmp_path / "books.mrc"
    path.write_bytes(
        b"".join(
            record_bytes([("001", f"b{n}"), ("700", "1 ", list(heading))])
            for n, heading in enumerate((*HEADINGS, *more), start=1)
        )
    )
    return path


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Six records; the first, the third and the sixth have an iD in an older form."""
    return _library(tmp_path)


def _subfields(path: Path) -> list[list[tuple[str, str]]]:
    with path.open("rb") as file:
        return [
            [(each.code, each.value) for each in record.get_fields("700")[0].subfields]
            for record in pymarc.MARCReader(file)
            if record is not None
        ]


def _tidied(*records: int) -> list[list[tuple[str, str]]]:
    after = {
        1: [("a", "Text, Form,"), ("1", REAL.uri), ("4", "aut")],
        3: [("a", "Plain, Http"), ("1", OTHER.uri)],
        6: [("a", "Bare, Beside"), ("1", REAL.uri)],
    }
    return [after[n] if n in records else list(HEADINGS[n - 1]) for n in range(1, 7)]


def test_it_only_shows_until_it_is_said_where(books: Path) -> None:
    before = {path: path.read_bytes() for path in books.parent.iterdir()}
    run = orcid_tui("tidy", str(books))
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "record 1 (b1), field 700/1\n"
        f"  before  700 1_ $a Text, Form, $0 (orcid){REAL} $4 aut\n"
        f"  after   700 1_ $a Text, Form, $1 {REAL.uri} $4 aut\n"
        "record 3 (b3), field 700/1\n"
        f"  before  700 1_ $a Plain, Http $1 http://orcid.org/{OTHER}\n"
        f"  after   700 1_ $a Plain, Http $1 {OTHER.uri}\n"
        "record 6 (b6), field 700/1\n"
        f"  before  700 1_ $a Bare, Beside $0 {REAL} $2 orcid\n"
        f"  after   700 1_ $a Bare, Beside $1 {REAL.uri}\n"
        "Can be tidied: 3 · refused: 0\n"
        "Nothing was written. To write all of them, say where: --beside, --in-place or "
        "--output FILE.\n"
    )
    assert {path: path.read_bytes() for path in books.parent.iterdir()} == before


@pytest.mark.parametrize("where", ["--beside", "--in-place", "--output"])
def test_it_is_written_where_it_is_said(books: Path, where: str) -> None:
    before, new = books.read_bytes(), books.with_name("new.mrc")
    run = orcid_tui("tidy", str(books), where, *([str(new)] if where == "--output" else []))
    assert (run.code, run.err) == (0, "")
    counted, file, *backup = run.out.splitlines()[-3 if where == "--in-place" else -2 :]
    assert counted == "Tidied: 3 · refused: 0"
    written = Path(file.removeprefix("File: "))
    assert _subfields(written) == _tidied(1, 3, 6)
    if where == "--in-place":
        assert written == books
        kept = Path(backup[0].removeprefix("Backup of what was there before: "))
        assert kept.read_bytes() == before
    else:
        assert books.read_bytes() == before


def test_the_rows_are_decisions_of_which_some_can_be_left_out(books: Path) -> None:
    rows = orcid_tui("tidy", str(books), "--format", "csv").csv
    assert [row["record"] for row in rows] == ["1", "3", "6"]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows([rows[0], rows[2]])
    run = orcid_tui("apply", str(books), "-", "--in-place", stdin=text.getvalue())
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Linked: 0 · tidied: 2 · already there: 0 · refused: 0")
    assert _subfields(books) == _tidied(1, 6)


def test_the_other_form_can_be_the_librarys_own(books: Path) -> None:
    rows = orcid_tui("tidy", str(books), "--write", "text", "--format", "jsonl").jsonl
    assert [row["record"] for row in rows] == [2, 3, 6]
    assert rows[0]["after"] == f"700 1_ $a Usual, Form $0 (orcid){REAL}"


def test_a_field_without_room_stays_and_is_named(tmp_path: Path) -> None:
    books = _library(
        tmp_path, [("a", "Long, Name"), ("g", LONG), ("0", REAL.value), ("2", "orcid")]
    )
    run = orcid_tui("tidy", str(books), "--in-place")
    assert run.code == 4
    assert "  stays   " in run.out
    assert "Tidied: 3 · refused: 1" in run.out
    assert one_sentence(run).startswith("record 7 (b7), field 700/1: ")
    assert "9,999" in run.err
    assert _subfields(books)[:6] == _tidied(1, 3, 6)


def test_where_all_is_tidy_nothing_is_touched(tmp_path: Path) -> None:
    books = tmp_path / "tidy.mrc"
    books.write_bytes(record_bytes([("001", "x"), ("100", "1 ", HEADINGS[1])]))
    run = orcid_tui("tidy", str(books), "--in-place")
    assert run.code == 0
    assert run.out == ("Tidied: 0 · refused: 0\nThere was nothing to write; nothing was touched.\n")
    assert list(tmp_path.glob("tidy*")) == [books]
    assert orcid_tui("tidy", str(books)).out == "Can be tidied: 0 · refused: 0\n"
