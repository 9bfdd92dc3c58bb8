"""What the tests of the three views have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.persons.person import FoundPerson, PersonProfile
from tests.ui.driving import SMALL, WIDE, Driver
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    invented,
)

THREE = (*PERSONS, FoundPerson(invented(9), "Anna Lise", "Hansen", "", (), ("NTNU",)))
"""So that there are three candidates for the first heading."""

FIRST = HeadingRef(1, "100", 1)
SECOND = HeadingRef(1, "700", 1)
THIRD = HeadingRef(2, "100", 1)

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])


def row(driver: Driver, beginning: str) -> str:
    """The one line that begins so."""
    [found] = [line.rstrip() for line in driver.lines if line.lstrip().startswith(beginning)]
    return found


def within(driver: Driver) -> bool:
    width = driver.app.size.width
    return all(len(line.rstrip()) <= width for line in driver.lines)


def with_page(**more: object) -> MemoryRegistry:
    page = PersonProfile(invented(1), given_names="Anna", family_name="Hansen")
    return MemoryRegistry(PERSONS, {invented(1): replace(page, **more)})  # type: ignore[arg-type]
