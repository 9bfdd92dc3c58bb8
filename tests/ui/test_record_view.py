"""A record in full: nothing is lost, nothing moves, and what changes is told by signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.parallel import linkage
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.marc.record import Field, Subfield, damaged
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import carried_out
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.in_full import FieldInFull, RecordInFull, Standing
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Preview
from orcid_tui.text import clean
from orcid_tui.ui.render.record import block_of_heading, field_lines, record_blocks, record_legend
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    MemoryStore,
    invented,
    name_field,
    record,
    subfields,
)

_HEAD = len("▶ 100 1_ ")

nasty = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("[]/\\$\x1b\x88\x98\x9c\u202e\ufeff王é\t\n ()+-"),
    ),
    max_size=90,
)
codes = st.sampled_from("abcdxyz0146é\x1f\x1b ")
some_subfields = st.lists(st.builds(Subfield, codes, nasty), max_size=9).map(tuple)
widths = st.integers(12, 130)


def letters(lines: Sequence[Content]) -> str:
    """What stands right of tag and indicators, without blanks and line breaks."""
    return "".join("".join(line.plain[_HEAD:] for line in lines).split())


def told(found: Sequence[Subfield]) -> str:
    words = (f"${clean(each.code)} {clean(each.value)}" for each in found)
    return "".join("".join(words).split())


@given(some_subfields, st.text("01 2\x1bé", max_size=3), widths, st.booleans())
def test_every_subfield_stands_there_once_and_in_its_place(
    given_subfields: tuple[Subfield, ...], indicators: str, width: int, here: bool
) -> None:
    shown = FieldInFull(Field("700", indicators, given_subfields))
    lines = field_lines(shown, width, here=here)
    assert all(isinstance(line, Content) for line in lines)
    assert all(line.cell_length <= width for line in lines)
    whole = "".join(line.plain for line in lines)
    assert not [char for char in whole if unicodedata.category(char) in ("Cc", "Cs")]
    said = letters(lines)
    assert said.startswith(told(given_subfields))
    rest = said.removeprefix(told(given_subfields))
    # What follows is said about the field, in parentheses.
    assert not rest or (rest.startswith("(") and rest.endswith(")"))
    assert lines[0].plain.startswith("▶ 700 " if here else "  700 ")


ids = st.sampled_from([invented(1), invented(2)])
carried = st.builds(
    lambda orcid, form: Subfield(form[0], form[1].format(orcid)),
    ids,
    st.sampled_from([("1", "https://orcid.org/{}"), ("0", "(orcid){}"), ("0", "(uri) {}")]),
)
others = st.builds(Subfield, st.sampled_from("aqde47"), st.text("xyz,.", max_size=90))


@given(
    st.lists(st.one_of(others, carried), max_size=8).map(tuple),
    ids,
    st.sampled_from(Writing),
    st.sampled_from([Wish.REPLACE, Wish.REMOVE, Wish.TIDY]),
    st.booleans(),
    st.integers(60, 120),
)
def test_signs_part_what_was_from_what_will_be(
    before: tuple[Subfield, ...],
    orcid: OrcidId,
    writing: Writing,
    wish: Wish,
    decided: bool,
    width: int,
) -> None:
    field = Field("700", "1 ", before)
    try:
        steps = steps_for(field, wish, orcid, Practice(writing=writing))
    except FieldRefused:
        return
    after = replace(field, subfields=carried_out(before, steps))
    standing = Standing.DECIDED if decided else Standing.WOULD_BE
    changes = after != field
    preview = Preview(field, after) if changes else None
    lines = field_lines(FieldInFull(field, preview=preview, standing=standing), width, person="P")
    assert all(line.cell_length <= width for line in lines)
    if changes:
        assert lines.pop().plain.strip().startswith("(")
    signs = [line.plain[6:_HEAD].strip() for line in lines]
    signs[0] = ""
    assert set(signs) <= ({"", "+", "-"} if decided else {"", "+?", "-?"})
    assert any(signs) is changes
    # A line without a sign and without a code goes on with the one before.
    assert letters([x for x, sign in zip(lines, signs, strict=True) if "+" not in sign]) == told(
        before
    )
    assert letters([x for x, sign in zip(lines, signs, strict=True) if "-" not in sign]) == told(
        after.subfields
    )


def plain(found: FieldInFull, width: int = 80) -> list[str]:
    return [line.plain.rstrip() for line in field_lines(found, width, person="Hansen, Anna")]


def test_the_id_stands_where_it_will_be_written() -> None:
    field = name_field("Smith, Jane,", ("e", "editor."), ("4", "edt"), tag="700")
    steps = steps_for(field, Wish.LINK, invented(1), Practice())
    preview = Preview(field, replace(field, subfields=carried_out(field.subfields, steps)))
    assert plain(FieldInFull(field, preview=preview, standing=Standing.WOULD_BE)) == [
        "  700 1_ $a Smith, Jane, $e editor.",
        f"      +? $1 {invented(1).uri}",
        "         $4 edt",
        "         (so it would be with Hansen, Anna)",
    ]


def test_a_change_at_the_very_beginning_leaves_the_head_alone() -> None:
    field = Field("700", "1 ", (Subfield("1", invented(1).uri), Subfield("a", "Smith, Jane")))
    preview = Preview(field, replace(field, subfields=field.subfields[1:]))
    assert plain(FieldInFull(field, preview=preview, standing=Standing.DECIDED)) == [
        "  700 1_",
        f"      -  $1 {invented(1).uri}",
        "         $a Smith, Jane",
        "         (decided; not written before you save)",
    ]


def test_blanks_count_where_positions_do() -> None:
    assert plain(FieldInFull(Field("008", data="24  s2019    "))) == ["  008    24__s2019____"]
    # A field without subfields is damaged, but it is text.
    assert plain(FieldInFull(Field("245", data="no  subfields "))) == ["  245    no subfields"]


def test_what_cannot_be_shown_is_told() -> None:
    field = Field("245", "1 ", subfields(("a", "\x98The\x9c h\ufffdrbour\ufffd")))
    assert plain(FieldInFull(field)) == [
        "  245 1_ $a The h\ufffdrbour\ufffd",
        "         (2 signs could not be read: \ufffd)",
        "         (2 invisible signs are left out here)",
    ]


def test_the_two_ends_of_a_pair_name_each_other() -> None:
    here = Field("100", "1 ", subfields(("6", "880-01"), ("a", "Van, Syao,"), ("4", "aut")))
    there = Field("880", "1 ", subfields(("6", "100-01/$1"), ("a", "小, 王")))
    one = FieldInFull(here, link=linkage(here), partner=there)
    assert plain(one)[-1] == "         (↔ in the original script: 小, 王)"
    other = FieldInFull(there, link=linkage(there), partner=here)
    assert plain(other)[-1] == "         (↔ in another script: 100 Van, Syao)"
    lone = FieldInFull(there, link=linkage(there))
    assert plain(lone)[-1] == "         (↔ 100: there is no such field in this record)"


def test_a_refusal_and_a_verdict_stand_below_their_field() -> None:
    field = name_field("Smith, Jane")
    refused = FieldInFull(field, standing=Standing.DECIDED, refusal="The record is too long.")
    assert plain(refused)[-1] == "         (not written: The record is too long.)"
    maybe = replace(refused, standing=Standing.WOULD_BE)
    assert plain(maybe)[-1] == "         (could not be written: The record is too long.)"
    nobody = FieldInFull(
        field, decision=Decision(HeadingRef(1, "100", 1), Verdict.NOBODY), standing=Standing.DECIDED
    )
    assert plain(nobody)[-1] == "         (no one fits; nothing is written here)"


def test_a_damaged_record_shows_its_leader_and_says_why() -> None:
    broken = damaged(1, "The record ends in the middle of a field.", "00000nam a22")
    store = MemoryStore([broken])
    whole = RecordInFull(Session(store, MemoryRegistry(PERSONS)), HeadingRef(1, "100", 1))
    [block] = record_blocks(whole, "")
    assert [line.plain.rstrip() for line in block(60)] == [
        "The record ends in the middle of a field.",
        "  LDR    00000nam_a22",
    ]
    assert block_of_heading(whole) == 0


async def test_blocks_are_made_when_they_are_asked_for() -> None:
    decoded: list[int] = []
    long = record(1, *(name_field(f"Smith, {n}", tag="700") for n in range(3000)))

    def decode(index: int) -> Field:
        decoded.append(index)
        return long.field(index)

    store = MemoryStore([replace(long, decode=decode)])
    session = Session(store, MemoryRegistry(PERSONS))
    async for _batch in session.scan():
        decoded.clear()
    whole = RecordInFull(session, HeadingRef(1, "700", 2000))
    blocks = record_blocks(whole, "")
    assert len(blocks) == len(long.tags) + 1
    assert decoded == []
    assert blocks[block_of_heading(whole)](80)[0].plain.startswith("▶ 700 1_ $a Smith, 1999")


def test_the_legend_fits_a_small_screen() -> None:
    assert record_legend().cell_length <= 78
