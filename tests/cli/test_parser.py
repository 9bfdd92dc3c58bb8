"""Which words are commands, and which are files."""

from __future__ import annotations

import subprocess
import sys

import pytest

from orcid_tui.cli import main
from orcid_tui.cli.commands import apply, listing, screen, suggest
from orcid_tui.cli.options import Format
from orcid_tui.cli.parser import parse
from tests.cli.running import orcid_tui


def test_words_that_are_no_commands_are_files() -> None:
    arguments = parse(["a.mrc", "list"])
    assert arguments.run is screen.run_files
    assert arguments.files == ["a.mrc", "list"]
    assert (arguments.profile, arguments.no_mouse) == (None, False)


def test_nothing_at_all_is_the_start_screen() -> None:
    assert parse([]).run is screen.run_files
    assert parse(["--no-mouse"]).files == []


@pytest.mark.parametrize("words", [["./list"], ["--", "list"], ["FILE …"], ["-"]])
def test_a_file_may_have_any_name(words: list[str]) -> None:
    arguments = parse(words)
    assert arguments.run is screen.run_files
    assert arguments.files == words[-1:]


@pytest.mark.parametrize(
    "words",
    [
        ["--profile", "north", "list", "a.mrc"],
        ["list", "a.mrc", "--profile", "north"],
        ["--profile=north", "list", "a.mrc"],
        ["--profile", "south", "list", "a.mrc", "--profile", "north"],
    ],
)
def test_a_profile_stands_before_or_behind_the_command(words: list[str]) -> None:
    arguments = parse(words)
    assert arguments.run is listing.run
    assert (arguments.profile, arguments.source) == ("north", "a.mrc")


def test_a_profile_may_be_called_like_a_command() -> None:
    arguments = parse(["--profile", "list", "a.mrc"])
    assert (arguments.profile, arguments.files) == ("list", ["a.mrc"])


def test_the_defaults_of_the_commands() -> None:
    suggesting = parse(["suggest", "demo:"])
    assert suggesting.run is suggest.run
    assert (suggesting.limit, suggesting.include_linked) == (10, False)
    assert suggesting.format is Format.TEXT
    applying = parse(["apply", "demo:", "-"])
    assert applying.run is apply.run
    assert (applying.decisions, applying.output, applying.in_place) == ("-", None, False)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["apply", "a.mrc"],
        ["list", "a.mrc", "--format", "xml"],
        ["suggest", "a.mrc", "--limit", "0"],
        ["suggest", "a.mrc", "--limit", "many"],
        ["apply", "a.mrc", "b.csv", "--in-place", "--output", "c.mrc"],
        ["a.mrc", "--no-such-option"],
        ["--profile"],
        [""],
        ["list", ""],
        ["apply", "demo:", ""],
        ["apply", "demo:", "d.csv", "--output", ""],
    ],
)
def test_a_line_that_cannot_be_understood_ends_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "error:" in said.err


def test_help_documents_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for code in ("0    ", "1    ", "2    ", "3    ", "4    ", "130  "):
        assert f"\n  {code}" in said
    words = "demo setup list suggest apply tidy journal profile secret answers paths doctor"
    for word in words.split():
        assert f"\n    {word} " in said


def test_version_names_python_and_textual() -> None:
    run = orcid_tui("--version")
    assert run.code == 0
    assert run.out.startswith("orcid-tui ")
    assert "Python 3." in run.out
    assert "Textual 8" in run.out


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys; from orcid_tui.cli import main; main(['--version']); main(['--help']); "
        "heavy = {'textual', 'httpx', 'pymarc', 'keyring', 'rich', 'asyncio'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
