"""One subfield goes in and nothing else moves, or there is a reason."""

from __future__ import annotations

import io
from dataclasses import replace

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.directory import UnreadableRecord, read_layout
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.placement import place_for
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.splice import Spliced, splice
from orcid_tui.marc.steps import (
    AddSubfield,
    DropSubfield,
    FieldSteps,
    SetSubfield,
    Step,
    carried_out,
    same_but_for,
)
from orcid_tui.orcid_id import OrcidId
from tests.marc.building import LEADER, MARC8_LEADER, field_bytes, record_bytes
from tests.marc.making import damaged_files, records

URI = OrcidId.from_base("009900000000001").uri
SUBFIELD = b"\x1f1" + URI.encode()


def undone(before: bytes, after: bytes) -> bytes:
    """An own way back: drop the insertions, then give the old numbers their places again."""
    base = int(before[12:17])
    assert after[12:17] == before[12:17]
    data = after[base:].replace(SUBFIELD, b"")
    head = bytearray(after[:base])
    head[:5] = before[:5]
    for at in range(24, base - 1, 12):
        assert head[at : at + 3] == before[at : at + 3]
        head[at + 3 : at + 12] = before[at + 3 : at + 12]
    return bytes(head) + data


def adding(record: bytes, *targets: int) -> list[FieldSteps]:
    """What puts the URI into each of these fields."""
    found = read_record(1, record)
    places = [place_for("1", [s.code for s in found.field(k).subfields]) for k in targets]
    return [
        FieldSteps(target, (AddSubfield(place, "1", URI),))
        for target, place in zip(targets, places, strict=True)
    ]


def linked(record: bytes, target: int) -> bytes:
    """The record with the URI in one field. Raises FieldRefused."""
    spliced = splice(record, adding(record, target))
    if reason := spliced.refused.get(target):
        raise FieldRefused(reason)
    return spliced.record


def personal(record: bytes) -> list[int]:
    """The indexes of the fields 100 and 700."""
    try:
        tags = read_layout(record).tags
    except UnreadableRecord:
        return []
    return [k for k, tag in enumerate(tags) if tag in ("100", "700")]


def raw_fields(record: bytes) -> list[tuple[str, bytes]]:
    """What pymarc, without decoding, sees as the record's fields."""
    (found,) = list(pymarc.MARCReader(io.BytesIO(record), to_unicode=False))
    assert found is not None
    return [(field.tag, field.as_marc("latin-1")) for field in found.get_fields()]


@given(records())
@settings(max_examples=200, deadline=None)
def test_an_independent_reader_sees_one_more_subfield_and_nothing_else(record: bytes) -> None:
    targets = personal(record)
    spliced, refused, patches = splice(record, adding(record, *targets))
    assert refused == {}
    assert undone(record, spliced) == record
    by_patches, done = b"", 0
    for start, end, instead in patches:
        by_patches += record[done:start] + instead
        done = end
    assert by_patches + record[done:] == spliced
    old, new = raw_fields(record), raw_fields(spliced)
    for index, ((tag, before), (new_tag, after)) in enumerate(zip(old, new, strict=True)):
        assert tag == new_tag
        assert after.count(SUBFIELD) == (index in targets)
        assert after.replace(SUBFIELD, b"") == before


@given(damaged_files(), st.integers(0, 255))
@settings(max_examples=250, deadline=None)
def test_damage_is_refused_or_spliced_without_a_trace(raw: bytes, mask: int) -> None:
    for start, end, kind in pieces(raw, last=True)[0]:
        record = raw[start:end]
        targets = personal(record)
        if kind is Kind.JUNK or not targets:
            continue
        chosen = [index for k, index in enumerate(targets) if mask >> k & 1] or targets
        spliced, refused, _ = splice(record, adding(record, *chosen))
        assert set(refused) <= set(chosen)
        assert all(reason.endswith(".") for reason in refused.values())
        grown = len(chosen) - len(refused)
        assert len(spliced) == len(record) + grown * len(SUBFIELD)
        if grown:
            assert kind is Kind.RECORD
            assert undone(record, spliced) == record
        else:
            assert spliced == record


def test_one_pass_for_several_fields_equals_one_after_the_other() -> None:
    names = [("700", "1 ", [("a", f"Name {k}"), ("4", "aut")]) for k in range(5)]
    record = record_bytes([("001", "x"), *names, ("999", "  ", [("a", "last")])])
    together = splice(record, adding(record, 4, 2, 5)).record
    single = record
    for index in (2, 4, 5):
        single = linked(single, index)
    assert together == single


def test_data_in_another_order_than_the_directory() -> None:
    first, second = field_bytes(("700", "1 ", [("a", "A")])), field_bytes(("001", "x"))
    directory = b"001%04d%05d" % (len(second), len(first)) + b"700%04d%05d" % (len(first), 0)
    body = directory + b"\x1e" + first + second + b"\x1d"
    record = b"%05dnam a22%05d i 4500" % (24 + len(body), 24 + len(directory) + 1) + body
    spliced = linked(record, 1)
    assert read_record(1, spliced).control_number == "x"
    assert undone(record, spliced) == record


def of_length(field: int) -> bytes:
    """A record whose 700 has this many bytes."""
    return record_bytes([("700", "1 ", [("a", "x" * (field - 5))])])


def test_field_may_become_9999_bytes_and_not_one_more() -> None:
    room = 9_999 - len(SUBFIELD)
    assert len(linked(of_length(room), 0)) == len(of_length(room)) + len(SUBFIELD)
    with pytest.raises(FieldRefused, match="10,000 bytes long, more than the 9,999"):
        linked(of_length(room + 1), 0)


def record_of(size: int) -> bytes:
    """A record of exactly this many bytes, with a short 700 in front."""
    name = ("700", "1 ", [("a", "Name")])
    bulk = [("500", "  ", [("a", "x" * 9_000)])] * 10
    rest = size - len(record_bytes([name, *bulk, ("501", "  ", [("a", "")])]))
    record = record_bytes([name, *bulk, ("501", "  ", [("a", "y" * rest)])])
    assert len(record) == size
    return record


def test_record_may_become_99999_bytes_and_not_one_more() -> None:
    room = 99_999 - len(SUBFIELD)
    assert linked(record_of(room), 0)[:5] == b"99999"
    with pytest.raises(FieldRefused, match="100,000 bytes long, more than the 99,999"):
        linked(record_of(room + 1), 0)


def test_where_there_is_room_for_one_only_the_other_is_refused() -> None:
    names = [("700", "1 ", [("a", f"Name {k}")]) for k in range(2)]
    bulk = [("500", "  ", [("a", "x" * 9_000)])] * 11
    rest = 99_999 - len(SUBFIELD) - len(record_bytes([*names, *bulk]))
    bulk[0] = ("500", "  ", [("a", "x" * (9_000 + rest))])
    full = record_bytes([*names, *bulk])
    spliced, refused, _ = splice(full, adding(full, 0, 1))
    assert list(refused) == [1]
    assert len(spliced) == 99_999


GOOD = record_bytes([("001", "x"), ("100", "1 ", [("a", "Name")]), ("245", "10", [("a", "T")])])


def changed(at: int, new: bytes) -> bytes:
    """The good record with some bytes overwritten."""
    return GOOD[:at] + new + GOOD[at + len(new) :]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (changed(0, b"00000"), "length in the leader"),
        (changed(0, b"     "), "length in the leader"),
        (GOOD[:-1], "does not end with a record terminator"),
        (changed(12, b"00049"), "does not end where the base address"),
        (changed(12, b"     "), "base address"),
        (changed(20, b"55"), "another shape"),
        (changed(39, b"0008"), "field terminator"),
        (changed(36 + 3, b"0015"), "field terminator in its middle"),
        (changed(36 + 3, b"9999"), "past the end"),
        (changed(48 + 7, b"00003"), "shares its data"),
        (GOOD.replace(b"1 \x1fa", b"1\x1faa"), "two indicators"),
        (GOOD.replace(b"1 \x1faName", b"Just a name"[:8]), "two indicators"),
    ],
)
def test_true_reasons(record: bytes, reason: str) -> None:
    spliced, refused, _ = splice(record, [FieldSteps(1, (AddSubfield(1, "1", URI),))])
    assert spliced == record
    assert reason in refused[1]


def test_more_than_two_characters_in_front_are_stray_when_the_directory_passes_over_one() -> None:
    record = bytearray(record_bytes([("100", "x1 ", [("a", "Name")])]))
    record[24:36] = b"100%04d%05d" % (len("1 $aName^"), 1)
    with pytest.raises(FieldRefused, match="stray bytes"):
        linked(bytes(record), 0)


@pytest.mark.parametrize("entry_map", ["450 ", "45 0", "45e0", "    ", "45\xe90"])
def test_odd_entry_maps_are_no_reason(entry_map: str) -> None:
    record = record_bytes(
        [("100", "1 ", [("a", "Name")])], leader="00000nam a2200000 i " + entry_map
    )
    assert undone(record, linked(record, 0)) == record


def test_text_left_in_another_set_is_refused_and_closed_text_is_not() -> None:
    left_open = record_bytes([("100", "1 ", [("a", b"\x1b(NiwAN")])], leader=MARC8_LEADER)
    with pytest.raises(FieldRefused, match="another character set"):
        linked(left_open, 0)
    closed = record_bytes([("100", "1 ", [("a", b"\x1b(NiwAN\x1b(B")])], leader=MARC8_LEADER)
    assert undone(closed, linked(closed, 0)) == closed
    custom = record_bytes([("100", "1 ", [("a", b"H\x1bb2\x1bsO")])], leader=MARC8_LEADER)
    assert undone(custom, linked(custom, 0)) == custom


def test_invalid_utf8_and_decomposed_letters_stay_as_they_are() -> None:
    decomposed = "Jose\u0301".encode() + b"\xff\xfe"
    record = record_bytes([("100", "1 ", [("a", decomposed)])])
    assert decomposed in linked(record, 0)


_BITS = (
    b"Smith, Jane", b"\xe2e", b"\xc3\xa9", b"\xff", b"\x1b(N", b"\x1b(B", b"\xe6\x97\xa5", b" ",
    b"(orcid)0000000218250097", b"https://orcid.org/0000-0002-1825-0097", b"e\xcc\x81", b".",
)  # fmt: skip
_MESSY_VALUE = st.lists(st.sampled_from(_BITS), max_size=3).map(b"".join)
_MESSY_CODE = st.sampled_from([b"a", b"a", b"d", b"0", b"1", b"2", b"", b"\xc3\xa9", b"\xe9"])
_MESSY_FIELD = st.tuples(
    st.sampled_from(["001", "100", "245", "700"]),
    st.sampled_from([b"1 ", b"  ", b"", b"1"]),
    st.lists(st.tuples(_MESSY_CODE, _MESSY_VALUE), max_size=5),
)
_MESSY_RECORD = st.builds(
    lambda fields, leader: record_bytes(fields, leader=leader),
    st.lists(_MESSY_FIELD, min_size=1, max_size=5),
    st.sampled_from([LEADER, MARC8_LEADER]),
)


@st.composite
def _steps(draw: st.DrawFn, subfields: int) -> tuple[Step, ...]:
    """Any steps for a field with so many subfields, or with one less than is thought."""
    steps: list[Step] = []
    for at in range(subfields):
        match draw(st.sampled_from(["stay", "stay", "set", "drop"])):
            case "set":
                steps.append(SetSubfield(at, draw(st.sampled_from(["", "x", URI]))))
            case "drop":
                steps.append(DropSubfield(at))
    for _ in range(draw(st.integers(0, 3))):
        code, value = draw(st.sampled_from("019o")), draw(st.sampled_from([URI, "(orcid)1", ""]))
        steps.append(AddSubfield(draw(st.integers(0, subfields)), code, value))
    return tuple(draw(st.permutations(steps)))


def _by_patches(before: bytes, spliced: Spliced) -> bytes:
    """The new record, made by the patches alone."""
    parts, done = [], 0
    for start, end, new in spliced.patches:
        assert start >= done
        parts += [before[done:start], new]
        done = end
    return b"".join([*parts, before[done:]])


def _back_by_patches(before: bytes, spliced: Spliced) -> bytes:
    """The old record, made of the new one by putting back what gave way."""
    raw = spliced.record
    for index, (start, end, new) in reversed(list(enumerate(spliced.patches))):
        at = start + sum(patch.growth for patch in spliced.patches[:index])
        assert raw[at : at + len(new)] == new
        raw = raw[:at] + before[start:end] + raw[at + len(new) :]
    return raw


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_any_steps_are_carried_out_to_the_byte_or_refused_in_a_sentence(
    data: st.DataObject,
) -> None:
    record = data.draw(_MESSY_RECORD | records())
    if data.draw(st.booleans()):
        at = data.draw(st.integers(24, len(record) - 1))
        bits = st.sampled_from([b"", b"\x1e", b"\x1f", b"0", b"\xff", b"\x1b"])
        record = record[:at] + data.draw(bits) + record[at + data.draw(st.integers(0, 1)) :]
    before = read_record(1, record)
    wanted = [
        FieldSteps(k, data.draw(_steps(len(before.field(k).subfields))))
        for k in range(len(before.tags))
        if data.draw(st.booleans())
    ]
    spliced = splice(record, wanted)
    assert all(why.endswith(".") and why[0].isupper() for why in spliced.refused.values())
    assert _by_patches(record, spliced) == spliced.record
    assert _back_by_patches(record, spliced) == record
    done = {target: steps for target, steps in wanted if target not in spliced.refused}
    after = read_record(1, spliced.record)
    assert after.leader[5:] == before.leader[5:]
    assert same_but_for(replace(before, leader=""), replace(after, leader=""), done)
    for target, steps in done.items():
        expected = carried_out(before.field(target).subfields, steps)
        assert after.field(target).subfields == expected


def one_field(*subfields: tuple[str, str | bytes], leader: str = LEADER) -> bytes:
    """A record with a 100 of these subfields, and something behind it."""
    return record_bytes(
        [("001", "x"), ("100", "1 ", list(subfields)), ("245", "10", [("a", "T")])], leader=leader
    )


def test_a_field_may_lose_and_change_subfields_and_the_record_shrinks() -> None:
    old = one_field(("a", "Smith"), ("0", "(orcid)x"), ("e", "author"), ("1", "wrong"))
    steps = (DropSubfield(1), SetSubfield(3, URI))
    new = splice(old, [FieldSteps(1, steps)]).record
    assert new == one_field(("a", "Smith"), ("e", "author"), ("1", URI))
    shorter = splice(old, [FieldSteps(1, (DropSubfield(1),))]).record
    assert shorter == one_field(("a", "Smith"), ("e", "author"), ("1", "wrong"))
    assert len(shorter) < len(old)


def test_a_subfield_without_text_is_filled_before_another_is_put_behind_it() -> None:
    old = one_field(("a", "x"), ("1", ""), ("9", "y"))
    steps = (AddSubfield(2, "0", "new"), SetSubfield(1, URI))
    new = splice(old, [FieldSteps(1, steps)]).record
    assert new == one_field(("a", "x"), ("1", URI), ("0", "new"), ("9", "y"))


def test_a_change_of_the_same_length_leaves_every_number_as_it_is() -> None:
    old = one_field(("a", "Smith"), ("1", "abc"))
    spliced = splice(old, [FieldSteps(1, (SetSubfield(1, "xyz"),))])
    assert spliced.patches == (Patch(old.index(b"abc"), old.index(b"abc") + 3, b"xyz"),)


def test_empty_subfields_count_for_no_step_and_stay() -> None:
    old = one_field(("", ""), ("a", "Smith"), ("", ""), ("1", "wrong"), ("", ""))
    new = splice(old, [FieldSteps(1, (SetSubfield(1, URI), AddSubfield(2, "9", "z")))]).record
    assert new == one_field(("", ""), ("a", "Smith"), ("", ""), ("1", URI), ("", ""), ("9", "z"))


def test_what_one_field_gives_up_another_may_take() -> None:
    names = [("700", "1 ", [("a", "Name")]), ("700", "1 ", [("a", "Name"), ("1", "x" * 99)])]
    bulk = [("500", "  ", [("a", "x" * 9_000)])] * 11
    rest = 99_999 - len(record_bytes([*names, *bulk]))
    bulk[0] = ("500", "  ", [("a", "x" * (9_000 + rest))])
    full = record_bytes([*names, *bulk])
    assert list(splice(full, adding(full, 0)).refused) == [0]
    both = splice(full, [*adding(full, 0), FieldSteps(1, (DropSubfield(1),))])
    assert both.refused == {}
    assert len(both.record) == 99_999 + len(SUBFIELD) - 101


@pytest.mark.parametrize(
    ("record", "steps", "reason"),
    [
        (one_field(("1", "wrong")), (DropSubfield(0),), "Nothing would be left"),
        (one_field(("a", "x")), (DropSubfield(1),), "does not have the subfields"),
        (one_field(("a", "x")), (AddSubfield(2, "1", URI),), "does not have the subfields"),
        (one_field(("a", "x"), ("1", b"\xff")), (DropSubfield(1),), "bytes that are no text"),
        (one_field(("a", "x"), ("\xe9", "y")), (SetSubfield(1, "z"),), "a code beyond ASCII"),
        (
            one_field(("a", "x"), ("1", b"\x1b(NA\x1b(B"), leader=MARC8_LEADER),
            (SetSubfield(1, URI),),
            "in another character set",
        ),
        (
            one_field(("a", b"\x1b(NA"), ("1", b"wrong"), leader=MARC8_LEADER),
            (DropSubfield(1),),
            "in another character set",
        ),
    ],
)
def test_true_reasons_for_other_steps(record: bytes, steps: tuple[Step, ...], reason: str) -> None:
    spliced, refused, patches = splice(record, [FieldSteps(1, steps)])
    assert (spliced, patches) == (record, ())
    assert reason in refused[1]


def test_a_control_field_has_no_subfields() -> None:
    record = record_bytes([("001", b"ab\x1fa1")])
    assert (
        "control field" in splice(record, [FieldSteps(0, (AddSubfield(0, "1", URI),))]).refused[0]
    )


def test_a_field_that_is_gone_is_refused() -> None:
    spliced = splice(one_field(("a", "x")), [FieldSteps(3, (AddSubfield(0, "1", URI),))])
    assert "any more" in spliced.refused[3]
