"""How well the name of a heading and a name of a person agree, in grades."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Final

from orcid_tui.language import _
from orcid_tui.names.folding import expanded, folded
from orcid_tui.names.name import PersonName
from orcid_tui.names.particles import PARTICLES
from orcid_tui.names.romanisation import as_written_by_persons
from orcid_tui.persons.person import FoundPerson


class Agreement(Enum):
    """Grades, best first."""

    SAME = "same"
    SPELLING = "spelling"
    MIDDLE = "middle"
    INITIALS = "initials"
    SWAPPED = "swapped"
    PART = "part"
    CONFLICT = "conflict"

    @property
    def rank(self) -> int:
        """0 for the best grade."""
        return _ORDER.index(self)

    @property
    def words(self) -> str:
        """What is shown as a reason, or as a doubt."""
        return _WORDS[self]


_ORDER: Final = tuple(Agreement)
_WORDS: Final = {
    Agreement.SAME: _("same name"),
    Agreement.SPELLING: _("same name but for accents or hyphens"),
    Agreement.MIDDLE: _("same name, middle name differs in length"),
    Agreement.INITIALS: _("initials fit"),
    Agreement.SWAPPED: _("family and given name swapped"),
    Agreement.PART: _("part of the name fits"),
    Agreement.CONFLICT: _("another name"),
}
_SUFFIXES: Final = frozenset("jr sr junior senior ii iii iv".split())
"""What some persons write behind their surname, and catalogues in $b or $c."""


def agreement(name: PersonName, person: FoundPerson) -> Agreement:
    """The best grade that any name of the person reaches."""
    main = _grade(name, person.family_name, person.given_names)
    grades = []
    for other in (person.credit_name, *person.other_names):
        if "," in other:
            family, _comma, given = other.partition(",")
            grades.append(_grade(name, family.strip(), given.strip()))
        else:
            grades.extend(_grade(name, *split) for split in _splits(other))
    if not person.family_name:
        # Everything typed into the given names is common (orcid-api.md section 7).
        grades.extend(_grade(name, *split) for split in _splits(person.given_names))
    if name.original_script and any(
        folded(name.original_script).replace(" ", "") == folded(n).replace(" ", "")
        for n in person.all_names
    ):
        grades.append(Agreement.SAME)
    best = min((main, *grades), key=lambda grade: grade.rank)
    if best is Agreement.INITIALS and main is Agreement.CONFLICT and folded(person.given_names):
        # "J. Smith" is also what a Jane Smith is called: a full forename beside it decides.
        return Agreement.PART if len(folded(name.given).split(" ")[0]) > 1 else best
    return best


def fits(name: PersonName, person: FoundPerson) -> bool:
    """Whether any name of the person could be this name."""
    return agreement(name, person) is not Agreement.CONFLICT


def shares_surname(name: PersonName, person: FoundPerson) -> bool:
    """Whether a telling word of the surname stands anywhere in the person's names."""
    wanted = set(_without_particles(folded(name.family)))
    return any(wanted & set(folded(each).split()) for each in person.all_names)


def _splits(text: str) -> list[tuple[str, str]]:
    """Every way of reading "given family" words as (family, given)."""
    words = text.split()
    return [(" ".join(words[k:]), " ".join(words[:k])) for k in range(1, len(words))] or [
        (text, "")
    ]


def _grade(name: PersonName, family: str, given: str) -> Agreement:
    grade = _ordered(name, family, given)
    if name.fuller and grade.rank > Agreement.SAME.rank:
        fuller = _ordered(replace(name, given=name.fuller), family, given)
        grade = min(grade, fuller, key=lambda g: g.rank)
    if grade.rank <= Agreement.INITIALS.rank or not (name.given and given and family):
        return grade
    swapped = _ordered(name, given, family).rank <= Agreement.MIDDLE.rank
    shuffled = _words(f"{name.given} {name.family}") == _words(f"{given} {family}")
    return Agreement.SWAPPED if swapped or shuffled else grade


def _ordered(name: PersonName, family: str, given: str) -> Agreement:
    family = _without_suffix(family)
    if not name.given and given and _as_one_word(name.family, family, given):
        return Agreement.SPELLING
    if not folded(family) and not folded(given):
        return Agreement.CONFLICT
    families = _families(name.family, family)
    if families is None:
        return Agreement.CONFLICT
    asked, found = folded(name.given), folded(given)
    if not asked or not found:
        same = families and bool(asked) == bool(found)
        return _spelling(name, family, given) if same else Agreement.PART
    givens = _givens(asked, found)
    if givens is Agreement.CONFLICT and _spellings(name.given) & _spellings(given):
        givens = Agreement.SPELLING
    if givens is Agreement.SPELLING:
        givens = _spelling(name, family, given)
    elif givens is Agreement.CONFLICT:
        return Agreement.CONFLICT
    return givens if families else Agreement.PART


def _spelling(name: PersonName, family: str, given: str) -> Agreement:
    same = (name.family.casefold(), name.given.casefold().rstrip(".")) == (
        family.casefold(),
        given.casefold().rstrip("."),
    )
    return Agreement.SAME if same else Agreement.SPELLING


def _without_suffix(family: str) -> str:
    words = family.split()
    while len(words) > 1 and folded(words[-1]) in _SUFFIXES:
        words.pop()
    return " ".join(words).rstrip(",")


def _as_one_word(whole: str, family: str, given: str) -> bool:
    """Whether a name in direct order is these two, in either order, as in 村上春樹."""
    run_together = folded(whole).replace(" ", "")
    joined = (folded(f"{one} {other}") for one, other in ((given, family), (family, given)))
    return bool(run_together) and run_together in {each.replace(" ", "") for each in joined}


def _spellings(text: str) -> set[str]:
    """One name in all its spellings: umlauts written out, Russian as persons write it."""
    found = {text, *(" ".join(each) for each in _romanised(text))}
    return {fold(each).replace(" ", "") for fold in (folded, expanded) for each in found}


def _romanised(text: str) -> list[tuple[str, ...]]:
    if text.isascii():
        return []
    words = [(*as_written_by_persons(word), word) for word in text.split()]
    return [tuple(forms[min(at, len(forms) - 1)] for forms in words) for at in (0, 1)]


def _words(text: str) -> list[str]:
    return sorted(folded(text).split())


def _without_particles(text: str) -> list[str]:
    """The words without "de", "van" and their like; all of them if nothing else is left."""
    words = text.split()
    return [word for word in words if word not in PARTICLES] or words


def _families(one: str, other: str) -> bool | None:
    """True: same family name. False: one is a part of the other. None: different."""
    if _spellings(one) & _spellings(other):
        return True
    first_words, second_words = _without_particles(folded(one)), _without_particles(folded(other))
    if first_words == second_words:
        return True
    if set(first_words) & set(second_words):
        shorter, longer = sorted((first_words, second_words), key=len)
        return False if set(shorter) <= set(longer) else None
    return None


def _givens(one: str, other: str) -> Agreement:
    """Compare given names word by word; both are folded and not empty."""
    first, second = _without_particles(one), _without_particles(other)
    if "".join(first) == "".join(second):
        return Agreement.SPELLING
    by_initial = False
    for left, right in zip(first, second, strict=False):
        if left == right:
            continue
        if left[0] == right[0] and 1 in (len(left), len(right)):
            by_initial = True
        else:
            return _run_together(first, second)
    if len(first[0]) == 1 or len(second[0]) == 1:
        return Agreement.INITIALS
    if by_initial or len(first) != len(second):
        return Agreement.MIDDLE
    return Agreement.SPELLING


def _run_together(first: list[str], second: list[str]) -> Agreement:
    """Initials written without points ("JA" for "John Andrew"), or a real conflict."""
    for short, long in ((first, second), (second, first)):
        initials = "".join(word[0] for word in long)
        if len(short) == 1 and short[0] == initials and 2 <= len(initials) <= 3:
            return Agreement.INITIALS
    return Agreement.CONFLICT
