"""What is asked once and not again, and what is always asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orcid_tui.errors import RegistryError
from orcid_tui.folders import cache_folder
from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.persons.person import ExternalIdentifier, ProfileState
from orcid_tui.registry.anew import asking_anew
from orcid_tui.registry.demo.opening import demo_registry
from orcid_tui.registry.kept.answers import DAY, KeptAnswers
from orcid_tui.registry.kept.answers_file import AnswersFile
from orcid_tui.registry.orcid import query as queries
from orcid_tui.registry.orcid.access import Credentials, Endpoints
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.registry.protocol import Breadth
from tests.registry.kept.conftest import Clock
from tests.registry.orcid.conftest import TOKEN, Open
from tests.registry.orcid.pages import ADA, BO, affiliation, error, hit, record
from tests.web.server import Answer, ScriptedServer, answer, html, token

ADA_Q, BO_M = PersonName("Quellmalz", "Ada"), PersonName("Malz", "Bo")
NOBODY = PersonName("Nobody", "Nora")
WORK = WorkDescription(title="A telling title about lichens")
NUMBERS = (ExternalIdentifier("ISNI", "0000000121032683"),)


def page(*hits: object, total: int | None = None) -> Answer:
    found = len(hits) if total is None else total
    return answer(200, {"expanded-result": [*hits] or None, "num-found": found})


NAME: dict[str, object] = {
    "given-names": {"value": "Ada"},
    "family-name": None,
    "credit-name": None,
}
ADA_HIT = hit(ADA, given_names="Ada", family_names="Quellmalz")
BO_HIT = hit(BO, given_names="Bo", family_names="Malz")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def later(open_registry: Open, tmp_path: Path, clock: Clock) -> Callable[..., OrcidRegistry]:
    """Another run of the program on the same file, once the earlier ones have written theirs."""
    earlier: list[KeptAnswers] = []

    def make(*credentials: Credentials, **how: Any) -> OrcidRegistry:
        for one in earlier:
            one._thread.do(lambda: None).exception(10)
        kept = KeptAnswers(AnswersFile(tmp_path / "answers.sqlite"), now=clock)
        earlier.append(kept)
        return open_registry(*credentials, kept=kept, **how)

    return make


Later = Callable[..., OrcidRegistry]
ASKED: list[Callable[[OrcidRegistry], Any]] = [
    lambda registry: registry.search_name(ADA_Q),
    lambda registry: registry.search_name(ADA_Q, breadth=Breadth.LOOSE, rows=20),
    lambda registry: registry.search_names([ADA_Q, BO_M, NOBODY]),
    lambda registry: registry.search_work(WORK, [ADA_Q, BO_M]),
    lambda registry: registry.search_identifiers(NUMBERS),
    lambda registry: registry.find(ADA),
]


@pytest.mark.parametrize("ask", ASKED)
async def test_the_same_is_not_asked_by_the_next_run(
    server: ScriptedServer, later: Later, ask: Callable[[OrcidRegistry], Any]
) -> None:
    server.otherwise = page(ADA_HIT)
    registry = later()
    first = await ask(registry)
    assert await ask(registry) == first
    await registry.aclose()
    assert await ask(later()) == first
    assert len(server.seen) == 1
    with asking_anew():
        assert await ask(later()) == first
    assert len(server.seen) == 2


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("fault", [html(503), html(200), Answer(drop=True), answer(200, {"a": 1})])
async def test_a_failure_is_never_kept(
    server: ScriptedServer, later: Later, ask: Callable[[OrcidRegistry], Any], fault: Answer
) -> None:
    server.script.extend([fault] * 4)
    server.otherwise = page(ADA_HIT)
    registry = later()
    for _ in range(5):
        try:
            found = await ask(registry)
        except RegistryError:
            continue
        break
    assert ADA.value in repr(found)
    assert await ask(later()) == found


async def test_without_a_number_of_hits_nobody_is_not_believed_for_long(
    server: ScriptedServer, later: Later
) -> None:
    server.script.extend([answer(200, {"expanded-result": None})] * 2)
    server.otherwise = page(ADA_HIT)
    registry = later()
    assert (await registry.search_name(ADA_Q)).persons == ()
    assert await registry.search_names([ADA_Q, BO_M])
    assert [p.orcid for p in (await registry.search_name(ADA_Q)).persons] == [ADA]


async def test_nobody_is_asked_for_again_after_a_day(
    server: ScriptedServer, later: Later, clock: Clock
) -> None:
    server.otherwise = page(ADA_HIT)
    await later().search_names([ADA_Q, NOBODY])
    clock.now += DAY - 1
    await later().search_names([ADA_Q, NOBODY])
    assert len(server.seen) == 1
    clock.now += 2
    await later().search_names([ADA_Q, NOBODY])
    assert "Quellmalz" not in server.seen[1].query["q"]
    clock.now += 6 * DAY
    await later().search_name(ADA_Q)
    assert len(server.seen) == 3


async def test_a_name_is_kept_whether_it_was_asked_with_others_or_alone(
    server: ScriptedServer, later: Later
) -> None:
    server.otherwise = page(ADA_HIT, BO_HIT)
    together = await later().search_names([ADA_Q, BO_M])
    assert await later().search_name(BO_M, rows=200) == together[1]
    assert len(server.seen) == 1
    server.otherwise = page()
    alone = await later().search_name(NOBODY)
    assert await later().search_names([NOBODY, ADA_Q]) == (alone, together[0])
    assert len(server.seen) == 2


async def test_only_the_names_that_are_not_kept_are_asked_for(
    server: ScriptedServer, later: Later
) -> None:
    server.otherwise = page(ADA_HIT, BO_HIT)
    await later().search_name(ADA_Q)
    await later().search_names([ADA_Q, BO_M, PersonName("!", "?")])
    assert "Quellmalz" not in server.seen[1].query["q"]
    assert "Malz" in server.seen[1].query["q"]


async def test_too_many_are_kept_for_the_same_question_only(
    server: ScriptedServer, later: Later
) -> None:
    server.otherwise = page(ADA_HIT, BO_HIT, total=900)
    first = await later().search_name(ADA_Q, rows=2)
    assert await later().search_name(ADA_Q, rows=2) == first
    assert await later().search_names([ADA_Q]) == (None,)
    assert len(server.seen) == 1
    await later().search_name(ADA_Q, rows=50)
    assert len(server.seen) == 2


async def test_another_query_field_or_address_is_another_question(
    server: ScriptedServer, later: Later, endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.otherwise = page(ADA_HIT)
    await later().search_name(ADA_Q)
    monkeypatch.setattr(queries, "PLAIN_FIELDS", ("other-names",))
    await later().search_name(ADA_Q)
    assert len(server.seen) == 2
    monkeypatch.setattr("orcid_tui.registry.orcid.keeping.FIELDS", "orcid")
    await later().search_name(ADA_Q)
    assert len(server.seen) == 3
    elsewhere = Endpoints("ORCID", endpoints.api_url.replace("127.0.0.1", "localhost"), "")
    await later(at=elsewhere).search_name(ADA_Q)
    assert len(server.seen) == 4


async def test_another_version_of_the_program_asks_anew(
    server: ScriptedServer, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.otherwise = page(ADA_HIT)
    await later().search_name(ADA_Q)
    from orcid_tui.registry.kept.answers import Kind
    from orcid_tui.registry.orcid import keeping

    monkeypatch.setattr("orcid_tui.__version__", "0.0.1")
    monkeypatch.setattr(keeping, "_SEARCHES", Kind("search", keeping._Search))
    await later().search_name(ADA_Q)
    assert len(server.seen) == 2


async def test_who_asks_does_not_matter(
    server: ScriptedServer, later: Later, credentials: Credentials
) -> None:
    server.token_script.append(token(TOKEN))
    server.otherwise = page(ADA_HIT)
    found = await later(credentials).search_name(ADA_Q)
    assert await later().search_name(ADA_Q) == found
    assert len(server.questions) == 1


async def test_a_check_is_always_asked(server: ScriptedServer, later: Later) -> None:
    registry = later()
    await registry.check()
    await registry.check()
    assert len(server.seen) == 2


# --- pages ------------------------------------------------------------------------------


async def test_a_page_is_kept_and_its_dates_are_read_anew(
    server: ScriptedServer, later: Later
) -> None:
    body = record(ADA, NAME, employments=[affiliation("employment", "Wall", "2001", "2026-11-25")])
    server.otherwise = answer(200, body)
    first = await later(today=lambda: date(2026, 11, 23)).profile(ADA)
    second = await later(today=lambda: date(2026, 11, 27)).profile(ADA)
    assert [place.current for place in first.employments] == [True]
    assert [place.current for place in second.employments] == [False]
    assert second.employments[0].organization == "Wall"
    assert len(server.seen) == 1
    with asking_anew():
        await later().profile(ADA)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (answer(404, error(404, 9016)), ProfileState.UNKNOWN),
        (answer(409, error(409, 9018)), ProfileState.LOCKED),
        (answer(409, error(409, 9044)), ProfileState.DEACTIVATED),
        (answer(301, error(301, 9007), Location=f"/v3.0/{BO}/record"), ProfileState.DEPRECATED),
    ],
)
async def test_an_unusual_state_is_kept_for_a_day(
    server: ScriptedServer, later: Later, clock: Clock, said: Answer, state: ProfileState
) -> None:
    server.otherwise = said
    first = await later().profile(ADA)
    assert first.state is state
    assert await later().profile(ADA) == first
    assert len(server.seen) == 1
    clock.now += DAY
    await later().profile(ADA)
    assert len(server.seen) == 2


async def test_a_page_that_is_not_understood_is_not_kept(
    server: ScriptedServer, later: Later
) -> None:
    server.script.extend([answer(200, {"a": 1}), answer(409, error(409, 9999)), answer(404, {})])
    server.otherwise = answer(200, record(ADA, NAME))
    for _ in range(3):
        with pytest.raises(RegistryError):
            await later().profile(ADA)
    assert (await later().profile(ADA)).orcid == ADA


async def test_the_demo_keeps_nothing() -> None:
    registry = demo_registry()
    await registry.search_name(PersonName("Hansen", "Anna"))
    await registry.aclose()
    assert registry.requests_sent == 1
    assert not cache_folder().exists()
    assert registry.day is None
