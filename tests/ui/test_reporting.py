"""The report of the session: two files, and where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.folders import state_folder
from tests.ui.driving import opened
from tests.ui.fakes import RECORDS, MemoryStore, small_session
from tests.ui.system_store import SECOND, SystemMemoryStore, decided_session


async def test_it_is_written_beside_the_file(tmp_path: Path) -> None:
    async with opened(small_session(store=MemoryStore(RECORDS, folder=tmp_path))) as driver:
        await driver.press("R")
        assert "Nothing is decided yet" in driver.flat
        await driver.press("1", "R")
        assert (tmp_path / "sample-report.csv").is_file()
        assert "Hansen" in (tmp_path / "sample-report.txt").read_text(encoding="utf-8")
        joined = driver.text.replace("\n", "").replace(" ", "")
        assert "sample-report.csv" in joined
        assert "sample-report.txt" in joined
        assert "sample-report.html" in joined


async def test_the_result_offers_it_with_the_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = SystemMemoryStore()
    store.because[SECOND] = "The record failed validation (E01-23)."
    async with opened(await decided_session(store)) as driver:
        await driver.press("w", "enter", "R")
        assert "The report is in" in driver.flat
        [text] = tmp_path.glob("*.txt")
        assert "The record failed validation (E01-23)." in text.read_text(encoding="utf-8")


async def test_where_nothing_can_be_written_it_goes_to_the_state_folder(tmp_path: Path) -> None:
    nowhere = tmp_path / "gone"
    async with opened(small_session(store=MemoryStore(RECORDS, folder=nowhere))) as driver:
        await driver.press("1", "R")
        assert (state_folder() / "reports" / "sample-report.csv").is_file()
        assert "The report is in" in driver.flat
