"""What is kept is found again, for as long as it may; whatever is wrong, nobody gets an error."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.kept.answers import DAY, KeptAnswers, Kind
from orcid_tui.registry.kept.answers_file import AnswersFile, KeptBody
from orcid_tui.registry.kept.database import Database
from orcid_tui.registry.protocol import SearchAnswer
from tests.registry.kept.conftest import Clock, Open
from tests.registry.kept.test_plain import ADA

SEARCH = Kind("search", SearchAnswer)
KEY = SEARCH.key("https://pub.example/v3.0", "Quellmalz")
OTHER = SEARCH.key("https://pub.example/v3.0", "Abendroth")
HIT = SearchAnswer((FoundPerson(ADA, "Ada", "Quellmalz"),), 1)


async def found(kept: KeptAnswers, *keys: bytes) -> dict[bytes, SearchAnswer]:
    return await kept.find(SEARCH, keys or (KEY,))


async def test_an_answer_is_found_by_the_next_run(open_kept: Open) -> None:
    first = open_kept()
    assert await found(first) == {}
    first.keep({KEY: HIT})
    assert await found(first, OTHER, KEY) == {KEY: HIT}
    await first.aclose()
    assert await found(open_kept()) == {KEY: HIT}


async def test_answers_go_out_of_date(open_kept: Open, clock: Clock) -> None:
    kept = open_kept(days=7)
    kept.keep({KEY: HIT})
    kept.keep({OTHER: SearchAnswer((), 0)}, days=1)
    clock.now += DAY - 1
    assert len(await found(kept, KEY, OTHER)) == 2
    clock.now += 1
    assert await found(kept, KEY, OTHER) == {KEY: HIT}
    clock.now += 6 * DAY
    assert await found(kept, KEY, OTHER) == {}
    assert await found(open_kept(days=90), KEY) == {}


async def test_fewer_days_count_for_what_is_kept_already(open_kept: Open, clock: Clock) -> None:
    first = open_kept(days=7)
    first.keep({KEY: HIT})
    await first.aclose()
    clock.now += 2 * DAY
    assert await found(open_kept(days=7)) == {KEY: HIT}
    assert await found(open_kept(days=1)) == {}


async def test_an_answer_from_the_future_is_not_believed(open_kept: Open, clock: Clock) -> None:
    kept = open_kept()
    kept.keep({KEY: HIT})
    clock.now -= 3600
    assert await found(kept) == {}


def test_a_key_tells_nothing_and_differs_with_everything() -> None:
    assert b"Quellmalz" not in KEY
    assert (
        len({KEY, OTHER, SEARCH.key("Quellmalz"), Kind("page", SearchAnswer).key("Quellmalz")}) == 4
    )
    assert SEARCH.key("ab", "c") != SEARCH.key("a", "bc")


async def test_they_can_all_be_thrown_away(open_kept: Open, path: Path) -> None:
    kept = open_kept()
    kept.keep({SEARCH.key(str(n)): HIT for n in range(500)})
    holdings = await kept.holdings()
    assert holdings is not None
    assert (holdings.answers, holdings.oldest) == (500, int(Clock.now))
    assert await kept.forget_all() == 500
    await kept.aclose()
    assert path.stat().st_size < holdings.bytes / 2


async def test_the_oldest_go_when_there_is_no_room(open_kept: Open, path: Path) -> None:
    kept = open_kept(most_bytes=300_000)
    keys = [SEARCH.key(str(n)) for n in range(600)]
    for key in keys:
        text = os.urandom(1000).hex()  # does not get smaller by packing more than by half
        kept.keep({key: SearchAnswer((FoundPerson(ADA, text),), 1)})
    left = await kept.find(SEARCH, keys)
    assert 0 < len(left) < 600
    newest = keys[-len(left) :]
    assert set(left) == set(newest)
    await kept.aclose()
    assert path.stat().st_size < 800_000


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
async def test_only_this_user_can_read_them(open_kept: Open, path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    path.touch(0o644)
    before = os.umask(0)
    try:
        kept = open_kept()
        kept.keep({KEY: HIT})
        assert await found(kept) == {KEY: HIT}
    finally:
        os.umask(before)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert modes == dict.fromkeys((path.name, f"{path.name}-wal", f"{path.name}-shm"), 0o600)


def _nonsense(path: Path) -> None:
    path.write_bytes(b"This is not a database. " * 500)


def _another_form(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE answers (question TEXT)")
        file.execute('CREATE TABLE "odd ""name" (question TEXT)')
        file.execute("PRAGMA user_version = 99")
    file.close()


def _scribbled(path: Path) -> None:
    file = AnswersFile(path)
    file.keep([KeptBody(SEARCH.key(str(n)), int(Clock.now), DAY, b"x" * 900) for n in range(200)])
    file.close()
    with path.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xa5" * (path.stat().st_size - 4096))


@pytest.mark.parametrize("spoil", [_nonsense, _another_form, _scribbled])
async def test_a_file_that_cannot_be_used_is_made_anew(
    open_kept: Open, path: Path, spoil: Callable[[Path], None]
) -> None:
    path.parent.mkdir()
    spoil(path)
    kept = open_kept()
    assert await found(kept) == {}
    kept.keep({KEY: HIT})
    assert await found(kept) == {KEY: HIT}
    assert kept.notice == ""
    await kept.aclose()
    assert await found(open_kept()) == {KEY: HIT}


@pytest.mark.parametrize("body", [b"", b"nonsense", zlib.compress(b'[["x"], 1]')])
async def test_a_damaged_answer_is_no_answer(open_kept: Open, path: Path, body: bytes) -> None:
    file = AnswersFile(path)
    file.keep([KeptBody(KEY, int(Clock.now), DAY, body)])
    file.close()
    kept = open_kept()
    assert await found(kept) == {}
    holdings = await kept.holdings()
    assert holdings is not None
    assert holdings.answers == 0
    assert kept.notice == ""


async def test_a_file_that_another_copy_keeps_to_itself_is_given_up(
    open_kept: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orcid_tui.registry.kept.database._PATIENCE", 0.1)
    await open_kept().holdings()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    kept = open_kept()
    kept.keep({KEY: HIT})
    await kept.holdings()
    other.close()
    assert "another copy" in kept.notice
    assert await found(kept) == {}
    kept.keep({KEY: HIT})
    await kept.aclose()


async def test_a_full_disk_costs_no_answer(
    open_kept: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(self: Database, connection: sqlite3.Connection) -> None:
        prepare(self, connection)
        connection.execute("PRAGMA max_page_count = 8")

    prepare = Database._prepare
    monkeypatch.setattr(Database, "_prepare", small)
    kept = open_kept()
    assert await found(kept) == {}
    kept.keep({SEARCH.key(str(n)): HIT for n in range(900)})
    await kept.holdings()
    assert kept.notice.endswith("the disk is full.")
    assert await found(kept) == {}


def _a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def _no_folder(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")


def _a_link(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(path.parent / "elsewhere")


@pytest.mark.parametrize("spoil", [_a_folder, _no_folder, _a_link])
async def test_a_place_that_cannot_be_used_is_given_up(
    open_kept: Open, path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    kept = open_kept()
    assert await found(kept) == {}
    kept.keep({KEY: HIT})
    assert await kept.holdings() is None
    assert kept.notice.endswith("their file cannot be written.")
    assert not (path.parent / "elsewhere").exists()


async def test_a_disk_that_hangs_is_not_waited_for(
    open_kept: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()
    monkeypatch.setattr("orcid_tui.registry.kept.answers._LONGEST_WAIT", 0.01)
    monkeypatch.setattr("orcid_tui.registry.kept.own_thread._CLOSING", 0.01)
    monkeypatch.setattr(AnswersFile, "find", lambda *_: let_go.wait() and [])
    kept = open_kept()
    try:
        results = [await found(kept) for _ in range(4)]
        await kept.aclose()
    finally:
        let_go.set()
    assert results == [{}] * 4
    assert "too long" in kept.notice


async def test_who_stops_waiting_harms_nobody(open_kept: Open) -> None:
    kept = open_kept()
    kept.keep({KEY: HIT})
    asked = [asyncio.ensure_future(found(kept)) for _ in range(20)]
    await asyncio.sleep(0)
    for each in asked[::2]:
        each.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    assert [each.result() for each in asked[1::2]] == [{KEY: HIT}] * 10
