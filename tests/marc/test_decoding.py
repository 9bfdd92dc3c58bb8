"""Text for display out of every kind of bytes that records hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc.marc8 import marc8_to_unicode

from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.decoding import decode_text
from orcid_tui.marc.marc8 import decode_marc8, ends_in_ascii
from tests.marc.building import MARC8_LEADER, record_bytes


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (b"Jos\xe2e", "José"),
        (b"Nguy\xe3\xf2en", "Nguyện"),
        (b"\xa1odz", "Łodz"),
        (b"\x1b(NiwAN\x1b(B.", "ИВан."),
        (b"\x1b$1!0!\x1b(B x", "一 x"),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"10\x1bp-2\x1bs", "10⁻²"),
        (b"\x1bga\x1bs-ray", "α-ray"),
        (b"\x1b(SAB:7\x1b(B", "ΑΒ:7"),
        (b"\x88The \x89title", "\x98The \x9ctitle"),
        (b"a\xe2", "\u00e1"),
    ],
)
def test_marc8(raw: bytes, text: str) -> None:
    assert decode_marc8(raw) == text


def test_hebrew_in_both_working_sets() -> None:
    assert decode_marc8(b"\x1b(2`ab\x1b(B") == "אבג"
    assert decode_marc8(b"\x1b)2\xe0\xe1\xe2\x1b)!E") == "אבג"


@given(st.lists(st.sampled_from([b"a", b"Z", b" ", b"\xe1e", b"\xe8u", b"\xa5", b"\xb5", b"1"])))
def test_agrees_with_pymarc_on_ordinary_latin(parts: list[bytes]) -> None:
    raw = b"".join(parts)
    assert decode_marc8(raw) == marc8_to_unicode(raw)


@given(st.binary(max_size=60), st.booleans())
def test_never_raises_and_always_nfc(raw: bytes, says_utf8: bool) -> None:
    text = decode_text(raw, says_utf8=says_utf8)
    assert unicodedata.is_normalized("NFC", text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x1b")), st.booleans())
def test_utf8_is_read_as_utf8_also_without_the_sign(text: str, says_utf8: bool) -> None:
    assert decode_text(text.encode(), says_utf8=says_utf8) == unicodedata.normalize("NFC", text)


def test_invalid_utf8_shows_a_replacement() -> None:
    assert decode_text(b"Mu\xfcller", says_utf8=True) == "Mu\ufffdller"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"plain", True),
        (b"\x1b(N", False),
        (b"\x1b(Nabc\x1b(B", True),
        (b"\x1b)N\xc1", True),
        (b"\x1b$1!0I", False),
        (b"\x1bb2", False),
        (b"\x1bb2\x1bs", True),
        (b"\x1b", False),
    ],
)
def test_ends_in_ascii(raw: bytes, expected: bool) -> None:
    assert ends_in_ascii(raw) is expected


def test_a_record_is_decoded_field_by_field() -> None:
    raw = record_bytes(
        [("001", "x 1 "), ("100", "1 ", [("a", b"M\xe8uller, J\xe2e,"), ("d", "1950-")])],
        leader=MARC8_LEADER,
    )
    record = read_record(7, raw)
    assert (record.number, record.tags, record.control_number) == (7, ("001", "100"), "x 1")
    assert str(record.field(1)) == "100 1_ $a Müller, Jé, $d 1950-"


def test_a_field_without_subfields_keeps_its_text() -> None:
    record = read_record(1, record_bytes([("245", "Just a title")]))
    assert record.field(0).data == "Just a title"


def test_a_field_that_lies_outside_the_record_is_empty() -> None:
    raw = bytearray(record_bytes([("001", "x"), ("700", "1 ", [("a", "N")])]))
    raw[43:48] = b"90000"
    assert read_record(1, bytes(raw)).field(1).subfields == ()


@pytest.mark.parametrize("raw", [b"", b"\x1d", b"00026nam a2200025 i 4500", b"x" * 60 + b"\x1d"])
def test_what_is_no_record_is_damaged_and_has_no_fields(raw: bytes) -> None:
    record = read_record(1, raw)
    assert record.damage.endswith(".")
    assert record.tags == ()
    assert list(record.fields()) == []


@given(
    st.lists(
        st.sampled_from([b"e", b"\xe2", b"\xe8", b" ", b"\xa1", b"\x88", b"\xc7", b"\x1f", b"\xff"])
    ).map(b"".join)
    | st.binary()
)
def test_the_table_for_latin_text_and_the_walk_through_all_sets_agree(raw: bytes) -> None:
    same_in_the_walk = b"\x1b(B" + raw  # names the set that is in use already
    assert decode_marc8(raw) == decode_marc8(same_in_the_walk)
