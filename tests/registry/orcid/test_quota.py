"""How much of a day is used, what is left to the cursor, and when the next day begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orcid_tui.errors import QuotaExhausted, RegistryUnreachable
from orcid_tui.names.name import PersonName
from orcid_tui.registry.kept.questions import QuestionsToday
from orcid_tui.registry.orcid.access import Credentials, Endpoints
from orcid_tui.registry.protocol import DayCount
from tests.registry.orcid.conftest import CLIENT_ID, TOKEN, Open
from tests.web.server import Answer, ScriptedServer, html, token

NAME = PersonName("Quellmalz", "Adaora")
TOO_MANY = Answer(429, b"Too Many Requests.", "text/plain")


class Day:
    """The time in Greenwich, as a test says."""

    now = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def questions(tmp_path: Path, day: Day) -> Callable[[], QuestionsToday]:
    return lambda: QuestionsToday(tmp_path / "questions.sqlite", day)


Questions = Callable[[], QuestionsToday]


async def test_every_request_counts_repeats_included(
    server: ScriptedServer, open_registry: Open, questions: Questions
) -> None:
    server.script.extend([html(503), html(500)])
    registry = open_registry(questions=questions())
    await registry.search_name(NAME)
    assert registry.day == DayCount(3, 25_000)
    await registry.aclose()
    again = open_registry(questions=questions(), a_day=10)
    await again.search_name(NAME)
    await again.aclose()
    assert again.day == DayCount(4, 10)


async def test_what_never_arrives_does_not_count(
    server: ScriptedServer, nowhere: Endpoints, open_registry: Open, questions: Questions
) -> None:
    registry = open_registry(at=nowhere, questions=questions())
    with pytest.raises(RegistryUnreachable):
        await registry.search_name(NAME)
    assert registry.day == DayCount(0, 25_000)
    other = open_registry(questions=questions())
    server.script.append(Answer(drop=True))
    await other.search_name(NAME)
    assert other.day == DayCount(2, 25_000)


async def test_with_credentials_another_quota_counts(
    server: ScriptedServer,
    open_registry: Open,
    questions: Questions,
    credentials: Credentials,
    tmp_path: Path,
) -> None:
    server.token_script.append(token(TOKEN))
    registry = open_registry(credentials, questions=questions())
    await registry.search_name(NAME)
    assert registry.day == DayCount(2, 100_000)  # the token too
    registry.go_on_anonymously()
    assert registry.day == DayCount(0, 25_000)
    await registry.search_name(NAME)
    assert registry.day == DayCount(1, 25_000)
    await registry.aclose()
    assert CLIENT_ID.encode() not in (tmp_path / "questions.sqlite").read_bytes()


async def test_the_last_part_of_the_day_is_left_to_the_cursor(
    open_registry: Open, questions: Questions, day: Day
) -> None:
    registry = open_registry(questions=questions(), a_day=100)
    for _ in range(97):
        await registry.search_name(NAME)
    ahead = [registry.may_look_ahead]
    await registry.search_name(NAME)
    ahead.append(registry.may_look_ahead)
    for _ in range(4):
        await registry.search_name(NAME)  # the registry itself says when it is enough
    assert registry.day == DayCount(102, 100)
    day.now += timedelta(hours=3)
    assert registry.day == DayCount(0, 100)
    assert [*ahead, registry.may_look_ahead] == [True, False, True]


async def test_after_the_quota_nothing_is_sent_until_the_next_day(
    server: ScriptedServer, open_registry: Open, day: Day
) -> None:
    """If the day of the server begins later than ours, one question an hour finds out."""
    registry = open_registry(now=day)

    async def refused() -> None:
        with pytest.raises(QuotaExhausted):
            await registry.search_name(NAME)
        assert not registry.may_look_ahead

    server.script.extend([TOO_MANY] * 3)
    await refused()
    for hours, seen in ((2, 1), (0.5, 2), (0.9, 2), (0.1, 3), (0.9, 3)):
        day.now += timedelta(hours=hours)
        await refused()
        assert len(server.seen) == seen
    day.now += timedelta(hours=0.1)
    assert (await registry.search_name(NAME)).total == 0
    assert registry.may_look_ahead
    server.script.append(TOO_MANY)
    await refused()
    day.now += timedelta(hours=5)
    await refused()
    assert len(server.seen) == 5


async def test_other_credentials_have_a_quota_of_their_own(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.append(token(TOKEN))
    server.script.append(TOO_MANY)
    registry = open_registry(credentials)
    with pytest.raises(QuotaExhausted):
        await registry.search_name(NAME)
    registry.go_on_anonymously()
    assert (await registry.search_name(NAME)).total == 0


async def test_nothing_is_looked_up_ahead_while_the_network_is_down(
    nowhere: Endpoints, open_registry: Open
) -> None:
    registry = open_registry(at=nowhere)
    assert registry.may_look_ahead
    for _ in range(2):
        with pytest.raises(Exception, match="no connection"):
            await registry.search_name(NAME)
    assert not registry.may_look_ahead
