"""Records of Alma on the command line: what is read, what is missing, and where it is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from orcid_tui.journal.reading import saves
from orcid_tui.settings.settings_file import settings_path
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms
from tests.alma_stand_in.keys import READ_ONLY_KEY
from tests.alma_stand_in.sets import StandInSet
from tests.cli.running import orcid_tui
from tests.stores.alma.saving import real

_ADA, _EVE = real(1), real(2)
_ALL = f"alma:mms/{mms(1)},{mms(2)},{mms(3)}"


@pytest.fixture
def alma(monkeypatch: pytest.MonkeyPatch) -> Iterator[AlmaStandIn]:
    """Three titles, and the way to them for every process of the test."""
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("[alma]\nper_second = 25\nfloor = 0\n")
    with AlmaStandIn([invented_bib(number) for number in (1, 2, 3)]) as stand_in:
        monkeypatch.setenv("ALMA_API_KEY", stand_in.key)
        monkeypatch.setenv("ORCID_TUI_ALMA_URL", stand_in.url)
        yield stand_in
        assert stand_in.leaks == []


def _decisions(rows: list[dict[str, str]], **ids: str) -> str:
    """The rows of `list` as decisions: the iD for the headings of these tags on each record."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0], "iD"], extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "orcid": ids.get(row["tag"] + "/" + row["occurrence"], "")})
    return out.getvalue()


def test_titles_are_listed_decided_and_written(alma: AlmaStandIn) -> None:
    listed = orcid_tui("list", _ALL, "--format", "csv")
    assert (listed.code, listed.err) == (0, "")
    assert [row["control_number"] for row in listed.csv if row["tag"] == "100"] == [
        mms(1),
        mms(2),
        mms(3),
    ]
    decisions = _decisions(listed.csv, **{"100/1": str(_ADA)})
    run = orcid_tui("apply", _ALL, "-", stdin=decisions)
    assert run.code == 0, run.err
    assert "Writing back into" in run.err
    (save,) = saves()
    assert (
        run.out.splitlines()[-1] == (f"To undo what was stored: orcid-tui journal undo {save.id}")
        or f"journal undo {save.id}" in run.err + run.out
    )
    for number in (1, 2, 3):
        assert _ADA.uri in alma.fields(mms(number), "100")[0].values("1")
    assert alma.careless == []


def test_decisions_about_titles_in_another_order_are_refused(alma: AlmaStandIn) -> None:
    """Named titles keep their order, so a row whose record is another one was not meant so."""
    listed = orcid_tui("list", _ALL, "--format", "csv").csv
    first = [row for row in listed if row["control_number"] == mms(1)]
    turned = f"alma:mms/{mms(3)},{mms(1)}"
    run = orcid_tui("apply", turned, "-", stdin=_decisions(first, **{"100/1": str(_EVE)}))
    assert run.code == 4
    assert f"Record 1 has the control number {mms(3)}, not {mms(1)}." in run.err
    assert alma.stored == {}


def test_decisions_about_a_set_find_their_records_in_any_order(alma: AlmaStandIn) -> None:
    """A set may come in another order the next time; the control number decides."""
    weekly = StandInSet("123", "Weekly list", [mms(1), mms(2), mms(3)])
    alma.sets.append(weekly)
    listed = orcid_tui("list", "alma:set/123", "--format", "csv").csv
    assert listed[0]["control_number"] == mms(1)
    weekly.members.reverse()
    decisions = _decisions(listed[:3], **{"100/1": str(_EVE)})
    run = orcid_tui("apply", "alma:set/123", "-", stdin=decisions)
    assert run.code == 0, run.err
    assert _EVE.uri in alma.fields(mms(1), "100")[0].values("1")
    assert list(alma.stored) == [mms(1)]


def test_one_refusal_stops_no_other_and_makes_the_exit_code(alma: AlmaStandIn) -> None:
    alma.edit(mms(2), Fault.HEADING_GONE)
    listed = orcid_tui("list", f"alma:mms/{mms(1)},{mms(2)}", "--format", "csv").csv
    alma.always(mms(1), Fault.INVALID)
    decisions = _decisions(listed, **{"100/1": str(_ADA), "700/1": str(_EVE)})
    run = orcid_tui("apply", _ALL, "-", "--format", "csv", stdin=decisions)
    assert run.code == 4
    by_record = {(row["control_number"], row["tag"]): row["status"] for row in run.csv}
    assert by_record[mms(1), "100"] == "refused"
    assert by_record[mms(2), "700"] == "linked"


def test_missing_titles_are_named(alma: AlmaStandIn) -> None:
    run = orcid_tui("list", f"alma:mms/{mms(1)},{mms(77)}")
    assert run.code == 0
    assert run.err == f"orcid-tui: Alma gives out no record for 1 title: {mms(77)}.\n"


def test_a_file_of_mms_ids_is_a_source(alma: AlmaStandIn, tmp_path: Path) -> None:
    titles = tmp_path / "titles.csv"
    titles.write_text(f"Title,MMS Id\nOne,{mms(1)}\nTwo,{mms(2)}\n", encoding="utf-8")
    run = orcid_tui("list", str(titles), "--format", "jsonl")
    assert run.code == 0, run.err
    assert {row["control_number"] for row in run.jsonl} == {mms(1), mms(2)}


def test_alma_takes_no_other_source_and_no_other_place(alma: AlmaStandIn, tmp_path: Path) -> None:
    listed = orcid_tui("list", _ALL, "--format", "csv").csv
    decisions = _decisions(listed, **{"100/1": str(_ADA)})
    elsewhere = str(tmp_path / "out.mrc")
    run = orcid_tui("apply", _ALL, "-", "--output", elsewhere, stdin=decisions)
    assert run.code == 2
    assert "is saved in Alma, not in a file. Leave out --output." in run.err
    run = orcid_tui("tidy", _ALL, "--beside")
    assert run.code == 2
    assert "--in-place" in run.err
    assert alma.stored == {}


def test_a_key_that_may_only_read_says_so_and_writes_nothing(
    alma: AlmaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMA_API_KEY", READ_ONLY_KEY)
    listed = orcid_tui("list", _ALL, "--format", "csv")
    assert listed.code == 0
    assert "The API key may only read" in listed.err
    run = orcid_tui("apply", _ALL, "-", stdin=_decisions(listed.csv, **{"100/1": str(_ADA)}))
    assert run.code == 2
    assert "The API key may only read, so nothing can be saved" in run.err
    assert alma.stored == {}


def test_without_a_key_it_is_said_how_to_get_in(monkeypatch: pytest.MonkeyPatch) -> None:
    run = orcid_tui("list", "alma:set/123")
    assert run.code == 2
    assert "orcid-tui setup --alma" in run.err


def test_a_file_of_ids_that_was_sorted_since_does_not_lead_to_other_records(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    """The place in such a file says nothing a day later; the control number does."""
    file = tmp_path / "wanted.csv"
    file.write_text(f"MMS Id\n{mms(1)}\n{mms(2)}\n{mms(3)}\n")
    (listed,) = [
        row
        for row in orcid_tui("list", str(file), "--format", "csv").csv
        if (row["record"], row["tag"]) == ("1", "100")
    ]
    file.write_text(f"MMS Id\n{mms(3)}\n{mms(2)}\n{mms(1)}\n")
    by_place = orcid_tui(
        "apply", str(file), "-", stdin=f"record,tag,occurrence,orcid\n1,100,1,{_ADA}\n"
    )
    assert by_place.code == 4
    assert "only a control number says which one is meant" in by_place.err
    assert not alma.stored
    by_number = orcid_tui(
        "apply",
        str(file),
        "-",
        stdin=f"record,control_number,tag,occurrence,orcid\n"
        f"1,{listed['control_number']},100,1,{_ADA}\n",
    )
    assert by_number.code == 0, by_number.err
    assert list(alma.stored) == [mms(1)]
