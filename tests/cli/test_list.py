"""`list`: the same headings in three formats."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pexpect
import pytest

from orcid_tui.cli.rows import HEADING_COLUMNS
from tests.cli.conftest import LINKED, OTHER, REAL
from tests.cli.running import command, one_sentence, orcid_tui
from tests.marc.building import FieldSpec, collection_xml, record_bytes


def test_jsonl_has_one_row_for_each_heading(catalogue: Path) -> None:
    run = orcid_tui("list", str(catalogue), "--format", "jsonl")
    assert (run.code, run.err) == (0, "")
    assert [list(row) for row in run.jsonl] == [list(HEADING_COLUMNS)] * 6
    assert run.jsonl[0] == {
        "record": 1,
        "control_number": "cat1",
        "tag": "100",
        "occurrence": 1,
        "heading": "Hansen, Anna",
        "title": "Rivers of ice : a survey",
        "year": 2014,
        "orcid": None,
        "orcid_form": None,
        "other_uris": [],
        "eligible": True,
        "why_not": None,
        "state": "open",
        "problem": None,
    }
    places = [(row["record"], row["tag"], row["occurrence"]) for row in run.jsonl]
    assert places[1:3] == [(1, "700", 1), (1, "700", 2)]
    assert not run.jsonl[1]["eligible"]
    assert "family" in run.jsonl[1]["why_not"]
    assert run.jsonl[2]["orcid"] == LINKED.value
    assert run.jsonl[3]["other_uris"] == ["http://viaf.org/viaf/1"]
    assert run.jsonl[4]["title"] == "氷の川"


def test_csv_holds_the_same(catalogue: Path) -> None:
    rows = orcid_tui("list", str(catalogue), "--format", "csv").csv
    assert [list(row) for row in rows] == [list(HEADING_COLUMNS)] * 6
    assert [row["eligible"] for row in rows] == ["true", "false", "true", "true", "true", "true"]
    assert rows[0]["orcid"] == rows[0]["why_not"] == rows[0]["other_uris"] == ""
    assert rows[2]["heading"] == "Brown, Zoë"


def test_what_a_heading_carries_is_shown_with_its_form_and_what_is_wrong(tmp_path: Path) -> None:
    headings: list[list[tuple[str, str]]] = [
        [("a", "Older, Form"), ("0", f"(orcid){REAL}")],
        [("a", "Mistyped, Iris"), ("1", "https://orcid.org/0000-0002-1825-0098")],
        [("a", "Two, Ids"), ("0", f"(orcid){REAL}"), ("1", OTHER.uri)],
        [("a", "Iris, Only"), ("9", REAL.value)],
    ]
    path = tmp_path / "carrying.mrc"
    path.write_bytes(
        b"".join(record_bytes([("001", "x"), ("100", "1 ", each)]) for each in headings)
    )
    rows = orcid_tui("list", str(path), "--format", "jsonl").jsonl
    assert [(row["state"], row["orcid"], row["orcid_form"]) for row in rows] == [
        ("linked", REAL.value, "$0 (orcid)"),
        ("open", None, None),
        ("linked", OTHER.value, "$1 URI"),
        ("linked", REAL.value, "$9 bare"),
    ]
    assert [row["problem"] for row in rows] == [
        None,
        "The heading carries “https://orcid.org/0000-0002-1825-0098”. "
        "The check character of 0000-0002-1825-0098 does not fit.",
        f"The heading carries different iDs: {OTHER} and {REAL}.",
        None,
    ]
    states = [line.split("\t")[5] for line in orcid_tui("list", str(path)).out.splitlines()]
    assert states[1] == f"linked {REAL} ($0 (orcid))"
    assert states[2].startswith("open: The heading carries “https://")
    assert states[3].endswith(f"different iDs: {OTHER} and {REAL}.")


def test_csv_gives_a_spreadsheet_no_formula(catalogue: Path) -> None:
    rows = orcid_tui("list", str(catalogue), "--format", "csv").csv
    assert rows[3]["control_number"] == "'=00042"


def test_no_control_character_comes_out(catalogue: Path) -> None:
    for wanted in ("text", "jsonl", "csv"):
        run = orcid_tui("list", str(catalogue), "--format", wanted)
        assert "\x1b" not in run.out
        assert "\\u001b" not in run.out
        assert "O'Brien, [2JPat" in run.out


def test_text_in_a_pipe_is_complete_lines(catalogue: Path) -> None:
    lines = orcid_tui("list", str(catalogue)).out.splitlines()
    assert len(lines) == 7
    assert lines[2].split("\t")[5].startswith("not eligible: This heading names a family")
    assert lines[3].split("\t")[5] == f"linked {LINKED} ($1 URI)"


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_text_on_a_terminal_fits_it(catalogue: Path, columns: int) -> None:
    program, *words = command("list", str(catalogue))
    child = pexpect.spawn(program, words, dimensions=(24, columns), encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    # What is between "erase the line" and the end of the line is what stays on the screen.
    lines = [line.rpartition("\x1b[2K")[2] for line in child.before.splitlines()]
    table = [line for line in lines if line.startswith(("record ", "1 ", "2 ", "3 "))]
    assert len(table) == 7
    assert all(len(line) <= columns for line in table)
    assert LINKED.value in table[3]


def test_damaged_records_are_named_and_stop_nothing(damaged: Path) -> None:
    run = orcid_tui("list", str(damaged), "--format", "jsonl")
    assert run.code == 0
    assert [row["record"] for row in run.jsonl] == [1, 1, 1, 14, 14]
    lines = run.err.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("orcid-tui: Record 2 is damaged: ")
    assert "2 more" in lines[-1]


def test_a_file_that_can_only_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "typed.xml"
    fields: list[FieldSpec] = [("001", "x"), ("100", "1 ", [("a", "Hansen, Anna")])]
    whole = collection_xml([fields])
    path.write_bytes(whole.replace(b"<collection", b"<!DOCTYPE collection><collection", 1))
    run = orcid_tui("list", str(path), "--format", "jsonl")
    assert [row["heading"] for row in run.jsonl] == ["Hansen, Anna"]
    assert one_sentence(run).startswith("typed.xml: The file has a document type declaration")
    assert "document type declaration" in one_sentence(orcid_tui("tidy", str(path)))


def test_a_reader_that_leaves_is_no_fault(catalogue: Path) -> None:
    catalogue.write_bytes(catalogue.read_bytes() * 3000)
    child = subprocess.Popen(
        command("list", str(catalogue)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stderr is not None
    assert child.stdout.readline().startswith(b"record\t")
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(30) == 0


@pytest.mark.parametrize("words", [["list", "SOURCE"], ["paths"], ["--version"]])
def test_a_full_disk_is_one_sentence(catalogue: Path, words: list[str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a device that is always full")
    with full.open("wb") as out:
        run = subprocess.run(
            command(*(str(catalogue) if word == "SOURCE" else word for word in words)),
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1
    assert b"Standard output cannot be written" in run.stderr


def test_letters_come_out_as_utf_8_whatever_the_locale_says(catalogue: Path) -> None:
    environ = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = orcid_tui("list", str(catalogue), "--format", "csv", environ=environ)
    assert "Brown, Zoë" in run.out
