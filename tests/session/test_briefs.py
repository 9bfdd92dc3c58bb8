"""What is told from bytes at a glance is what a close look tells."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.brief import brief
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.marc.name_tags import TAGS_ON_DEMAND, USUAL_TAGS
from orcid_tui.marc.plain_names import PLAIN_NAME
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.several import SeveralStores
from tests.marc.building import FieldSpec, collection_xml, record_bytes

_BITS = (
    b"Smith, Jane", b"a", b"3", b".", b" ", b"\xe2e", b"\xc3\xa9", b"\xff", b"\x1b(N", b"\x1b(B",
    b"\x88", b"\xe6\x97\xa5", b"\xe2\x80\x8f", b"\xcc\x81", b"orcid", b"ORC\xc4\xb0D", b"(orcid)",
    b"0000-0002-1825-0097", b"0000000218250097", b"https://orcid.org/", b"http://viaf.example/1",
    b"orcid.org/0000-0002-1825-0097", b"\x1f", b"\x1ft", b"\x1e", b"x" * 36, b"2001", b"(uri) ",
    b"20050101d2005 y0",
)  # fmt: skip
_VALUE = st.lists(st.sampled_from(_BITS), max_size=4).map(b"".join) | st.binary(max_size=6)
_CODE = st.sampled_from([b"a", b"a", b"b", b"d", b"t", b"e", b"0", b"1", b"9", b"2", b"6", b""])
_SUBFIELDS = st.lists(st.tuples(_CODE, _VALUE), max_size=4)
_INDICATORS = st.sampled_from([b"1 ", b"1 ", b"  ", b"3 ", b"0", b"", b"\xc3\xa9", b"1\x1f", b" 1"])
_TAGS = ["100", "700", "700", "245", "245", "200", "101", "701", "801", "600", "800", "880"]
_NAME = st.tuples(st.sampled_from(_TAGS), _INDICATORS, _SUBFIELDS)
_PLAIN_NAME = st.tuples(
    st.sampled_from(["100", "700"]),
    st.just(b"1 "),
    st.tuples(st.tuples(st.just(b"a"), _VALUE), st.tuples(_CODE, _VALUE)),
)
_CONTROL = st.tuples(st.sampled_from(["001", "008"]), _VALUE)
_DATED = st.just(("008", "050101s2005    xx"))
_LEADER = st.sampled_from(
    ["00000nam a2200000 i 4500", "00000nam  2200000 i 4500", "00000nz  a2200000 i 4500",
     "00000nam a2200000 i 450 "]
)  # fmt: skip
_RECORD = st.tuples(_LEADER, st.lists(_PLAIN_NAME | _NAME | _CONTROL | _DATED, max_size=6)).map(
    lambda made: record_bytes(made[1], leader=made[0])
)


_ALL_TAGS: Final = Practice(tags=(*USUAL_TAGS, *TAGS_ON_DEMAND), unimarc_subfield="o")


async def _compare(path: Path, practice: Practice = USUAL_PRACTICE) -> Counter[str]:
    seen: Counter[str] = Counter()
    stores = [MarcFileStore(path, practice=practice) for _ in range(2)]
    session = Session(SeveralStores(stores), NobodyToAsk())
    try:
        async for batch in session.scan():
            assert not batch.plain or len(batch.plain) == len(batch.refs)
            told = list(session.briefs(batch.refs))
            assert told == [brief(session.heading(r), session.work(r)) for r in batch.refs]
            assert told == list(session.briefs(batch.refs, batch.plain))
            for at, one in enumerate(told):
                expected = (
                    HeadingState.CLOSED
                    if not one.eligible
                    else HeadingState.LINKED
                    if one.orcid
                    else HeadingState.OPEN
                )
                assert session.state(one.ref) is expected
                seen["plain" if batch.plain[at : at + 1] == b"\x01" else "doubtful"] += 1
    finally:
        await session.aclose()
    return seen


@settings(deadline=None, max_examples=300)
@given(st.lists(_RECORD, min_size=1, max_size=4), st.sampled_from([USUAL_PRACTICE, _ALL_TAGS]))
def test_a_glance_tells_what_a_close_look_tells(records: list[bytes], practice: Practice) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.mrc"
        path.write_bytes(record_bytes([("001", "x")]) + b"".join(records))
        asyncio.run(_compare(path, practice))


_XML_TEXT = st.sampled_from(
    ["Smith, Jane", "", " ", "123", "é", "日", "orcid.org/0000-0002-1825-0097", "&"]
)
_XML_FIELD = st.tuples(
    st.sampled_from(["100", "700", "245", "245", "200", "101", "801"]),
    st.sampled_from(["1 ", "1 ", "  ", "3 ", " 1"]),
    st.lists(st.tuples(st.sampled_from("aaabt019e"), _XML_TEXT), max_size=3),
) | st.just(("100", "  ", [("a", "20050101d2005    k  y0engy50      ba")]))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.lists(_XML_FIELD, max_size=4), min_size=1, max_size=3),
    st.sampled_from(["00000nam a2200000 i 4500", "00000nz  a2200000 i 4500"]),
)
def test_the_same_in_xml(records: list[list[FieldSpec]], leader: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.xml"
        path.write_bytes(collection_xml([[("001", "x")], *records], leader=leader))
        asyncio.run(_compare(path))


async def test_ordinary_names_in_xml_are_told_at_a_glance(tmp_path: Path) -> None:
    book: list[FieldSpec] = [
        ("100", "1 ", [("a", "Smith, Jane,"), ("e", "author.")]),
        ("245", "10", [("a", "Rivers.")]),
        ("700", "1 ", [("a", "Jones, Ann"), ("t", "Poems.")]),
    ]
    path = tmp_path / "records.xml"
    path.write_bytes(collection_xml([book, book]))
    assert await _compare(path) == {"plain": 4, "doubtful": 4}


async def test_ordinary_names_are_told_are_told_at_a_glance(tmp_path: Path) -> None:
    fields: list[FieldSpec] = [
        ("008", "050101s2005    xx"),
        ("100", "1 ", [("a", "Smith, Jane,"), ("d", "1950-"), ("e", "author.")]),
        ("245", "10", [("a", "Rivers.")]),
        ("700", "1 ", [("a", "Émond, Élise"), ("0", "http://viaf.example/1"), ("9", "12")]),
        ("700", "12", [("a", "Smith, Jane."), ("t", "Poems.")]),
    ]
    path = tmp_path / "records.mrc"
    path.write_bytes(record_bytes(fields))
    assert await _compare(path) == {"plain": 4, "doubtful": 2}


async def test_a_single_blank_100_makes_the_whole_record_doubtful(tmp_path: Path) -> None:
    coded = ("100", "  ", [("a", "20050101d2005    k  y0engy50      ba")])
    path = tmp_path / "records.mrc"
    path.write_bytes(record_bytes([coded, ("700", "1 ", [("a", "Smith, Jane")])]))
    session = Session(MarcFileStore(path), NobodyToAsk())
    batches = [batch async for batch in session.scan()]
    assert batches[0].refs == (HeadingRef(1, "700", 1),)
    assert session.state(batches[0].refs[0]) is HeadingState.CLOSED
    await session.aclose()


def test_no_form_of_an_id_is_plain() -> None:
    for value in (
        b"0000-0002-1825-0097",
        b"(ORCID)0000000218250097",
        b"https://OrcId.org/0000-0002-1825-0097",
        b"000000021825009X",
    ):
        assert PLAIN_NAME.fullmatch(b"1 \x1faSmith\x1f0" + value + b"\x1e") is None
    assert PLAIN_NAME.fullmatch(b"1 \x1faSmith\x1f0(DE-588)118540238\x1e") is not None
