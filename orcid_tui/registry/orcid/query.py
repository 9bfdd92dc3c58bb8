"""The questions we put to the search engine: by name, by work, by iD.

Pure functions from names and works to query text (Solr, orcid-api.md section 2). An empty text
means that there is nothing to ask. No field name ever comes from a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote_plus

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ExternalIdentifier
from orcid_tui.registry.orcid.escaping import all_of, composed, either, phrase, prefix, term, words
from orcid_tui.registry.orcid.name_forms import (
    Form,
    NameForms,
    is_east_asian,
    name_forms,
    surname_words,
)
from orcid_tui.registry.orcid.spelling import in_folded_field, in_plain_field, without_accents
from orcid_tui.registry.orcid.work_identifiers import (
    doi_spellings,
    isbn_spellings,
    number_spellings,
)
from orcid_tui.registry.protocol import Breadth

FOLDED_FIELD: Final = "given-and-family-names"
NUMBER_FIELD: Final = "external-id-reference"
GIVEN_FIELD: Final = "given-names"
PLAIN_FIELDS: Final = ("other-names", "credit-name")

LOOSE_PARAMETERS: Final = {
    "defType": "edismax",
    "qf": "given-and-family-names^50.0 family-name^10.0 given-names^10.0 credit-name^10.0 "
    "other-names^5.0 text^1.0",
    "pf": "given-and-family-names^50.0",
    "bq": "current-institution-affiliation-name:[* TO *]^100.0 "
    "past-institution-affiliation-name:[* TO *]^70",
    "mm": "1",
}
"""What goes with a LOOSE name query: the weights of orcid.org's own quick search."""

_LONGEST: Final = 5_500
"""Encoded bytes of a query, so that the whole address stays under 6,000."""

_MOST_NAMES: Final = 40
_MOST_IDENTIFIERS: Final = 4
_MOST_NUMBERS: Final = 100
_MOST_LOOSE_WORDS: Final = 12
_MOST_TITLE_WORDS: Final = 25


def name_query(name: PersonName, breadth: Breadth) -> str:
    """Persons of this name. For LOOSE, send LOOSE_PARAMETERS along."""
    if breadth is Breadth.LOOSE:
        return _loose(name)
    for most_parts in (8, 4, 2, 1):
        query = _exact(name_forms(name, most_parts=most_parts))
        if _fits(query):
            return query
    return ""


def names_queries(names: Sequence[PersonName]) -> Iterator[tuple[tuple[PersonName, ...], str]]:
    """Many names in as few queries as fit into addresses, each with the names it asks for.

    A name without letters, or too long to stand beside others, is in none.
    """
    waiting: list[tuple[PersonName, str]] = []
    for name in names:
        asked = name_query(name, Breadth.EXACT)
        joined = " OR ".join(query for _, query in (*waiting, (name, asked)))
        if waiting and not _fits(joined):
            yield tuple(each for each, _ in waiting), " OR ".join(query for _, query in waiting)
            waiting = []
        if asked:
            waiting.append((name, asked))
    if waiting:
        yield tuple(each for each, _ in waiting), " OR ".join(query for _, query in waiting)


def work_query(work: WorkDescription, names: Sequence[PersonName]) -> str:
    """Persons with one of these surnames who list this very work among theirs.

    Speaks for the first 40 names at most, fewer if the address would get too long;
    `work_queries` speaks for all.
    """
    return next(iter(work_queries(work, names)), "")


def work_queries(work: WorkDescription, names: Sequence[PersonName]) -> tuple[str, ...]:
    """As many queries as it takes to ask for every name; none when there is nothing to ask."""
    clauses = work_clauses(work)
    waiting = list({surname_words(name): name for name in names if surname_words(name)}.values())
    queries = []
    while clauses and waiting:
        for count in range(min(len(waiting), _MOST_NAMES), 0, -1):
            surnames = " OR ".join(map(phrase, _surnames(waiting[:count])))
            query = f"({' OR '.join(clauses)}) AND {FOLDED_FIELD}:({surnames})"
            if _fits(query):
                queries.append(query)
                break
        waiting = waiting[count:]
    return tuple(queries)


def identifiers_query(numbers: Sequence[ExternalIdentifier]) -> str:
    """Persons with one of these numbers of another source, in every usual spelling."""
    written = _distinct(spelling for number in numbers for spelling in number_spellings(number))
    for count in range(min(len(written), _MOST_NUMBERS), 0, -1):
        query = f"{NUMBER_FIELD}:({' OR '.join(map(phrase, written[:count]))})"
        if _fits(query):
            return query
    return ""


def orcid_query(orcid: OrcidId) -> str:
    """The person with this iD."""
    return f"orcid:{phrase(orcid.value)}"


def work_clauses(work: WorkDescription) -> tuple[str, ...]:
    """One clause each for the DOIs, the ISBNs and the title, as far as they tell something."""
    clauses = []
    dois = work.dois[:_MOST_IDENTIFIERS]
    if spellings := [s for doi in dois for s in doi_spellings(composed(doi))]:
        plain = [s[0] for doi in dois if (s := doi_spellings(composed(doi)))]
        clauses.append(f"doi-self:({' OR '.join(map(phrase, _distinct(spellings)))})")
        clauses.append(f"digital-object-ids:({' OR '.join(map(phrase, _distinct(plain)))})")
    isbns = _distinct(s for isbn in work.isbns for s in isbn_spellings(composed(isbn)))
    if isbns := isbns[: 2 * _MOST_IDENTIFIERS]:
        numbers = " OR ".join(map(phrase, isbns))
        clauses.extend((f"isbn-self:({numbers})", f"isbn:({numbers})"))
    if title := telling_title(work):
        clauses.append(f"work-titles:{either(map(phrase, _apostrophes(title)))}")
    while clauses and not _fits(" OR ".join(clauses), _LONGEST - 1_000):
        clauses.pop()
    return tuple(clauses)


def telling_title(work: WorkDescription) -> str:
    """The title proper if it alone tells the work from others, else with its remainder, else ""."""
    for title in (work.short_title, work.title):
        found = composed(title)
        if _is_telling(found):
            return " ".join(found.split()[:_MOST_TITLE_WORDS])[:500]
    return ""


def _is_telling(title: str) -> bool:
    if is_east_asian(title):
        return sum(char.isalnum() for char in title) >= 8
    return len(words(title)) >= 3 and len(title) >= 15


def _apostrophes(title: str) -> tuple[str, str]:
    return title.replace("’", "'"), title.replace("'", "’")


def _exact(forms: NameForms) -> str:
    clauses: list[str] = []
    if forms.initial_hides:
        clauses.extend(_with_hidden_initial(forms))
    elif forms.parts:
        core = all_of(either(_written(part, in_folded_field)) for part in forms.parts)
        if forms.better is not None:
            more = either(_written((forms.better,), in_folded_field))
            core = f"({core}) OR ({core} AND {more})"
        clauses.append(f"{FOLDED_FIELD}:({core})")
        core = all_of(either(_written(part, in_plain_field)) for part in forms.parts)
        clauses.extend(f"{field}:({core})" for field in PLAIN_FIELDS)
    if forms.short:
        clauses.append(f"{FOLDED_FIELD}:{either(map(phrase, forms.short))}")
    if forms.phrases:
        own = " OR ".join(map(phrase, forms.phrases))
        clauses.extend(f"{field}:({own})" for field in (FOLDED_FIELD, *PLAIN_FIELDS))
    return " OR ".join(clauses)


def _with_hidden_initial(forms: NameForms) -> tuple[str, ...]:
    """The initial asked of the forenames alone; in names of one piece, beside the surname."""
    *surname, initials = forms.parts
    family = all_of(either(_written(part, in_folded_field)) for part in surname)
    given = either(_written(initials, in_plain_field))
    core = f"({FOLDED_FIELD}:({family}) AND {GIVEN_FIELD}:{given})"
    if forms.better is not None:
        more = either(_written((forms.better,), in_folded_field))
        core = f"{core} OR ({core} AND {FOLDED_FIELD}:{more})"
    whole = " ".join(part[0].text for part in surname)
    initial = initials[0].text
    beside = (Form(f"{initial} {whole}"), Form(f"{whole} {initial}"))
    written = either(_written(beside, in_plain_field))
    return (core, *(f"{field}:{written}" for field in PLAIN_FIELDS))


def _written(part: Sequence[Form], spellings: Callable[[str], tuple[str, ...]]) -> list[str]:
    """The forms of one part of a name in the query language."""
    written: list[str] = []
    for form in part:
        if form.beginning:
            plain = without_accents(form.text)
            texts = (plain,) if spellings is in_folded_field else spellings(form.text)
            written.extend(map(prefix, texts))
        else:
            written.extend(map(phrase, spellings(form.text)))
    return written


def _loose(name: PersonName) -> str:
    """Any word of the name, lower case; single letters would find half the registry."""
    found = [word.lower() for word in words(f"{name.given} {name.family}")]
    found += [word.lower() for word in words(name.original_script)]
    telling = [word for word in found if len(word) > 1 or is_east_asian(word)] or found
    chosen = [term(word) for word in _distinct(telling)[:_MOST_LOOSE_WORDS]]
    while chosen and not _fits(" ".join(chosen), _LONGEST - 1_000):
        chosen.pop()
    return " ".join(chosen)


def _surnames(names: Sequence[PersonName]) -> tuple[str, ...]:
    """The telling words of all surnames, each once, accents and case aside."""
    found: dict[str, str] = {}
    for name in names:
        for word in surname_words(name):
            for spelling in in_folded_field(word):
                found.setdefault(without_accents(spelling).lower(), spelling)
    return tuple(found.values())


def _fits(query: str, longest: int = _LONGEST) -> bool:
    return len(quote_plus(query)) <= longest


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
