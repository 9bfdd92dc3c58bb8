"""`secret status`, `test`, `move`, `forget` and `passphrase`."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.cli import main
from orcid_tui.profiles.profile import SecretPlace
from orcid_tui.profiles.profile_file import load_profiles
from orcid_tui.secrets import encrypted_file
from orcid_tui.secrets.secret import Secret
from tests.cli.dialog import ENTER, dialog
from tests.cli.running import one_sentence, orcid_tui
from tests.cli.secrets_there import (
    CANARY,
    CLIENT_ID,
    PASSPHRASE,
    PROMPT,
    oslo,
    sealed,
    write_profiles,
)
from tests.registry.demo.serving import DemoServer
from tests.secrets.service import SecretService, secret_service, secret_service_processes

__all__ = ["secret_service", "secret_service_processes"]

ENCRYPTED = 'store = "file"\nsince = 2026-03-03'
IN_KEYRING = 'store = "keyring"\nkeeper = "GNOME Keyring (Login)"'


@pytest.fixture
def in_file(registry: DemoServer) -> DemoServer:
    """A client secret in the locked encrypted file."""
    write_profiles(oslo(registry, kept=ENCRYPTED, client_id=registry.client_id))
    sealed(registry.client_secret)
    return registry


def test_without_anything_nothing_is_wrong_and_what_is_named_is_missing() -> None:
    assert orcid_tui("secret").code == 0
    every = orcid_tui("secret", "status")
    assert (every.code, every.err) == (0, "")
    assert [line.split(":")[0] for line in every.out.splitlines()] == [
        "orcid",
        "alma",
        "alma-network",
    ]
    assert orcid_tui("secret", "status", "alma").code == 3


def test_a_locked_one_is_4_and_is_told_as_data_too(in_file: DemoServer) -> None:
    run = orcid_tui("secret", "status", "--json")
    assert (run.code, run.err) == (4, "")
    row = run.jsonl[0]
    assert (row["kind"], row["state"], row["usable"]) == ("orcid", "file-locked", False)
    assert (row["place"], row["since"], row["profile"]) == ("file", "2026-03-03", "oslo")
    assert orcid_tui("secret", "status", "--format", "csv").csv[0]["state"] == "file-locked"


def test_one_that_is_needed_and_not_set_is_3(registry: DemoServer) -> None:
    write_profiles(oslo(registry, client_id=CLIENT_ID))
    assert orcid_tui("secret", "status").code == 3


def test_one_that_a_variable_gives_is_told_with_what_it_hides(in_file: DemoServer) -> None:
    environ = {"ORCID_CLIENT_SECRET": CANARY}
    run = orcid_tui("secret", "status", "orcid", "--json", environ=environ)
    assert run.code == 0
    [row] = run.jsonl
    assert (row["state"], row["hides"]) == ("hidden", "the encrypted file")
    assert row["source"] == "the environment variable ORCID_CLIENT_SECRET"
    assert not row["writable"]
    assert CANARY not in run.out + run.err


def test_a_file_that_others_can_read_is_told(in_file: DemoServer) -> None:
    encrypted_file.path().chmod(0o640)
    run = orcid_tui("secret", "status", "orcid")
    assert run.code == 4
    assert "mode 640" in run.out
    assert "chmod 600" in run.out


def test_trying_asks_for_the_passphrase_and_records_the_verdict(in_file: DemoServer) -> None:
    run = dialog("secret", "test", "orcid", answers=[(PROMPT, PASSPHRASE)])
    assert run.code == 0
    assert "Accepted by ORCID today" in run.said
    assert load_profiles().items[0].secret.accepted is not None
    assert orcid_tui("secret", "status", "orcid", "--json").jsonl[0]["accepted"] is not None


def test_trying_what_cannot_be_read_is_4_and_what_is_not_there_is_3(in_file: DemoServer) -> None:
    run = orcid_tui("secret", "test", "orcid")
    assert run.code == 4
    assert "The encrypted file is locked." in run.err
    left = dialog("secret", "test", "orcid", answers=[(PROMPT, ENTER)])
    assert left.code == 4
    for kind in ("alma", "alma-network"):
        assert orcid_tui("secret", "test", kind).code == 3
    assert not in_file.requests


def test_trying_a_refused_one_is_2_and_a_given_one_is_not_recorded(registry: DemoServer) -> None:
    write_profiles(oslo(registry, client_id=registry.client_id))
    environ = {"ORCID_CLIENT_SECRET": CANARY}
    refused = orcid_tui("secret", "test", "orcid", environ=environ)
    assert refused.code == 2
    assert "does not accept" in refused.err
    assert CANARY not in refused.out + refused.err
    environ = {"ORCID_CLIENT_SECRET": registry.client_secret}
    run = orcid_tui("secret", "test", "orcid", environ=environ)
    assert run.code == 0
    assert registry.client_secret not in run.out + run.err
    assert load_profiles().items[0].secret.accepted is None


def test_trying_where_no_verdict_comes_is_4(registry: DemoServer) -> None:
    nowhere = f"{registry.base_url}/nowhere"
    text = oslo(registry, client_id=CLIENT_ID).replace(registry.token_url, nowhere)
    write_profiles(text)
    environ = {"ORCID_CLIENT_SECRET": CANARY, "ORCID_TUI_TOKEN_URL": nowhere}
    run = orcid_tui("secret", "test", "orcid", environ=environ)
    assert run.code == 4
    assert "gave no access token" in run.err
    assert CANARY not in run.err


def test_moving_from_the_keyring_to_the_file_and_back(
    registry: DemoServer, secret_service: SecretService
) -> None:
    write_profiles(oslo(registry, client_id=registry.client_id))
    orcid_tui("secret", "set", "orcid", "--no-test", stdin=CANARY)
    answers = [("New passphrase:", PASSPHRASE), ("The same again:", PASSPHRASE)]
    there = dialog("secret", "move", "orcid", "--to", "file", answers=answers)
    assert there.code == 0
    assert "Kept in the encrypted file" in there.said
    assert secret_service.contents() == {}
    again = orcid_tui("secret", "move", "orcid", "--to", "file")
    assert again.code == 0
    assert "there already" in again.out
    back = dialog("secret", "move", "orcid", "--to", "keyring", answers=[(PROMPT, PASSPHRASE)])
    assert back.code == 0
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    assert not encrypted_file.path().exists()
    assert CANARY not in there.said + back.said


def test_moving_what_is_not_there_or_to_where_nothing_is(in_file: DemoServer) -> None:
    nothing = orcid_tui("secret", "move", "alma", "--to", "file")
    assert nothing.code == 2
    assert "no Alma API key to move" in one_sentence(nothing)
    dialogued = dialog("secret", "move", "orcid", "--to", "keyring", answers=[(PROMPT, PASSPHRASE)])
    assert dialogued.code == 2
    assert "no system keyring" in dialogued.said
    assert load_profiles().items[0].secret.place is SecretPlace.FILE


def test_forgetting_asks_deletes_and_tells_of_backups(in_file: DemoServer) -> None:
    nobody = orcid_tui("secret", "forget", "orcid")
    assert nobody.code == 2
    assert "--yes" in one_sentence(nobody)
    kept = dialog("secret", "forget", "orcid", answers=[("[y/N]", "n")])
    assert (kept.code, encrypted_file.path().exists()) == (3, True)
    gone = dialog("secret", "forget", "orcid", answers=[("[y/N]", "y"), (PROMPT, PASSPHRASE)])
    assert gone.code == 0
    assert "Copies in backups remain." in gone.said
    assert "new client secret in ORCID's developer tools" in gone.said
    assert not encrypted_file.path().exists()
    assert load_profiles().items[0].secret.place is SecretPlace.NONE
    again = orcid_tui("secret", "forget", "orcid", "--yes")
    assert (again.code, "nothing was changed" in again.out) == (0, True)


def test_forgetting_without_the_passphrase_deletes_nothing(in_file: DemoServer) -> None:
    for run in (
        dialog("secret", "forget", "orcid", "--yes", answers=[(PROMPT, ENTER)]),
        dialog("secret", "forget", "orcid", "--yes", answers=[(PROMPT, "another one")] * 3),
    ):
        assert run.code == 2
    assert orcid_tui("secret", "forget", "orcid", "--yes").code == 2
    assert load_profiles().items[0].secret.place is SecretPlace.FILE
    encrypted_file.unlock(Secret(PASSPHRASE))
    assert encrypted_file.read("oslo") == Secret(in_file.client_secret)


def test_one_that_a_variable_gives_is_forgotten_where_it_is_set(registry: DemoServer) -> None:
    write_profiles(oslo(registry, client_id=CLIENT_ID))
    environ = {"ORCID_CLIENT_SECRET": CANARY}
    run = orcid_tui("secret", "forget", "orcid", "--yes", environ=environ)
    assert run.code == 2
    assert "variable ORCID_CLIENT_SECRET" in one_sentence(run)
    assert CANARY not in run.err


def test_a_frozen_keyring_is_told_within_its_limit(
    registry: DemoServer, secret_service: SecretService
) -> None:
    write_profiles(oslo(registry, kept=IN_KEYRING, client_id=CLIENT_ID))
    secret_service.freeze()
    run = orcid_tui("secret", "status", "orcid", "--json")
    assert (run.code, run.jsonl[0]["state"]) == (4, "silent")


def test_a_new_passphrase(in_file: DemoServer) -> None:
    better = "five words for such tests"
    run = dialog(
        *("secret", "passphrase"),
        answers=[
            (PROMPT, "another one"),
            (PROMPT, PASSPHRASE),
            ("New passphrase:", better),
            ("The same again:", better),
        ],
    )
    assert run.code == 0
    assert better not in run.said
    encrypted_file.lock()
    encrypted_file.unlock(Secret(better))
    assert encrypted_file.read("oslo") == Secret(in_file.client_secret)


def test_a_new_passphrase_needs_a_file_and_somebody(in_file: DemoServer) -> None:
    assert orcid_tui("secret", "passphrase").code == 2
    encrypted_file.path().unlink()
    run = orcid_tui("secret", "passphrase")
    assert "There is no encrypted file yet." in one_sentence(run)


def test_a_lost_passphrase_puts_the_file_aside(in_file: DemoServer) -> None:
    assert orcid_tui("secret", "passphrase", "--lost").code == 2
    kept = dialog("secret", "passphrase", "--lost", answers=[("[y/N]", "n")])
    assert "Nothing was changed." in kept.said
    before = encrypted_file.path().read_bytes()
    run = dialog("secret", "passphrase", "--lost", answers=[("[y/N]", "y")])
    assert run.code == 0
    assert not encrypted_file.path().exists()
    [aside] = [path for path in encrypted_file.path().parent.glob("*") if path.read_bytes()]
    assert aside.read_bytes() == before
    assert aside.name in run.said


@pytest.mark.parametrize("inner", ["set", "status", "test", "move", "forget", "passphrase"])
def test_the_help_of_each_asks_nothing(inner: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["secret", inner, "--help"]) == 0
    assert inner in capsys.readouterr().out


def test_an_option_of_another_command_is_no_option_here(own_home: Path) -> None:
    run = orcid_tui("secret", "status", "--command", "true")
    assert run.code == 2
    assert "error:" in run.err
