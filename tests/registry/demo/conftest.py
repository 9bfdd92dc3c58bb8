"""A registry of a few persons, asked through httpx as the program asks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from orcid_tui.registry.demo.transport import DemoTransport
from tests.making.people import MadePerson, person

API = "https://demo.invalid/v3.0"

Search = Callable[..., Awaitable[list[str]]]
"""Asks an expanded search and gives the keys of the hits, best first."""


def few() -> tuple[MadePerson, ...]:
    """The persons that the tests of this folder ask for."""
    return (
        person(
            "muller",
            "Jörg",
            "Müller-Øst",
            "Zebra College; Botany; Reader; Zebra; GB; 2001-02-30",
            "apple House; ; ; Zebra; GB; 1990; 1999-12",
            "Éclair Institute; Baking; Chef; Paris-sur-Mer; FR; 2005; 2090-01",
            studied=["Older School; ; MA; Zebra; GB; 1980; 1984"],
            member=["Guild of Mosses; ; Member; Zebra; GB; 1995"],
            other=["J. A. Müller", "Georg Moller"],
            works=["2004; Mosses of walls: a start; Wall Letters"],
            ids=[("Scopus Author ID", "99001")],
            credit="Jörg Müller",
            biography="Grows moss.",
            keywords=["moss"],
        ),
        person("obrien", "Sinéad", "O'Brien", works=["2010; On walls; Wall Letters"]),
        person("li", "Xi", "Li", other=["李熙"]),
        person("li-li", "Li-Li", "Xi"),
        person("mononym", "Sukarnoputra", ""),
        person("bare", "Walter", "Wall"),
        person("hidden", "Secret", "Wallflower", state="name private", ids=[("ISNI", "0099")]),
        person("old", "Jörg", "Müller", state="deprecated", successor="muller"),
        person("locked", "Locked", "Wall", state="locked"),
        person("gone", "Gone", "Wall", state="deactivated"),
        person("unclaimed", "Un", "Wall", state="unclaimed"),
    )


@pytest.fixture
def transport(tmp_path: Path) -> DemoTransport:
    """A registry that holds a few persons."""
    path = tmp_path / "persons.json"
    path.write_text(json.dumps([p.data for p in few()], ensure_ascii=False), encoding="utf-8")
    return DemoTransport(path)


@pytest.fixture
async def client(transport: DemoTransport) -> AsyncIterator[httpx.AsyncClient]:
    """A client that asks for JSON."""
    async with httpx.AsyncClient(
        transport=transport, headers={"Accept": "application/json"}
    ) as opened:
        yield opened


@pytest.fixture
def search(client: httpx.AsyncClient) -> Search:
    """Ask for a query; further parameters by name."""
    keys = {made.orcid.value: made.key for made in few()}

    async def ask(query: str, **parameters: str) -> list[str]:
        answer = await client.get(f"{API}/expanded-search/", params={"q": query, **parameters})
        assert answer.status_code == 200, answer.text
        return [keys[hit["orcid-id"]] for hit in answer.json()["expanded-result"] or ()]

    return ask
