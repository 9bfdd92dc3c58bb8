"""What to look for, for a name: the parts that must be there, and the forms each can take.

People write their own name in many ways: with or without the particle, compounds with hyphen,
blank or nothing, forenames as initials. Pure functions on names; the query language is elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from orcid_tui.names.name import PersonName
from orcid_tui.names.particles import PARTICLES
from orcid_tui.names.romanisation import as_written_by_persons
from orcid_tui.registry.orcid.escaping import composed, words

_EAST_ASIAN: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC")
_SHORT: Final = 6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Form:
    """One way a part can stand in a name: as words in this order, or as a beginning."""

    text: str
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class NameForms:
    """`parts`: each must be met by one of its forms. `better`: need not be met, but then first.

    `phrases` are whole names in their own script, each of which is enough by itself.
    `short` are whole names with initials for forenames, as some persons register.
    `initial_hides` says that a forename is known only by an initial with which the surname begins
    too, so that "Wang, W." would find every Wang.
    """

    parts: tuple[tuple[Form, ...], ...] = ()
    better: Form | None = None
    phrases: tuple[str, ...] = ()
    initial_hides: bool = False
    short: tuple[str, ...] = ()


def name_forms(name: PersonName, *, most_parts: int = 8) -> NameForms:
    """The forms of a name. Empty when there is no letter in it."""
    own = phrases(name.original_script)
    if is_east_asian(name.family + name.given):
        written = f"{name.family}, {name.given}" if name.given else name.family
        return NameForms(phrases=_distinct(*phrases(written), *own))
    forenames, particles = _forenames(name)
    surname = _surname(words(name.family), particles)
    if not name.given:
        surname = tuple(_direct_order(forms) for forms in surname)
    parts = surname[: max(1, most_parts - 1)]
    if not forenames:
        return NameForms(parts, phrases=own)
    asked = _forename_forms(forenames, words(name.fuller))
    written = " ".join(form.text for forms in parts for form in forms)
    begins = {word[0].lower() for word in written.replace("-", " ").split()}
    hides = bool(parts) and asked[0].beginning and asked[0].text.lower() in begins
    return NameForms(
        (*parts, asked), _second_initial(forenames), own, hides, _short(name.family, forenames)
    )


def surname_words(name: PersonName) -> tuple[str, ...]:
    """The words of the surname that tell, particles left out, in Latin and own script."""
    own, _, _ = composed(name.original_script).partition(",")
    latin = tuple(word for word in _without_particles(words(name.family)) if len(word) > 1)
    east_asian = is_east_asian(name.family)
    return _distinct(*(words(name.family) if east_asian else latin), *words(own))


def is_east_asian(text: str) -> bool:
    """Whether there is a Chinese, Japanese or Korean character in it."""
    return any(unicodedata.name(c, "").startswith(_EAST_ASIAN) for c in text if ord(c) > 0x10FF)


def phrases(written: str) -> tuple[str, ...]:
    """A name in its own script, surname first and last, joined where there are no blanks.

    >>> phrases("村上, 春樹")
    ('春樹 村上', '村上 春樹', '村上春樹')
    """
    for comma in "，、﹐":
        written = written.replace(comma, ",")
    family, _, given = composed(written).partition(",")
    family, given = " ".join(words(family)[:4]), " ".join(words(given)[:4])
    if not family or not given:
        alone = family or given
        if is_east_asian(alone) and " " not in alone and 2 <= len(alone) <= 4:
            return _distinct(alone, f"{alone[1:]} {alone[0]}")
        return _distinct(alone)
    joined = family + given if is_east_asian(family + given) else ""
    return _distinct(f"{given} {family}", f"{family} {given}", joined)


def _forenames(name: PersonName) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forenames word by word, and the particles of the surname that stand behind them."""
    found: list[str] = []
    shouting = name.family.isupper()
    for word in words(name.given):
        initials = word.split("-")
        if all(len(i) == 1 for i in initials) or _are_initials(word, shouting):
            found.extend(char for char in word if char != "-")
        else:
            found.append(word)
    end = len(found)
    while end > 1 and found[end - 1].islower() and found[end - 1] in PARTICLES:
        end -= 1
    return tuple(found[:end]), tuple(found[end:])


def _are_initials(word: str, shouting: bool) -> bool:
    """Initials without points, as in "Smith, JA", unless all the heading is in capitals."""
    return 2 <= len(word) <= 3 and word.isupper() and word.isalpha() and not shouting


def _surname(family: Sequence[str], moved: Sequence[str]) -> tuple[tuple[Form, ...], ...]:
    core = _without_particles(family)
    particles = tuple(family[: len(family) - len(core)]) or tuple(moved)
    parts = [_compound(word) for word in core]
    if parts and particles:
        first = core[0]
        together = Form(" ".join((*particles, first)))
        joined = Form("".join((*particles, first)))
        parts[0] = _distinct(*parts[0], together, joined)
    return tuple(parts)


def _without_particles(family: Sequence[str]) -> tuple[str, ...]:
    """The surname from its first telling word on; all of it when there is none."""
    for start, word in enumerate(family):
        if word.lower() not in PARTICLES:
            return tuple(family[start:])
    return tuple(family)


def _compound(word: str) -> tuple[Form, ...]:
    """A word with hyphen or apostrophe: as it is (a blank is the same), and run together."""
    forms = [Form(word)]
    if "-" in word or "'" in word:
        forms.append(Form(word.replace("-", "").replace("'", "")))
    if "'" in word:
        forms.append(Form(word.replace("'", " ")))
    head, _, tail = word.partition("-")
    if tail and head.lower() in PARTICLES:
        forms.append(Form(tail))
    forms.extend(map(Form, as_written_by_persons(word)))
    return _distinct(*forms)


def _direct_order(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """In a name in direct order a single letter is an initial."""
    word = forms[0].text
    return (Form(word, beginning=True),) if len(word) == 1 and word.isalpha() else forms


def _forename_forms(forenames: Sequence[str], fuller: Sequence[str]) -> tuple[Form, ...]:
    """The first full forename, else the first initial and its expansion from $q."""
    full = [word for word in forenames if len(word) > 1]
    if not full:
        initial = forenames[0]
        spelled_out = [w for w in fuller if w[:1].lower() == initial.lower() and len(w) > 1]
        return (Form(initial, beginning=True), *map(Form, spelled_out[:1]))
    forms = list(_compound(full[0]))
    if len(full) > 1:
        forms.append(Form(" ".join(full)))
    if len(full) == 2 and max(map(len, full)) <= _SHORT:
        forms.append(Form("".join(full)))
    return _distinct(*forms)


def _short(family: str, forenames: Sequence[str]) -> tuple[str, ...]:
    """The name with initials alone, for one that has a full forename first.

    "J.A." is one word of the index and "J. A." are two.
    """
    surname = " ".join(words(family))
    initials = [word[0] for word in forenames[:3]]
    if len(forenames[0]) == 1 or not initials[0].isalpha() or not surname:
        return ()
    found = [f"{initials[0]} {surname}"]
    if len(initials) > 1:
        found += [f"{' '.join(initials)} {surname}", f"{'.'.join(initials)} {surname}"]
    return tuple(found)


def _second_initial(forenames: Sequence[str]) -> Form | None:
    """The beginning of the forename beside the one that must be there."""
    asked = next((word for word in forenames if len(word) > 1), forenames[0])
    others = list(forenames)
    others.remove(asked)
    return Form(others[0][0], beginning=True) if others else None


def _distinct(*values: _T) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
