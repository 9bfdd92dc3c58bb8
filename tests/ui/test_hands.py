"""What can wait gives way to the keys, but not for ever; and memory is seldom looked through."""

from __future__ import annotations

import subprocess
import sys

import pytest

from orcid_tui.ui import hands
from orcid_tui.ui.hands import AppUnderHands


class Clock:
    """Moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds > 0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(hands, "monotonic", clock)
    monkeypatch.setattr("orcid_tui.ui.hands.asyncio.sleep", clock.sleep)
    return clock


async def test_without_keys_work_goes_on_at_once(clock: Clock) -> None:
    await AppUnderHands().give_way()
    assert clock.slept == 0


async def test_a_key_is_answered_first(clock: Clock) -> None:
    app = AppUnderHands()
    app._touched = clock.now
    await app.give_way()
    assert clock.slept > 0
    slept = clock.slept
    await app.give_way()
    assert clock.slept == slept


async def test_a_key_that_is_held_down_does_not_stop_the_work(clock: Clock) -> None:
    app = AppUnderHands()
    app._touched = clock.now + 3600
    await app.give_way()
    assert clock.now < 101


async def test_every_key_counts_also_those_that_nothing_is_bound_to() -> None:
    app = AppUnderHands()
    async with app.run_test() as pilot:
        assert app._touched == 0
        await pilot.press("j")
        assert app._touched > 0


def test_memory_is_looked_through_seldom() -> None:
    code = (
        "import gc; from orcid_tui.ui.rare_collections import collect_rarely; collect_rarely(); "
        "print(gc.isenabled() and gc.get_freeze_count() > 1000 and gc.get_threshold()[0] > 5000)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"
