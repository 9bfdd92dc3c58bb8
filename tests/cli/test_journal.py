"""What was written into Alma, shown by the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orcid_tui.journal.entry import Ending, Result
from orcid_tui.journal.files import FileJournal, journal_folder
from tests.cli.running import one_sentence, orcid_tui
from tests.journal.making import ADA, PLACE, attempt, bib

_NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
_FIRST, _SECOND = "20261123-120000-1", "20261123-130000-1"
_ANSWER = bib("9900000000101234", "<stored>Żółć</stored>")


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A save of two records, and one that took it back."""
    monkeypatch.setenv("TZ", "UTC")
    times = iter([_NOON + timedelta(seconds=10 * n) for n in range(4)])
    save = FileJournal(now=lambda: next(times)).open_save(PLACE)
    save.begin(attempt())
    save.begin(attempt("9900000000201234", name="=Żółć, \x1b[2JEve"))
    save.end(1, Result(Ending.STORED, "", "", _ANSWER))
    save.end(2, Result(Ending.REFUSED, "Somebody has the record open.", "E01-77"))
    later = FileJournal(now=lambda: _NOON + timedelta(hours=1))
    later.open_save(PLACE, undoes=_FIRST).begin(attempt())


def test_without_a_journal_it_says_so() -> None:
    run = orcid_tui("journal")
    assert (run.code, run.out, run.err) == (0, "Nothing was written into Alma yet.\n", "")
    assert orcid_tui("journal", "list", "--format", "jsonl").out == ""


@pytest.mark.usefixtures("saves")
def test_list_for_people() -> None:
    run = orcid_tui("journal", "list")
    assert run.code == 0
    assert run.out == orcid_tui("journal").out
    assert run.out.splitlines() == [
        "20261123-130000-1  2026-11-23 13:00  01EXA_INST, sandbox  alma:set/123",
        "  stored: 0 · unknown: 1 · took back 20261123-120000-1",
        "20261123-120000-1  2026-11-23 12:00  01EXA_INST, sandbox  alma:set/123",
        "  stored: 1 · refused: 1 · taken back by 20261123-130000-1",
    ]


@pytest.mark.usefixtures("saves")
def test_list_for_programs() -> None:
    newest, oldest = orcid_tui("journal", "list", "--format", "jsonl").jsonl
    assert (newest["id"], newest["undoes"], newest["unknown"]) == (_SECOND, _FIRST, 1)
    assert oldest["began"] == "2026-11-23T12:00:00+00:00"
    assert (oldest["stored"], oldest["refused"], oldest["records"]) == (1, 1, 2)
    assert oldest["undone_by"] == [_SECOND]
    rows = orcid_tui("journal", "list", "--format", "csv").csv
    assert [row["id"] for row in rows] == [_SECOND, _FIRST]


def test_production_is_written_large() -> None:
    from dataclasses import replace

    save = FileJournal().open_save(replace(PLACE, environment="production"))
    save.begin(attempt())
    assert "01EXA_INST, PRODUCTION" in orcid_tui("journal").out


@pytest.mark.usefixtures("saves")
def test_show_for_people() -> None:
    run = orcid_tui("journal", "show", _FIRST)
    assert run.code == 0
    assert run.out.splitlines()[2:] == [
        "9900000000101234  Rivers of ice",
        "  stored",
        "  field 100/1  Quell, Ada  link",
        "    before  100 1_ $a Quell, Ada, $e author.",
        f"    after   100 1_ $a Quell, Ada, $e author. $1 {ADA.uri}",
        "9900000000201234  Rivers of ice",
        "  refused: Somebody has the record open. (tracking ID E01-77)",
        "  field 100/1  =Żółć, [2JEve  link",
        "    before  100 1_ $a =Żółć, [2JEve, $e author.",
        f"    after   100 1_ $a =Żółć, [2JEve, $e author. $1 {ADA.uri}",
    ]


@pytest.mark.usefixtures("saves")
def test_show_for_programs() -> None:
    rows = orcid_tui("journal", "show", _FIRST, "--format", "jsonl").jsonl
    assert [row["ending"] for row in rows] == ["stored", "refused"]
    assert rows[1]["reason"] == "Somebody has the record open."
    assert rows[1]["ended"] == "2026-11-23T12:00:30+00:00"
    (row, other) = orcid_tui("journal", "show", _FIRST, "--format", "csv").csv
    assert (row["mms_id"], row["orcid"], row["tag"]) == ("9900000000101234", ADA.value, "100")
    assert other["heading"] == "'=Żółć, [2JEve", "no spreadsheet takes it for a formula"


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(
    ("when", "record"),
    [("before", attempt().before), ("after", attempt().after), ("answer", _ANSWER)],
)
def test_a_record_comes_out_byte_for_byte(when: str, record: bytes) -> None:
    run = orcid_tui("journal", "records", _FIRST, "9900000000101234", f"--{when}")
    assert (run.code, run.out.encode()) == (0, record)


@pytest.mark.usefixtures("saves")
def test_what_is_not_there_is_said_in_a_sentence() -> None:
    assert "has no save 20200101-000000-1" in one_sentence(
        orcid_tui("journal", "show", "20200101-000000-1")
    )
    assert "sent no record 99" in one_sentence(
        orcid_tui("journal", "records", _FIRST, "99", "--before")
    )
    refused = orcid_tui("journal", "records", _FIRST, "9900000000201234", "--answer")
    assert "gave no record back" in one_sentence(refused)


@pytest.mark.usefixtures("saves")
def test_damaged_files_are_named_and_hide_nothing() -> None:
    (journal_folder() / "20261124-120000-1.jsonl").write_bytes(b"{}\n")
    run = orcid_tui("journal")
    assert run.code == 4
    assert len(run.out.splitlines()) == 4
    assert "20261124-120000-1.jsonl in the journal cannot be read" in run.err
