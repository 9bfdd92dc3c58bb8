"""Taking a save back from the command line, at a stand-in Alma."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator

import pexpect
import pytest

from orcid_tui.journal.entry import OpenSave, Place
from orcid_tui.journal.files import FileJournal, journal_folder
from orcid_tui.journal.reading import saves
from orcid_tui.settings.settings_file import settings_path
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms
from tests.alma_stand_in.keys import NO_CONF_KEY, READ_ONLY_KEY
from tests.cli.running import command, one_sentence, orcid_tui
from tests.stores.alma.saving import Ask, Desk, desk, real

_ADA, _EVE = real(1), real(2)
_ONE, _TWO = mms(1), mms(2)


@pytest.fixture
async def here(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """Two records that were linked, and the way there for every process of the test."""
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("[alma]\nper_second = 25\nfloor = 0\n")
    with AlmaStandIn([invented_bib(number) for number in (1, 2)]) as alma:
        monkeypatch.setenv("ALMA_API_KEY", alma.key)
        monkeypatch.setenv("ORCID_TUI_ALMA_URL", alma.url)
        async with desk(alma, journal_folder()) as opened:
            await opened.save(
                Ask(_ONE, orcid=_ADA), Ask(_TWO, "700", 2, _EVE), journal=_production(alma)
            )
            yield opened
        assert alma.leaks == []


def _production(alma: AlmaStandIn) -> OpenSave:
    place = Place(alma.url, "01EXA_INST", "production", "alma:mms/…")
    return FileJournal().open_save(place)


def _linked(alma: AlmaStandIn) -> list[bool]:
    return [
        alma.fields(_ONE, "100")[0].values("1") == (_ADA.uri,),
        _EVE.uri in alma.fields(_TWO, "700")[1].values("1"),
    ]


def test_a_script_takes_a_save_back(here: Desk) -> None:
    (save,) = saves()
    run = orcid_tui("journal", "undo", save.id, "--yes")
    assert (run.code, run.err) == (0, "")
    assert _linked(here.alma) == [False, False]
    lines = run.out.splitlines()
    at = lines.index(next(line for line in lines if line.startswith(_ONE)))
    assert lines[at + 2].startswith("    now    100 1_ $a")
    assert lines[at + 2].endswith(f"$1 {_ADA.uri}")
    assert lines[at + 3] == lines[at + 2].replace("    now ", "    then").removesuffix(
        f" $1 {_ADA.uri}"
    )
    newest = saves()[0]
    assert lines[-2:] == [
        "Taken back: 2 · refused: 0",
        f"To undo this in turn: orcid-tui journal undo {newest.id}",
    ]
    assert newest.undoes == save.id
    back = orcid_tui("journal", "undo", newest.id, "--yes")
    assert (back.code, _linked(here.alma)) == (0, [True, True])
    assert here.alma.damage() == []


def test_what_is_refused_makes_the_exit_code(here: Desk) -> None:
    here.alma.edit(_ONE, Fault.HEADING_GONE)
    here.alma.always(_TWO, Fault.INVALID)
    (save,) = saves()
    run = orcid_tui("journal", "undo", save.id, "--yes")
    assert run.code == 4
    assert "    stays  The record has no such field any more" in run.out
    assert "Taken back: 0 · refused: 2" in run.out
    assert run.err.startswith(f"orcid-tui: {_TWO}, field 700/2: Alma refused this")
    assert len(run.err.splitlines()) == 1, "what was shown as staying is not said again"


def test_nobody_to_ask_means_nothing_is_done(here: Desk) -> None:
    (save,) = saves()
    asked = len(here.alma.requests.all)
    said = one_sentence(orcid_tui("journal", "undo", save.id))
    assert "--yes" in said
    assert len(here.alma.requests.all) == asked
    assert "has no save" in one_sentence(orcid_tui("journal", "undo", "20200101-000000-1"))


def test_a_sandbox_is_another_alma(here: Desk) -> None:
    here.alma.service.conf.environment = "sandbox"
    (save,) = saves()
    said = one_sentence(orcid_tui("journal", "undo", save.id, "--yes"))
    assert "That save went to 01EXA_INST (production)" in said
    assert _linked(here.alma) == [True, True]


def test_a_key_that_may_not_read_the_configuration_takes_back_all_the_same(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALMA_API_KEY", NO_CONF_KEY)
    (save,) = saves()
    run = orcid_tui("journal", "undo", save.id, "--yes")
    assert (run.code, _linked(here.alma)) == (0, [False, False])


def test_a_key_that_may_only_read_is_said(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMA_API_KEY", READ_ONLY_KEY)
    (save,) = saves()
    assert "may only read" in one_sentence(orcid_tui("journal", "undo", save.id, "--yes"))
    assert _linked(here.alma) == [True, True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("typed", "linked"), [("PRODUCTION", False), ("yes", True), ("", True)])
def test_at_a_terminal_the_word_of_the_environment_is_asked_for(
    here: Desk, typed: str, linked: bool
) -> None:
    (save,) = saves()
    program, *words = command("journal", "undo", save.id)
    with pexpect.spawn(program, words, encoding="utf-8", timeout=60) as child:
        child.expect("2 fields in 2 records will be given back as shown, in 01EXA_INST, PRODUCTION")
        child.expect("Type PRODUCTION to do it")
        child.sendline(typed)
        child.expect("Nothing was taken back" if linked else "Taken back: 2")
        child.expect(pexpect.EOF)
    assert child.wait() == 0
    assert _linked(here.alma) == [linked, linked]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_ctrl_c_at_the_question_changes_nothing(here: Desk) -> None:
    (save,) = saves()
    program, *words = command("journal", "undo", save.id)
    with pexpect.spawn(program, words, encoding="utf-8", timeout=60) as child:
        child.expect("Type PRODUCTION to do it")
        child.sendintr()
        child.expect("as you asked")
        child.expect(pexpect.EOF)
    assert child.wait() == 130
    assert _linked(here.alma) == [True, True]
