"""The commands that open a screen: what must be true before one is opened."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from orcid_tui.cli import main
from orcid_tui.cli.commands import screen
from orcid_tui.secrets.given import forget_given
from orcid_tui.session.session import Session
from orcid_tui.ui import running
from tests.cli.running import command, one_sentence, orcid_tui


@pytest.mark.parametrize(
    "words", [[], ["demo"], ["setup"], ["setup", "--alma"], ["some.mrc"], ["--no-mouse"]]
)
def test_without_a_terminal_it_is_one_sentence_and_no_escape_code(words: list[str]) -> None:
    run = orcid_tui(*words)
    assert (run.code, run.out) == (2, "")
    assert "need a terminal" in one_sentence(run)
    assert "\x1b" not in run.err


@pytest.mark.parametrize("size", [(17, 80), (24, 59), (5, 10)])
@pytest.mark.parametrize("words", [[], ["demo"], ["setup"]])
def test_a_terminal_that_is_too_small_is_one_sentence(
    words: list[str], size: tuple[int, int]
) -> None:
    code, said = _in_terminal(*words, rows=size[0], columns=size[1])
    assert code == 2
    assert f"{size[1]} columns and {size[0]} rows" in said
    assert "60 by 18" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("words", [["missing.mrc"], ["demo", "list"]])
def test_a_source_that_cannot_be_opened_leaves_the_terminal_alone(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = _in_terminal(*words)
    assert code == 2
    assert "\x1b" not in said


def test_the_screen_gets_what_the_command_line_says(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def run_app(
        session: object,
        *,
        mouse: bool = True,
        profile: str | None = None,
        opening: Callable[[], Session] | None = None,
    ) -> int:
        if opening is not None:
            session = opening()
        seen.extend([session.store.label if isinstance(session, Session) else None, mouse, profile])
        return 0

    monkeypatch.setattr("orcid_tui.cli.commands.screen.require_terminal", lambda: None)
    monkeypatch.setattr("orcid_tui.ui.running.run_app", run_app)
    assert main(["--no-mouse"]) == 0
    assert seen == [None, False, None]
    seen.clear()
    assert main([str(catalogue)]) == 0
    assert seen == ["catalogue.mrc", True, None]


def test_a_file_that_cannot_be_opened_is_told_behind_the_first_screen(tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.7 not records at all")
    code, said = _in_terminal(str(tmp_path / "minutes.pdf"))
    assert code == 2
    assert "\x1b[?1049l" in said, "the screen was given back"
    told = said.rpartition("\x1b[?1049l")[2]
    assert "minutes.pdf" in told
    assert "Traceback" not in said


def test_set_up_that_is_left_is_exit_code_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orcid_tui.cli.commands.screen.require_terminal", lambda: None)
    monkeypatch.setattr("orcid_tui.ui.running.run_set_up", lambda **_: 3)
    assert main(["setup"]) == 3


def _in_terminal(*words: str, rows: int = 24, columns: int = 80) -> tuple[int | None, str]:
    program, *rest = command(*words)
    child = pexpect.spawn(program, rest, dimensions=(rows, columns), encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    said = child.before
    child.close()
    # A narrow terminal breaks the line; the sentence is the same.
    return child.exitstatus, " ".join(said.split())


@pytest.mark.parametrize("words", [[], ["demo"], ["setup"], ["setup", "--alma"]])
def test_nothing_that_a_screen_starts_inherits_a_secret(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {
        "ORCID_CLIENT_SECRET": "canary-of-orcid",
        "ALMA_API_KEY": "canary-of-alma",
        "ALMA_NETWORK_API_KEY": "canary-of-the-network",
    }
    monkeypatch.setenv("ORCID_CLIENT_ID", "APP-0123456789ABCDEF")
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    seen: list[set[str]] = []

    def shown(*_: object, **__: object) -> int:
        seen.append(set(secrets) & set(os.environ))
        return 0

    monkeypatch.setattr(screen, "require_terminal", lambda: None)
    monkeypatch.setattr(running, "run_app", shown)
    monkeypatch.setattr(running, "run_set_up", shown)
    try:
        assert main(words) == 0
    finally:
        forget_given()
    assert seen == [set()]
