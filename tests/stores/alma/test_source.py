"""What users type and which files they give to say which titles to open."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.stores.alma.ids_file import ids_in_file, read_ids
from orcid_tui.stores.alma.source import AlmaSource, parse_source
from tests.marc.building import record_bytes

A, B, C = "9900000000101234", "9900000000201234", "991000000000301234"


@pytest.mark.parametrize("text", ["books.mrc", "/tmp/alma", "demo:", "", "almaset/1", "alma"])
def test_other_sources_are_left_to_others(text: str) -> None:
    assert parse_source(text) is None


def test_a_set_and_titles() -> None:
    assert parse_source("alma:set/123456") == AlmaSource(set_id="123456")
    assert parse_source("ALMA:Set/123456 ") == AlmaSource(set_id="123456")
    assert parse_source(f"alma:mms/{A},{B}") == AlmaSource(mms_ids=(A, B))
    assert parse_source(f"alma:mms/{B}, {A};{B},\n{C},") == AlmaSource(mms_ids=(B, A, C))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("alma:", "alma:set/ID"),
        ("alma:set/", "no set ID"),
        ("alma:set", "no set ID"),
        ("alma:set/My set", "“My set” is not a set ID"),
        ("alma:set/12٣", "is not a set ID"),
        ("alma:mms/", "no MMS ID"),
        ("alma:mms/ , ,", "no MMS ID"),
        ("alma:mms/99x", "“99x” is not an MMS ID"),
        ("alma:mms/9.9E+15", "is not an MMS ID"),
        ("alma:file/", "no file"),
        ("alma:file/not-there.txt", "There is no file not-there.txt"),
        ("alma:sett/1", "“alma:sett/1” is not a source"),
        ("alma:\x1b[31m", "is not a source"),
        ("alma:/1", "is not a source"),
    ],
)
def test_what_is_mistyped_is_said(text: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_source(text)
    assert says in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.hint


def test_the_words_for_a_source(tmp_path: Path) -> None:
    assert AlmaSource(set_id="7").label == "Alma set 7"
    assert AlmaSource(mms_ids=(A,)).label == f"Alma {A}"
    assert AlmaSource(mms_ids=(A, B)).label == "2 titles in Alma"
    assert AlmaSource(mms_ids=(A, B)).words == f"titles {A}, {B}"
    file = tmp_path / "wanted.txt"
    file.write_text(f"{A}\n")
    source = parse_source(f"alma:file/{file}")
    assert source is not None
    assert (source.label, source.mms_ids, source.path) == ("wanted.txt", (A,), file)


SHAPES = {
    "plain": f"{A}\n{B}\n{C}\n",
    "no end of line": f"{A}\n{B}\n{C}",
    "windows": f"\ufeff{A}\r\n\r\n{B}\r\n   \r\n{C}\r\n",
    "old mac": f"{A}\r{B}\r{C}\r",
    "doubles": f"{A}\n{B}\n{A}\n{C}\n{B}\n",
    "one line": f"{A}, {B},{C}",
    "quoted": f'"{A}"\n"{B}"\n"{C}"\n',
    "apostrophes": f"'{A}\n'{B}\n'{C}\n",
    "as Alma exports": f'"Title","MMS Id","Author"\n"A, b","{A}","x"\n"C","{B}",""\n"","{C}",""\n',
    "semicolons": f"Barcode;mms_id\n123;{A}\n;{B}\n99;{C}\n",
    "tabs": f"MMS ID\tTitle\n{A}\tWar, and peace\n{B}\tq\n{C}\t\n",
    "formulas": f'MMS Id,Title\n"=""{A}""",a\n"=""{B}""",b\n="{C}",c\n',
    "no names of columns": f"{A},Title one\n{B},Title two\n{C},Title three\n",
    "title on two lines": f'MMS Id,Title\n{A},"One\ntwo"\n{B},b\n{C},c\n',
    "empty cells": f"Title,MMS Id\na,{A}\nb,\nc,{B}\nd\ne,{C}\n",
    "quotation marks inside": f'MMS Id\tTitle\n{A}\t"War" and peace\n{B}\tb "c"\n{C}\td\n',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("shape", SHAPES)
def test_files_of_mms_ids(tmp_path: Path, shape: str, encoding: str) -> None:
    file = tmp_path / "titles.csv"
    text = SHAPES[shape].lstrip("\ufeff") if encoding == "utf-16" else SHAPES[shape]
    file.write_bytes(text.encode(encoding))
    assert read_ids(file) == (A, B, C)
    clear = shape not in ("one line", "no names of columns")
    assert ids_in_file(file) == ((A, B, C) if clear else None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no MMS IDs"),
        (b"MMS Id,Title\n", "holds no MMS IDs"),
        (b"Barcode,Title\n12 34,x\n", "no column of MMS IDs"),
        (f"{A}\n9.91E+15\n".encode(), "Line 2 of titles.csv has 9.91E+15: a spreadsheet"),
        (b"MMS Id;Title\n9,9E+15;x\n", "Line 2 of titles.csv has 9,9E+15: a spreadsheet"),
        (f"MMS Id\n{A}\nabc\n".encode(), "Line 3 of titles.csv has “abc”"),
        (f"{A}\n{B}.0\n".encode(), f"“{B}.0”"),
        (f'MMS Id,Title\n{A},"never closed\n{B},b\n{C},c\n'.encode(), "quotation mark"),
        (f'Title,MMS Id\n"never closed,{A}\nb,{B}\n'.encode(), "quotation mark"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "titles.csv"
    file.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_ids(file)
    assert says in str(caught.value)


def test_a_folder_and_a_name_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        read_ids(tmp_path)
    with pytest.raises(SourceError):
        parse_source("alma:file/a\0b")
    assert ids_in_file(tmp_path) is None
    assert ids_in_file(tmp_path / "gone") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        record_bytes([("001", A), ("245", "10", [("a", "T")])]),
        b"<collection/>",
        b"=LDR  00000nam\n=001  99\n",
        b'{"leader": "x"}',
        b"9780306406157\n9780306406158\n",  # ISBNs
        b"Title,Author\na,b\n",
        b"\x1f\x8b\x08\x00",
    ],
)
def test_other_files_are_no_lists_of_mms_ids(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "books"
    file.write_bytes(content)
    assert ids_in_file(file) is None


def test_a_clear_list_that_was_rounded_is_not_passed_on_as_records(tmp_path: Path) -> None:
    file = tmp_path / "titles.csv"
    file.write_text("MMS Id,Title\n9.9E+15,x\n")
    with pytest.raises(SourceError, match="rounded"):
        ids_in_file(file)


def test_a_long_list_is_read_whole(tmp_path: Path) -> None:
    wanted = tuple(f"99{number:010}1234" for number in range(20_000))
    file = tmp_path / "titles.txt"
    file.write_text("\n".join(wanted))
    assert ids_in_file(file) == wanted


@given(st.binary(max_size=300))
def test_no_file_is_too_strange(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "strange"
    file.write_bytes(content)
    for read in (read_ids, ids_in_file):
        with suppress(SourceError):
            found = read(file) or ()
            assert len(set(found)) == len(found)
            assert all(each.isdigit() for each in found)
