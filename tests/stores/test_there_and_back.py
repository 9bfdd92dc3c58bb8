"""A decision and its opposite: whatever the field holds, the first file is there again."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.linked import find_marks
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveReport, Wish
from tests.marc.building import FieldSpec
from tests.stores.dresses import DRESSES, pack
from tests.stores.working import scanned, to

ID = OrcidId.from_base("009800000000001")
OTHER = OrcidId.from_base("009800000000012")

Pairs = list[tuple[str, str]]

_LETTERS = st.characters(
    min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f\x80", exclude_categories=["Cc"]
)
_WORDS = st.text(_LETTERS, max_size=12)
_VALUES = _WORDS | st.sampled_from(
    ["aut", "(DE-588)1", "http://viaf.org/viaf/1", "orcid", " ", "{lcub}", "$1", '"', "\\", "&lt;"]
)
_OTHERS = st.tuples(st.sampled_from("abcdequ0124589"), _VALUES)
_NAMES = st.tuples(st.just("a"), _WORDS.filter(str.strip))


@st.composite
def fields_without_an_id(draw: st.DrawFn) -> Pairs:
    """Any subfields that are no iD and do not look like one; the first is a name."""
    pairs = [draw(_NAMES), *draw(st.lists(_OTHERS, max_size=6))]
    field = Field("700", "1 ", tuple(Subfield(*pair) for pair in pairs))
    return [] if find_marks(field) else pairs


def records(fields: list[Pairs]) -> list[list[FieldSpec]]:
    return [
        [("001", "one"), *(("700", "1 ", pairs) for pairs in fields), ("999", "  ", [("a", "x")])],
        [("001", "two"), *(("700", "1 ", pairs) for pairs in reversed(fields))],
    ]


def save(before: Path, after: Path, wish: Wish, orcid: OrcidId | None, writing: Writing) -> int:
    """The same wish for all headings; how many were carried out. The others must have a reason."""

    async def saved() -> SaveReport:
        store = MarcFileStore(before, practice=Practice(writing=writing))
        try:
            refs = await scanned(store)
            return await store.save([Change(ref, orcid, wish) for ref in refs], to(after))
        finally:
            store.close()

    report = asyncio.run(saved())
    assert all(refusal.reason for refusal in report.refused)
    return len(report.written)


def there_and_back(folder: Path, content: bytes, orcid: OrcidId | None, writing: Writing) -> int:
    """Write an iD, then take it out, or put the first one back."""
    first, there, back = folder / "first", folder / "there", folder / "back"
    first.write_bytes(content)
    if orcid is None:
        count = save(first, there, Wish.LINK, ID, writing)
        assert save(there, back, Wish.REMOVE, None, writing) == count
    else:
        count = save(first, there, Wish.REPLACE, OTHER, writing)
        assert save(there, back, Wish.REPLACE, orcid, writing) == count
    assert (there.read_bytes() != content) == (count > 0)
    assert back.read_bytes() == content
    return count


@given(
    st.lists(fields_without_an_id().filter(bool), min_size=1, max_size=3),
    st.sampled_from(sorted(DRESSES)),
    st.sampled_from(Writing),
)
@settings(max_examples=120)
def test_linking_and_removing(
    tmp_path_factory: pytest.TempPathFactory, fields: list[Pairs], dress: str, writing: Writing
) -> None:
    content = DRESSES[dress](records(fields))
    there_and_back(tmp_path_factory.mktemp("file"), content, None, writing)


@given(
    st.lists(fields_without_an_id().filter(bool), min_size=1, max_size=3),
    st.integers(1, 7),
    st.sampled_from(sorted(DRESSES)),
    st.sampled_from(Writing),
)
@settings(max_examples=120)
def test_replacing_and_replacing_back(
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[Pairs],
    at: int,
    dress: str,
    writing: Writing,
) -> None:
    forms = [(each.code, each.value) for each in Practice(writing=writing).forms(ID)]
    linked = [[*pairs[:at], *forms, *pairs[at:]] for pairs in fields]
    content = DRESSES[dress](records(linked))
    there_and_back(tmp_path_factory.mktemp("file"), content, ID, writing)


@pytest.mark.parametrize("orcid", [None, ID], ids=["link", "replace"])
@pytest.mark.parametrize("dress", DRESSES)
def test_in_every_dress_something_is_really_done(
    tmp_path: Path, dress: str, orcid: OrcidId | None
) -> None:
    pairs = [("a", "Näme"), ("e", "author"), ("4", "aut")]
    linked = [*pairs[:2], ("1", ID.uri), *pairs[2:]] if orcid else pairs
    content = DRESSES[dress](records([linked, linked]))
    assert there_and_back(tmp_path, content, orcid, Writing.URI) == 4


@pytest.mark.parametrize("dress", ["binary", "XML"])
def test_a_compressed_file(tmp_path: Path, dress: str) -> None:
    """Compressed anew each time, so the content counts, not the packing."""
    pairs = [("a", "Näme"), ("e", "author")]
    first, there, back = tmp_path / "first", tmp_path / "there", tmp_path / "back"
    first.write_bytes(pack(DRESSES[dress](records([pairs] * 100))))
    assert save(first, there, Wish.LINK, ID, Writing.BOTH) == 200
    assert save(there, back, Wish.REMOVE, None, Writing.BOTH) == 200
    assert back.read_bytes() != there.read_bytes()
    assert gzip.decompress(back.read_bytes()) == gzip.decompress(first.read_bytes())


def test_headings_are_those_that_were_written(tmp_path: Path) -> None:
    """The fields of the property tests are found, all of them."""
    file = tmp_path / "file"
    file.write_bytes(DRESSES["binary"](records([[("a", "x")]] * 2)))
    store = MarcFileStore(file)
    refs = asyncio.run(scanned(store))
    store.close()
    assert refs == [HeadingRef(number, "700", nth) for number in (1, 2) for nth in (1, 2)]
