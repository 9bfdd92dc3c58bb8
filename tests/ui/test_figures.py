"""The figures on the screen and in the status line."""

from __future__ import annotations

import pytest

from orcid_tui.figures.coverage import Coverage
from orcid_tui.figures.pace import Pace
from orcid_tui.ui.render.bars import share_bar
from orcid_tui.ui.render.figures import in_short
from orcid_tui.ui.screens.figures import FiguresScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.widgets.lines import StatusLine
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import RECORDS, MemoryStore, small_session


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_they_are_shown_and_left(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        total = driver.session.counts().open
        await driver.press("1", "x", "I")
        assert driver.shows(FiguresScreen)
        assert f"2 of {total} headings decided" in driver.flat
        assert "before" in driver.text
        assert "records (" in driver.text
        assert "ten headings, without pauses" in driver.flat
        await driver.press("G")
        assert "no one fits" in driver.text
        await driver.press("I")
        assert driver.shows(RefineScreen)


async def test_the_coverage_counts_what_is_decided_and_what_is_taken_back() -> None:
    async with opened(size=WIDE) as driver:
        await driver.press("I")
        at_first = [line for line in driver.lines if "before" in line or "after" in line]
        assert len(at_first) == 4
        await driver.press("escape", "1", "I")
        then = [line for line in driver.lines if "before" in line or "after" in line]
        assert then[0::2] == at_first[0::2]
        assert then[1] != at_first[1]
        assert then[3] != at_first[3]
        await driver.press("q", "u", "I")
        assert [line for line in driver.lines if "before" in line or "after" in line] == at_first


async def test_the_report_is_written_from_there(tmp_path) -> None:  # type: ignore[no-untyped-def]
    async with opened(small_session(store=MemoryStore(RECORDS, folder=tmp_path))) as driver:
        await driver.press("1", "I", "R")
        assert "The report is in" in driver.flat
        assert (tmp_path / "sample-report.csv").is_file()


async def test_the_status_line_grows_by_no_line_for_them() -> None:
    async with opened() as driver:
        line = driver.refine.query_one(StatusLine)
        await driver.press("x")
        assert "iDs █" in driver.text
        for words in ("short", "long " * 12, "longer " * 20, "short"):
            driver.refine.notice(words)
            await driver.settle()
            with_figures = line.size.height
            figures, line._figures = line._figures, ()
            line._draw()
            await driver.settle()
            assert line.size.height == with_figures
            line._figures = figures


def test_a_bar_is_full_only_when_all_is_done() -> None:
    assert share_bar(0, 10, 8) == "░░░░░░░░"
    assert share_bar(1, 1000, 8) == "█░░░░░░░"
    assert share_bar(999, 1000, 8) == "███████░"
    assert share_bar(10, 10, 8) == "████████"
    assert share_bar(2, 8, 8, 3) == "██▓▓▓░░░"
    assert share_bar(0, 0, 8) == "░░░░░░░░"


def test_the_pace_comes_first() -> None:
    told = [each.plain for each in in_short(Pace(60, 900, 15, 0.2), Coverage(100, 10, 31))]
    assert told == ["240 an hour", "iDs █▓░░░░░░ 31 %"]
    assert in_short(None, Coverage()) == ()


async def test_a_line_that_is_kept_free_has_room_for_them() -> None:
    async with opened() as driver:
        await driver.press("x")
        driver.refine.notice("long words " * 9)
        await driver.settle()
        driver.refine.notice("short " * 8)
        await driver.settle()
        (row,) = (place for place, line in enumerate(driver.lines) if "iDs █" in line)
        assert "short" in driver.lines[row - 1]
        assert driver.lines[row].rstrip().endswith("%")
        assert driver.lines[row].startswith("   ")
