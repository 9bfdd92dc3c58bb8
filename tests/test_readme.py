"""The README says what is true of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orcid_tui.cli import main
from orcid_tui.cli.rows import HEADING_COLUMNS
from orcid_tui.errors import ExitCode
from orcid_tui.secrets.given import CREDENTIALS, VARIABLES
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.ui.actions import key_table

_ROOT = Path(__file__).parent.parent
_INNER = (
    "answers",
    "profile list",
    "profile delete",
    "secret set",
    "secret status",
    "secret move",
    "secret forget",
    "secret passphrase",
)
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_registry_of_actions() -> None:
    chapter = _README.partition("## Keys")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^|]+)` \| ([^|]+) \|$", chapter, flags=re.MULTILINE)
    assert rows == key_table()


def test_every_exit_code_is_explained() -> None:
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", _README, flags=re.MULTILINE)}
    assert explained == set(ExitCode)


def test_the_row_of_list_is_described() -> None:
    described = re.search(r"^\| list SOURCE \| one row a heading: (.+) \|$", _README, re.MULTILINE)
    assert described is not None
    assert tuple(described[1].split(", ")) == HEADING_COLUMNS


def test_every_option_is_one_of_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"`[^`\n]*?(--[a-z][a-z-]+)", _README))
    commands = re.findall(r"^\| ([a-z]+) SOURCE", _README, flags=re.MULTILINE)
    assert {"--tags", "--on-conflict"} <= named
    assert {"list", "suggest", "apply", "tidy"} <= set(commands)
    for command in (*commands, "setup", "journal undo", "journal records", *_INNER):
        assert main([*command.split(), "--help"]) == 0
    assert named <= set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))


def test_the_names_that_give_a_secret_are_those_of_the_program() -> None:
    rows = {
        (number, *(re.findall(r"`([^`]+)`", cells)))
        for number, cells in re.findall(r"^\| ([2-4])\. \|(.*)\|$", _README, flags=re.MULTILINE)
        if "`" in cells
    }
    assert {
        ("2", *(VARIABLES[kind] for kind in SecretKind)),
        ("3", *(f"{VARIABLES[kind]}_FILE" for kind in SecretKind)),
        ("4", *(CREDENTIALS[kind] for kind in SecretKind)),
    } <= rows


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"\((screenshots/[^)]+)\)", _README)
    assert pictures
    assert all((_ROOT / picture).is_file() for picture in pictures)


def test_one_line_runs_the_demo_and_one_runs_the_tests() -> None:
    lines = re.findall(r"^ *(python3 -m venv .*)$", _README, flags=re.MULTILINE)
    assert len(lines) == 2
    assert lines[0].endswith(".venv/bin/orcid-tui demo")
    assert ".venv/bin/pytest" in lines[1]
