"""Where iDs go: the settings file, and the options that hold instead of it for one run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pymarc
import pytest

from orcid_tui.cli.commands import listing, screen
from orcid_tui.cli.options import WITH_VALUE, practice_of
from orcid_tui.cli.parser import parse
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.session.session import Session
from orcid_tui.settings.settings import Settings
from orcid_tui.settings.settings_file import save_settings, settings_path
from tests.cli.conftest import REAL
from tests.cli.running import one_sentence, orcid_tui
from tests.marc.building import collection_xml

DECISION = json.dumps({"record": 1, "tag": "100", "occurrence": 1, "orcid": REAL.value})
TEXT, URI = ("0", f"(orcid){REAL}"), ("1", REAL.uri)


def _written(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Every $0 and $1 of a heading after `apply`, read by pymarc."""
    source, output = folder / "one.xml", folder / "new.xml"
    source.write_bytes(collection_xml([[("001", "x"), ("100", "1 ", [("a", "Hansen, Anna")])]]))
    run = orcid_tui("apply", str(source), "-", "--output", str(output), *words, stdin=DECISION)
    assert (run.code, run.err) == (0, "")
    (record,) = pymarc.parse_xml_to_array(str(output))  # type: ignore[no-untyped-call]
    (field,) = record.get_fields("100")
    return [(each.code, each.value) for each in field.subfields if each.code in "01"]


@pytest.mark.parametrize(
    ("writing", "expected"),
    [(Writing.URI, [URI]), (Writing.TEXT, [TEXT]), (Writing.BOTH, [TEXT, URI])],
)
def test_an_id_is_written_where_the_settings_say(
    tmp_path: Path, writing: Writing, expected: list[tuple[str, str]]
) -> None:
    save_settings(Settings(Practice(writing=writing)))
    assert _written(tmp_path) == expected


def test_an_option_holds_for_one_run(tmp_path: Path) -> None:
    save_settings(Settings(Practice(writing=Writing.BOTH)))
    before = settings_path().read_bytes()
    assert _written(tmp_path, "--write", "text") == [TEXT]
    assert settings_path().read_bytes() == before


def test_the_fields_that_are_named_are_listed_and_take_an_id(tmp_path: Path) -> None:
    source = tmp_path / "subjects.xml"
    person = [("a", "Amundsen, Roald")]
    about = [*person, ("x", "Travel")]
    source.write_bytes(
        collection_xml([[("001", "x"), ("600", "10", person), ("600", "10", about)]])
    )
    assert orcid_tui("list", str(source), "--format", "jsonl").jsonl == []
    rows = orcid_tui("list", str(source), "--tags", "100,600", "--format", "jsonl").jsonl
    assert [(row["tag"], row["state"]) for row in rows] == [
        ("600", "open"),
        ("600", "not eligible"),
    ]
    decision = json.dumps({"record": 1, "tag": "600", "occurrence": 1, "orcid": REAL.value})
    words = ("apply", str(source), "-", "--in-place")
    refused = orcid_tui(*words, stdin=decision)
    assert (refused.code, REAL.uri in source.read_text()) == (4, False)
    assert "--tags 100,700,600 would take it in" in refused.err
    assert orcid_tui(*words, "--tags", "600", stdin=decision).code == 0
    assert REAL.uri in source.read_text()


def test_what_an_option_does_not_say_stays_as_settled() -> None:
    save_settings(Settings(Practice(("100", "600"), Writing.TEXT, "o")))
    assert practice_of(parse(["list", "a.mrc"])) == Practice(("100", "600"), Writing.TEXT, "o")
    said = parse(["list", "a.mrc", "--tags", "700, 800,700", "--unimarc-subfield", "$9"])
    assert practice_of(said) == Practice(("700", "800"), Writing.TEXT, "9")
    nothing = parse(["apply", "a.mrc", "-", "--unimarc-subfield", ""])
    assert practice_of(nothing).unimarc_subfield == ""


@pytest.mark.parametrize("option", WITH_VALUE)
def test_an_option_may_stand_before_the_command_and_its_value_is_no_command(option: str) -> None:
    arguments = parse([option, "list", "list", "a.mrc"])
    assert arguments.run is listing.run
    assert getattr(arguments, option.removeprefix("--").replace("-", "_")) == "list"
    assert parse([option, "list", "a.mrc"]).run is screen.run_files


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tags", "110"), "--tags: “110” is not a field that can get an iD."),
        (("--tags", "100,"), "--tags: “” is not a field"),
        (("--tags", ""), "--tags: No field is named"),
        (("--tags", "880"), "--tags: Field 880 gets an iD only beside"),
        (("--write", "url"), "--write: “url” is no way of writing"),
        (("--unimarc-subfield", "a"), "--unimarc-subfield: Subfield $a means something else"),
        (("--unimarc-subfield", "A"), "--unimarc-subfield: “A” is no code"),
    ],
)
@pytest.mark.parametrize("command", ["list", "suggest", "apply"])
def test_a_value_that_cannot_be_used_is_one_sentence(
    catalogue: Path, command: str, words: tuple[str, str], said: str
) -> None:
    there = set(catalogue.parent.iterdir())
    decisions = ("-",) if command == "apply" else ()
    run = orcid_tui(command, str(catalogue), *decisions, *words, stdin=DECISION)
    assert (run.code, run.out) == (2, "")
    assert one_sentence(run).startswith(said)
    assert set(catalogue.parent.iterdir()) == there


def test_nothing_is_opened_while_the_settings_file_is_broken(catalogue: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('[writing]\nform = "uri\n')
    for words in (("list", str(catalogue)), ("apply", str(catalogue), "-"), ("list", "demo:")):
        run = orcid_tui(*words, stdin=DECISION)
        assert (run.code, run.out) == (2, "")
        assert "line 2" in one_sentence(run)


def test_the_screen_gets_the_practice_too(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from orcid_tui.cli import main

    opened: list[Practice] = []

    def run_app(
        session: Session | None, *, opening: Callable[[], Session] | None = None, **_more: object
    ) -> int:
        session = session or (opening() if opening is not None else None)
        assert session is not None
        opened.append(session.store.practice)
        session.store.close()
        return 0

    monkeypatch.setattr("orcid_tui.cli.commands.screen.require_terminal", lambda: None)
    monkeypatch.setattr("orcid_tui.ui.running.run_app", run_app)
    assert main(["--write", "both", str(catalogue)]) == 0
    assert main(["demo", "--tags", "100"]) == 0
    assert opened == [Practice(writing=Writing.BOTH), Practice(("100",))]
    assert main(["--write", "both"]) == 2
    assert "Name the files as well" in capsys.readouterr().err
