"""Whose urgency counts, and who is told."""

from __future__ import annotations

import asyncio

from orcid_tui.registry.urgency import Rank, Urgency, asking, urgency_now


def test_what_nobody_has_said_anything_about_is_urgent() -> None:
    assert urgency_now().rank is Rank.CURSOR


async def test_a_task_takes_the_urgency_along_and_it_can_be_changed_from_outside() -> None:
    go_on = asyncio.Event()

    async def rank_after_a_while() -> Rank:
        await go_on.wait()
        return urgency_now().rank

    with asking(Rank.AHEAD) as urgency:
        task = asyncio.create_task(rank_after_a_while())
    assert urgency_now().rank is Rank.CURSOR
    urgency.become(Rank.SIGHT)
    go_on.set()
    assert await task is Rank.SIGHT


def test_a_question_is_as_urgent_as_whoever_waits_for_it_and_no_longer() -> None:
    question, ahead, cursor = (Urgency(r) for r in (Rank.AHEAD, Rank.AHEAD, Rank.CURSOR))
    with question.wanted_by(ahead):
        ranks = [question.rank]
        with question.wanted_by(cursor), question.wanted_by(cursor):
            ranks.append(question.rank)
        ranks.append(question.rank)
        ahead.become(Rank.SIGHT)
        ranks.append(question.rank)
    ranks.append(question.rank)
    assert ranks == [Rank.AHEAD, Rank.CURSOR, Rank.AHEAD, Rank.SIGHT, Rank.AHEAD]


def test_who_keeps_it_waiting_is_told_through_all_who_stand_between() -> None:
    asker, look_up, names = Urgency(Rank.AHEAD), Urgency(Rank.AHEAD), Urgency(Rank.AHEAD)
    told: list[Rank] = []
    with (
        look_up.wanted_by(asker),
        names.wanted_by(look_up),
        names.watched(lambda: told.append(names.rank)),
    ):
        asker.become(Rank.CURSOR)
        asker.become(Rank.CURSOR)
        assert told == [Rank.CURSOR]
        asker.become(Rank.AHEAD)
    asker.become(Rank.SIGHT)
    assert told == [Rank.CURSOR, Rank.AHEAD]
