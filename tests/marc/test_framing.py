"""Every byte of a file belongs to one piece, and one bad record hides no other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.marc.framing import Kind, pieces
from tests.marc.building import record_bytes
from tests.marc.making import damaged_files

TEN = [
    record_bytes([("001", f"n{k}"), ("100", "1 ", [("a", f"Name {k} {'x' * k}")])])
    for k in range(10)
]
Found = list[tuple[int, int, Kind]]


def framed(raw: bytes, window: int | None = None) -> Found:
    """All pieces of a file, read through windows of this many bytes."""
    found: Found = []
    at, size = 0, window or len(raw)
    while at < len(raw):
        part, covered = pieces(raw[at : at + size], last=at + size >= len(raw))
        found += [(start + at, end + at, kind) for start, end, kind in part]
        at += covered
        size = size * 2 if not covered else window or len(raw)
    return found


def merged(found: Found) -> Found:
    """Neighbouring pieces of junk as one, because windows may divide them."""
    joined: Found = []
    for start, end, kind in found:
        if joined and kind is joined[-1][2] is Kind.JUNK:
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    return joined


def kept(raw: bytes) -> list[bytes]:
    """The records of a file as bytes."""
    return [raw[start:end] for start, end, kind in framed(raw) if kind is not Kind.JUNK]


def test_plain_file_is_cut_at_every_record() -> None:
    raw = b"".join(TEN)
    assert kept(raw) == TEN
    assert {kind for _, _, kind in framed(raw)} == {Kind.RECORD}


@pytest.mark.parametrize(
    "between", [b"\n", b"\r\n", b"\x00", b"\x1a", b"  ", b"\x1d", b"\xef\xbb\xbf", b"\r\n\r\n\t"]
)
def test_junk_between_records_is_no_record(between: bytes) -> None:
    raw = between + between.join(TEN) + between
    assert kept(raw) == TEN
    assert framed(raw)[0] == (0, len(between), Kind.JUNK)


@pytest.mark.parametrize(
    "length", [b"00000", b"-0001", b"99999", b"     ", b"+0755", b" 0755", b"0_755", b"00025"]
)
@pytest.mark.parametrize("which", [0, 4, 9])
def test_wrong_length_in_one_record_keeps_the_others(length: bytes, which: int) -> None:
    records = list(TEN)
    records[which] = length + records[which][5:]
    raw = b"".join(records)
    assert kept(raw) == records
    assert [kind for *_, kind in framed(raw)].count(Kind.MISFIT) == 1


@pytest.mark.parametrize("change", [-1, 1])
def test_length_one_off(change: int) -> None:
    records = list(TEN)
    records[3] = b"%05d" % (len(records[3]) + change) + records[3][5:]
    assert kept(b"".join(records)) == records


def test_length_that_reaches_the_next_terminator_is_not_believed() -> None:
    records = list(TEN)
    records[3] = b"%05d" % (len(records[3]) + len(records[4])) + records[3][5:]
    assert kept(b"".join(records)) == records


@pytest.mark.parametrize("instead", [b"", b"x", b"\n"])
def test_missing_terminator_does_not_swallow_the_next_record(instead: bytes) -> None:
    broken = TEN[3][:-1] + instead
    found = kept(b"".join([*TEN[:3], broken, *TEN[4:]]))
    assert found == [*TEN[:3], broken, *TEN[4:]]


def test_stray_terminator_in_the_middle_does_not_divide_a_record() -> None:
    broken = TEN[3].replace(b"Name", b"Na\x1dme")
    found = kept(b"".join([*TEN[:3], broken, *TEN[4:]]))
    assert found == [*TEN[:3], broken, *TEN[4:]]


def test_foreign_text_between_records_is_junk() -> None:
    raw = TEN[0] + b"--- page 2 ---" + TEN[1]
    assert kept(raw) == TEN[:2]


def test_cut_off_end_is_a_tail() -> None:
    raw = b"".join(TEN)[:-10]
    assert framed(raw)[-1][2] is Kind.TAIL
    assert kept(raw)[:9] == TEN[:9]


def test_a_long_stretch_without_terminator_does_not_fill_the_memory() -> None:
    raw = TEN[0] + b"z" * (9 << 20) + TEN[1]
    assert kept(raw) == TEN[:2]


@given(st.one_of(damaged_files(), st.binary(max_size=300)), st.integers(30, 400))
@settings(max_examples=200, deadline=None)
def test_every_byte_is_in_one_piece_whatever_the_window(raw: bytes, window: int) -> None:
    found = framed(raw)
    assert [start for start, *_ in found] == [0, *(end for _, end, _ in found)][: len(found)]
    assert (found[-1][1] if found else 0) == len(raw)
    assert merged(found) == merged(framed(raw, window))
