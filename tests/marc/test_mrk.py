r"""MarcEdit text: read for people, and given `$1…` without another byte changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.marc.content import ContentChanged
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.mrk_mnemonics import decode_mnemonics
from orcid_tui.marc.patches import Patches
from tests.marc.building import FieldSpec, record_mrk
from tests.marc.making import fields
from tests.marc.splicing import URI, linking, opened, planned, spliced, without

RECORDS: list[list[FieldSpec]] = [
    [
        ("001", f"n{k}"),
        ("008", "240101s2024    xx            000 0 eng d"),
        ("100", "1 ", [("a", f"Náme {k},"), ("e", "author.")]),
        ("245", "10", [("a", "Price $12 {net}")]),
        ("700", "1 ", [("a", "Second"), ("4", "aut")]),
    ]
    for k in range(3)
]
TEXT = "\n".join(record_mrk(record) for record in RECORDS)
PLAIN = TEXT.encode()

DRESSES = {
    "plain": PLAIN,
    "CR LF": PLAIN.replace(b"\n", b"\r\n"),
    "CR": PLAIN.replace(b"\n", b"\r"),
    "no leaders, CR LF": "\r\n".join(
        text for text in TEXT.split("\n") if not text.startswith("=LDR")
    ).encode(),
    "BOM": b"\xef\xbb\xbf" + PLAIN,
    "BOM, CR LF, blank lines": b"\xef\xbb\xbf" + PLAIN.replace(b"\n", b"\r\n") + b"\r\n\r\n \r\n",
    "no blank lines between": PLAIN.replace(b"\n\n", b"\n"),
    "blank lines inside": PLAIN.replace(b"\n=245", b"\n\n=245"),
    "no line break at the end": PLAIN.rstrip(b"\n"),
    "remarks": b"# made by hand\n" + PLAIN.replace(b"\n=245", b"\n# a remark $1\n=245"),
    "continued lines": PLAIN.replace(b"Price ", b"Price\n"),
    "one blank behind the tag": PLAIN.replace(b"  ", b" "),
    "MARC-8": TEXT.replace("\\a22", "\\\\22").encode("latin-1").replace(b"\xe1", b"\xe2a"),
    "mnemonics": TEXT.replace("á", "{aacute}").encode(),
    "mnemonics of MARC-8": TEXT.replace("á", "{acute}a").encode(),
    "no leaders": "\n".join(
        text for text in TEXT.split("\n") if not text.startswith("=LDR")
    ).encode(),
    "leader as 000": PLAIN.replace(b"=LDR", b"=000"),
}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES.keys())
@pytest.mark.parametrize("step", [7, 100, 5000])
def test_every_dress_is_read_and_spliced(tmp_path: Path, content: bytes, step: int) -> None:
    found, places = opened(tmp_path, content, step=step)
    assert found.name == "MARC as MarcEdit text"
    assert places == [(n, tag, 1) for n in (1, 2, 3) for tag in ("100", "700")]
    second = found.record(2)
    if b"=LDR" in content or b"=000" in content:
        assert second.leader.replace("m  22", "m a22") == "00000nam a2200000 i 4500"
    assert second.control_number == "n1"
    assert [str(field) for field in second.fields("008", "100", "245", "700")] == [
        "008    240101s2024    xx            000 0 eng d",
        "100 1_ $a Náme 1, $e author.",
        "245 10 $a Price $12 {net}",
        "700 1_ $a Second $4 aut",
    ]
    patches, refused = planned(found, places)
    assert not refused
    result = spliced(content, patches)
    added = b"$1" + URI.encode()
    assert result.count(added) == 6
    assert result.replace(added, b"") == content
    (tmp_path / "new").write_bytes(result)
    again = found.reopened(FileBytes(tmp_path / "new"), patches)
    assert [str(field) for field in again.record(3).fields("100", "700")] == [
        f"100 1_ $a Náme 2, $e author. $1 {URI}",
        f"700 1_ $a Second $1 {URI} $4 aut",
    ]


def test_the_insertion_stands_at_the_end_of_a_continued_field(tmp_path: Path) -> None:
    content = (
        b"=LDR  00000nam\\a2200000\\i\\4500\r\n"
        b"=700  1\\$aA long name\r\n"
        b"  that goes on,\r\n"
        b"$eauthor \r\n"
        b"\r\n"
        b"=999  \\\\$ax\r\n"
    )
    found, places = opened(tmp_path, content)
    assert str(found.record(1).field(0)) == "700 1_ $a A long name   that goes on, $e author "
    patches, _ = planned(found, places)
    expected = content.replace(b"$eauthor ", b"$eauthor $1" + URI.encode())
    assert spliced(content, patches) == expected


def test_a_field_that_has_the_uri_already_is_not_touched(tmp_path: Path) -> None:
    found, places = opened(tmp_path, f"=LDR  x\n=100  1\\$aN$1{URI}\r\n".encode())
    patches, refused = planned(found, places)
    assert (len(patches), refused) == (0, {})


def test_a_field_without_subfields_is_refused(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, b"=LDR  x\n=100  1\\Smith\n=700  1\\$\n")
    edit = found.edit(1, [linking(found, 1, 0), linking(found, 1, 1)])
    assert set(edit.refused) == {0, 1}
    assert not edit.patches


def test_a_dollar_sign_of_an_escape_sequence_parts_nothing(tmp_path: Path) -> None:
    content = b"=LDR  00000nam\\\\22\n=700  1\\$a\x1b$1!0!\x1b(B\n=700  1\\$aN\n"
    found, places = opened(tmp_path, content)
    patches, refused = planned(found, places)
    assert list(refused) == [(1, "700", 1)]
    assert "character set" in refused[1, "700", 1]
    assert spliced(content, patches) == content[:-1] + b"$1" + URI.encode() + b"\n"


def test_text_that_never_parts_its_records_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orcid_tui.marc.mrk_records._LONGEST", 1000)
    with pytest.raises(SourceError, match="cannot be told apart"):
        opened(tmp_path, b"=LDR  x\n" + b"=700  1\\$aName\n" * 40_000)


def test_a_written_file_that_is_not_the_same_is_seen(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, PLAIN)
    (tmp_path / "new").write_bytes(PLAIN.replace(b"=LDR", b"=LXR", 1))
    with pytest.raises(ContentChanged):
        found.reopened(FileBytes(tmp_path / "new"), Patches())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Garc{acute}ia", "Garci\u0301a"),
        ("{eacute}t{eacute}", "été"),
        ("{dollar}5 {lcub}x{rcub} {bsol}", "$5 {x} \\"),
        ("{Lstrok}{acute}od{acute}z", "Ło\u0301dz\u0301"),
        ("{mllhring}Al{macr}i {mlrhring}", "ʻAli\u0304 ʼ"),
        ("{uml}{macr}u", "u\u0308\u0304"),
        ("{acute}{inodot}", "ı\u0301"),
        ("129{esc}p0{esc}s W", "1290 W"),
        ("a {acute}", "a \u0301"),
        ("{no such name} {unknown}", "{no such name} {unknown}"),
        ("plain", "plain"),
    ],
)
def test_mnemonics(written: str, shown: str) -> None:
    assert decode_mnemonics(written) == shown


@given(
    st.lists(fields(), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\n\n", "# remark\n"]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.integers(1, 2000),
)
@settings(max_examples=150, deadline=None)
def test_only_the_insertions_are_new(
    made: list[list[FieldSpec]], line_end: str, between: str, encoding: str, step: int
) -> None:
    made = [[_one_line(field) for field in record] for record in made]
    raw = between.join(record_mrk(record, line_end=line_end) for record in made).encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        found, places = opened(Path(folder), raw, step=step)
    assert found.records == len(made)
    patches, refused = planned(found, places)
    assert not refused
    assert len(patches) == len(places)
    result = spliced(raw, patches)
    assert result.replace(b"$1" + URI.encode(), b"") == raw


def _one_line(field: FieldSpec) -> FieldSpec:
    """Text that a line can hold."""
    if len(field) == 2:
        return field
    return field[0], field[1], [(code, " ".join(text.split()) or "x") for code, text in field[2]]


PARTS = [b"=LDR  00000nam\\a2200000\\i\\4500", b"=700  1\\$aName", b"=100", b"=1", b"$", b"$$1"]
PARTS += [b"\n", b"\r\n", b"\r", b"\n\n", b"#", b"text", b"\xff", b"=001  x", b"{", b"{acute}"]
PARTS += [b"=700  $", b"=700  1\\$a{", b"\x00", b"=LDR", b" "]


@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=30,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_lines_are_read_and_given_back(parts: list[bytes]) -> None:
    content = b"=LDR  00000nam\\a2200000\\i\\4500\n=001  1\n" + b"".join(parts)
    with tempfile.TemporaryDirectory() as folder:
        found, places = opened(Path(folder), content, step=20)
        patches, _ = planned(found, places)
        result = spliced(content, patches)
        assert without(result, patches) == content
        (Path(folder) / "new").write_bytes(result)
        again = found.reopened(FileBytes(Path(folder) / "new"), patches)
        for number in range(1, again.records + 1):
            list(again.record(number).fields())
