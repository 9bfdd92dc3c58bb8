"""Every kind of decision in every format: the file becomes exactly the one it must become."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import NamedTuple

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, Wish
from tests.marc.building import FieldSpec
from tests.stores.dresses import DRESSES, Dress, pack
from tests.stores.working import REPLACE, names, scanned, to

ID = OrcidId.from_base("009800000000001")
OTHER = OrcidId.from_base("009800000000012")
BROKEN = "https://orcid.org/0000-0000-0000-0000"
NAME, ROLE = ("a", "Näme, Jane,"), ("e", "author.")
GND = ("0", "(DE-588)1")


class Case(NamedTuple):
    """A wish, and the subfields of its field before and after."""

    wish: Wish
    orcid: OrcidId | None
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    writing: Writing = Writing.URI


CASES = {
    "link": Case(Wish.LINK, ID, [NAME, ROLE], [NAME, ROLE, ("1", ID.uri)]),
    "link in front of the role": Case(
        Wish.LINK, ID, [NAME, ("4", "aut")], [NAME, ("1", ID.uri), ("4", "aut")]
    ),
    "link both ways": Case(
        Wish.LINK, ID, [NAME, GND], [NAME, GND, ("0", f"(orcid){ID}"), ("1", ID.uri)], Writing.BOTH
    ),
    "link beside a broken one": Case(
        Wish.LINK, ID, [NAME, ("1", BROKEN)], [NAME, ("1", BROKEN), ("1", ID.uri)]
    ),
    "replace": Case(Wish.REPLACE, ID, [NAME, ("1", OTHER.uri), ROLE], [NAME, ("1", ID.uri), ROLE]),
    "replace in two places": Case(
        Wish.REPLACE,
        ID,
        [NAME, ("0", f"(orcid){OTHER}"), GND, ("1", OTHER.uri), ("4", "aut")],
        [NAME, ("0", f"(orcid){ID}"), GND, ("1", ID.uri), ("4", "aut")],
    ),
    "replace a shorter form": Case(
        Wish.REPLACE, ID, [NAME, ("1", f"http://orcid.org/{OTHER}")], [NAME, ("1", ID.uri)]
    ),
    "replace what is broken": Case(
        Wish.REPLACE, ID, [NAME, ("1", BROKEN), ROLE], [NAME, ("1", ID.uri), ROLE]
    ),
    "remove": Case(Wish.REMOVE, None, [NAME, ("1", OTHER.uri), ROLE], [NAME, ROLE]),
    "remove the last": Case(Wish.REMOVE, None, [NAME, ("1", OTHER.uri)], [NAME]),
    "remove every form": Case(
        Wish.REMOVE,
        None,
        [NAME, ("0", f"(orcid){OTHER}"), GND, ("1", OTHER.uri), ("4", "aut"), ("9", str(OTHER))],
        [NAME, GND, ("4", "aut")],
    ),
    "remove with its source": Case(
        Wish.REMOVE, None, [NAME, ("0", str(OTHER)), ("2", "orcid")], [NAME]
    ),
    "tidy": Case(Wish.TIDY, None, [NAME, ("0", f"(orcid){ID}")], [NAME, ("1", ID.uri)]),
    "tidy what has a source": Case(
        Wish.TIDY,
        None,
        [NAME, ("0", str(ID)), ("2", "orcid"), ("4", "aut")],
        [NAME, ("1", ID.uri), ("4", "aut")],
    ),
    "tidy the way it is spelled": Case(
        Wish.TIDY,
        None,
        [NAME, ("1", f"http://www.orcid.org/{ID}"), ROLE],
        [NAME, ("1", ID.uri), ROLE],
    ),
    "tidy into the other form": Case(
        Wish.TIDY, None, [NAME, ("1", ID.uri)], [NAME, ("0", f"(orcid){ID}")], Writing.TEXT
    ),
}


def records(subfields: list[tuple[str, str]]) -> list[list[FieldSpec]]:
    """Three records; the field stands in the second, twice, and in the third."""
    field = ("700", "1 ", subfields)
    return [
        [("001", "one"), ("100", "1 ", [NAME]), ("245", "10", [("a", "Títle {1} $2")])],
        [
            ("001", "two"),
            ("100", "1 ", [NAME, ("1", OTHER.uri)]),
            field,
            ("700", "1 ", [("a", "Other"), ("0", f"(orcid){ID}")]),
            field,
            ("999", "  ", [("a", "after"), ("1", OTHER.uri)]),
        ],
        [("001", "three"), ("245", "10", [("a", "Title")]), field],
    ]


REFS = [HeadingRef(2, "700", 1), HeadingRef(2, "700", 3), HeadingRef(3, "700", 1)]


async def opened(path: Path, case: Case) -> MarcFileStore:
    store = MarcFileStore(path, practice=Practice(writing=case.writing))
    await scanned(store)
    return store


@pytest.mark.parametrize("dress", DRESSES.values(), ids=list(DRESSES))
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
async def test_the_file_becomes_what_it_must_become(
    tmp_path: Path, case: Case, dress: Dress
) -> None:
    file = tmp_path / "books"
    file.write_bytes(dress(records(case.before)))
    expected = dress(records(case.after))
    store = await opened(file, case)
    changes = [Change(ref, case.orcid, case.wish) for ref in REFS]
    previews = [store.preview(change) for change in changes]
    report = await store.save(changes, REPLACE)
    assert file.read_bytes() == expected
    assert report.written == tuple(REFS)
    assert report.refused == ()
    assert report.path == file
    assert report.backup is not None
    assert report.backup.read_bytes() == dress(records(case.before))
    assert names(tmp_path) == [file.name, report.backup.name]
    for again in (store, await opened(file, case)):
        for ref, preview in zip(REFS, previews, strict=True):
            now = again.record(ref.record).occurrence(ref.tag, ref.occurrence)
            assert now == preview.after != preview.before
            # The name itself may be shown wrongly, in a code page that nobody declared.
            assert [(each.code, each.value) for each in now.subfields][1:] == case.after[1:]
        again.close()


@pytest.mark.parametrize("dress", ["binary", "XML", "JSON lines", "mrk"])
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
async def test_compressed_files_too(tmp_path: Path, case: Case, dress: str) -> None:
    file = tmp_path / "books.gz"
    file.write_bytes(pack(DRESSES[dress](records(case.before))))
    store = await opened(file, case)
    report = await store.save([Change(ref, case.orcid, case.wish) for ref in REFS], REPLACE)
    store.close()
    assert report.written == tuple(REFS)
    assert gzip.decompress(file.read_bytes()) == DRESSES[dress](records(case.after))


@pytest.mark.parametrize("dress", DRESSES.values(), ids=list(DRESSES))
async def test_refused_ones_are_named_and_stop_no_other(tmp_path: Path, dress: Dress) -> None:
    file = tmp_path / "books"
    file.write_bytes(dress(records([NAME, ("1", OTHER.uri)])))
    store = MarcFileStore(file)
    await scanned(store)
    changes = [
        Change(HeadingRef(1, "100", 1), None, Wish.REMOVE),
        Change(HeadingRef(2, "100", 1), ID, Wish.LINK),
        Change(HeadingRef(2, "700", 1), ID, Wish.REPLACE),
        Change(HeadingRef(2, "700", 3), ID, Wish.REPLACE),
        Change(HeadingRef(2, "700", 3), None, Wish.REMOVE),
        Change(HeadingRef(2, "700", 9), ID, Wish.REPLACE),
        Change(HeadingRef(3, "700", 1), None, Wish.REMOVE),
        Change(HeadingRef(4, "700", 1), ID, Wish.LINK),
    ]
    for change in changes[:2]:
        with pytest.raises(FieldRefused):
            store.preview(change)
    report = await store.save(changes, to(tmp_path / "new"))
    store.close()
    assert report.written == (changes[2].ref, changes[6].ref)
    assert [(each.ref, each.control_number) for each in report.refused] == [
        (changes[0].ref, "one"),
        (changes[1].ref, "two"),
        (changes[3].ref, "two"),
        (changes[5].ref, "two"),
        (changes[7].ref, None),
    ]
    reasons = [each.reason for each in report.refused]
    for reason, words in zip(
        reasons,
        ["no iD", str(OTHER), "Two different things", "no such field", "no such record"],
        strict=True,
    ):
        assert words in reason
        assert reason.count(". ") == 0
        assert reason.endswith(".")
    expected = records([NAME, ("1", OTHER.uri)])
    expected[1][2] = ("700", "1 ", [NAME, ("1", ID.uri)])
    expected[2][2] = ("700", "1 ", [NAME])
    assert (tmp_path / "new").read_bytes() == dress(expected)
    assert file.read_bytes() == dress(records([NAME, ("1", OTHER.uri)]))
