"""The records of the day: invented works of the demo's invented persons, as a MARC file."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.marc.building import LEADER, record_bytes

_UNCLAIMED: Final = 0.4
"""The share of works that stand on nobody's page."""
_SHORT: Final = 0.2
"""The share of headings with an initial in place of the forenames."""
_THEMES: Final = "peat salt boats bells looms hail ferries".split()


@dataclass(frozen=True, slots=True)
class Name:
    """One heading that has to be decided, in the order of the file."""

    control_number: str
    tag: str
    occurrence: int
    heading: str


def write_collection(path: Path, persons: Path, count: int) -> list[Name]:
    """Write records with so many headings, the same in every run; each heading is open."""
    chance = random.Random(7)
    listed = [each for each in json.loads(persons.read_text("utf-8")) if each.get("family")]
    names: list[Name] = []
    records = bytearray()
    for number, (person, title, year) in enumerate(_works(listed, chance), start=1):
        if len(names) >= count:
            break
        control_number = f"99{number:06}"
        added = chance.sample(listed, chance.choice((0, 0, 0, 1, 1, 2)))
        fields: list[Any] = [
            ("001", control_number),
            ("008", f"190101s{year}    no            000 0 eng d"),
        ]
        written: dict[str, list[str]] = {"100": [_inverted(person, chance)]}
        written["700"] = [_inverted(each, chance) for each in added][: count - len(names) - 1]
        fields.append(("100", "1 ", [("a", f"{written['100'][0]},"), ("e", "author.")]))
        fields.append(("245", "10", [("a", f"{title}.")]))
        fields.append(("264", " 1", [("a", "Oslo :"), ("b", "Fagerli,"), ("c", f"{year}.")]))
        fields += [("700", "1 ", [("a", f"{name},"), ("e", "editor.")]) for name in written["700"]]
        records += record_bytes(fields, leader=LEADER)
        for tag, found in written.items():
            names += [Name(control_number, tag, n, name) for n, name in enumerate(found, start=1)]
    path.write_bytes(records)
    return names


def _works(listed: list[dict[str, Any]], chance: random.Random) -> Iterator[tuple[Any, str, int]]:
    """Persons with a title and a year, for ever."""
    number = 0
    while True:
        for person in chance.sample(listed, len(listed)):
            number += 1
            works = person.get("works", [])
            if works and chance.random() > _UNCLAIMED:
                work = chance.choice(works)
                yield person, work["title"], work.get("year") or 2015
            else:
                theme = chance.choice(_THEMES)
                yield person, f"What {theme} left behind, number {number}", 1995 + number % 28


def _inverted(person: dict[str, Any], chance: random.Random) -> str:
    given = str(person.get("given", ""))
    if given and chance.random() < _SHORT:
        given = f"{given[0]}."
    return f"{person['family']}, {given}" if given else str(person["family"])
