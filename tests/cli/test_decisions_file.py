"""Reading files of decisions: what people and spreadsheets make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.cli.decisions_file import DecisionRow, DecisionsFile, parse_decisions, read_decisions
from orcid_tui.errors import ConfigurationError
from orcid_tui.spreadsheet import guarded_cell, unguarded

ORCID = "0099-0000-0000-0017"
ROW = DecisionRow(2, 5, "ocm12", "700", 2, ORCID, "Hansen, Anna")
HEADER = "record,control_number,tag,occurrence,orcid,heading\n"
LINE = f'5,ocm12,700,2,{ORCID},"Hansen, Anna"\n'


def _parsed(text: str) -> DecisionsFile:
    read = parse_decisions(text)
    assert read is not None
    return read


def test_csv() -> None:
    assert _parsed(HEADER + LINE) == DecisionsFile((ROW,), (), 0)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_of_another_country_uses_another_separator(separator: str) -> None:
    line = separator.join(["5", "ocm12", "700", "2", ORCID, '"Hansen, Anna"'])
    text = HEADER.replace(",", separator) + line + "\r\n"
    assert _parsed(text).rows == (ROW,)


def test_excels_own_first_line_is_passed_over() -> None:
    assert [row.line for row in _parsed("sep=,\n" + HEADER + LINE).rows] == [3]


def test_names_of_columns_may_have_capitals_blanks_and_any_order() -> None:
    read = _parsed(f" ORCID ,Tag,Occurrence,Control_Number\n{ORCID},100,1,x1\n")
    assert read.rows == (DecisionRow(2, None, "x1", "100", 1, ORCID),)


def test_jsonl_takes_numbers_as_numbers_and_as_text() -> None:
    numbers = {"record": 5, "control_number": "ocm12", "tag": 700, "occurrence": "2"}
    text = json.dumps(numbers | {"orcid": ORCID, "heading": "Hansen, Anna", "year": 1999})
    rows = _parsed("\n" + text + "\n").rows
    assert rows == (DecisionRow(2, 5, "ocm12", "700", 2, ORCID, "Hansen, Anna"),)


def test_a_row_without_an_id_is_no_decision() -> None:
    null = {"record": 1, "tag": "100", "occurrence": 1, "orcid": None}
    assert _parsed(json.dumps(null)) == DecisionsFile((), (), 1)
    assert _parsed(HEADER + "not even a number,,,, ,\n") == DecisionsFile((), (), 1)
    assert _parsed(HEADER) == DecisionsFile((), (), 0)


def test_a_broken_json_line_is_named_and_the_others_are_read() -> None:
    good = json.dumps({"record": 1, "tag": "100", "occurrence": 1, "orcid": ORCID})
    read = _parsed(f'{good}\n{{"record": 2,\n[1]\n{"[" * 100_000}\n{good}')
    assert [row.line for row in read.rows] == [1, 5]
    assert [bad.line for bad in read.unreadable] == [2, 3, 4]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"record": 0}, "record"),
        ({"record": -1}, "record"),
        ({"record": 1.5}, "record"),
        ({"record": True}, "record"),
        ({"record": "٣"}, "record"),
        ({"record": 10**12}, "record"),
        ({"record": None}, "names no record"),
        ({"tag": ""}, "tag"),
        ({"tag": ["700"]}, "tag"),
        ({"occurrence": None}, "occurrence"),
        ({"occurrence": "first"}, "occurrence"),
        ({"orcid": {"path": ORCID}}, "orcid"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(change: dict[str, object], said: str) -> None:
    row = {"record": 1, "tag": "100", "occurrence": 1, "orcid": ORCID}
    good = json.dumps(row)
    read = _parsed(f"{good}\n{json.dumps(row | change)}")
    assert [bad.line for bad in read.unreadable] == [2]
    assert said in read.unreadable[0].reason
    assert len(read.rows) == 1


def test_an_open_quotation_mark_does_not_swallow_the_lines_below() -> None:
    read = _parsed(HEADER + '1,"a,100,1,x,\n' + LINE + LINE)
    assert [bad.line for bad in read.unreadable] == [2]
    assert [row.line for row in read.rows] == [3, 4]


def test_a_line_with_too_many_cells_is_named() -> None:
    read = _parsed(HEADER + "1,2,3,4,5,6,7\n" + LINE)
    assert [bad.line for bad in read.unreadable] == [2]
    assert [row.line for row in read.rows] == [3]


def test_cells_of_several_lines_count_as_one_row_and_lines_are_counted_on() -> None:
    text = f'record,tag,occurrence,orcid,candidates\n1,100,1,,"a\n\u2028b\nc"\n2,100,1,{ORCID},\n'
    read = _parsed(text)
    assert read.undecided == 1
    assert [row.line for row in read.rows] == [5]


def test_the_mark_against_formulas_is_taken_off_in_csv() -> None:
    read = _parsed(HEADER + f"1,'-12,100,1,{ORCID},'=Cell\n")
    assert (read.rows[0].control_number, read.rows[0].heading) == ("-12", "=Cell")


@given(st.text())
def test_a_cell_comes_back_from_its_guard(text: str) -> None:
    assert unguarded(guarded_cell(text)) == text
    assert not guarded_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "Hello.", "{}}\n{{", "[1]", "\x1d\x1e"])
def test_what_is_no_file_of_decisions_is_known_by_its_content(text: str) -> None:
    assert parse_decisions(text) is None


@given(st.text(alphabet="{}[]\",:;\n\r\t ='0179xX-ortagcdeu"))
def test_no_text_breaks_the_reader(text: str) -> None:
    if text.strip():
        parse_decisions(text)
        parse_decisions(HEADER + text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (HEADER.encode("utf-16"), "UTF-8"),
        (HEADER.encode() + "5,,100,1,x,Müller".encode("latin-1"), "UTF-8"),
        (b"title,author\n", "not a file of decisions"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "decisions.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=said):
        read_decisions(str(path))


def test_a_folder_is_no_file_of_decisions(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_decisions(str(tmp_path))


def test_the_mark_of_byte_order_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + LINE).encode())
    assert read_decisions(str(path)).rows == (ROW,)
