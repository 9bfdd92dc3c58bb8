"""Puts everything together: museum pieces and generated rest, persons and records."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from orcid_tui.orcid_id import OrcidId
from tests.making.generated.dice import Dice
from tests.making.generated.persons import Titles
from tests.making.generated.persons import generate as generate_persons
from tests.making.generated.records import generate as generate_records
from tests.making.museum import first, identifiers, names, records, scripts
from tests.making.people import MadePerson
from tests.making.records import MadeRecord

PERSONS = 400
RECORDS = 125
_SEED = 1865


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the sample and the person it really names: None if the registry has no such
    person. `claims` says that the person lists the work."""

    record: int
    tag: str
    occurrence: int
    orcid: OrcidId | None
    claims: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """The bundled data. `pieces` gives the 1-based number of the record of a museum piece."""

    persons: tuple[MadePerson, ...]
    records: tuple[MadeRecord, ...]
    pieces: dict[str, int]

    @property
    def truths(self) -> list[Heading]:
        """Who is who, for tests and for measuring the matching."""
        known = {person.key: person.orcid for person in self.persons}
        return [
            Heading(number, t.tag, t.occurrence, known.get(t.key), t.claim is not None)
            for number, made in enumerate(self.records, 1)
            for t in made.truths
        ]

    def persons_json(self) -> str:
        """The content of persons.json."""
        lines = (
            json.dumps(p.data, ensure_ascii=False, separators=(",", ":")) for p in self.persons
        )
        return "[\n" + ",\n".join(lines) + "\n]\n"

    def sample(self) -> bytes:
        """The content of sample.mrc."""
        return b"".join(made.binary(number) for number, made in enumerate(self.records, 1))


@cache
def collection() -> Collection:
    """Everything, the same each time."""
    museum = (first, names, scripts, identifiers, records)
    persons = [
        MadePerson(p.key, p.orcid, deepcopy(p.data)) for room in museum for p in room.PERSONS
    ]
    pieces = {name: made for room in museum for name, made in room.RECORDS.items()}
    dice = Dice(_SEED)
    titles = Titles(dice)
    generated = generate_persons(dice, titles, PERSONS - len(persons))
    rest = generate_records(dice, titles, generated, RECORDS - len(pieces))
    persons += [one.made for one in generated]
    opening = list(first.RECORDS.values())
    ordered = opening + _mixed(list(pieces.values())[len(opening) :], rest)
    by_key = {person.key: person for person in persons}
    for made in ordered:
        for truth in made.truths:
            if truth.claim is not None:
                by_key[truth.key].claim(made.work(truth.claim))
    by_id = sorted(persons, key=lambda person: person.orcid)
    places = {id(made): number for number, made in enumerate(ordered, 1)}
    return Collection(
        tuple(by_id), tuple(ordered), {name: places[id(made)] for name, made in pieces.items()}
    )


def _mixed(one: list[MadeRecord], other: list[MadeRecord]) -> list[MadeRecord]:
    """Both lists in their order, evenly mixed."""
    places = [
        (k / len(several), several[k]) for several in (one, other) for k in range(len(several))
    ]
    return [made for _, made in sorted(places, key=lambda pair: pair[0])]


def write(folder: Path | None = None) -> None:
    """Write both files, by default into the package."""
    target = folder or Path(str(resources.files("orcid_tui.demo")))
    (target / "persons.json").write_text(collection().persons_json(), encoding="utf-8")
    (target / "sample.mrc").write_bytes(collection().sample())
