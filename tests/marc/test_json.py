"""MARC in JSON in every shape and dress: read, and given a subfield like its neighbours."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.marc.content import ContentChanged
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.patches import Patch, Patches
from tests.marc.building import FieldSpec, record_json
from tests.marc.making import fields
from tests.marc.splicing import URI, linking, opened, planned, spliced, without

RECORDS: list[list[FieldSpec]] = [
    [
        ("001", f"n{k}"),
        ("100", "1 ", [("a", f"Náme {k},"), ("e", "author.")]),
        ("245", "10", [("a", 'T & "T" \\')]),
        ("700", "1 ", [("a", "Second"), ("4", "aut")]),
    ]
    for k in range(3)
]
SHAPES = ["marc-in-json", "value", "data", "sierra", "nested", "flat"]
PLAIN = [record_json(record) for record in RECORDS]


def dumps(value: object, **style: Any) -> bytes:
    """JSON as the standard library writes it."""
    return json.dumps(value, **style).encode()


def lines(values: list[dict[str, Any]], end: bytes = b"\n", **style: Any) -> bytes:
    """One value a line."""
    return b"".join(dumps(value, **style) + end for value in values)


DRESSES = {
    "list": dumps(PLAIN),
    "list, indented": dumps(PLAIN, indent=2, ensure_ascii=False),
    "list, tabs and CR LF": dumps(PLAIN, indent="\t").replace(b"\n", b"\r\n"),
    "list, compact": dumps(PLAIN, separators=(",", ":")),
    "list with BOM": b"\xef\xbb\xbf" + dumps(PLAIN),
    "lines": lines(PLAIN),
    "lines, CR LF": lines(PLAIN, b"\r\n"),
    "lines with blank lines": lines(PLAIN, b"\n\n \n"),
    "text sequence": b"\x1e" + b"\x1e".join(lines([value]) for value in PLAIN),
    "concatenated": lines(PLAIN, b"", indent=1),
    "concatenated, indented": lines(PLAIN, b"\n", indent=4),
    "envelope": dumps({"total": 3, "records": PLAIN, "next": None}, indent=2),
    "envelope in each line": lines([{"id": k, "content": PLAIN[k]} for k in range(3)]),
    "deep": dumps({"a": [{"b": {"c": [value]}} for value in PLAIN]}),
    "names that are not ours": dumps([{"fields": "no", "x": [[]], "y": {}}, 1, None, *PLAIN]),
    "spaces everywhere": dumps(PLAIN, separators=(" , ", " : ")),
} | {shape: dumps([record_json(r, shape=shape) for r in RECORDS], indent=2) for shape in SHAPES}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES.keys())
def test_every_dress_is_read_and_spliced(tmp_path: Path, content: bytes) -> None:
    found, places = opened(tmp_path, content)
    assert found.name == "MARC in JSON"
    assert places == [(n, tag, 1) for n in (1, 2, 3) for tag in ("100", "700")]
    second = found.record(2)
    assert second.leader == "00000nam a2200000 i 4500"
    assert second.control_number == "n1"
    assert [str(field) for field in second.fields("100", "245", "700")] == [
        "100 1_ $a Náme 1, $e author.",
        '245 10 $a T & "T" \\',
        "700 1_ $a Second $4 aut",
    ]
    patches, refused = planned(found, places)
    assert not refused
    assert len(patches) == 6
    result = spliced(content, patches)
    assert without(result, patches) == content
    (tmp_path / "new").write_bytes(result)
    again = found.reopened(FileBytes(tmp_path / "new"), patches)
    assert [str(field) for field in again.record(3).fields("100", "700")] == [
        f"100 1_ $a Náme 2, $e author. $1 {URI}",
        f"700 1_ $a Second $1 {URI} $4 aut",
    ]
    assert not again.troubles
    assert not again.why_read_only


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", [{}, {"indent": 3}, {"separators": (",", ":")}], ids=str)
def test_the_insertion_is_what_the_same_writer_would_have_written(
    tmp_path: Path, shape: str, style: dict[str, Any]
) -> None:
    more: list[FieldSpec] = [
        ("001", "n"),
        ("100", "1 ", [("a", "Name,"), ("e", "author."), ("1", URI)]),
        ("700", "1 ", [("a", "Alone"), ("1", URI)]),
    ]
    less: list[FieldSpec] = [(f[0], f[1], f[2][:-1]) if len(f) == 3 else f for f in more]
    content = dumps(record_json(less, shape=shape), **style)
    found, places = opened(tmp_path, content)
    patches, _ = planned(found, places)
    assert spliced(content, patches) == dumps(record_json(more, shape=shape), **style)


def test_a_field_that_has_the_uri_already_is_not_touched(tmp_path: Path) -> None:
    found, places = opened(
        tmp_path, dumps(record_json([("100", "1 ", [("a", "N"), ("1", URI)]), ("001", "x")]))
    )
    patches, refused = planned(found, places)
    assert (len(patches), refused) == (0, {})


def test_names_that_come_twice_are_kept_and_read(tmp_path: Path) -> None:
    content = (
        b'{"leader":"x","fields":[{"100":{"ind1":"1","ind2":" ","subfields":[{"a":"A"}]},'
        b'"700":{"subfields":[{"a":"B","e":"C"},{"4":"D"}]},'
        b'"700":{"subfields":[{"a":"\\u00e9\\/"}]}}]}'
    )
    found, places = opened(tmp_path, content)
    assert [str(field) for field in found.record(1).fields()] == [
        "100 1_ $a A",
        "700 __ $a B $e C $4 D",
        "700 __ $a é/",
    ]
    patches, refused = planned(found, places)
    assert not refused
    new = b'{"1":"%s"}' % URI.encode()
    assert spliced(content, patches) == (
        content.replace(b'[{"a":"A"}', b'[{"a":"A"},' + new)
        .replace(b'{"4"', new + b',{"4"')
        .replace(b'\\/"}', b'\\/"},' + new)
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"ind1": "1", "subfields": {"code": "a", "value": "Name"}}, "not written as a list"),
        ({"ind1": "1", "subfields": {"a": "Name", "1": "x"}}, "There is a $1"),
        ({"ind1": "1", "subfields": {"a": {"b": "Name"}}}, "no subfields"),
        ({"ind1": "1", "ind2": " ", "subfields": []}, "no subfields"),
        ({"ind1": "1", "ind2": " "}, "no subfields"),
        ("Name", "no subfields"),
        ({"subfields": [{"a": "N", "e": "x"}]}, "more than a code and a text"),
        ({"subfields": [{"code": "a", "value": "N", "id": 4}]}, "more than a code and a text"),
        ({"subfields": [{"a": ["N", "M"]}]}, "more than a code and a text"),
    ],
)
def test_what_cannot_be_changed_is_read_and_refused(
    tmp_path: Path, body: object, reason: str
) -> None:
    found, places = opened(tmp_path, dumps({"leader": "x", "fields": [{"100": body}]}))
    edit = found.edit(1, [linking(found, 1, 0)])
    assert reason in edit.refused[0]
    assert not edit.patches
    assert places == [(1, "100", 1)]


@pytest.mark.parametrize(
    ("subfields", "added"),
    [
        ({"a": "Name", "4": "aut"}, {"1": URI}),
        ({"a": ["Name"], "4": ["aut", "edt"]}, {"1": [URI]}),
        ({"a": "Name", "4": ["aut"]}, {"1": URI}),
        ([{"a": "Name"}, {"4": "aut"}], [{"1": URI}]),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("indent", [None, 2])
def test_fields_by_tag(
    tmp_path: Path, subfields: Any, added: Any, listed: bool, indent: int | None
) -> None:
    name = {"ind1": "1", "ind2": " ", "subfields": subfields}
    record = {"leader": "l", "001": "x", "100": [name] if listed else name, "245": {"a": "Title"}}
    content = dumps([record], indent=indent)
    found, places = opened(tmp_path, content)
    assert places == [(1, "100", 1)]
    assert str(found.record(1).occurrence("100", 1)).startswith("100 1_ $a Name $4 aut")
    assert str(found.record(1).occurrence("245", 1)) == "245 __ $a Title"
    assert found.record(1).control_number == "x"
    patches, refused = planned(found, places)
    assert not refused
    result = spliced(content, patches)
    assert without(result, patches) == content
    now = json.loads(result)[0]["100"]
    now = (now[0] if listed else now)["subfields"]
    if isinstance(added, dict):
        assert now == {**subfields, **added}
        assert list(now) == ["a", "1", "4"]
    else:
        assert now == [subfields[0], *added, subfields[1]]


def test_a_bad_line_harms_no_other(tmp_path: Path) -> None:
    whole = lines(PLAIN)
    first = whole.index(b"\n") + 1
    content = whole[:first] + b'{"leader": "x", "fields": [{"001": ]}\n' + whole[first:]
    found, places = opened(tmp_path, content)
    assert found.records == 4
    assert {number for number, _, _ in places} == {1, 3, 4}
    assert [number for number, _ in found.troubles] == [2]
    assert "not well-formed" in found.record(2).damage
    assert not found.why_read_only
    patches, refused = planned(found, places)
    assert (len(patches), refused) == (6, {})
    assert without(spliced(content, patches), patches) == content


@pytest.mark.parametrize(
    "content",
    [
        dumps(PLAIN)[:-1],
        dumps(PLAIN)[:-40],
        dumps(PLAIN).replace(b'"n2"', b'"n2'),
        dumps(PLAIN, indent=2)[:-2] + b"}",
        dumps({"records": PLAIN})[:-2] + b"!",
    ],
)
def test_a_damaged_list_opens_for_reading_only(tmp_path: Path, content: bytes) -> None:
    found, _ = opened(tmp_path, content)
    assert "damaged behind record" in found.why_read_only
    assert found.troubles
    assert found.record(2).control_number == "n1"


@pytest.mark.parametrize(
    "content",
    [
        b'{"245": {"a": "x"}}',
        b'{"a": 1}',
        b'["a", "b"]',
        b'{"leader": ',
        b'{"fields": [{"name": "x"}]}',
        b"[{}]",
    ],
)
def test_json_without_records_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match="holds no MARC records") as refused:
        opened(tmp_path, content)
    assert refused.value.hint


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    content = lines(PLAIN) + b'{"a":' * 200_000
    try:
        found, _ = opened(tmp_path, content, step=1 << 16)
    except SourceError:
        return
    assert found.record(1).control_number == "n0"


def test_bytes_that_are_no_utf_8_are_shown_and_kept(tmp_path: Path) -> None:
    content = dumps(PLAIN, ensure_ascii=False).decode().encode("latin-1")
    found, places = opened(tmp_path, content)
    assert "Náme 0" in str(found.record(1).field(1))
    patches, refused = planned(found, places)
    assert not refused
    assert without(spliced(content, patches), patches) == content


def test_a_list_longer_than_any_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orcid_tui.marc.json_records._LONGEST", 2000)
    content = dumps({"records": PLAIN * 20}, indent=2)
    found, places = opened(tmp_path, content)
    assert found.records == 60
    patches, refused = planned(found, places)
    assert (len(patches), refused) == (120, {})
    assert not found.why_read_only


def test_a_written_file_that_is_not_the_same_is_seen(tmp_path: Path) -> None:
    content = dumps(PLAIN)
    found, _ = opened(tmp_path, content)
    for wrong in (dumps(PLAIN[:2]), b"[ " + content[1:], content[:-1]):
        (tmp_path / "new").write_bytes(wrong)
        with pytest.raises(ContentChanged):
            found.reopened(FileBytes(tmp_path / "new"), Patches())
    (tmp_path / "new").write_bytes(b" " + content)
    found.reopened(FileBytes(tmp_path / "new"), Patches([Patch(0, 0, b" ")]))


STYLES = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, None, 0, 1, 4, "\t"]),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" , ", " :  ")]),
        "ensure_ascii": st.booleans(),
    }
)


IN_A_ROW = object()
"""Stands for a code and a text that are elements of their own."""


def minus(value: object, added: list[object]) -> object:
    """The same value without what was added to its lists."""
    if isinstance(value, list):
        kept = [minus(item, added) for item in value if item not in added]
        if added == [IN_A_ROW] and URI in kept:
            at = kept.index(URI)
            assert kept[at - 1] == "1"
            return kept[: at - 1] + kept[at + 1 :]
        return kept
    if isinstance(value, dict):
        return {key: minus(item, added) for key, item in value.items()}
    return value


ADDED: dict[str, list[object]] = {
    "marc-in-json": [{"1": URI}],
    "value": [{"code": "1", "value": URI}],
    "data": [{"code": "1", "data": URI}],
    "sierra": [{"tag": "1", "content": URI}],
    "nested": [["1", URI]],
    "flat": [IN_A_ROW],
}


@given(
    st.lists(fields(), min_size=1, max_size=3),
    st.sampled_from(SHAPES),
    STYLES,
    st.booleans(),
    st.sampled_from(["\n", "\r\n", ""]),
    st.integers(1, 3000),
)
@settings(max_examples=150, deadline=None)
def test_json_shows_the_same_and_one_subfield_more(
    made: list[list[FieldSpec]],
    shape: str,
    style: dict[str, Any],
    listed: bool,
    end: str,
    step: int,
) -> None:
    values = [record_json(record, shape=shape) for record in made]
    texts = [json.dumps(value, **style) for value in values]
    content = f"[{(',' + end).join(texts)}]" if listed else (end or " ").join(texts)
    raw = content.encode()
    with tempfile.TemporaryDirectory() as folder:
        found, places = opened(Path(folder), raw, step=step)
    assert found.records == len(made)
    patches, refused = planned(found, places)
    assert not refused
    assert len(patches) == len(places)
    result = spliced(raw, patches)
    assert without(result, patches) == raw
    decoder, at = json.JSONDecoder(), 1 if listed else 0
    for value in values:
        text = result.decode()
        while text[at] in " ,\r\n":
            at += 1
        now, at = decoder.raw_decode(text, at)
        assert minus(now, ADDED[shape]) == json.loads(json.dumps(value))


@given(
    st.lists(fields(), min_size=1, max_size=3),
    st.booleans(),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from([b"", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\xff", b"1"]),
            st.integers(0, 3),
        ),
        max_size=3,
    ),
)
@example([[("700", "1 ", [("a", "x")])]], True, [(1.0, b"", 0), (0.999, b"", 3)])
@settings(max_examples=200, deadline=None)
def test_damage_never_crashes_and_never_spreads(
    made: list[list[FieldSpec]], listed: bool, damage: list[tuple[float, bytes, int]]
) -> None:
    values = [record_json(record) for record in made]
    raw = bytearray(dumps(values, indent=1) if listed else lines(values))
    for where, new, gone in damage:
        at = int(where * len(raw))
        raw[at : at + gone] = new
    content = bytes(raw)
    with tempfile.TemporaryDirectory() as folder:
        try:
            found, places = opened(Path(folder), content, step=300)
        except SourceError:
            return
        patches, _ = planned(found, places)
        result = spliced(content, patches)
        assert without(result, patches) == content
        if not found.why_read_only:
            (Path(folder) / "new").write_bytes(result)
            again = found.reopened(FileBytes(Path(folder) / "new"), patches)
            assert again.records == found.records
        for number in range(1, found.records + 1):
            list(found.record(number).fields())
