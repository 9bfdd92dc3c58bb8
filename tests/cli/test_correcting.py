"""`apply` with actions: an iD that is wrong is replaced or removed, one in an older form tidied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pymarc
import pytest

from orcid_tui.orcid_id import OrcidId
from tests.cli.conftest import OTHER, REAL
from tests.cli.running import Run, orcid_tui
from tests.marc.building import collection_xml

THIRD: Final = OrcidId.from_base("009800000000003")
BROKEN: Final = "https://orcid.org/0000-0000-0000-0000"

HEADINGS: Final = (
    [("a", "Wrong, Person,"), ("e", "author."), ("1", OTHER.uri), ("4", "aut")],
    [("a", "Older, Form,"), ("0", f"(orcid){OTHER}"), ("4", "aut")],
    [("a", "Broken, Iris"), ("1", BROKEN)],
    [("a", "Two, Ids"), ("0", f"(orcid){REAL}"), ("1", OTHER.uri)],
    [("a", "Free, Heading")],
    [("a", "Usual, Form"), ("1", REAL.uri)],
)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Six records with a heading each, in every state that can be corrected."""
    records = [
        [("001", f"b{n}"), ("100", "1 ", list(heading))]
        for n, heading in enumerate(HEADINGS, start=1)
    ]
    path = tmp_path / "books.xml"
    path.write_bytes(collection_xml(records))
    return path


def _row(record: int, **values: Any) -> dict[str, Any]:
    return {"record": record, "tag": "100", "occurrence": 1, **values}


def _apply(books: Path, *rows: dict[str, Any], words: tuple[str, ...] = ()) -> Run:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return orcid_tui(
        "apply", str(books), "-", "--in-place", "--format", "jsonl", *words, stdin=lines
    )


def _outcome(books: Path, row: dict[str, Any], *words: str) -> tuple[str, str]:
    run = _apply(books, row, words=words)
    (outcome,) = run.jsonl
    assert run.code == (4 if outcome["status"] == "refused" else 0)
    assert outcome["action"] == row.get("action", "link")
    return outcome["status"], outcome["reason"] or ""


def _subfields(books: Path, record: int) -> list[tuple[str, str]]:
    """The heading of a record, read by pymarc; all others must be as they were."""
    found: list[tuple[str, str]] = []
    read_back = pymarc.parse_xml_to_array(str(books))  # type: ignore[no-untyped-call]
    for number, read in enumerate(read_back, start=1):
        (field,) = read.get_fields("100")
        here = [(each.code, each.value) for each in field.subfields]
        if number == record:
            found = here
        else:
            assert here == HEADINGS[number - 1]
    return found


# --- what is done ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more", [{}, {"instead_of": OTHER.value}, {"instead_of": OTHER.uri}, {"action": "Replace "}]
)
def test_a_wrong_id_gives_way(books: Path, more: dict[str, Any]) -> None:
    row = _row(1, orcid=REAL.value, **{"action": "replace", **more})
    run = _apply(books, row)
    assert (run.code, [each["status"] for each in run.jsonl]) == (0, ["replaced"])
    assert "Linked: 0 · replaced: 1 · already there: 0" in run.err
    assert _subfields(books, 1) == [
        ("a", "Wrong, Person,"),
        ("e", "author."),
        ("1", REAL.uri),
        ("4", "aut"),
    ]
    assert [each["status"] for each in _apply(books, row).jsonl] == ["already there"]


def test_on_conflict_replace_needs_no_action(books: Path) -> None:
    row = _row(1, orcid=REAL.value)
    assert _outcome(books, row, "--on-conflict", "replace") == ("replaced", "")
    assert ("1", REAL.uri) in _subfields(books, 1)


def test_on_conflict_replace_corrects_a_broken_id(books: Path) -> None:
    row = _row(3, orcid=REAL.value)
    assert _outcome(books, row, "--on-conflict", "replace") == ("replaced", "")
    assert _subfields(books, 3) == [("a", "Broken, Iris"), ("1", REAL.uri)]


def test_replace_takes_the_place_of_every_other_id(books: Path) -> None:
    assert _outcome(books, _row(4, orcid=OTHER.value, action="replace"))[0] == "replaced"
    assert {value for code, value in _subfields(books, 4) if code in "01"} == {
        f"(orcid){OTHER}",
        OTHER.uri,
    }


def test_replace_where_nothing_is_links(books: Path) -> None:
    assert _outcome(books, _row(5, orcid=REAL.value, action="replace")) == ("linked", "")
    assert _subfields(books, 5) == [("a", "Free, Heading"), ("1", REAL.uri)]


@pytest.mark.parametrize("named", [{}, {"orcid": ""}, {"orcid": OTHER.value}])
def test_a_wrong_id_is_removed(books: Path, named: dict[str, str]) -> None:
    assert _outcome(books, _row(1, action="remove", **named)) == ("removed", "")
    assert _subfields(books, 1) == [("a", "Wrong, Person,"), ("e", "author."), ("4", "aut")]


def test_what_claims_to_be_an_id_is_removed_too(books: Path) -> None:
    row = _row(3, action="remove", orcid="0000-0000-0000-0000")
    assert _outcome(books, row) == ("removed", "")
    assert _subfields(books, 3) == [("a", "Broken, Iris")]


def test_an_older_form_is_tidied(books: Path) -> None:
    assert _outcome(books, _row(2, action="tidy", orcid=OTHER.value)) == ("tidied", "")
    assert _subfields(books, 2) == [("a", "Older, Form,"), ("1", OTHER.uri), ("4", "aut")]


def test_linking_beside_a_broken_id_says_that_it_stays(books: Path) -> None:
    status, note = _outcome(books, _row(3, orcid=REAL.value))
    assert status == "linked"
    assert BROKEN in note
    assert "still stands beside it" in note
    assert _subfields(books, 3) == [("a", "Broken, Iris"), ("1", BROKEN), ("1", REAL.uri)]


# --- what is already as it should be, and what is refused --------------------------------------


def test_what_is_tidy_already_stays(books: Path) -> None:
    status, reason = _outcome(books, _row(6, action="tidy"))
    assert (status, reason) == ("already there", "The iD stands in the usual form, and only so.")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            _row(1, orcid=REAL.value),
            f"already carries the iD {OTHER}. To put {REAL} in its place, give this row the "
            "action replace.",
        ),
        (_row(1, orcid=REAL.value, action="replace", instead_of=THIRD.value), f"not {THIRD}"),
        (_row(5, orcid=REAL.value, action="replace", instead_of=THIRD.value), "carries no iD"),
        (_row(4, orcid=THIRD.value, action="replace", instead_of=REAL.value), "not only"),
        (_row(1, orcid=REAL.value, instead_of=OTHER.value), "action replace only"),
        (_row(1, action="replace"), "orcid is empty"),
        (_row(1, orcid="somebody", action="replace"), "not an ORCID iD"),
        (_row(1, orcid=REAL.value, action="remove"), f"carries {OTHER}, not {REAL}"),
        (_row(1, orcid="somebody", action="remove"), f"carries {OTHER}, not somebody"),
        (_row(4, orcid=REAL.value, action="remove"), "not only"),
        (_row(5, action="remove"), "carries no iD"),
        (_row(5, action="tidy"), "no iD here"),
        (_row(4, action="tidy"), "no iD here"),
        (_row(2, orcid=REAL.value, action="tidy"), f"carries {OTHER}, not {REAL}"),
        (_row(1, orcid=REAL.value, action="erase"), "“erase” is none of link, replace, remove"),
    ],
)
def test_a_refused_row_says_why_and_touches_nothing(
    books: Path, row: dict[str, Any], said: str
) -> None:
    before = {path: path.read_bytes() for path in books.parent.iterdir()}
    run = _apply(books, row)
    assert run.code == 4
    (outcome,) = run.jsonl
    assert outcome["status"] == "refused"
    assert said in outcome["reason"]
    assert said in run.err
    assert {path: path.read_bytes() for path in books.parent.iterdir()} == before


def test_rows_that_disagree_are_all_refused(books: Path) -> None:
    run = _apply(books, _row(1, action="remove"), _row(1, orcid=REAL.value, action="replace"))
    assert [each["status"] for each in run.jsonl] == ["refused", "refused"]
    assert "Lines 1 and 2 disagree about the same heading." in run.err


def test_a_file_of_actions_alone_needs_no_column_orcid(books: Path) -> None:
    decisions = books.with_name("decisions.csv")
    decisions.write_text("record;tag;occurrence;action\n5;100;1;remove\n6;100;1;\n")
    run = orcid_tui("apply", str(books), str(decisions))
    assert run.code == 4
    assert "carries no iD" in run.err
    assert "not decided: 1" in run.out
