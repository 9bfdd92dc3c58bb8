"""`apply`: decisions from a file into records, and nothing but the decisions."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pymarc
import pytest

from orcid_tui.stores.marc_file import MarcFileStore
from tests.cli.conftest import AUTHOR, LINKED, OTHER, REAL, RECORDS
from tests.cli.running import Run, one_sentence, orcid_tui
from tests.marc.building import record_bytes

GOOD = {"record": 1, "tag": "100", "occurrence": 1, "orcid": REAL.value}


def _apply(catalogue: Path, *rows: dict[str, Any], words: tuple[str, ...] = ()) -> Run:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return orcid_tui("apply", str(catalogue), "-", *words, stdin=lines)


def _refusal(catalogue: Path, **change: Any) -> str:
    """The reason why the second of two decisions is refused; the first one must be written."""
    words = ("--format", "jsonl")
    run = _apply(catalogue, {**GOOD, "record": 3}, {**GOOD, **change}, words=words)
    assert run.code == 4
    first, second = run.jsonl
    assert (first["status"], first["reason"]) == ("linked", None)
    assert (second["status"], second["line"]) == ("refused", 2)
    assert f"line 2, record {second['record']}" in run.err or second["record"] is None
    assert second["reason"] in run.err
    return str(second["reason"])


def _ids(path: Path) -> list[tuple[int, str, str]]:
    """Every $1 with an ORCID iD, read by pymarc: record, tag, value."""
    with path.open("rb") as file:
        return [
            (number, field.tag, value)
            for number, record in enumerate(pymarc.MARCReader(file), start=1)
            if record is not None
            for field in record.get_fields("100", "700")
            for value in field.get_subfields("1")
            if "orcid.org" in value
        ]


def test_a_new_file_is_written_beside_the_source(catalogue: Path) -> None:
    before = catalogue.read_bytes()
    there = set(catalogue.parent.iterdir())
    run = _apply(catalogue, GOOD)
    assert (run.code, run.err) == (0, "")
    assert catalogue.read_bytes() == before
    (new,) = set(catalogue.parent.iterdir()) - there
    assert run.out == (f"Linked: 1 · already there: 0 · refused: 0 · not decided: 0\nFile: {new}\n")
    assert _ids(new) == [(1, "100", REAL.uri), (1, "700", LINKED.uri)]
    assert new.read_bytes().endswith(RECORDS[1] + RECORDS[2])


def test_in_place_keeps_a_backup(catalogue: Path) -> None:
    before = catalogue.read_bytes()
    run = _apply(catalogue, GOOD, words=("--in-place",))
    assert run.code == 0
    assert (1, "100", REAL.uri) in _ids(catalogue)
    backup = Path(run.out.splitlines()[2].removeprefix("Backup of what was there before: "))
    assert backup.read_bytes() == before


def test_output_names_the_file(catalogue: Path) -> None:
    output = catalogue.with_name("new.mrc")
    run = _apply(catalogue, GOOD, words=("--output", str(output)))
    assert run.code == 0
    assert str(output) in run.out
    assert (1, "100", REAL.uri) in _ids(output)


def test_an_output_that_exists_is_backed_up(catalogue: Path) -> None:
    output = catalogue.with_name("new.mrc")
    output.write_bytes(b"precious")
    run = _apply(catalogue, GOOD, words=("--output", str(output)))
    assert run.code == 0
    backup = Path(run.out.splitlines()[2].removeprefix("Backup of what was there before: "))
    assert backup.read_bytes() == b"precious"


def test_without_anything_to_write_no_file_is_touched(catalogue: Path) -> None:
    there = {path: path.read_bytes() for path in catalogue.parent.iterdir()}
    run = _apply(catalogue, {**GOOD, "orcid": None}, words=("--in-place",))
    assert run.code == 0
    assert "not decided: 1" in run.out
    assert "nothing was touched" in run.out
    assert {path: path.read_bytes() for path in catalogue.parent.iterdir()} == there


def test_output_without_anything_to_write_is_an_identical_copy(catalogue: Path) -> None:
    output = catalogue.with_name("new.mrc")
    run = _apply(catalogue, {**GOOD, "orcid": ""}, words=("--output", str(output)))
    assert run.code == 0
    assert output.read_bytes() == catalogue.read_bytes()


def test_an_id_that_is_already_there_is_no_refusal(catalogue: Path) -> None:
    row = {"record": 1, "tag": "700", "occurrence": 2, "orcid": LINKED.uri}
    run = _apply(catalogue, row, words=("--format", "jsonl"))
    assert run.code == 0
    assert run.jsonl == [
        {
            "line": 1,
            "record": 1,
            "control_number": "cat1",
            "tag": "700",
            "occurrence": 2,
            "orcid": LINKED.value,
            "action": "link",
            "status": "already there",
            "reason": run.jsonl[0]["reason"],
        }
    ]
    assert "already there: 1" in run.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"record": 9}, "There is no record 9"),
        ({"record": None, "control_number": "cat9"}, "No record has the control number cat9"),
        ({"control_number": "cat2"}, "has the control number cat1, not cat2"),
        ({"tag": "710"}, "Record 1 has no field 710"),
        ({"tag": "700", "occurrence": 3}, "Record 1 has 2 fields 700; there is no occurrence 3"),
        ({"tag": "245"}, "245 is not a personal-name heading that is worked on (100, 700)"),
        ({"record": 2, "tag": "600"}, "--tags 100,700,600 would take it in"),
        ({"heading": "Hansen, Anne"}, "The heading in the file is Hansen, Anna, not Hansen, Anne"),
        ({"orcid": "0000-0002-1825-0098"}, "check character"),
        ({"orcid": "somebody"}, "not an ORCID iD"),
        ({"orcid": AUTHOR.value}, "invented person"),
        ({"tag": "700"}, "family"),
        ({"tag": "700", "occurrence": 2}, f"already carries the iD {LINKED}"),
        ({"occurrence": "x"}, "occurrence"),
    ],
)
def test_a_refused_row_says_why_and_nothing_else_suffers(
    catalogue: Path, change: dict[str, Any], said: str
) -> None:
    assert said in _refusal(catalogue, **change)


def test_an_invented_person_goes_into_the_demo_only(catalogue: Path) -> None:
    before = catalogue.read_bytes()
    run = _apply(catalogue, {**GOOD, "orcid": AUTHOR.value}, words=("--in-place",))
    assert run.code == 4
    assert catalogue.read_bytes() == before


def test_two_ids_for_one_heading_are_both_refused(catalogue: Path) -> None:
    other = {**GOOD, "record": None, "control_number": "cat1", "orcid": OTHER.value}
    run = _apply(catalogue, GOOD, other, {**GOOD, "record": 3}, words=("--format", "jsonl"))
    assert run.code == 4
    assert [row["status"] for row in run.jsonl] == ["refused", "refused", "linked"]
    assert "Lines 1 and 2 give different iDs" in run.jsonl[0]["reason"]


def test_the_same_decision_twice_is_written_once(catalogue: Path) -> None:
    output = catalogue.with_name("new.mrc")
    run = _apply(catalogue, GOOD, GOOD, words=("--output", str(output)))
    assert run.code == 0
    assert run.out.startswith("Linked: 1 · already there: 1 · refused: 0")
    assert _ids(output).count((1, "100", REAL.uri)) == 1


def test_a_control_number_alone_finds_its_record(catalogue: Path) -> None:
    row = {**GOOD, "record": None, "control_number": "00042"}
    run = _apply(catalogue, row, words=("--format", "jsonl"))
    assert (run.code, run.jsonl[0]["record"]) == (0, 3)


def test_a_control_number_that_is_there_twice_needs_the_record(catalogue: Path) -> None:
    catalogue.write_bytes(b"".join(RECORDS) + RECORDS[0])
    reason = _refusal(catalogue, record=None, control_number="cat1")
    assert "2 records have the control number cat1" in reason
    both = {**GOOD, "record": 4, "control_number": "cat1"}
    assert _apply(catalogue, both).code == 0


def test_what_a_spreadsheet_does_to_a_control_number_is_understood(catalogue: Path) -> None:
    assert _apply(catalogue, {**GOOD, "record": 3, "control_number": "42"}).code == 0
    assert _apply(catalogue, {**GOOD, "record": 3, "control_number": "43"}).code == 4
    rounded = {**GOOD, "record": 3, "control_number": "4.2E+01"}
    assert _apply(catalogue, rounded).code == 4
    assert _apply(catalogue, {**rounded, "heading": "Hansen, Anna"}).code == 0


def test_a_damaged_record_takes_nothing(damaged: Path) -> None:
    words = ("--format", "jsonl")
    run = _apply(damaged, {**GOOD, "record": 2}, {**GOOD, "record": 1}, words=words)
    assert [row["status"] for row in run.jsonl] == ["refused", "linked"]
    assert "cannot be read" in run.jsonl[0]["reason"]


def test_a_field_without_room_is_refused_by_the_store(catalogue: Path) -> None:
    long = "x" * 9960
    full = record_bytes([("001", "full"), ("700", "1 ", [("a", "Hansen, Anna"), ("e", long)])])
    catalogue.write_bytes(b"".join(RECORDS) + full)
    row = {"record": 4, "tag": "700", "occurrence": 1, "orcid": REAL.value}
    run = _apply(catalogue, row, GOOD, words=("--format", "jsonl"))
    assert [line["status"] for line in run.jsonl] == ["refused", "linked"]
    assert "9,999" in run.jsonl[0]["reason"]
    there = set(catalogue.parent.iterdir())
    alone = _apply(catalogue, row, words=("--format", "jsonl"))
    assert alone.code == 4
    assert "9,999" in alone.jsonl[0]["reason"]
    assert set(catalogue.parent.iterdir()) == there


def test_the_csv_of_suggest_comes_back_through_a_spreadsheet(catalogue: Path) -> None:
    listed = orcid_tui("list", str(catalogue), "--format", "csv").csv
    for row, orcid in ((listed[0], REAL), (listed[3], OTHER)):
        row["orcid"] = orcid.value
    filled = io.StringIO()
    writer = csv.DictWriter(filled, list(listed[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(listed)
    decisions = catalogue.with_name("decided.csv")
    decisions.write_bytes(b"\xef\xbb\xbf" + filled.getvalue().encode())
    output = catalogue.with_name("new.mrc")
    run = orcid_tui("apply", str(catalogue), str(decisions), "--output", str(output))
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Linked: 2 · already there: 1 · refused: 0 · not decided: 3\n")
    assert _ids(output) == [
        (1, "100", REAL.uri),
        (1, "700", LINKED.uri),
        (2, "700", OTHER.uri),
    ]


def test_the_demo_goes_round_through_a_spreadsheet() -> None:
    suggested = orcid_tui("suggest", "demo:", "--format", "csv")
    assert suggested.code == 0
    rows = suggested.csv
    recommended = [row for row in rows if row["recommended"]]
    assert len(recommended) > 20
    for row in recommended:
        row["orcid"] = row["recommended"]
    filled = io.StringIO()
    writer = csv.DictWriter(filled, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    words = ("apply", "demo:", "-", "--in-place")
    run = orcid_tui(*words, stdin=filled.getvalue())
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Linked: {len(recommended)} · already there: 0 · refused: 0 ·")
    again = orcid_tui(*words, stdin=filled.getvalue())
    assert again.out.startswith(f"Linked: 0 · already there: {len(recommended)} · refused: 0 ·")
    listed = orcid_tui("list", "demo:", "--format", "jsonl").jsonl
    place = {(str(row["record"]), row["tag"], str(row["occurrence"])): row for row in listed}
    for row in recommended:
        assert place[row["record"], row["tag"], row["occurrence"]]["orcid"] == row["recommended"]


@pytest.mark.skipif(sys.platform == "win32", reason="files are not claimed on Windows")
def test_a_window_that_works_on_the_file_is_told_of_before_it_is_replaced(catalogue: Path) -> None:
    other = MarcFileStore(catalogue)
    try:
        assert other.claim() == ""
        replaced = _apply(catalogue, GOOD, words=("--in-place",))
        beside = _apply(catalogue, GOOD)
    finally:
        other.close()
    assert replaced.code == 0
    assert "open in another window" in one_sentence(replaced)
    assert (1, "100", REAL.uri) in _ids(catalogue)
    assert (beside.code, beside.err) == (0, "")


def test_csv_of_the_outcomes(catalogue: Path) -> None:
    run = _apply(catalogue, GOOD, {**GOOD, "record": 9}, words=("--format", "csv"))
    assert [row["status"] for row in run.csv] == ["linked", "refused"]
    assert "Linked: 1" in run.err


@pytest.mark.parametrize("name", ["catalogue.mrc", "./catalogue.mrc", "link.mrc"])
def test_the_source_is_no_output(
    catalogue: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(catalogue.parent)
    Path("link.mrc").symlink_to(catalogue)
    before = catalogue.read_bytes()
    run = _apply(catalogue, GOOD, words=("--output", name))
    assert run.code == 2
    assert "--in-place" in one_sentence(run)
    assert catalogue.read_bytes() == before


def test_the_decisions_are_no_output(catalogue: Path) -> None:
    decisions = catalogue.with_name("d.jsonl")
    decisions.write_text(json.dumps(GOOD))
    run = orcid_tui("apply", str(catalogue), str(decisions), "--output", str(decisions))
    assert run.code == 2
    assert json.loads(decisions.read_text()) == GOOD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"hello\n", "not a file of decisions"),
        (RECORDS[0], "not a file of decisions"),
    ],
)
def test_a_file_that_holds_no_decisions_is_one_sentence(
    catalogue: Path, content: bytes | None, said: str
) -> None:
    decisions = catalogue.with_name("decisions")
    if content is not None:
        decisions.write_bytes(content)
    run = orcid_tui("apply", str(catalogue), str(decisions))
    assert (run.code, run.out) == (2, "")
    assert said in one_sentence(run)


def test_a_folder_that_cannot_be_written_to_is_one_sentence(catalogue: Path) -> None:
    output = catalogue.parent / "no such folder" / "new.mrc"
    run = _apply(catalogue, GOOD, words=("--output", str(output)))
    assert run.code == 2
    assert one_sentence(run)
