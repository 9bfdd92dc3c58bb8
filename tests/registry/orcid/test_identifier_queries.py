"""Questions for the numbers of persons elsewhere, and for many names at once."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.names.name import PersonName
from orcid_tui.persons.person import ExternalIdentifier
from orcid_tui.registry.demo.query import parse
from orcid_tui.registry.orcid.query import NUMBER_FIELD, identifiers_query, names_queries
from tests.registry.orcid.conftest import Open
from tests.registry.orcid.pages import ADA, hit
from tests.web.server import ScriptedServer, answer

_ISNI = ExternalIdentifier("ISNI", "0000000998765432")


def test_an_isni_is_asked_for_in_both_spellings() -> None:
    scopus = ExternalIdentifier("Scopus", "99001234567")
    assert identifiers_query((_ISNI, scopus, _ISNI)) == (
        f'{NUMBER_FIELD}:("0000000998765432" OR "0000 0009 9876 5432" OR "99001234567")'
    )


def test_no_number_no_question() -> None:
    assert identifiers_query(()) == ""
    assert identifiers_query((ExternalIdentifier("ISNI", " - "),)) == ""


async def test_a_number_finds_its_person(server: ScriptedServer, open_registry: Open) -> None:
    server.script.append(answer(200, {"expanded-result": [hit(ADA)], "num-found": 1}))
    found = await open_registry().search_identifiers((_ISNI,))
    assert [person.orcid for person in found.persons] == [ADA]
    assert (await open_registry().search_identifiers(())).persons == ()
    assert len(server.seen) == 1


@given(st.lists(st.text(max_size=40), max_size=8))
def test_no_number_makes_a_malformed_query(values: list[str]) -> None:
    query = identifiers_query([ExternalIdentifier("ISNI", value) for value in values])
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in query)
    if query:
        parse(query)


def test_a_thousand_numbers_stay_in_an_address() -> None:
    numbers = [ExternalIdentifier("Wikidata", f"Q{n:030}") for n in range(1000)]
    assert 1_000 < len(quote_plus(identifiers_query(numbers))) < 5_600


@given(st.lists(st.builds(PersonName, st.text(max_size=30), st.text(max_size=30)), max_size=12))
def test_names_joined_are_well_formed_and_complete(names: list[PersonName]) -> None:
    asked: list[PersonName] = []
    for group, query in names_queries(names):
        parse(query)
        assert len(quote_plus(query)) < 5_600
        asked += group
    assert [name for name in names if name in asked] == asked


@pytest.mark.parametrize("joiner", [" ", "-", " de ", "'"])
def test_long_names_are_asked_for_in_several_questions(joiner: str) -> None:
    names = [PersonName(joiner.join(["Quell"] * 20), f"Ada{number}") for number in range(40)]
    questions = list(names_queries(names))
    assert len(questions) > 1
    assert [name for group, _ in questions for name in group] == names
