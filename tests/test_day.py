"""A short day in a real terminal, and whether those who measure it can be deceived.

The whole day is `python -m tests.benchmarks.day`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

import pymarc
import pytest

from tests.alma_stand_in.like_real import persons_like_real
from tests.benchmarks.day.collection import write_collection
from tests.benchmarks.day.picture import Picture
from tests.benchmarks.day.registry import Manners, serve_slowly
from tests.benchmarks.day.saved import wrong_headings
from tests.benchmarks.day.terminal import Terminal
from tests.benchmarks.day.working import work


def test_a_short_day_loses_nothing_and_is_light_on_the_line(tmp_path: Path) -> None:
    persons = persons_like_real(tmp_path)
    names = write_collection(tmp_path / "day.mrc", persons, 25)

    with serve_slowly(persons, Manners(latency=0.05, faults=0.05)) as server:
        day = work(tmp_path, names, server, every=0.2, kills=3, idle=1.0, moves=10)

    assert day.lost == []
    assert day.wrong == []
    assert day.kills == 3
    assert len(day.cataloguer.decided) == 25
    assert any(day.cataloguer.decided)
    assert day.idle == 0
    assert mean(press.sent for press in day.cataloguer.presses) < 4_000
    assert mean(press.sent for press in day.moves) < 4_000
    assert mean(press.sent - press.refill for press in day.moves) < 1_500


# --- what the figures come from ---------------------------------------------------------

ROWS = {
    7: " · open · 100 1_ $a Quell, Ada, $e author.",
    9: " published by Fagerli · record 1, control number 1",
    21: " 0 decided · 1 open",
}
"""What stands still, by row from 1."""
ANSWER = "\\x1b[11;1H 1 candidate for Quell, Ada                "
SEARCHING = "\\x1b[11;1H Searching for Quell, Ada…               "
_PROGRAM = """
import sys, time, tty
tty.setcbreak(0)
def put(text, wait=0):
    sys.stdout.write(text)
    sys.stdout.flush()
    time.sleep(wait)
put({still})
sys.stdin.read(1)
{after_the_key}
time.sleep(60)
"""


@contextmanager
def a_program(after_the_key: str) -> Iterator[Terminal]:
    still = "".join(f"\x1b[{row};1H{text}" for row, text in ROWS.items())
    text = _PROGRAM.format(still=ascii(still), after_the_key=after_the_key)
    terminal = Terminal([], {}, (sys.executable, "-c", text))
    try:
        terminal.until(lambda: terminal.picture.open == 1)
        yield terminal
    finally:
        terminal.kill()


def at(picture: Picture) -> bool:
    return picture.is_at("1", "100", "Quell, Ada")


def answered(picture: Picture) -> bool:
    return at(picture) and picture.answers("Quell, Ada")


def test_what_flashes_within_one_write_is_noticed() -> None:
    with a_program(f"put('{SEARCHING}{ANSWER}')") as terminal:
        press = terminal.press("x", at, answered)
    assert terminal.picture.answers("Quell, Ada")
    assert not press.at_once


def test_an_answer_that_comes_late_is_waited_for() -> None:
    with a_program(f"put('{SEARCHING}', 0.5); put('{ANSWER}')") as terminal:
        press = terminal.press("x", at, answered)
    assert not press.at_once
    assert press.candidates - press.first > 0.3


def test_the_answer_for_another_name_is_none() -> None:
    other = "\\x1b[11;1H 2 candidates for Quell, Adam              "
    with a_program(f"put('{other}', 0.5); put('{ANSWER}')") as terminal:
        press = terminal.press("x", at, answered)
    assert press.candidates - press.first > 0.3


def test_what_is_there_at_once_is_there() -> None:
    with a_program(f"put('{ANSWER}')") as terminal:
        press = terminal.press("x", at, answered)
    assert press.at_once
    assert press.refill == press.sent


@pytest.mark.parametrize("damage", ["a link is missing", "another text", "a record is missing"])
def test_a_file_that_differs_is_noticed(tmp_path: Path, damage: str) -> None:
    persons = persons_like_real(tmp_path)
    source, saved = tmp_path / "day.mrc", tmp_path / "saved.mrc"
    names = write_collection(source, persons, 6)
    iD = "0098-0000-0000-0010"  # noqa: N806 - what it is called
    with source.open("rb") as file:
        records = [record for record in pymarc.MARCReader(file) if record]
    records[0]["100"].add_subfield("1", f"https://orcid.org/{iD}")
    decided = [iD, *[None] * (len(names) - 1)]
    saved.write_bytes(b"".join(record.as_marc() for record in records))
    assert wrong_headings(source, saved, names, decided) == []

    if damage == "a link is missing":
        records[0]["100"].delete_subfield("1")
    elif damage == "another text":
        records[1]["245"]["a"] = "Another title."
    else:
        records.pop()
    saved.write_bytes(b"".join(record.as_marc() for record in records))
    assert wrong_headings(source, saved, names, decided)
