"""Every way in which a command can end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orcid_tui.cli.guard import guarded
from orcid_tui.errors import (
    ConfigurationError,
    CredentialsRefused,
    OrcidTuiError,
    RegistryUnreachable,
    SaveError,
    SourceError,
)
from orcid_tui.folders import log_folder


def _raise(error: BaseException) -> int:
    canary = "canary-" + "in-a-variable"
    assert canary
    raise error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigurationError("No.", "Do this."), 2),
        (SourceError("No.", "Do this."), 2),
        (SaveError("No.", "Do this."), 2),
        (CredentialsRefused("No.", "Do this."), 2),
        (RegistryUnreachable("No.", "Do this."), 4),
    ],
)
def test_an_expected_error_is_its_sentence_and_its_code(
    error: OrcidTuiError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(lambda: _raise(error)) == code
    assert capsys.readouterr() == ("", "orcid-tui: No. Do this.\n")


def test_a_message_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(lambda: _raise(SourceError("The file \x1b[2Jx\ny is empty.")))
    assert capsys.readouterr().err == "orcid-tui: The file [2Jx y is empty.\n"


def test_ctrl_c_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: _raise(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_a_crash_goes_to_the_log_without_the_values_of_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert guarded(lambda: _raise(ZeroDivisionError("division by zero"))) == 1
    said = capsys.readouterr()
    log = log_folder() / "crash.log"
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert str(log) in said.err
    text = log.read_text()
    assert "ZeroDivisionError: division by zero" in text
    assert "canary-in-a-variable" not in text
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600


def test_a_second_crash_is_added_to_the_log() -> None:
    guarded(lambda: _raise(ValueError("first")))
    guarded(lambda: _raise(ValueError("second")))
    text = (log_folder() / "crash.log").read_text()
    assert text.index("ValueError: first") < text.index("ValueError: second")


def test_a_crash_that_cannot_be_written_down_is_still_one_sentence(
    capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    (own_home / "state").write_text("a file where the folder should be")
    assert guarded(lambda: _raise(ZeroDivisionError())) == 1
    assert "could not be written down" in capsys.readouterr().err
