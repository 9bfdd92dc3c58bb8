"""Answers are asked for once, shared, bounded, and failures are not kept."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.session.answers import Answers


class Source:
    """Counts how often it is asked; answers when told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.gate = asyncio.Event()
        self.fault: Exception | None = None

    async def __call__(self) -> str:
        self.asked += 1
        await self.gate.wait()
        if self.fault:
            raise self.fault
        return "answer"


async def test_many_who_wait_share_one_request() -> None:
    source, answers = Source(), Answers[str, str](10)
    waiting = [asyncio.ensure_future(answers.get("x", source)) for _ in range(5)]
    await asyncio.sleep(0)
    source.gate.set()
    assert await asyncio.gather(*waiting) == ["answer"] * 5
    assert await answers.get("x", source) == "answer"
    assert source.asked == 1


async def test_a_failure_reaches_all_and_is_asked_again() -> None:
    source, answers = Source(), Answers[str, str](10)
    source.fault = ValueError("no")
    source.gate.set()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await answers.get("x", source)
    assert source.asked == 2
    assert answers.known("x") is None


async def test_one_who_gives_up_does_not_take_it_from_the_others() -> None:
    source, answers = Source(), Answers[str, str](10)
    first = asyncio.ensure_future(answers.get("x", source))
    second = asyncio.ensure_future(answers.get("x", source))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    source.gate.set()
    assert await second == "answer"
    assert source.asked == 1


async def test_the_oldest_goes_when_it_is_full() -> None:
    source, answers = Source(), Answers[int, str](2)
    source.gate.set()
    for key in (1, 2, 3):
        await answers.get(key, source)
    assert answers.known(1) is None
    assert answers.known(3) == "answer"


async def test_heavy_answers_leave_room_for_fewer() -> None:
    answers = Answers[int, str](10, len)
    for key, value in enumerate(["four", "ne", "nine more", "five!"]):
        answers.keep(key, value)
    assert [answers.known(key) for key in range(4)] == [None, None, None, "five!"]
    answers.keep(4, "five?")
    answers.keep(3, "4444")  # in place of another one
    assert [answers.known(key) for key in range(5)] == [None, None, None, "4444", "five?"]
    answers.keep(5, "much too long for all")
    assert answers.known(5) is not None
    answers.forget(5)
    answers.keep(6, "0123456789")
    answers.keep(7, "")
    assert answers.known(6) is not None


async def test_what_is_used_stays_longest() -> None:
    answers = Answers[int, str](2)
    answers.keep(1, "a")
    answers.keep(2, "b")
    assert answers.known(1) == "a"
    answers.keep(3, "c")
    assert answers.known(2) is None
    assert answers.known(1) == "a"


async def test_closing_stops_what_is_still_asked() -> None:
    source, answers = Source(), Answers[str, str](10)
    waiting = asyncio.ensure_future(answers.get("x", source))
    await asyncio.sleep(0)
    await answers.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting
