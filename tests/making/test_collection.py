"""The committed data is what the tables and the dice make."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from tests.making.collection import collection, write

_PACKAGED = resources.files("orcid_tui.demo")
_AGAIN = "Run `python -m tests.making` and commit what it writes."


def test_the_packaged_files_are_up_to_date() -> None:
    assert (_PACKAGED / "persons.json").read_text(encoding="utf-8") == (
        collection().persons_json()
    ), _AGAIN
    assert (_PACKAGED / "sample.mrc").read_bytes() == collection().sample(), _AGAIN


def test_making_twice_gives_the_same(tmp_path: Path) -> None:
    before = collection().persons_json()
    collection.cache_clear()
    write(tmp_path)
    assert (tmp_path / "persons.json").read_text(encoding="utf-8") == before
    assert (tmp_path / "sample.mrc").read_bytes() == collection().sample()


def test_every_truth_names_a_person_or_nobody() -> None:
    made = collection()
    keys = {person.key for person in made.persons}
    named = {truth.key for record in made.records for truth in record.truths}
    assert named - {"-"} <= keys


def test_the_museum_is_varied() -> None:
    truths = collection().truths
    known = [truth for truth in truths if truth.orcid]
    claimed = [truth for truth in known if truth.claims]
    assert len(truths) > 150
    assert 0.85 < len(known) / len(truths) < 0.97
    assert 0.4 < len(claimed) / len(known) < 0.8


def test_the_first_records_make_a_good_impression() -> None:
    pieces = collection().pieces
    assert pieces["a clear case"] == 1
    assert pieces["name-sakes told apart by the work"] == 2
    assert pieces["initials only"] == 3
