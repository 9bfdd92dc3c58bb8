"""One subfield goes in and nothing else moves, or there is a reason."""

from __future__ import annotations

import io

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.marc.binary import read_record
from orcid_tui.marc.directory import UnreadableRecord, read_layout
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.splice import splice, splice_one
from orcid_tui.orcid_id import OrcidId
from tests.marc.building import MARC8_LEADER, field_bytes, record_bytes
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


def personal(record: bytes) -> list[int]:
    """The indexes of the fields 100 and 700."""
    try:
        entries = read_layout(record).entries
    except UnreadableRecord:
        return []
    return [k for k, entry in enumerate(entries) if entry.tag in (b"100", b"700")]


def raw_fields(record: bytes) -> list[tuple[str, bytes]]:
    """What pymarc, without decoding, sees as the record's fields."""
    (found,) = list(pymarc.MARCReader(io.BytesIO(record), to_unicode=False))
    assert found is not None
    return [(field.tag, field.as_marc("latin-1")) for field in found.get_fields()]


@given(records())
@settings(max_examples=200, deadline=None)
def test_an_independent_reader_sees_one_more_subfield_and_nothing_else(record: bytes) -> None:
    targets = personal(record)
    spliced, refused, patches = splice(record, [(index, URI) for index in targets])
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
        spliced, refused, _ = splice(record, [(index, URI) for index in chosen])
        assert set(refused) <= set(chosen)
        assert all(reason.endswith(".") for reason in refused.values())
        grown = len(chosen) - len(refused)
        assert len(spliced) == len(record) + grown * len(SUBFIELD)
        if grown:
            assert kind is Kind.RECORD
            assert undone(record, spliced) == record
        else:
            assert spliced == record


@given(records())
@settings(max_examples=50, deadline=None)
def test_the_same_uri_is_not_put_in_twice(record: bytes) -> None:
    wanted = [(index, URI) for index in personal(record)]
    once = splice(record, wanted)
    assert splice(once.record, wanted) == (once.record, {}, ())


def test_one_pass_for_several_fields_equals_one_after_the_other() -> None:
    names = [("700", "1 ", [("a", f"Name {k}"), ("4", "aut")]) for k in range(5)]
    record = record_bytes([("001", "x"), *names, ("999", "  ", [("a", "last")])])
    together = splice(record, [(index, URI) for index in (4, 2, 5)]).record
    single = record
    for index in (2, 4, 5):
        single = splice_one(single, index, URI)
    assert together == single


def test_data_in_another_order_than_the_directory() -> None:
    first, second = field_bytes(("700", "1 ", [("a", "A")])), field_bytes(("001", "x"))
    directory = b"001%04d%05d" % (len(second), len(first)) + b"700%04d%05d" % (len(first), 0)
    body = directory + b"\x1e" + first + second + b"\x1d"
    record = b"%05dnam a22%05d i 4500" % (24 + len(body), 24 + len(directory) + 1) + body
    spliced = splice_one(record, 1, URI)
    assert read_record(1, spliced).control_number == "x"
    assert undone(record, spliced) == record


def of_length(field: int) -> bytes:
    """A record whose 700 has this many bytes."""
    return record_bytes([("700", "1 ", [("a", "x" * (field - 5))])])


def test_field_may_become_9999_bytes_and_not_one_more() -> None:
    room = 9_999 - len(SUBFIELD)
    assert len(splice_one(of_length(room), 0, URI)) == len(of_length(room)) + len(SUBFIELD)
    with pytest.raises(FieldRefused, match="10,000 bytes long, more than the 9,999"):
        splice_one(of_length(room + 1), 0, URI)


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
    assert splice_one(record_of(room), 0, URI)[:5] == b"99999"
    with pytest.raises(FieldRefused, match="100,000 bytes long, more than the 99,999"):
        splice_one(record_of(room + 1), 0, URI)


def test_where_there_is_room_for_one_only_the_other_is_refused() -> None:
    names = [("700", "1 ", [("a", f"Name {k}")]) for k in range(2)]
    bulk = [("500", "  ", [("a", "x" * 9_000)])] * 11
    rest = 99_999 - len(SUBFIELD) - len(record_bytes([*names, *bulk]))
    bulk[0] = ("500", "  ", [("a", "x" * (9_000 + rest))])
    spliced, refused, _ = splice(record_bytes([*names, *bulk]), [(0, URI), (1, URI)])
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
    spliced, refused, _ = splice(record, [(1, URI)])
    assert spliced == record
    assert reason in refused[1]


def test_more_than_two_characters_in_front_are_stray_when_the_directory_passes_over_one() -> None:
    record = bytearray(record_bytes([("100", "x1 ", [("a", "Name")])]))
    record[24:36] = b"100%04d%05d" % (len("1 $aName^"), 1)
    with pytest.raises(FieldRefused, match="stray bytes"):
        splice_one(bytes(record), 0, URI)


@pytest.mark.parametrize("entry_map", ["450 ", "45 0", "45e0", "    ", "45\xe90"])
def test_odd_entry_maps_are_no_reason(entry_map: str) -> None:
    record = record_bytes(
        [("100", "1 ", [("a", "Name")])], leader="00000nam a2200000 i " + entry_map
    )
    assert undone(record, splice_one(record, 0, URI)) == record


def test_text_left_in_another_set_is_refused_and_closed_text_is_not() -> None:
    left_open = record_bytes([("100", "1 ", [("a", b"\x1b(NiwAN")])], leader=MARC8_LEADER)
    with pytest.raises(FieldRefused, match="another character set"):
        splice_one(left_open, 0, URI)
    closed = record_bytes([("100", "1 ", [("a", b"\x1b(NiwAN\x1b(B")])], leader=MARC8_LEADER)
    assert undone(closed, splice_one(closed, 0, URI)) == closed
    custom = record_bytes([("100", "1 ", [("a", b"H\x1bb2\x1bsO")])], leader=MARC8_LEADER)
    assert undone(custom, splice_one(custom, 0, URI)) == custom


def test_invalid_utf8_and_decomposed_letters_stay_as_they_are() -> None:
    decomposed = "Jose\u0301".encode() + b"\xff\xfe"
    record = record_bytes([("100", "1 ", [("a", decomposed)])])
    assert decomposed in splice_one(record, 0, URI)
