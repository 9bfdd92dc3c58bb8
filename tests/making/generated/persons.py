"""Persons by dice: a name, a path through institutions, and works that fit a field of study."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tests.making.generated.dice import Dice
from tests.making.generated.lands import LANDS, Land
from tests.making.generated.subjects import SUBJECTS, Subject
from tests.making.numbers import digits, isni
from tests.making.people import MadePerson, person

_ROLES = ("Lecturer", "Senior lecturer", "Professor", "Research fellow", "Postdoctoral researcher")
_SEVERAL_NAMES = frozenset("AR AT CA DE ES FR GB GH IT KE MX NL NO PL US ZA".split())
_NOW = 2024


@dataclass(frozen=True, slots=True)
class Generated:
    """A person with what is needed to write records about them.

    `start` is the year of the first work, `born` that of birth.
    """

    made: MadePerson
    given: str
    family: str
    land: Land
    subject: Subject
    start: int
    born: int


class Titles:
    """Titles by dice, none of them twice."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: set[str] = set()
        self._patterns: set[str] = set()

    def next(self, subject: Subject, land: Land) -> str:
        """A title that fits."""
        while True:
            title = self._filled(self._dice.pick(subject.titles), subject, land)
            if title not in self._used:
                self._used.add(title)
                return title

    def fresh(self, subject: Subject, land: Land) -> str:
        """The same for a record that is to be seen: as few as possible are built alike."""
        for pattern in self._dice.some(subject.titles, len(subject.titles)):
            title = self._filled(pattern, subject, land)
            if pattern not in self._patterns and title not in self._used:
                self._patterns.add(pattern)
                self._used.add(title)
                return title
        return self.next(subject, land)

    def _filled(self, pattern: str, subject: Subject, land: Land) -> str:
        home = self._dice.pick(LANDS) if self._dice.happens(0.3) else land
        _, city = self._dice.pick(home.schools)
        title = pattern.format(thing=self._dice.pick(subject.things), place=city)
        return re.sub(r"(^|\? )([a-z])", lambda found: found[1] + found[2].upper(), title)


def generate(dice: Dice, titles: Titles, count: int) -> list[Generated]:
    """So many persons. Every tenth shares the name of an earlier one of another field."""
    found: list[Generated] = []
    names: set[str] = set()
    while len(found) < count:
        number = len(found)
        land = LANDS[number % len(LANDS)]
        given, family = dice.pick(land.given), dice.pick(land.family)
        subject = dice.pick(SUBJECTS)
        if number % 10 == 9:
            twin = found[dice.below(number)]
            land, given, family = twin.land, twin.given, twin.family
            while subject is twin.subject:
                subject = dice.pick(SUBJECTS)
        elif f"{given} {family}" in names:
            continue
        elif land.country in _SEVERAL_NAMES and dice.happens(0.3):
            given = _with_middle(dice, given, land)
        names.add(f"{given} {family}")
        found.append(_one(dice, titles, number, land, subject, given, family))
    return found


def _with_middle(dice: Dice, given: str, land: Land) -> str:
    """A second given name of the same kind, where people have such."""
    same = land.given[land.given.index(given) % 2 :: 2]
    second = dice.pick(same)
    return given if second == given else f"{given} {second}"


def _one(
    dice: Dice, titles: Titles, number: int, land: Land, subject: Subject, given: str, family: str
) -> Generated:
    key = f"generated-{number}"
    start = dice.between(1988, 2018)
    born = start - dice.between(25, 31)
    if dice.happens(0.1):
        return Generated(person(key, given, family), given, family, land, subject, start, born)
    shown_given, shown_family = (
        (_plain(given), _plain(family)) if dice.happens(0.12) else (given, family)
    )
    ids = []
    if dice.happens(0.12):
        ids.append(("Scopus Author ID", "99" + digits(f"scopus {key}", 9)))
    if dice.happens(0.08):
        ids.append(("ISNI", isni(key).replace(" ", "")))
    made = person(
        key,
        shown_given,
        shown_family,
        *_jobs(dice, land, subject, start),
        studied=_studies(dice, land, subject, start),
        works=[
            f"{dice.between(start, min(start + 25, 2022))}; {titles.next(subject, land)}; "
            f"{dice.pick(subject.venues)}"
            for _ in range(dice.pick((0, 1, 2, 3, 3, 4, 5, 6, 9)))
        ],
        other=_other_names(
            dice, given, family, changed=(shown_given, shown_family) != (given, family)
        ),
        ids=ids,
    )
    return Generated(made, given, family, land, subject, start, born)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _jobs(dice: Dice, land: Land, subject: Subject, start: int) -> list[str]:
    jobs: list[list[str]] = []
    year = start
    for _ in range(dice.pick((0, 1, 1, 1, 2, 2, 3))):
        home = land if dice.happens(0.75) else dice.pick(LANDS)
        school, city = dice.pick(home.schools)
        last = dice.between(year + 2, year + 9)
        post = [school, subject.department, dice.pick(_ROLES), city, home.country, str(year)]
        jobs.append([*post, str(last) if last < _NOW else ""])
        year = last
        if last >= _NOW:
            break
    if jobs and dice.happens(0.85):
        jobs[-1][-1] = ""
    return ["; ".join(job) for job in jobs]


def _studies(dice: Dice, land: Land, subject: Subject, start: int) -> list[str]:
    if not dice.happens(0.4):
        return []
    school, city = dice.pick(land.schools)
    return [f"{school}; {subject.department}; PhD; {city}; {land.country}; {start - 4}; {start}"]


def _other_names(dice: Dice, given: str, family: str, *, changed: bool) -> list[str]:
    other = []
    if changed and dice.happens(0.6):
        other.append(f"{given} {family}")
    if dice.happens(0.25):
        initials = " ".join(f"{word[0]}." for word in given.replace("-", " ").split())
        other.append(f"{initials} {family}")
    return other
