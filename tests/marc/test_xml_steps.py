"""What is decided about a field, carried out in MARCXML: added, set, dropped."""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.marc.content import Edit, MarcContent
from orcid_tui.marc.patches import Patches
from orcid_tui.marc.steps import (
    AddSubfield,
    DropSubfield,
    FieldSteps,
    SetSubfield,
    Step,
    carried_out,
)
from tests.marc.building import collection_xml
from tests.marc.splicing import opened

NAME = ("700", "1 ", [("a", "Almond, Ada,"), ("0", "(orcid)0099"), ("e", "author."), ("4", "aut")])
DRESSES = {
    "plain": collection_xml([[("001", "1"), NAME]]),
    "prefix, single quotes": collection_xml([[("001", "1"), NAME]], prefix="m:").replace(
        b'"', b"'"
    ),
    "one line": collection_xml([[NAME]], indent="").replace(b"\n", b""),
    "CR LF": collection_xml([[("001", "1"), NAME]]).replace(b"\n", b"\r\n"),
    "utf-16": collection_xml([[NAME]], encoding="utf-16"),
    "latin-1": collection_xml([[("001", "1"), NAME]], encoding="iso-8859-1"),
    "more attributes": collection_xml([[NAME]]).replace(b"code=", b'id="x>y" code='),
}


def patched(raw: bytes, edit: Edit) -> bytes:
    """The file after the edit."""
    for start, end, new in reversed(list(Patches(edit.patches))):
        raw = raw[:start] + new + raw[end:]
    return raw


def changed(folder: Path, raw: bytes, *steps: Step) -> tuple[MarcContent, Edit, int]:
    """One 700 of a file of one record, changed; and its index."""
    content, _ = opened(folder, raw)
    target = content.record(1).tags.index("700")
    return content, content.edit(1, [FieldSteps(target, steps)]), target


def steps_for(size: int) -> st.SearchStrategy[list[Step]]:
    """Any steps that leave something in a field of so many subfields."""
    text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
    code = st.sampled_from("0129abxY")
    fates = st.lists(
        st.one_of(st.none(), st.just("drop"), text.map(lambda t: ("set", t))),
        min_size=size,
        max_size=size,
    )
    added = st.lists(st.builds(AddSubfield, st.integers(0, size), code, text), max_size=3)

    def together(fates: list[object], added: list[AddSubfield]) -> list[Step]:
        steps: list[Step] = list(added)
        for at, fate in enumerate(fates):
            if fate == "drop":
                steps.append(DropSubfield(at))
            elif isinstance(fate, tuple):
                steps.append(SetSubfield(at, fate[1]))
        return steps

    return st.builds(together, fates, added)


@given(st.sampled_from(sorted(DRESSES)), steps_for(4))
@settings(max_examples=120, deadline=None)
def test_any_steps_in_any_dress(
    tmp_path_factory: pytest.TempPathFactory, dress: str, steps: list[Step]
) -> None:
    folder, raw = tmp_path_factory.mktemp("steps"), DRESSES[dress]
    content, edit, target = changed(folder, raw, *steps)
    before = content.record(1)
    expected = carried_out(before.field(target).subfields, steps)
    if not expected:
        assert edit.refused == {target: "Nothing would be left in the field."}
        return
    assert edit.refused == {}
    result = patched(raw, edit)
    again = opened(folder, result)[0].record(1)
    assert again.field(target).subfields == edit.after.field(target).subfields == expected
    assert [again.field(k) for k in range(len(again.tags)) if k != target] == [
        before.field(k) for k in range(len(before.tags)) if k != target
    ]
    root = lxml.etree.fromstring(result)
    fields = [node for node in root.iter("{*}datafield") if node.get("tag") == "700"]
    assert [(node.get("code"), node.text or "") for node in fields[0]] == [
        (each.code, each.value) for each in expected
    ]
    leads = {fields[0].text, *(node.tail for node in fields[0][:-1])}
    assert len(leads) == 1, "each subfield stands on a line of its own, as before"
    assert {node.tag for node in fields[0]} == {next(root.iter("{*}subfield")).tag}


@pytest.mark.parametrize("dress", DRESSES)
def test_adding_and_dropping_the_same_leaves_no_trace(tmp_path: Path, dress: str) -> None:
    if dress == "more attributes":
        return  # what is added has none
    raw = DRESSES[dress]
    _, edit, _ = changed(tmp_path, raw, AddSubfield(2, "1", "https://x.example/?a&b<c>"))
    result = patched(raw, edit)
    assert result != raw
    _, back, _ = changed(tmp_path, result, DropSubfield(2))
    assert patched(result, back) == raw


def test_setting_touches_nothing_but_the_text(tmp_path: Path) -> None:
    raw = DRESSES["more attributes"]
    _, edit, _ = changed(tmp_path, raw, SetSubfield(1, "(orcid)1"))
    assert patched(raw, edit) == raw.replace(b"(orcid)0099", b"(orcid)1")
    assert edit.patches[0].new == b"1"


def test_dropping_leaves_no_empty_line(tmp_path: Path) -> None:
    raw = DRESSES["CR LF"]
    _, edit, _ = changed(tmp_path, raw, DropSubfield(1))
    assert patched(raw, edit) == raw.replace(
        b'    <subfield code="0">(orcid)0099</subfield>\r\n', b""
    )


@pytest.mark.parametrize(
    ("value", "step", "reason"),
    [
        ("<!-- c -->x", SetSubfield(1, "y"), "more than text"),
        ("x<?p i?>", SetSubfield(1, "y"), "more than text"),
        ("<![CDATA[x]]>", SetSubfield(1, "y"), "more than text"),
        ("<i>x</i>", SetSubfield(1, "y"), "more than text"),
        ("<i>x</i>", DropSubfield(1), "more than text"),
        ("</subfield><!-- c --><subfield code='0'>x", DropSubfield(2), "Something else"),
        ("<subfield code='b'>y</subfield>", DropSubfield(0), "inside each other"),
    ],
)
def test_refusals(tmp_path: Path, value: str, step: Step, reason: str) -> None:
    raw = DRESSES["plain"].replace(b"(orcid)0099", value.encode())
    _, edit, target = changed(tmp_path, raw, step)
    assert edit.patches == ()
    assert reason in edit.refused[target]


def test_a_comment_between_two_subfields_stays_when_one_comes_in(tmp_path: Path) -> None:
    raw = DRESSES["plain"].replace(b"0099</subfield>", b"0099</subfield><!-- c -->")
    _, edit, _ = changed(tmp_path, raw, AddSubfield(2, "1", "u"))
    new = b'0099</subfield>\n    <subfield code="1">u</subfield><!-- c -->'
    assert patched(raw, edit) == raw.replace(b"0099</subfield><!-- c -->", new)


def test_a_short_element_takes_no_value(tmp_path: Path) -> None:
    raw = DRESSES["plain"].replace(b">(orcid)0099</subfield>", b"/>")
    _, edit, target = changed(tmp_path, raw, SetSubfield(1, "y"))
    assert edit.refused == {target: "The subfield is empty."}
    empty = DRESSES["plain"].replace(b"(orcid)0099", b"")
    _, edit, _ = changed(tmp_path, empty, SetSubfield(1, "(orcid)0099"))
    assert patched(empty, edit) == DRESSES["plain"]


def test_one_refusal_leaves_the_other_fields_alone(tmp_path: Path) -> None:
    raw = collection_xml([[NAME, NAME]]).replace(b"(orcid)0099", b"<i>x</i>", 1)
    content, _ = opened(tmp_path, raw)
    edit = content.edit(1, [FieldSteps(k, (SetSubfield(1, "y"),)) for k in (0, 1)])
    assert list(edit.refused) == [0]
    assert patched(raw, edit) == raw.replace(b"(orcid)0099", b"y")
