"""Records by dice about the generated persons: articles, books, theses and reports."""

from __future__ import annotations

from collections.abc import Sequence

from tests.making.generated.dice import Dice
from tests.making.generated.persons import Generated, Titles
from tests.making.numbers import digits, doi, isbn
from tests.making.records import MadeRecord, record

_PUBLISHERS = (
    ("Northmere", "Waterside Books"),
    ("Prairie Falls", "Windbreak Press"),
    ("Isental", "Verlag am Wehr"),
    ("Zuiderwaard", "Slootkant"),
    ("Kadalur", "Lagoon House"),
)
_CLAIMS = ("!", "!", "!", "!url", "!upper", "!title")


def generate(
    dice: Dice, titles: Titles, persons: Sequence[Generated], count: int
) -> list[MadeRecord]:
    """So many records. Most of the authors are in the registry, and most of those list the work."""
    return [_one(dice, titles, persons) for _ in range(count)]


def _one(dice: Dice, titles: Titles, persons: Sequence[Generated]) -> MadeRecord:
    lead = dice.pick(persons)
    year = dice.between(max(2001, lead.start), 2023)
    venue = dice.pick(lead.subject.venues)
    colleagues = [
        p for p in persons if p.subject is lead.subject and p is not lead and p.start < year
    ]
    group = [lead, *dice.some(colleagues, dice.pick((0, 0, 0, 1, 1, 2, 3)))]
    title = titles.fresh(lead.subject, lead.land)
    head, _, rest = title.partition(": ")
    shown = f"{head} : $b {rest}" if rest else head
    kind = dice.pick(("article", "article", "article", "book", "book", "report", "thesis"))
    if kind == "thesis":
        group = group[:1]
    lines = []
    if kind == "article":
        lines.append(f"024 7_ $a {doi(venue, year, title)} $2 doi")
    elif kind == "book":
        lines.append(f"020 __ $a {isbn(title)}")
    names = (
        " ; ".join(f"{p.given} {p.family}" for p in group)
        if len(group) < 4
        else f"{lead.given} {lead.family} [and others]"
    )
    for place, author in enumerate(group):
        tag = "100 1_" if not place else "700 1_"
        lines.append(f"{tag} @{_truth(dice, author)} $a {_heading(dice, author)}$e author.")
    lines.append(f"245 {'10' if group else '00'} $a {shown} / $c {names}.")
    lines += _imprint(dice, kind, lead, venue, year)
    lines.append(f"650 _0 $a {lead.subject.heading}.")
    return record(kind, year, "\n".join(lines))


def _truth(dice: Dice, author: Generated) -> str:
    claim = dice.pick(_CLAIMS) if dice.happens(0.6) and author.made.data.get("works") else ""
    return f"{author.made.key}{claim}"


def _heading(dice: Dice, author: Generated) -> str:
    given = author.given
    if dice.happens(0.15):
        given = " ".join(f"{word[0]}." for word in given.replace("-", " ").split())
    prefix, _, rest = author.family.partition(" ")
    name = f"{author.family}, {given}"
    if prefix in ("van", "de", "ter"):
        prefix += " den" if rest.startswith("den ") else ""
        name = f"{rest.removeprefix('den ')}, {given} {prefix}"
    dates = f"$d {author.born}- " if dice.happens(0.15) else ""
    return f"{name}, {dates}"


def _imprint(dice: Dice, kind: str, lead: Generated, venue: str, year: int) -> list[str]:
    school, city = dice.pick(lead.land.schools)
    match kind:
        case "article":
            first = dice.between(1, 300)
            volume = int(digits(venue, 2)) % 40 + 1
            return [
                f"264 _1 $c {year}.",
                f"773 0_ $t {venue} $g {volume} ({year}), {first}-{first + dice.between(6, 28)}",
            ]
        case "thesis":
            return [
                f"264 _1 $a {city} : $b {school}, $c {year}.",
                f"300 __ $a {dice.between(90, 320)} leaves ; $c 30 cm",
                f"502 __ $b Ph. D. $c {school} $d {year}.",
            ]
        case "report":
            return [
                f"264 _1 $a {city} : $b {school}, $c {year}.",
                f"300 __ $a {dice.between(20, 120)} pages ; $c 30 cm",
            ]
    place, publisher = dice.pick(_PUBLISHERS)
    return [
        f"264 _1 $a {place} : $b {publisher}, $c {year}.",
        f"300 __ $a {dice.between(90, 420)} pages : $b illustrations ; $c 24 cm",
        "504 __ $a Includes bibliographical references and index.",
    ]
