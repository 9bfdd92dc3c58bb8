"""`report`: what was decided on the screen another day, written without it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from orcid_tui.errors import ExitCode
from orcid_tui.folders import works_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import of_files
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from tests.cli.running import one_sentence, orcid_tui
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_ADA = OrcidId.from_base("009800000000001")
_FIRST, _SECOND = HeadingRef(1, "100", 1), HeadingRef(2, "100", 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    path.write_bytes(
        b"".join(
            record_bytes([("001", f"x{n}"), ("100", "1 ", [("a", name)])])
            for n, name in enumerate(("Quell, Ada", "Smith, Jane"), start=1)
        )
    )
    return path


async def _worked_on(file: Path) -> None:
    session = Session(
        MarcFileStore(file), MemoryRegistry(), origin=of_files([file]), who="Anna Berg"
    )
    session.keep_history()
    async for _ in session.scan():
        pass
    session.adopt(_FIRST, _ADA)
    session.annotate(_SECOND, "Ask Bea.")
    await session.aclose()


async def test_it_has_what_was_decided_another_day(file: Path, tmp_path: Path) -> None:
    await _worked_on(file)
    kept = {path: path.read_bytes() for path in works_folder().rglob("*.jsonl")}
    moved = file.rename(tmp_path / "moved.mrc")
    folder = tmp_path / "reports"
    folder.mkdir()
    run = orcid_tui("report", str(moved), "--folder", str(folder))
    assert (run.code, run.err) == (ExitCode.DONE, "")
    names = [folder / f"moved-report.{ending}" for ending in ("csv", "txt", "html")]
    assert run.out.splitlines() == list(map(str, names))
    with names[0].open(encoding="utf-8-sig", newline="") as table:
        first, second = csv.DictReader(table)
    assert (first["orcid"], first["outcome"], first["who"]) == (str(_ADA), "not saved", "Anna Berg")
    assert (second["note"], second["outcome"]) == ("Ask Bea.", "not decided")
    assert "Anna Berg" in names[2].read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in works_folder().rglob("*.jsonl")} == kept


def test_nothing_decided_is_nothing_to_report(file: Path) -> None:
    run = orcid_tui("report", str(file))
    assert run.code == ExitCode.USAGE
    assert "nothing to report" in one_sentence(run)
    assert os.listdir(file.parent) == ["books.mrc"]
    assert not works_folder().exists()


async def test_a_folder_that_is_not_there_is_said(file: Path, tmp_path: Path) -> None:
    await _worked_on(file)
    run = orcid_tui("report", str(file), "--folder", str(tmp_path / "nowhere"))
    assert run.code == ExitCode.USAGE
    assert "could not be written" in one_sentence(run)
