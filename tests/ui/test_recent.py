"""Recent work on the start screen: there when it is read, and never under somebody's finger."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from orcid_tui.folders import state_folder
from orcid_tui.history.recent import RecentWork
from orcid_tui.session.opening import open_demo
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.recent import SHOWN, expected
from orcid_tui.ui.render.recent import recent_rows, when
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.start import StartChoice
from orcid_tui.ui.widgets.start_list import StartList
from tests.ui.driving import SMALL, WIDE, Driver
from tests.ui.test_start import StartApp, settle

_NOW = datetime.now(UTC)
_WORKS = tuple(
    RecentWork(
        (f"/home/anna/{name}",),
        name,
        f"/home/anna/{name} (MARC 21)",
        _NOW - timedelta(days=days),
        total=500,
        decided=312,
        open=100,
        unsaved=unsaved,
        reachable=name != "moved.mrc",
    )
    for days, (name, unsaved) in enumerate([("new.mrc", 12), ("old.mrc", 0), ("moved.mrc", 3)])
)


class _Known:
    """What is known of recent work, as long as a test lasts."""

    def __init__(self, works: Sequence[RecentWork]) -> None:
        self.works = list(works)
        self.read = asyncio.Event()
        self.read.set()
        self.can_be_noted = True

    async def recent_works(self) -> tuple[RecentWork, ...]:
        await self.read.wait()
        return tuple(self.works)

    async def taken_off(self, sources: Sequence[str]) -> bool:
        if self.can_be_noted:
            self.works = [each for each in self.works if each.sources != tuple(sources)]
        return self.can_be_noted


Making = Callable[..., _Known]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Making:
    def make(works: Sequence[RecentWork] = _WORKS, count: int | None = None) -> _Known:
        known = _Known(works)
        start = "orcid_tui.ui.screens.start."
        monkeypatch.setattr(f"{start}expected", lambda: len(works) if count is None else count)
        monkeypatch.setattr(f"{start}recent_works", known.recent_works)
        monkeypatch.setattr(f"{start}taken_off", known.taken_off)
        return known

    return make


def _lines(app: StartApp) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def _text(app: StartApp) -> str:
    return "\n".join(_lines(app))


def _flat(app: StartApp) -> str:
    return " ".join(_text(app).split())


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_comes_first_and_enter_goes_on(known: Making, size: tuple[int, int]) -> None:
    known()
    app = StartApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        rows = _lines(app)
        first = next(place for place, row in enumerate(rows) if "new.mrc" in row)
        assert "Go on with" in rows[first - 1]
        assert "312 of 412" in rows[first]
        assert "12 not saved" in rows[first]
        assert "today" in rows[first]
        assert "yesterday" in rows[first + 1]
        assert "not there any more" in rows[first + 2]
        assert "/home/anna/new.mrc (MARC 21)" in rows[first + 3]
        assert all("Quit" not in row for row in rows[: first + 3])
        assert "Quit" in _text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen == StartChoice("files", ("/home/anna/new.mrc",))


@pytest.mark.parametrize(
    ("keys", "choice"),
    [
        ("2", StartChoice("files", ("/home/anna/old.mrc",))),
        (["j", "enter"], StartChoice("files", ("/home/anna/old.mrc",))),
        (["j", "j", "j", "enter"], StartChoice("demo")),
        (["j", "j", "j", "k", "k", "enter"], StartChoice("files", ("/home/anna/old.mrc",))),
        ("d", StartChoice("demo")),
        ("6", None),
    ],
)
async def test_all_keys(known: Making, keys: list[str], choice: StartChoice | None) -> None:
    known()
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        assert app.chosen == choice


async def _waiting(pilot_pause: Callable[[], Awaitable[None]]) -> None:
    for _ in range(5):
        await pilot_pause()


async def test_what_comes_late_moves_nothing(known: Making) -> None:
    late = known(count=3)
    late.read.clear()
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await _waiting(pilot.pause)
        before = next(place for place, row in enumerate(_lines(app)) if "Try the demo" in row)
        await pilot.press("enter")
        await _waiting(pilot.pause)
        assert app.chosen is None  # nobody knows yet what it would open
        late.read.set()
        await settle(pilot)
        assert "Try the demo" in _lines(app)[before]
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen == StartChoice("files", ("/home/anna/new.mrc",))


async def test_who_has_gone_elsewhere_meanwhile_stays_there(known: Making) -> None:
    late = known()
    late.read.clear()
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await _waiting(pilot.pause)
        await pilot.press("j", "j")
        late.read.set()
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen is None
        assert app.screen.query_one("#file").display


async def test_what_is_gone_asks_for_its_new_place(known: Making) -> None:
    known()
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("j", "j")
        assert "Enter asks where it is now; it was /home/anna/moved.mrc" in _flat(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen is None
        assert app.screen.query_one(Input).value == "/home/anna/moved.mrc"
        assert "moved.mrc is not where it was." in _flat(app)


async def test_x_takes_one_off_and_stays_in_its_place(known: Making) -> None:
    works = known()
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        quit_line = next(place for place, row in enumerate(_lines(app)) if "Quit" in row)
        await pilot.press("j", "x")
        await settle(pilot)
        assert "old.mrc" not in _text(app)
        assert "Quit" in _lines(app)[quit_line]
        marked = app.screen.query_one(StartList).work
        assert marked is not None
        assert marked.label == "moved.mrc"
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen == StartChoice("files", ("/home/anna/new.mrc",))
        assert [each.label for each in works.works] == ["new.mrc"]


async def test_what_cannot_be_taken_off_is_said(known: Making) -> None:
    known().can_be_noted = False
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "could not be taken off" in _flat(app)
        assert "new.mrc" in _text(app)


async def test_when_nothing_can_be_read_the_program_says_what_it_does(known: Making) -> None:
    known((), count=2)
    app = StartApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Opens MARC records" in _flat(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.chosen == StartChoice("demo")


def test_how_many_are_expected_is_told_by_the_folders() -> None:
    assert expected() == 0
    folder = state_folder() / "work"
    for number in range(SHOWN + 2):
        (folder / f"w{number}").mkdir(parents=True)
    assert expected() == SHOWN
    for number in range(SHOWN):
        (folder / f"w{number}" / "off-the-list").touch()
    assert expected() == 2


@pytest.mark.parametrize("width", [40, 74, 100])
def test_rows_stand_below_each_other(width: int) -> None:
    hostile = replace(_WORKS[0], label="[b]\x1b[31m中文書名" * 9, decided=0, open=0)
    rows = recent_rows((*_WORKS, hostile), width, datetime.now())
    assert all(row.cell_length <= width for row in rows)
    if width > 60:
        assert len({row.cell_length for row in rows}) == 1
        assert "nothing to decide" in rows[3].plain
    assert "\x1b" not in rows[3].plain


def test_when_it_was_is_said_shortly() -> None:
    now = datetime(2026, 11, 23, 9, 30)
    assert when(datetime(2026, 11, 23, 8, 5).astimezone(), now) == "today 08:05"
    assert when(datetime(2026, 11, 22, 16, 40).astimezone(), now) == "yesterday 16:40"
    assert when(datetime(2026, 11, 3, 16, 40).astimezone(), now) == "2026-11-03"


async def test_work_on_the_demo_is_there_the_next_time_and_goes_on() -> None:
    session = open_demo()
    session.keep_history()
    async for _ in session.scan():
        pass
    first, second, *_ = session.refs
    session.nobody(first)
    session.skip(second)
    await session.aclose()
    async with OrcidTuiApp(None).run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.comes(lambda: "sample.mrc" in driver.text)
        assert "2 of 168 decided" in driver.flat
        await driver.press("enter")
        await driver.comes(lambda: driver.shows(RefineScreen))
        await driver.until(lambda: driver.session.scanned)
        await driver.settle()
        assert [each.ref for each in driver.session.decisions()] == [first, second]
        assert "1 decided" in driver.flat
