"""The journal on disk: everything comes back, whatever happens between two lines."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError, SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Attempt, Ending, Result, WrittenField
from orcid_tui.journal.files import FileJournal, bare_address, journal_folder
from orcid_tui.journal.lines import AttemptLine, EndLine, SoFar, attempt_line, end_line, read_line
from orcid_tui.journal.reading import entries, listing, read_save, saves
from orcid_tui.marc.record import Field, Subfield
from tests.journal.making import ADA, PLACE, attempt

_NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal"


@pytest.fixture
def journal(folder: Path) -> FileJournal:
    return FileJournal(folder, now=lambda: _NOON)


def test_everything_comes_back(journal: FileJournal, folder: Path) -> None:
    save = journal.open_save(PLACE, undoes="20261122-110000-1")
    assert save.id == ""
    first, second = attempt("99001"), attempt("99002", name="Żółć, 雪")
    assert (save.begin(first), save.begin(second)) == (1, 2)
    answer = Result(Ending.STORED, "", "E01-7", b"<bib>\xc3\xa9</bib>")
    save.end(2, answer)
    save.end(1, Result(Ending.REFUSED, "Somebody has the record open.", "E01-8"))
    assert save.id == "20261123-120000-1"
    one, two = entries(save.id, folder)
    assert (one.nth, one.attempt, one.result.ending) == (1, first, Ending.REFUSED)
    assert (two.attempt, two.result, two.began, two.ended) == (second, answer, _NOON, _NOON)
    (summary,) = saves(folder)
    assert (summary.id, summary.began, summary.place) == (save.id, _NOON, PLACE)
    assert (summary.stored, summary.refused, summary.unknown, summary.records) == (1, 1, 0, 2)
    assert summary.undoes == "20261122-110000-1"
    assert summary.program.startswith("orcid-tui ")


def test_it_is_kept_where_only_its_user_looks(journal: FileJournal, folder: Path) -> None:
    save = journal.open_save(PLACE)
    save.begin(attempt())
    assert folder.stat().st_mode & 0o777 == 0o700
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert journal_folder().name == "journal"


def test_a_save_in_which_nothing_was_sent_leaves_no_file(
    journal: FileJournal, folder: Path
) -> None:
    journal.open_save(PLACE)
    assert list(folder.iterdir()) == []


def test_saves_of_one_second_have_names_of_their_own(journal: FileJournal, folder: Path) -> None:
    opened = [journal.open_save(PLACE) for _ in range(12)]
    for save in opened:
        save.begin(attempt())
    assert len({save.id for save in opened}) == 12
    assert [each.id for each in saves(folder)] == [save.id for save in reversed(opened)]


def test_an_attempt_is_on_disk_before_anything_is_sent(folder: Path) -> None:
    """The program is killed right behind `begin`."""
    code = (
        "import os, signal, sys; from pathlib import Path;"
        "from orcid_tui.journal.files import FileJournal;"
        "from tests.journal.making import PLACE, attempt;"
        "save = FileJournal(Path(sys.argv[1])).open_save(PLACE); save.begin(attempt());"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=False)
    (summary,) = saves(folder)
    assert (summary.unknown, summary.stored) == (1, 0)
    (entry,) = entries(summary.id, folder)
    assert entry.attempt == attempt()
    assert (entry.result.ending, entry.ended) == (Ending.UNKNOWN, None)


def test_a_line_is_flushed_to_the_disk_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, flushed = os.fsync, list[int]()

    def noted(handle: int) -> None:
        flushed.append(os.fstat(handle).st_size)
        real(handle)

    save = FileJournal(folder).open_save(PLACE)
    monkeypatch.setattr(os, "fsync", noted)
    for step in (lambda: save.begin(attempt()), lambda: save.end(1, Result(Ending.STORED))):
        flushed.clear()
        step()
        (file,) = folder.iterdir()
        assert file.stat().st_size in flushed


def test_a_file_that_ends_anywhere_tells_what_was_whole(folder: Path) -> None:
    save = FileJournal(folder).open_save(PLACE)
    for nth in range(1, 4):
        assert save.begin(attempt(f"9900{nth}")) == nth
        save.end(nth, Result(Ending.STORED, answer=b"<bib/>"))
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    first = whole.index(b"\n") + 1
    for size in range(first, len(whole) + 1, 7):
        file.write_bytes(whole[:size])
        complete = whole[:size].split(b"\n")[1:-1]
        begun = sum(line.startswith(b'{"attempt"') for line in complete)
        stored = sum(line.startswith(b'{"end"') for line in complete)
        (summary,) = saves(folder)
        if whole[size - 1 : size] != b"\n" and whole[size : size + 1] == b"\n":
            continue  # only the line break is missing, and the line is believed
        assert (summary.stored, summary.unknown) == (stored, begun - stored)
        read = read_save(save.id, folder)
        assert len(read.entries) == begun
        assert not read.damaged


def test_a_full_disk_stops_the_save_and_spoils_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FileJournal(folder).open_save(PLACE)
    save.begin(attempt("99001"))
    real = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) <= 40:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, bytes(data)[:40])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(SaveError, match="No space left"):
            save.begin(attempt("99002"))
        save.end(1, Result(Ending.STORED))
        with pytest.raises(SaveError, match="Nothing is sent"):
            FileJournal(folder).open_save(PLACE).begin(attempt("99003"))
    assert len(list(folder.iterdir())) == 1
    assert save.begin(attempt("99004")) == 2
    save.end(2, Result(Ending.STORED))
    assert [each.attempt.mms_id for each in entries(save.id, folder)] == ["99001", "99004"]
    (summary,) = saves(folder)
    assert (summary.stored, summary.unknown) == (1, 1)


def test_what_cannot_be_cut_off_again_is_closed_in_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FileJournal(folder).open_save(PLACE)
    save.begin(attempt("99001"))
    real, left = os.write, [40]

    def full(handle: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] = 0
        return real(handle, bytes(data)[:40])

    def no_cutting(handle: int, size: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        patch.setattr(os, "ftruncate", no_cutting)
        with pytest.raises(SaveError):
            save.begin(attempt("99002"))
    save.end(1, Result(Ending.STORED))
    read = read_save(save.id, folder)
    assert [each.result.ending for each in read.entries] == [Ending.STORED]
    assert read.damaged == (f"Line 3 of {save.id}.jsonl cannot be read: the line is not whole.",)


def test_a_journal_that_was_taken_away_stops_the_save(folder: Path) -> None:
    save = FileJournal(folder).open_save(PLACE)
    save.begin(attempt())
    (file,) = folder.iterdir()
    file.unlink()
    save.end(1, Result(Ending.STORED))
    with pytest.raises(SaveError):
        save.begin(attempt())


def test_a_folder_that_cannot_be_made_stops_the_save_at_once(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SaveError, match="journal"):
        FileJournal(tmp_path / "taken").open_save(PLACE)


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\n", b"not json\n", b"[1]\n", b'{"journal": 2}\n', b'{"journal": 1}\n']
)
def test_a_damaged_file_is_named_and_hides_no_other(
    journal: FileJournal, folder: Path, junk: bytes
) -> None:
    save = journal.open_save(PLACE)
    save.begin(attempt())
    (folder / "20261123-130000-1.jsonl").write_bytes(junk)
    (folder / "20261123-140000-1.jsonl").write_bytes(b"")
    (folder / "notes.txt").write_text("mine")
    found = listing(folder)
    assert [each.id for each in found.saves] == [save.id]
    (sentence,) = found.damaged
    assert sentence.startswith("20261123-130000-1.jsonl in the journal cannot be read: ")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        entries("20261123-130000-1", folder)


@pytest.mark.parametrize("name", ["20261123-120000-9", "../20261123-120000-1", "", "x\x1b[2J"])
def test_an_unknown_save_is_said(folder: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="has no save"):
        entries(name, folder)


def test_no_journal_yet_is_an_empty_one(folder: Path) -> None:
    assert saves(folder) == ()


def test_an_undo_is_told_beside_the_save_that_it_took_back(
    journal: FileJournal, folder: Path
) -> None:
    save = journal.open_save(PLACE)
    save.begin(attempt())
    undo = journal.open_save(PLACE, undoes=save.id)
    undo.begin(attempt())
    newest, oldest = saves(folder)
    assert (newest.undoes, oldest.undone_by) == (save.id, (undo.id,))
    assert read_save(save.id, folder).summary.undone_by == (undo.id,)


def test_no_password_of_an_address_is_kept(journal: FileJournal, folder: Path) -> None:
    address = "https://user:s3cret@Proxy.example.org:8443/alma/?apikey=s3cret#s3cret"
    assert bare_address(address) == "https://proxy.example.org:8443/alma"
    save = journal.open_save(replace(PLACE, base_url=address))
    save.begin(attempt())
    (file,) = folder.iterdir()
    assert b"s3cret" not in file.read_bytes()


_TEXT = st.text(st.characters(codec=None), max_size=12)
_FIELDS = st.builds(
    Field,
    st.just("700"),
    st.text("01 #", min_size=2, max_size=2),
    st.lists(st.builds(Subfield, st.sampled_from("a1\u0301"), _TEXT), max_size=3).map(tuple),
)
_ATTEMPTS = st.builds(
    Attempt,
    _TEXT,
    st.sampled_from(["institution", "network"]),
    _TEXT,
    st.binary(max_size=30) | st.text(max_size=20).map(str.encode),
    st.binary(max_size=30),
    st.lists(
        st.builds(
            WrittenField,
            st.builds(HeadingRef, st.integers(1, 9**9), st.just("700"), st.integers(1, 99)),
            _TEXT,
            st.just(str(ADA)),
            _TEXT,
            _FIELDS,
            _FIELDS,
        ),
        max_size=2,
    ).map(tuple),
)


@given(_ATTEMPTS)
def test_any_attempt_is_one_line_and_comes_back_exactly(wanted: Attempt) -> None:
    line = attempt_line(1, _NOON, wanted, SoFar(1))
    assert line.count(b"\n") == 1
    assert read_line(line) == AttemptLine(1, _NOON, wanted)


@given(st.builds(Result, st.sampled_from(Ending), _TEXT, _TEXT, st.binary(max_size=30)))
def test_any_result_is_one_line_and_comes_back_exactly(result: Result) -> None:
    line = end_line(1, _NOON, result, SoFar(1))
    assert line.count(b"\n") == 1
    assert read_line(line) == EndLine(1, _NOON, result)
    json.loads(line)
