"""Any steps on JSON and MarcEdit text of any shape: all of them and nothing else, or a reason."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orcid_tui.marc.content import Edit, MarcContent
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.formats import open_content
from orcid_tui.marc.patches import Patches
from orcid_tui.marc.record import Field
from orcid_tui.marc.steps import (
    AddSubfield,
    DropSubfield,
    FieldSteps,
    SetSubfield,
    Step,
    carried_out,
)
from tests.marc.building import FieldSpec, record_json, record_mrk
from tests.marc.making import fields
from tests.marc.splicing import opened
from tests.marc.stepping import patched, steps, undone

SHAPES = ["marc-in-json", "value", "data", "sierra", "nested", "flat"]
NEXT = [("001", "next"), ("100", "1 ", [("a", "Next")])]
KEEP = "keep"
"""Stands in everything that is no subfield: none of it may get lost or come twice."""


def whole_fields(content: MarcContent, number: int) -> list[Field]:
    """All fields of a record."""
    return list(content.record(number).fields())


def check(
    raw: bytes, data: st.DataObject, *, all_go: bool = False, codes: str = "012479ax"
) -> bytes:
    """Random steps for random fields of the first record. Returns what would be written."""
    with tempfile.TemporaryDirectory() as folder:
        found, _ = opened(Path(folder), raw, step=5000)
        before = [whole_fields(found, k) for k in range(1, found.records + 1)]
        targets = [k for k, field in enumerate(before[0]) if field.subfields]
        assume(targets)
        chosen = sorted(data.draw(st.sets(st.sampled_from(targets), min_size=1, max_size=3)))
        wanted = [data.draw(steps(k, len(before[0][k].subfields), codes)) for k in chosen]
        edit = found.edit(1, wanted)
        assert all(edit.refused.values())
        assert not (all_go and edit.refused)
        new = patched(raw, edit.patches)
        assert undone(new, edit.patches, raw) == raw
        (Path(folder) / "new").write_bytes(new)
        again = found.reopened(FileBytes(Path(folder) / "new"), Patches(edit.patches))
        done = {each.target: each.steps for each in wanted if each.target not in edit.refused}
        _agree(before[0], whole_fields(again, 1), done)
        _agree(before[0], list(edit.after.fields()), done)
        assert [whole_fields(again, k) for k in range(2, again.records + 1)] == before[1:]
        found.close()
        again.close()
    return new


def _agree(before: list[Field], after: list[Field], done: dict[int, tuple[Step, ...]]) -> None:
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        assert (old.tag, old.indicators, old.data) == (new.tag, new.indicators, new.data)
        assert new.subfields == carried_out(old.subfields, done.get(index, ()))


@given(
    fields(),
    st.sampled_from(SHAPES),
    st.sampled_from([None, 0, 3]),
    st.booleans(),
    st.booleans(),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_steps_in_usual_json(
    made: list[FieldSpec],
    shape: str,
    indent: int | None,
    plain: bool,
    compact: bool,
    data: st.DataObject,
) -> None:
    values = [record_json(record, shape=shape) for record in (made, NEXT)]
    style: dict[str, Any] = {"separators": (",", ":")} if compact else {}
    text = json.dumps(values, indent=indent, ensure_ascii=plain, **style)
    new = check(text.encode(), data, all_go=True)
    json.loads(new)


_NAMES = st.sampled_from("abe014")
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=5).filter(lambda text: KEEP not in text)
_ODD: st.SearchStrategy[object] = st.sampled_from(
    [None, {}, [], {KEEP: "x"}, KEEP, [KEEP], {"a": []}, {"id": KEEP}, 7]
)
_ELEMENTS = st.one_of(
    st.builds(lambda code, text: {code: text}, _NAMES, _TEXTS),
    st.builds(lambda code, text: {"code": code, "value": text}, _NAMES, _TEXTS),
    st.builds(lambda code, text: {"data": text, "code": code}, _NAMES, _TEXTS),
    st.builds(lambda code, text: {"id": KEEP, "code": code, "value": text}, _NAMES, _TEXTS),
    st.builds(lambda code, text: [code, text], _NAMES, _TEXTS),
    st.dictionaries(_NAMES, st.one_of(_TEXTS, st.lists(_TEXTS, max_size=3)), max_size=3),
    st.builds(
        lambda code, odd: {code: odd}, _NAMES, st.sampled_from([None, {}, [], {KEEP: "x"}, 7])
    ),
    _ODD,
)
_ROWS = st.dictionaries(
    st.one_of(_NAMES, st.just(KEEP)),
    st.one_of(_TEXTS, st.lists(_TEXTS, max_size=3), st.just(["x", None])),
    max_size=5,
)
_FLAT = st.lists(_TEXTS.filter(lambda text: text != "_"), max_size=7)


@st.composite
def odd_fields(draw: st.DrawFn) -> object:
    """One field 700, in a shape that nobody should use."""
    content = draw(st.one_of(st.lists(_ELEMENTS, max_size=5), _ROWS, _ELEMENTS))
    form = draw(st.integers(0, 4))
    if form == 0:
        return {"700": {"ind1": "1", "subfields": content, "note": KEEP}}
    if form == 1:
        return {"tag": "700", "subfield": content}
    if form == 2:
        return ["700", "1", None, content]
    if form == 3:
        return ["700", "1", " ", *draw(_FLAT)]
    return {"700": draw(_ROWS)}


@given(st.lists(odd_fields(), min_size=1, max_size=4), st.sampled_from([None, 0, "\t"]), st.data())
@settings(max_examples=300, deadline=None)
def test_steps_in_odd_json(
    made: list[object], indent: int | str | None, data: st.DataObject
) -> None:
    value = {"leader": "00000nam a2200000 i 4500", "fields": [{"001": "x"}, *made]}
    raw = json.dumps(value, indent=indent).encode()
    new = check(raw, data)
    json.loads(new)
    assert new.count(KEEP.encode()) == raw.count(KEEP.encode())


def one_line(field: FieldSpec) -> FieldSpec:
    """Text that a line can hold."""
    if len(field) == 2:
        return field
    return field[0], field[1], [(code, " ".join(text.split()) or "x") for code, text in field[2]]


@given(fields(), st.sampled_from(["\n", "\r\n", "\r"]), st.data())
@settings(max_examples=150, deadline=None)
def test_steps_in_marcedit_text(made: list[FieldSpec], end: str, data: st.DataObject) -> None:
    text = end.join(record_mrk(list(map(one_line, r)), line_end=end) for r in (made, NEXT))
    new = check(text.encode(), data, all_go=True)
    assert new.count(end.encode()) == text.count(end)


_STRETCHES = [
    b"$aName",
    b"$",
    b"$$",
    b"$eauthor ",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\n# keep\n",
    b"more ",
]
_STRETCHES += [b"$1x", b"$4", b"{acute}", b"\xc3\xa9", b"\xff", b"\n  "]


@given(st.lists(st.sampled_from(_STRETCHES), max_size=12), st.data())
@settings(max_examples=300, deadline=None)
def test_steps_in_continued_lines(parts: list[bytes], data: st.DataObject) -> None:
    raw = b"=LDR  00000nam\\a2200000\\i\\4500\n=700  1\\$a" + b"".join(parts) + b"\n=999  \\\\$ax\n"
    new = check(raw, data)
    assert new.count(KEEP.encode()) == raw.count(KEEP.encode())


def edit_of(folder: Path, raw: bytes, *wanted: Step) -> tuple[bytes, Edit]:
    """These steps on the last field of the only record: what would be written."""
    (folder / "file").write_bytes(raw)
    content = open_content(folder / "file")
    content.advance(1 << 20)
    target = len(content.record(1).tags) - 1
    edit = content.edit(1, [FieldSteps(target, wanted)])
    content.close()
    return patched(raw, edit.patches), edit


HEAD = b'{"leader":"x","fields":[{"100":{"subfields":'
LINE = b"=LDR  x\n=100  1\\"


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        (HEAD + b'[ {"a":"N"}, {"1":"x"} ]}}]}', [DropSubfield(1)], HEAD + b'[ {"a":"N"} ]}}]}'),
        (HEAD + b'[ {"0":"x"},\n{"a":"N"} ]}}]}', [DropSubfield(0)], HEAD + b'[ {"a":"N"} ]}}]}'),
        (
            HEAD + b'[{"a":"N"}, {"0":"x"}, {"1":"y"}, {"4":"z"}]}}]}',
            [DropSubfield(1), DropSubfield(2)],
            HEAD + b'[{"a":"N"}, {"4":"z"}]}}]}',
        ),
        (
            HEAD + b'[{"a":"N"},\t{"1":"x"}]}}]}',
            [AddSubfield(0, "0", "y"), DropSubfield(0), SetSubfield(1, 'q"')],
            HEAD + b'[{"0":"y"},\t{"1":"q\\""}]}}]}',
        ),
        (
            HEAD + b'{"a":"N", "1":"x"}}}]}',
            [DropSubfield(1), AddSubfield(2, "1", "y")],
            HEAD + b'{"a":"N", "1":"y"}}}]}',
        ),
        (HEAD + b'{"1":["x","y"]}}}]}', [SetSubfield(1, "z")], HEAD + b'{"1":["x","z"]}}}]}'),
        (HEAD + b'[{"a":"N","1":"x"}]}}]}', [SetSubfield(1, "")], HEAD + b'[{"a":"N","1":""}]}}]}'),
        (LINE + b"$aN,\r\n$1x\r\n", [DropSubfield(1)], LINE + b"$aN,\r\n"),
        (LINE + b"$1x\n$aN\n", [DropSubfield(0)], LINE + b"$aN\n"),
        (LINE + b"$aN$1x\ny\n$4z", [SetSubfield(1, "$ {")], LINE + b"$aN$1{dollar} {lcub}\n$4z"),
        (LINE + b"$aN\n#\n$4z", [AddSubfield(1, "1", "u")], LINE + b"$aN$1u\n#\n$4z"),
    ],
)
def test_what_is_written(tmp_path: Path, before: bytes, wanted: list[Step], after: bytes) -> None:
    written, edit = edit_of(tmp_path, before, *wanted)
    assert not edit.refused
    assert written == after


@pytest.mark.parametrize(
    ("before", "step", "reason"),
    [
        (HEAD + b'{"a":"N","1":"x"}}}]}', AddSubfield(2, "1", "y"), "There is a $1"),
        (HEAD + b'{"a":["N","M"]}}}]}', AddSubfield(1, "1", "y"), "nothing can be put between"),
        (HEAD + b'{"a":["N","M"]}}}]}', DropSubfield(1), "as one with others"),
        (HEAD + b'[{"a":"N"},{"b":null}]}}]}', SetSubfield(1, "y"), "not written as a text"),
        (HEAD + b'[{"a":"N"},{"b":null}]}}]}', DropSubfield(1), "more than a code and a text"),
        (HEAD + b'[{"a":"N"},null,{"b":"x"}]}}]}', DropSubfield(0), "stand between the subfields"),
        (HEAD + b'[{"a":"N"}]}}]}', DropSubfield(0), "Nothing would be left"),
        (HEAD + b'{"code":"a","value":"N"}}}]}', DropSubfield(0), "not written as a list"),
        (LINE + b"$aN$\n", SetSubfield(0, "M"), "dollar sign without a code"),
        (LINE + b"$aN$bx\n# note\ny\n", DropSubfield(1), "remark stands in the lines"),
        (LINE + b"$aN\n# note\n$bx\n", DropSubfield(1), "remark stands between"),
        (LINE + b"$aN\n", AddSubfield(1, "1", "x\ny"), "cannot hold this value"),
        (LINE + b"$aN\n", DropSubfield(0), "Nothing would be left"),
    ],
)
def test_what_is_refused(tmp_path: Path, before: bytes, step: Step, reason: str) -> None:
    written, edit = edit_of(tmp_path, before, step)
    assert written == before
    assert reason in edit.refused[0]
