"""From the start screen into Alma and back, with the whole program."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from orcid_tui.errors import ConfigurationError, SourceError
from orcid_tui.profiles.alma_access import NoAlma
from orcid_tui.session.session import Session
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.ui import entering_alma
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.help import HelpScreen
from orcid_tui.ui.screens.opening import OpeningScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.set_up_alma import SetUpAlmaScreen
from orcid_tui.ui.screens.sets import SetsScreen
from orcid_tui.ui.screens.start import StartScreen
from tests.ui.alma_fakes import MemoryAlma, MemoryDoor, SystemStoreInMemory, alma_set
from tests.ui.driving import SMALL, Driver
from tests.ui.fakes import PERSONS, MemoryRegistry


def titles(source: AlmaSource, name: str) -> Session:
    store = SystemStoreInMemory(3)
    store.label = name or source.label
    return Session(store, MemoryRegistry(PERSONS))


@pytest.fixture
def alma() -> MemoryAlma:
    return MemoryAlma([alma_set(1, "Theses 2024"), alma_set(2)])


Opens = Callable[[Callable[[str | None], MemoryDoor]], None]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Opens:
    return lambda door: monkeypatch.setattr(entering_alma, "open_alma", door)


@asynccontextmanager
async def started() -> AsyncIterator[Driver]:
    async with OrcidTuiApp(None).run_test(size=SMALL, notifications=True) as pilot:
        driver = Driver(pilot)
        await driver.settle()
        assert driver.shows(StartScreen)
        yield driver


async def test_a_set_is_chosen_and_worked_on(alma: MemoryAlma, opens: Opens) -> None:
    door = MemoryDoor(alma, titles)
    opens(lambda profile: door)
    async with started() as driver:
        await driver.press("a")
        assert driver.shows(SetsScreen)
        await driver.press("enter")
        assert driver.shows(RefineScreen)
        assert door.opened == [(AlmaSource(set_id="2300000001"), "Theses 2024")]
        assert driver.lines[0].startswith("  PRODUCTION   Theses 2024 ")
        assert len(driver.app.screen_stack) == 2
    assert not alma.closed  # the session has taken the connection over


async def test_back_from_the_sets_closes_the_door(alma: MemoryAlma, opens: Opens) -> None:
    opens(lambda profile: MemoryDoor(alma))
    async with started() as driver:
        await driver.press("a", "escape")
        assert driver.shows(StartScreen)
        assert alma.closed
        await driver.press("a")
        assert driver.shows(SetsScreen)


async def test_help_that_is_open_meanwhile_does_not_stay_in_the_way(
    alma: MemoryAlma, opens: Opens
) -> None:
    slow = threading.Event()

    def open_slowly(profile: str | None) -> MemoryDoor:
        slow.wait(10)
        return MemoryDoor(alma)

    opens(open_slowly)
    async with started() as driver:
        await driver.pilot.press("a")
        await driver.until(lambda: driver.shows(OpeningScreen))
        await driver.pilot.press("question_mark")
        await driver.until(lambda: driver.shows(HelpScreen))
        slow.set()
        await driver.settle()
        assert driver.shows(SetsScreen)
        assert not any(isinstance(one, OpeningScreen) for one in driver.app.screen_stack)


async def test_leaving_at_the_sets_closes_the_door(alma: MemoryAlma, opens: Opens) -> None:
    opens(lambda profile: MemoryDoor(alma))
    async with started() as driver:
        await driver.press("a", "ctrl+q")
    assert alma.closed


async def test_titles_that_cannot_be_opened_lead_back_to_what_was_typed(
    alma: MemoryAlma, opens: Opens
) -> None:
    def fails(source: AlmaSource, name: str) -> Session:
        raise SourceError("That cannot be opened.", "Try another.")

    opens(lambda profile: MemoryDoor(alma, fails))
    async with started() as driver:
        await driver.press("a", "m", *"9900000000101234", "enter")
        assert driver.shows(SetsScreen)
        assert "That cannot be opened. Try another." in driver.flat
        assert "9900000000101234" in driver.text


async def test_without_an_alma_the_set_up_comes_first_and_leads_on(
    alma: MemoryAlma, opens: Opens
) -> None:
    async with started() as driver:
        await driver.press("a")
        assert driver.shows(SetUpAlmaScreen)
        await driver.until_text("No Alma is set up yet. These fields")
        await driver.press("escape")
        assert driver.shows(StartScreen)
        await driver.press("a")
        opens(lambda profile: MemoryDoor(alma))
        driver.app.screen.dismiss(True)  # as after a save
        await driver.settle()
        assert driver.shows(SetsScreen)


async def test_a_broken_setting_is_said_at_the_start(opens: Opens) -> None:
    def fails(profile: str | None) -> MemoryDoor:
        raise ConfigurationError("The settings are broken.", "Mend them.")

    opens(fails)
    async with started() as driver:
        await driver.press("a")
        assert driver.shows(StartScreen)
        assert "The settings are broken. Mend them." in driver.flat


def test_an_alma_that_is_not_set_up_is_told_apart() -> None:
    with pytest.raises(NoAlma):
        entering_alma.open_alma(None)
