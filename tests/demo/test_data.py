"""The bundled files as such: invented throughout, and readable by other people's tools."""

from __future__ import annotations

import io
import json
import re
from importlib import resources
from typing import Any

import pymarc
import pytest

from orcid_tui.orcid_id import DEMO_BLOCK, OrcidId, check_character
from orcid_tui.registry.demo.persons import read_persons

_FILES = resources.files("orcid_tui.demo")
_PERSONS: list[dict[str, Any]] = json.loads((_FILES / "persons.json").read_text(encoding="utf-8"))
_SAMPLE = (_FILES / "sample.mrc").read_bytes()


def test_every_id_is_invented_and_valid() -> None:
    ids = [person["orcid"] for person in _PERSONS]
    ids += [person["successor"] for person in _PERSONS if "successor" in person]
    for text in ids:
        assert OrcidId.parse(text).value == text
        assert text.startswith(DEMO_BLOCK)
    assert len({person["orcid"] for person in _PERSONS}) == len(_PERSONS)


def test_no_real_id_is_anywhere_in_the_data() -> None:
    everything = _SAMPLE.decode("latin-1") + json.dumps(_PERSONS)
    found = re.findall(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\b", everything)
    assert len(found) > len(_PERSONS)
    assert {text[:4] for text in found} == {DEMO_BLOCK}


def test_dois_have_the_prefix_for_tests() -> None:
    everything = _SAMPLE.decode("latin-1") + json.dumps(_PERSONS)
    assert set(re.findall(r"\b10\.\d{4,}(?=/)", everything)) == {"10.5555"}


def test_isbns_belong_to_no_country() -> None:
    values = {
        value.replace("-", "")
        for person in _PERSONS
        for work in person.get("works", ())
        for kind, value, *_ in work.get("identifiers", ())
        if kind == "isbn"
    }
    assert values
    for value in values:
        assert value.startswith("97869")
        assert sum(int(d) * (3 if k % 2 else 1) for k, d in enumerate(value)) % 10 == 0


def test_isnis_have_their_check_character() -> None:
    isnis = [v for p in _PERSONS for kind, v in p.get("external_ids", ()) if kind == "ISNI"]
    assert isnis
    for value in isnis:
        assert check_character(value[:15]) == value[15]


def test_every_kind_of_person_is_there() -> None:
    persons = read_persons((_FILES / "persons.json").read_text(encoding="utf-8"))
    assert 380 <= len(persons) <= 420
    assert {person.state.value for person in persons} == {
        "public", "name private", "deprecated", "locked", "deactivated", "unclaimed",
    }  # fmt: skip
    known = {person.orcid for person in persons}
    assert all(person.successor in known for person in persons if person.successor)


@pytest.mark.parametrize("part", ["employments", "educations", "memberships", "works", "keywords"])
def test_every_part_of_a_record_is_there(part: str) -> None:
    assert any(part in person for person in _PERSONS)


def test_another_reader_takes_every_record() -> None:
    reader = pymarc.MARCReader(io.BytesIO(_SAMPLE), permissive=True)
    records = [record for record in reader if record is not None]
    assert 115 <= len(records) <= 135
    for record in records:
        assert record.get_fields("245") or record.leader[6] == "z"


def test_it_is_small_enough_to_be_bundled() -> None:
    assert len(_SAMPLE) < 150_000
    assert (len((_FILES / "persons.json").read_bytes())) < 500_000
