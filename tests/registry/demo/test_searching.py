"""What a query finds: fields, folding, phrases, order, and the forgiving parser."""

from __future__ import annotations

import unicodedata

import httpx
import pytest

from orcid_tui.registry.demo.index import edits
from tests.making.numbers import doi, orcid
from tests.registry.demo.conftest import API, Search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # folding in one field only
        ("given-and-family-names:muller", {"muller"}),
        ("given-and-family-names:(MÜLLER AND Ost)", {"muller"}),
        ("family-name:muller", set()),
        ("family-name:müller", {"muller"}),
        ("family-name:MÜLLER", {"muller"}),
        # prefixes and wildcards are folded and lower-cased, never cut
        ("given-and-family-names:Mül*", {"muller"}),
        ("family-name:Mül*", {"muller"}),
        ("family-name:mul*", set()),
        ("family-name:W?ll", {"bare"}),
        # fuzzy
        ("given-and-family-names:Mueler~", {"muller"}),
        ("family-name:wallx~1", {"bare"}),
        # phrases keep order and stay within one value
        ('given-and-family-names:"jorg muller"', {"muller"}),
        ('given-and-family-names:"muller jorg"', set()),
        ('given-and-family-names:"muller jorg"~3', {"muller"}),
        ('other-names:"müller georg"', set()),
        ('other-names:"李熙"', {"li"}),
        ('other-names:"熙李"', set()),
        # a word with a hyphen is an OR of its parts
        ("given-and-family-names:Li-Quux", {"li", "li-li"}),
        ("family-name:O'Brien", {"obrien"}),
        # strings are exact
        (f'orcid:"{orcid("obrien")}"', {"obrien"}),
        ('external-id-type-and-value:"Scopus Author ID=99001"', {"muller"}),
        ('external-id-type-and-value:"scopus author id=99001"', set()),
        (f'doi-self:"{doi("Wall Letters", 2010, "On walls")}"', {"obrien"}),
        (f'doi-self:"{doi("Wall Letters", 2010, "On walls").upper()}"', set()),
        (f'digital-object-ids:"{doi("Wall Letters", 2010, "On walls").upper()}"', {"obrien"}),
        # affiliations
        ('current-institution-affiliation-name:"zebra college"', {"muller"}),
        ('current-institution-affiliation-name:"apple house"', set()),
        ('past-institution-affiliation-name:"apple house"', {"muller"}),
        ('current-institution-affiliation-name:"guild of mosses"', {"muller"}),
        # without a field everything is searched; the second word escapes from its field
        ("moss", {"muller"}),
        ("family-name:Nobody walls", {"muller", "obrien"}),
        ('work-titles:("walls")', {"muller", "obrien"}),
        # operators
        ("walls -moss", {"obrien"}),
        ("walls AND NOT moss", {"obrien"}),
        ("walls AND (-moss)", set()),
        ('family-name:[* TO *] AND work-titles:"on walls"', {"obrien"}),
        ("", set()),
        ('"—"', set()),
    ],
)
async def test_found(search: Search, query: str, found: set[str]) -> None:
    assert set(await search(query)) == found


async def test_exclusions_alone_count_only_at_the_top(search: Search) -> None:
    assert "bare" in await search("-moss")
    assert await search("(-moss)") == await search("-moss")
    assert await search("walls OR (-moss)") == await search("walls")


async def test_decomposed_letters_find_nothing(search: Search) -> None:
    assert not await search(f"given-and-family-names:{unicodedata.normalize('NFD', 'Müller')}")


async def test_a_private_name_is_in_the_index_without_the_name(search: Search) -> None:
    assert await search("wallflower") == []
    assert await search('external-id-type-and-value:"ISNI=0099"') == ["hidden"]


async def test_closed_records_are_not_in_the_index(search: Search) -> None:
    assert set(await search("*:*")) == {
        "muller", "obrien", "li", "li-li", "mononym", "bare", "hidden",
    }  # fmt: skip


async def test_rare_words_and_short_values_come_first(search: Search) -> None:
    assert await search("work-titles:walls") == ["obrien", "muller"]
    assert (await search("walls moss"))[0] == "muller"


async def test_the_sites_quick_search(search: Search) -> None:
    setting = (
        '{!edismax qf="given-and-family-names^50.0 family-name^10.0 other-names^5.0 text^1.0" '
        'pf="given-and-family-names^50.0" '
        'bq="current-institution-affiliation-name:[* TO *]^100.0" mm=1}'
    )
    assert (await search(f"{setting}jorg muller"))[0] == "muller"
    assert set(await search(f"{setting}muller walls brien")) == {"muller", "obrien"}
    assert await search(f"{setting}((((muller"), "the forgiving parser takes anything"
    assert await search(f"{setting}surname:muller") == ["muller"]


async def test_edismax_by_parameter(search: Search) -> None:
    assert await search("sinead", defType="edismax", qf="given-and-family-names") == ["obrien"]
    assert await search("sinéad walls", defType="edismax", qf="text", mm="2") == ["obrien"]
    assert set(await search("sinéad walls", defType="edismax", qf="text", mm="1")) == {
        "muller",
        "obrien",
    }


async def test_filter_and_default_operator(search: Search) -> None:
    assert await search("walls", fq="family-name:[* TO *]", rows="1000") != []
    assert await search("walls", fq="family-name:nobody") == []
    assert await search("{!q.op=AND}walls moss") == ["muller"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "family-name:("},
        {"q": "title:x"},
        {"q": "keywords:x"},
        {"q": "x", "defType": "edismax", "qf": "nonsense^2"},
        {"q": "{!unheard}x"},
        {"q": "x", "start": "abc"},
        {"q": "10.5555/abc"},
    ],
)
async def test_a_bad_query_is_a_server_error(
    client: httpx.AsyncClient, parameters: dict[str, str]
) -> None:
    answer = await client.get(f"{API}/expanded-search/", params=parameters)
    assert answer.status_code == 500
    assert answer.json()["error-code"] == 9008
    assert "RemoteSolrException" in answer.json()["developer-message"]
    assert answer.json()["user-message"] == "Something went wrong in ORCID."


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("kitten", "sitting", 3),
        ("", "abc", 3),
        ("ab", "ba", 1),
        ("same", "same", 0),
        ("abc", "ac", 1),
    ],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == edits(other, one) == distance
