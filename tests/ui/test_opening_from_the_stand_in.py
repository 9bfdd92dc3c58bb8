"""The whole program in front of a server that keeps to the contract: from the start to the work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from orcid_tui.secrets.given import URL_VARIABLE, VARIABLES, forget_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.session import opening
from orcid_tui.settings.alma import AlmaSettings
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.sets import SetsScreen
from tests.alma_stand_in import (
    AlmaStandIn,
    Fault,
    StandInSet,
    heading,
    invented_bib,
    mms,
    network_pair,
)
from tests.alma_stand_in.keys import NO_CONF_KEY, READ_ONLY_KEY
from tests.ui.alma_fakes import PACE
from tests.ui.driving import SMALL, Driver
from tests.ui.fakes import PERSONS, MemoryRegistry

MANY = 230
SHARED, OWN = network_pair(900006, heading(3))


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    bibs = [invented_bib(number, heading(number)) for number in range(1, MANY + 1)]
    special = [invented_bib(900001, link=("CZ", "9900000000364280")), OWN]
    titles = [bib.mms_id for bib in (*bibs, *special)] + [mms(999999)]
    sets = [
        StandInSet("25100000001234", "Theses of the north", titles),
        StandInSet("25100000011234", "Empty", []),
    ]
    with AlmaStandIn([*bibs, *special], sets, [SHARED]) as running:
        running.service.remaining = 90_000
        yield running
        assert not running.leaks


@pytest.fixture(autouse=True)
def set_up(alma: AlmaStandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stand-in is the Alma of this run, and nobody is asked at ORCID."""
    forget_given()
    monkeypatch.setenv(URL_VARIABLE, alma.url)
    monkeypatch.setenv(VARIABLES[SecretKind.ALMA], alma.key)
    registry = MemoryRegistry(PERSONS)
    monkeypatch.setattr(opening, "open_registry", lambda profile=None: (registry, ()))
    monkeypatch.setattr(AlmaSettings, "pace", lambda settings: PACE)
    yield
    forget_given()


@asynccontextmanager
async def started() -> AsyncIterator[Driver]:
    async with OrcidTuiApp(None).run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.settle()
        yield driver


async def test_a_set_is_found_opened_and_loaded(alma: AlmaStandIn) -> None:
    async with started() as driver:
        await driver.press("a")
        assert driver.shows(SetsScreen)
        assert driver.lines[0].startswith("  PRODUCTION   Open from Alma · Example University")
        await driver.press("slash", *"north", "enter", "enter")
        assert driver.shows(RefineScreen)
        session = driver.session
        assert session.scanned
        assert driver.lines[0].startswith("  PRODUCTION   Theses of the north · Example University")
        assert "calls left today" in driver.flat
        # What did not come is said, and what cannot be written is marked with the reason.
        assert "Alma gives out no record for 1 title" in driver.flat
        assert session.counts().closed >= 2
        await driver.press("G")
        assert session.heading(driver.ref).why_not in driver.flat
        assert driver.lines[0].startswith("  PRODUCTION ")
        loading = [one for one in alma.requests.all if "mms_id" in one.query]
        assert len(loading) == 3


async def test_a_line_that_breaks_while_loading_is_taken_up_by_i(alma: AlmaStandIn) -> None:
    async with started() as driver:
        alma.always("/bibs", Fault.DROPPED)
        await driver.press("o", *"alma:set/25100000001234", "enter")
        assert driver.shows(RefineScreen)
        assert "i tries again." in driver.flat
        alma.faults.clear()
        await driver.press("i")
        assert driver.session.scanned
        assert len({ref.record for ref in driver.session.refs}) == MANY + 2


async def test_mms_ids_work_with_a_key_that_may_not_list_sets(
    alma: AlmaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLES[SecretKind.ALMA], NO_CONF_KEY)
    async with started() as driver:
        await driver.press("a")
        assert "m opens titles by their MMS IDs." in driver.flat
        await driver.press("m", *mms(1), "comma", *mms(2), "enter")
        assert driver.shows(RefineScreen)
        assert "PRODUCTION?" in driver.lines[0]
        assert [ref.record for ref in driver.session.refs] == [1, 2]


async def test_a_key_that_may_only_read_is_said_before_the_work(
    alma: AlmaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLES[SecretKind.ALMA], READ_ONLY_KEY)
    async with started() as driver:
        await driver.press("o", *f"alma:mms/{mms(1)}", "enter")
        assert "The API key may only read, so nothing can be saved" in driver.flat
        await driver.press("w")
        assert driver.shows(RefineScreen)


async def test_an_empty_set_says_so(alma: AlmaStandIn) -> None:
    async with started() as driver:
        await driver.press("a", "j", "enter")
        assert driver.shows(RefineScreen)
        assert "The set “Empty” is empty." in driver.flat
