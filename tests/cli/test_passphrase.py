"""The passphrase: asked for where a secret is needed, at the terminal, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pexpect
import pytest

from orcid_tui.secrets import encrypted_file
from orcid_tui.secrets.kind import SecretKind
from tests.alma_stand_in import AlmaStandIn, invented_bib, mms
from tests.cli.dialog import ENTER, dialog
from tests.cli.running import command, one_sentence, orcid_tui
from tests.cli.secrets_there import PASSPHRASE, PROMPT, oslo, sealed, write_profiles
from tests.registry.demo.serving import DemoServer

WRONG = "Wrong passphrase, or the file was changed."
ENCRYPTED = 'store = "file"'


@pytest.fixture
def locked(registry: DemoServer) -> DemoServer:
    """A profile whose client secret is in the encrypted file."""
    write_profiles(oslo(registry, kept=ENCRYPTED, client_id=registry.client_id))
    sealed(registry.client_secret)
    return registry


def _asked_as_client(registry: DemoServer) -> bool:
    return any(seen.path == "/oauth/token" for seen in registry.requests)


def test_a_lookup_asks_once_and_goes_on_with_the_credentials(
    locked: DemoServer, catalogue: Path
) -> None:
    run = dialog("suggest", str(catalogue), answers=[(PROMPT, PASSPHRASE)])
    assert run.code == 0
    assert _asked_as_client(locked)
    assert PASSPHRASE not in run.said
    assert locked.client_secret not in run.said


def test_a_slip_is_told_and_asked_again(locked: DemoServer, catalogue: Path) -> None:
    answers = [(PROMPT, "another passphrase"), (PROMPT, PASSPHRASE)]
    run = dialog("suggest", str(catalogue), answers=answers)
    assert run.code == 0
    assert run.said.count(WRONG) == 1
    assert _asked_as_client(locked)


def test_three_slips_end_it_and_nobody_is_asked(locked: DemoServer, catalogue: Path) -> None:
    run = dialog("suggest", str(catalogue), answers=[(PROMPT, "another passphrase")] * 3)
    assert run.code == 2
    assert run.said.endswith(f"orcid-tui: {WRONG} Press Enter at once to go on without it.")
    assert not locked.requests


def test_enter_goes_on_without_and_says_so(locked: DemoServer, catalogue: Path) -> None:
    run = dialog("suggest", str(catalogue), answers=[(PROMPT, ENTER)])
    assert run.code == 0
    assert "Going on without what is in the encrypted file." in run.said
    assert "is asked without credentials" in run.said
    assert not _asked_as_client(locked)


def test_where_nobody_can_answer_nobody_is_asked(locked: DemoServer, catalogue: Path) -> None:
    run = orcid_tui("suggest", str(catalogue))
    assert run.code == 0
    assert "The encrypted file is locked." in run.err
    assert "asked without credentials" in run.err
    assert not _asked_as_client(locked)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["list", "FILE"],
        ["apply", "FILE", "-"],
        ["suggest", "demo:", "--limit", "1"],
        ["secret", "status"],
        ["suggest", "missing.mrc"],
    ],
)
def test_nothing_is_asked_where_no_secret_is_needed(
    words: list[str], locked: DemoServer, catalogue: Path
) -> None:
    # An empty file of decisions ends standard input, as a person ends it with Ctrl-D.
    answers = [("", "\x04")] if "-" in words else []
    run = dialog(*(str(catalogue) if word == "FILE" else word for word in words), answers=answers)
    assert "assphrase for" not in run.said


def test_a_variable_needs_no_passphrase(
    locked: DemoServer, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORCID_CLIENT_ID", locked.client_id)
    monkeypatch.setenv("ORCID_CLIENT_SECRET", locked.client_secret)
    run = dialog("suggest", str(catalogue))
    assert (run.code, PROMPT in run.said) == (0, False)
    assert _asked_as_client(locked)


@pytest.mark.parametrize("words", [[], ["setup"]])
def test_a_screen_is_opened_after_the_question(words: list[str], locked: DemoServer) -> None:
    run = dialog(*words, answers=[(PROMPT, "another passphrase")] * 3)
    assert run.code == 2
    assert "\x1b" not in run.said


def test_the_screen_for_a_file_is_opened_after_the_question(
    locked: DemoServer, catalogue: Path
) -> None:
    run = dialog(str(catalogue), answers=[(PROMPT, "another passphrase")] * 3)
    assert run.code == 2
    assert "\x1b" not in run.said


@pytest.fixture
def alma(registry: DemoServer) -> AlmaStandIn:
    """An Alma whose key is in the encrypted file."""
    stand_in = AlmaStandIn([invented_bib(1)])
    kept = '[profiles.oslo.alma_api_key]\nstore = "file"\n'
    write_profiles(oslo(registry, more=f'alma_url = "{stand_in.url}"\n{kept}'))
    sealed(stand_in.key, SecretKind.ALMA)
    return stand_in


def test_titles_of_alma_ask_for_it(alma: AlmaStandIn) -> None:
    with alma:
        run = dialog("list", f"alma:mms/{mms(1)}", answers=[(PROMPT, PASSPHRASE)])
        assert run.code == 0
        assert alma.requests.of("GET")
        assert alma.key not in run.said
        assert alma.leaks == []


def test_alma_without_its_key_is_not_asked(alma: AlmaStandIn) -> None:
    with alma:
        left = dialog("list", f"alma:mms/{mms(1)}", answers=[(PROMPT, ENTER)])
        assert left.code == 2
        assert "The encrypted file is locked." in left.said
        nobody = orcid_tui("list", f"alma:mms/{mms(1)}")
        assert nobody.code == 2
        assert "The encrypted file is locked." in one_sentence(nobody)
        assert not alma.requests.of("GET")


def test_doctor_asks_and_then_tells(alma: AlmaStandIn) -> None:
    with alma:
        run = dialog("doctor", answers=[(PROMPT, PASSPHRASE)])
        assert "secret alma: Kept in the encrypted file" in run.said
        assert "The API key may read and write" in run.said
        assert alma.key not in run.said


def test_the_passphrase_is_no_argument_of_anything_and_is_not_kept(
    locked: DemoServer, catalogue: Path, own_home: Path
) -> None:
    dialog("suggest", str(catalogue), answers=[(PROMPT, PASSPHRASE)])
    for path in own_home.rglob("*"):
        assert not path.is_file() or PASSPHRASE.encode() not in path.read_bytes()
    assert encrypted_file.path().stat().st_mode & 0o777 == 0o600


def test_a_command_that_asks_runs_at_the_terminal(
    registry: DemoServer, catalogue: Path, tmp_path: Path
) -> None:
    asking = tmp_path / "manager"
    asking.write_text(
        "#!/bin/sh\nprintf 'PIN of the manager: ' >/dev/tty\nread pin </dev/tty\n"
        f'[ "$pin" = 1234 ] && echo {registry.client_secret}\n'
    )
    asking.chmod(0o700)
    kept = f'store = "command"\ncommand = ["{asking}"]\nterminal = true'
    write_profiles(oslo(registry, kept=kept, client_id=registry.client_id))
    run = dialog("suggest", str(catalogue), answers=[("PIN of the manager:", "1234")])
    assert run.code == 0
    assert _asked_as_client(registry)
    assert registry.client_secret not in run.said


def test_a_command_that_asks_is_not_run_where_nobody_is(
    registry: DemoServer, catalogue: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "was run"
    kept = f'store = "command"\ncommand = ["touch", "{mark}"]\nterminal = true'
    write_profiles(oslo(registry, kept=kept, client_id=registry.client_id))
    run = orcid_tui("suggest", str(catalogue))
    assert run.code == 0
    assert "asks at the terminal" in run.err
    assert not mark.exists()


def test_ctrl_c_at_the_question_gives_the_terminal_back(
    locked: DemoServer, catalogue: Path
) -> None:
    run = dialog("suggest", str(catalogue), answers=[(PROMPT, "\x03")])
    assert run.code == 130
    assert "Stopped before the end" in run.said


def test_behind_the_passphrase_the_screen_works_with_the_credentials(
    locked: DemoServer, catalogue: Path
) -> None:
    program, *rest = command(str(catalogue))
    child = pexpect.spawn(program, rest, dimensions=(24, 80), encoding="utf-8", timeout=30)
    try:
        child.expect_exact(PROMPT)
        child.sendline(PASSPHRASE)
        child.expect_exact("\x1b[?1049h")  # the screens have the terminal from here on
        child.expect("Hansen")
        child.expect("Institute of Ice")
        child.send("q")
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)
    assert child.exitstatus == 0
    assert _asked_as_client(locked)
