"""The registry as the rest of the program sees it."""

from __future__ import annotations

import httpx
import pytest

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.orcid.access import PRODUCTION, SANDBOX, OrcidAccess
from orcid_tui.registry.orcid.pace import IN_PROCESS
from orcid_tui.registry.orcid.query import LOOSE_PARAMETERS
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.registry.orcid.token import sender_for
from orcid_tui.registry.protocol import Breadth, PersonRegistry, SearchAnswer
from tests.registry.orcid.conftest import Open
from tests.registry.orcid.pages import ADA, BO, hit
from tests.web.server import Answer, ScriptedServer, answer

NAME = PersonName("Quellmalz", "Ada")
WORK = WorkDescription(dois=("10.5555/x",))


async def test_it_is_a_person_registry() -> None:
    registry: PersonRegistry = OrcidRegistry(OrcidAccess(PRODUCTION))
    assert registry.label == "ORCID"
    assert registry.ids_may_be_saved
    assert registry.requests_sent == 0
    assert registry.access.anonymous
    assert "anonymously: the number of questions a day is shared" in registry.access.sentence
    await registry.aclose()
    assert not OrcidRegistry(OrcidAccess(SANDBOX)).ids_may_be_saved


async def test_a_loose_search_says_so_to_the_server(
    server: ScriptedServer, open_registry: Open
) -> None:
    await open_registry().search_name(NAME, breadth=Breadth.LOOSE, rows=5000)
    query = server.seen[0].query
    assert query["q"] == "ada quellmalz"
    assert LOOSE_PARAMETERS.items() <= query.items()
    assert query["rows"] == "1000"


async def test_an_exact_search_uses_the_standard_parser(
    server: ScriptedServer, open_registry: Open
) -> None:
    await open_registry().search_name(PersonName("Müllner & Söhne", '"A" +\\'), rows=7)
    query = server.seen[0].query
    assert set(query) == {"q", "start", "rows", "fl"}
    assert '"Müllner"' in query["q"]
    assert query["rows"] == "7"


def _page(*persons: tuple[OrcidId, str, str], total: int | None = None) -> Answer:
    rows = [hit(orcid, given_names=given, family_names=family) for orcid, given, family in persons]
    return answer(200, {"expanded-result": rows, "num-found": total or len(rows)})


async def test_many_names_are_one_request(server: ScriptedServer, open_registry: Open) -> None:
    server.script.append(_page((BO, "Bo", "Malz"), (ADA, "Ada", "Quellmalz")))
    names = (NAME, PersonName("Malz", "Bo"), PersonName("!", "?"), PersonName("Nobody", "No"))
    found = await open_registry().search_names(names)
    assert [answer and [p.orcid for p in answer.persons] for answer in found] == [
        [ADA],
        [BO],
        [],
        [],
    ]
    (asked,) = server.seen
    assert [name in asked.query["q"] for name in ("Quellmalz", "Malz", "Nobody")] == [True] * 3


async def test_too_long_an_answer_is_asked_for_in_halves_and_then_singly(
    server: ScriptedServer, open_registry: Open
) -> None:
    """What did not come is not taken for "nobody"."""
    names = [PersonName(f"Quell{letter}", "Ada") for letter in "abcdefgh"]
    crowded, few = _page((ADA, "Ada", "Quella"), total=900), _page((BO, "Ada", "Quelle"))
    server.script.extend((crowded, few, crowded, crowded, _page((ADA, "Ada", "Quella"))))
    found = await open_registry().search_names(names)
    asked = [
        [n.family for n in names if f'"{n.family}"' in seen.query["q"]] for seen in server.seen
    ]
    assert sorted(map(len, asked)) == [2, 2, 4, 4, 8]
    assert sum(answer is None for answer in found) == 2
    assert all(answer is not None for answer in found[4:])


async def test_names_too_many_for_an_address_are_several_requests(
    server: ScriptedServer, open_registry: Open
) -> None:
    names = [PersonName(f"Quellmalz-Übermeier{number}", "Ada") for number in range(60)]
    assert await open_registry().search_names(names) == (SearchAnswer((), 0),) * 60
    assert 2 <= len(server.seen) < 15


async def test_works_with_many_names_are_one_answer(
    server: ScriptedServer, open_registry: Open
) -> None:
    server.script.append(answer(200, {"expanded-result": [hit(ADA)], "num-found": 1}))
    server.script.append(answer(200, {"expanded-result": [hit(BO), hit(ADA)], "num-found": 2}))
    names = [PersonName(f"Quell{number}") for number in range(50)]
    found = await open_registry().search_work(WORK, names)
    assert [person.orcid for person in found.persons] == [ADA, BO]
    assert found.total == 2
    assert len(server.seen) == 2


async def test_a_work_without_evidence_costs_nothing(
    server: ScriptedServer, open_registry: Open
) -> None:
    assert (await open_registry().search_work(WorkDescription(title="Poems"), [NAME])).total == 0
    assert server.seen == []


async def test_an_answer_of_another_kind_is_not_no_hits(
    server: ScriptedServer, open_registry: Open
) -> None:
    server.otherwise = answer(200, {"tomcatUp": True})
    with pytest.raises(RegistryUnreachable):
        await open_registry().search_name(NAME)


async def test_check_says_how_the_registry_answered(
    server: ScriptedServer, open_registry: Open
) -> None:
    sentence = await open_registry().check()
    assert sentence.startswith("ORCID answered in ")
    assert sentence.endswith("Asking ORCID anonymously.")
    assert server.seen[0].query["rows"] == "1"


async def test_a_transport_in_this_process_is_asked_without_waiting() -> None:
    def say(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "pub.orcid.org"
        return httpx.Response(200, json={"expanded-result": None, "num-found": 0})

    registry = OrcidRegistry(OrcidAccess(), transport=httpx.MockTransport(say))
    assert (await registry.search_name(NAME)).persons == ()
    await registry.aclose()


def test_proxies_are_for_the_world_and_not_for_this_computer(
    server: ScriptedServer, open_registry: Open
) -> None:
    assert sender_for(OrcidAccess(PRODUCTION), None, None)._trust_env
    assert not sender_for(OrcidAccess(open_registry()._endpoints), None, IN_PROCESS)._trust_env


async def test_a_certificate_that_is_not_trusted_is_told_at_once() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        reason = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
        raise httpx.ConnectError(reason, request=request)

    registry = OrcidRegistry(OrcidAccess(), transport=httpx.MockTransport(fail))
    with pytest.raises(RegistryUnreachable, match=r"certificate of pub\.orcid\.org") as told:
        await registry.search_name(NAME)
    assert "SSL_CERT_FILE" in told.value.hint
    assert registry.requests_sent == 1
    await registry.aclose()


async def test_an_unusable_proxy_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://")
    registry = OrcidRegistry(OrcidAccess(PRODUCTION))
    with pytest.raises(RegistryUnreachable, match="proxy") as told:
        await registry.search_name(NAME)
    assert "HTTPS_PROXY" in told.value.hint
    assert registry.requests_sent == 0
    await registry.aclose()
