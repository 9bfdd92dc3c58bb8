"""Records and damage that nobody would think of, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.marc.building import LEADER, MARC8_LEADER, FieldSpec, record_bytes

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x1b\x1d\x1e\x1f"), max_size=30
).map(lambda text: text or "x")
_CODE = st.sampled_from("abcdeq0123456789t")
_INDICATORS = st.sampled_from(["1 ", "0 ", "  ", "12"])
_SUBFIELDS = st.lists(st.tuples(_CODE, _TEXT), min_size=1, max_size=6)


def _data_field(tags: list[str]) -> st.SearchStrategy[FieldSpec]:
    return st.tuples(st.sampled_from(tags), _INDICATORS, _SUBFIELDS)


def fields() -> st.SearchStrategy[list[FieldSpec]]:
    """A control number, and fields among which there is at least one 700."""
    return st.tuples(
        st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True),
        st.lists(_data_field(["100", "245", "650", "700", "880", "999"]), max_size=6),
        _data_field(["700"]),
    ).map(lambda made: [("001", made[0]), *made[1], made[2]])


def records() -> st.SearchStrategy[bytes]:
    """Whole binary records, with and without the sign for UTF-8."""
    return st.builds(
        lambda made, leader: record_bytes(made, leader=leader),
        fields(),
        st.sampled_from([LEADER, MARC8_LEADER, "00000cam  2200000   450 "]),
    )


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """Some records with junk between, then a few bytes changed, removed or added."""
    parts = draw(st.lists(records(), min_size=1, max_size=4))
    junk = st.sampled_from([b"", b"", b"\n", b"\r\n", b"\x1a", b"\x00\x00", b"  ", b"\x1d", b"x"])
    raw = bytearray(b"".join(part + draw(junk) for part in parts))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(raw)))
        new = draw(st.sampled_from([b"", b"\x1d", b"\x1e", b"\x1f", b"0", b"9", b"\xff", b"\x1b"]))
        raw[at : at + draw(st.integers(0, 2))] = new
    return bytes(raw)
