"""How many questions went out today, as whom."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orcid_tui.registry.kept.questions import QuestionsToday, who_asks


class Day:
    """The time in Greenwich, as a test says."""

    now = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def test_counted_at_once_and_remembered(tmp_path: Path) -> None:
    path = tmp_path / "state" / "questions.sqlite"
    first = QuestionsToday(path)
    for number in range(1, 6):
        first.sent("me")
        assert first.count("me") == number
    first.sent("somebody else")
    await first.aclose()
    assert first.count("me") == 5
    second = QuestionsToday(path)
    second.look("me")
    await second.aclose()
    assert (second.count("me"), second.count("somebody else")) == (5, 0)


async def test_a_new_day_begins_at_midnight_in_greenwich(tmp_path: Path) -> None:
    day = Day()
    questions = QuestionsToday(tmp_path / "questions.sqlite", day)
    questions.sent("me")
    day.now += timedelta(minutes=1)
    assert questions.count("me") == 0
    questions.sent("me")
    questions.sent("me")
    assert questions.count("me") == 2
    await questions.aclose()
    day.now += timedelta(days=40)
    later = QuestionsToday(tmp_path / "questions.sqlite", day)
    later.sent("me")
    await later.aclose()
    with sqlite3.connect(tmp_path / "questions.sqlite") as file:
        rows = file.execute("SELECT day, who, sent FROM questions").fetchall()
    file.close()
    assert rows == [("2027-01-03", "me", 1)]


async def test_without_a_file_this_copy_is_counted(tmp_path: Path) -> None:
    place = tmp_path / "state"
    place.write_text("a file where the folder should be")
    questions = QuestionsToday(place / "questions.sqlite")
    questions.look("me")
    for _ in range(30):
        questions.sent("me")
    await questions.aclose()
    assert questions.count("me") == 30


def test_a_client_id_cannot_be_read_from_the_file() -> None:
    client = "APP-INVENTED00000001"
    assert client not in who_asks("pub.example", client)
    names = {who_asks("pub.example"), who_asks("pub.example", client), who_asks("a", client)}
    assert len(names) == 3
