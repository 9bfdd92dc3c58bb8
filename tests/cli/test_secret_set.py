"""`secret set`: tried first, kept where it is said, and never a word of the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orcid_tui.profiles.profile import SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path
from orcid_tui.secrets import encrypted_file
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.alma_stand_in import AlmaStandIn
from tests.alma_stand_in.keys import NO_BIBS_KEY
from tests.cli.dialog import ENTER, dialog
from tests.cli.running import command, one_sentence, orcid_tui
from tests.cli.secrets_there import (
    CANARY,
    CLIENT_ID,
    PASSPHRASE,
    Here,
    everywhere,
    here,
    oslo,
    sealed,
    write_profiles,
)
from tests.registry.demo.serving import DemoServer
from tests.secrets.service import SecretService, secret_service, secret_service_processes

__all__ = ["here", "secret_service", "secret_service_processes"]

NEW = [("New passphrase:", PASSPHRASE), ("The same again:", PASSPHRASE)]
ASKED = "ORCID client secret (not shown):"


def test_into_a_new_encrypted_file(registry: DemoServer, own_home: Path) -> None:
    write_profiles(oslo(registry))
    run = dialog(
        *("secret", "set", "orcid", "--client-id", registry.client_id),
        answers=[*NEW, (ASKED, registry.client_secret)],
    )
    assert run.code == 0
    assert "The encrypted file protects it in backups" in run.said
    assert "accepts the client ID and secret" in run.said
    assert "Kept in the encrypted file since" in run.said
    assert "Accepted by ORCID today" in run.said
    assert registry.client_secret not in run.said
    assert PASSPHRASE not in run.said
    found = everywhere(own_home)
    assert registry.client_secret not in found
    assert PASSPHRASE not in found
    encrypted_file.unlock(Secret(PASSPHRASE))
    assert encrypted_file.read("oslo") == Secret(registry.client_secret)
    [profile] = load_profiles().items
    assert profile.client_id == registry.client_id
    assert profile.secret.accepted is not None


def test_a_refused_secret_is_not_kept(registry: DemoServer, own_home: Path) -> None:
    write_profiles(oslo(registry))
    before = profiles_path().read_bytes()
    run = dialog(
        *("secret", "set", "orcid", "--client-id", CLIENT_ID), answers=[*NEW, (ASKED, CANARY)]
    )
    assert run.code == 2
    assert "does not accept" in run.said
    assert "Nothing was changed." in run.said
    assert CANARY not in run.said
    assert profiles_path().read_bytes() == before
    assert not encrypted_file.path().exists()


def test_nothing_entered_is_nothing_changed(registry: DemoServer) -> None:
    write_profiles(oslo(registry))
    before = profiles_path().read_bytes()
    run = dialog(
        *("secret", "set", "orcid", "--client-id", CLIENT_ID), answers=[*NEW, (ASKED, ENTER)]
    )
    assert run.code == 3
    assert profiles_path().read_bytes() == before


def test_passphrases_that_will_not_do_are_asked_again(registry: DemoServer) -> None:
    write_profiles(oslo(registry))
    answers = [
        ("New passphrase:", "short"),
        ("New passphrase:", PASSPHRASE),
        ("The same again:", "another one"),
        *NEW,
        (ASKED, registry.client_secret),
    ]
    run = dialog("secret", "set", "orcid", "--client-id", registry.client_id, answers=answers)
    assert run.code == 0
    assert "at least 8 characters; this has 5" in run.said
    assert "The two were not the same." in run.said


def test_through_a_pipe_into_the_keyring(
    registry: DemoServer, secret_service: SecretService, own_home: Path
) -> None:
    write_profiles(oslo(registry))
    run = orcid_tui(
        *("secret", "set", "orcid", "--client-id", registry.client_id),
        stdin=f" {registry.client_secret}\r\n",
    )
    assert run.code == 0
    assert "oslo (Oslo): Kept in GNOME Keyring (Login) since" in run.out
    assert run.err.startswith("The system keyring keeps it encrypted")
    assert registry.client_secret not in run.out + run.err + everywhere(own_home)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": registry.client_secret}


def test_replacing_tells_to_delete_the_old_one_and_asks_for_no_client_id(
    registry: DemoServer, secret_service: SecretService, here: Here
) -> None:
    write_profiles(oslo(registry))
    words = ("secret", "set", "orcid")
    here(*words, "--no-test", "--client-id", registry.client_id, stdin=CANARY)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    refused = here(*words, stdin=f"{CANARY}x")
    assert refused.code == 2
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    run = here(*words, stdin=registry.client_secret)
    assert run.code == 0
    assert "You may now delete the old secret in ORCID's developer tools." in run.out
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": registry.client_secret}


def test_a_locked_keyring_leads_to_no_other_place(
    registry: DemoServer, secret_service: SecretService
) -> None:
    write_profiles(oslo(registry))
    secret_service.lock()
    words = ("secret", "set", "orcid", "--client-id", registry.client_id)
    run = orcid_tui(*words, stdin=registry.client_secret)
    assert run.code == 2
    assert "is locked" in one_sentence(run)
    assert "--keep file" in run.err
    assert load_profiles().items[0].secret.place is SecretPlace.NONE
    assert not encrypted_file.path().exists()


def test_a_secret_that_needs_a_passphrase_can_come_through_a_pipe_but_not_without_a_terminal(
    registry: DemoServer,
) -> None:
    write_profiles(oslo(registry))
    words = ("secret", "set", "orcid", "--client-id", registry.client_id, "--keep", "file")
    run = orcid_tui(*words, stdin=registry.client_secret)
    assert run.code == 2
    assert "nobody here who could choose its passphrase" in run.err
    sealed("another-secret")
    locked = orcid_tui(*words, stdin=registry.client_secret)
    assert locked.code == 2
    assert "The encrypted file is locked." in locked.err
    assert load_profiles().items[0].secret.place is SecretPlace.NONE


def test_a_new_institution_is_a_new_profile_and_the_one_in_use_stays_for_an_old_one(
    registry: DemoServer, secret_service: SecretService, here: Here
) -> None:
    words = ("secret", "set", "orcid", "--no-test", "--client-id", CLIENT_ID)
    for institution in ("Oslo", "Bergen"):
        run = here(*words, "--institution", institution, stdin=CANARY)
        assert run.code == 0
    assert load_profiles().default_name == "bergen"
    run = here("secret", "set", "orcid", "--no-test", "--profile", "oslo", stdin=f"{CANARY}2")
    assert run.code == 0
    assert load_profiles().default_name == "bergen"
    assert secret_service.contents()["orcid-tui/oslo/orcid"] == f"{CANARY}2"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["orcid"], "--institution"),
        (["orcid", "--institution", "Oslo"], "--client-id"),
        (["alma", "--institution", "Oslo"], "--alma-url"),
        (["alma-network", "--institution", "Oslo", "--alma-url", "eu"], "secret set alma"),
        (["orcid", "--profile", "nobody"], "no profile named"),
        (["orcid", "--institution", "Oslo", "--client-id", CLIENT_ID, "--command"], "No command"),
        (
            ["orcid", "--institution", "Oslo", "--client-id", CLIENT_ID, "--at-terminal"],
            "goes with --command",
        ),
    ],
)
def test_what_is_missing_is_said_before_a_secret_is_taken(
    words: list[str], says: str, here: Here
) -> None:
    run = here("secret", "set", *words, stdin=CANARY)
    assert run.code == 2
    assert says in one_sentence(run)
    assert CANARY not in run.err
    assert not profiles_path().exists()


@pytest.mark.parametrize(
    "stdin", [b"canary with blanks", b"canary-1\ncanary-2\n", b"short", b"canary-\xff\xfe", b""]
)
def test_what_no_secret_looks_like_is_not_taken_and_not_quoted(stdin: bytes, here: Here) -> None:
    words = ("secret", "set", "orcid", "--keep", "session", "--client-id", CLIENT_ID)
    run = here(*words, "--institution", "Oslo", stdin=stdin)
    assert run.code == (2 if stdin else 3)
    assert "canary" not in run.err
    assert "short" not in run.err
    assert not profiles_path().exists()


@pytest.mark.parametrize(
    "words",
    [
        ["secret", "set", "orcid", CANARY],
        ["secret", "set", CANARY],
        ["secret", CANARY],
        ["secret", "--key", CANARY],
        ["secret", "set", "orcid", "--keep", CANARY],
        ["secret", "set", "orcid", f"--secret={CANARY}"],
        ["secret", "set", "orcid", "--client-secret", CANARY],
        ["secret", "test", "alma", CANARY],
        ["--profile", "oslo", "secret", "set", "orcid", CANARY],
    ],
)
def test_a_secret_in_the_command_line_is_refused_and_not_repeated(
    words: list[str], here: Here
) -> None:
    run = here(*words, stdin=CANARY)
    assert run.code == 2
    assert CANARY not in run.out + run.err
    assert not profiles_path().exists()


def test_a_command_is_recorded_and_not_what_it_gives(
    registry: DemoServer, own_home: Path, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    held.write_text(registry.client_secret)
    write_profiles(oslo(registry))
    words = ("secret", "set", "orcid", "--client-id", registry.client_id, "--command")
    run = orcid_tui(*words, "--", "cat", "--", str(held))
    assert (run.code, registry.client_secret in run.out + run.err) == (0, False)
    kept = load_profiles().items[0].secret
    assert kept.place is SecretPlace.COMMAND
    assert kept.command == ("cat", "--", str(held))
    assert registry.client_secret not in everywhere(own_home)
    tried = orcid_tui("secret", "test", "orcid")
    assert tried.code == 0
    assert "accepts the client ID and secret" in tried.out
    typed = orcid_tui("secret", "set", "orcid", stdin=CANARY)
    assert typed.code == 2
    assert "is given by the command cat" in one_sentence(typed)


@pytest.mark.parametrize("status", [0, 3])
def test_a_command_that_gives_nothing_is_not_recorded(registry: DemoServer, status: int) -> None:
    write_profiles(oslo(registry))
    code = f"import sys; sys.stderr.write('not signed in'); sys.exit({status})"
    words = ("secret", "set", "orcid", "--client-id", CLIENT_ID, "--command")
    run = orcid_tui(*words, sys.executable, "-c", code)
    assert run.code == 2
    assert ("not signed in" in run.err) == (status == 3)
    assert load_profiles().items[0].secret.place is SecretPlace.NONE


def test_session_says_that_it_is_not_kept(own_home: Path, here: Here) -> None:
    words = ("secret", "set", "orcid", "--no-test", "--keep", "session", "--institution", "Oslo")
    run = here(*words, "--client-id", CLIENT_ID, stdin=CANARY)
    assert run.code == 0
    assert "is not kept" in run.out
    assert CANARY not in everywhere(own_home)


def test_keys_of_alma(registry: DemoServer, secret_service: SecretService, here: Here) -> None:
    with AlmaStandIn() as alma:
        words = ("secret", "set", "alma", "--institution", "Oslo", "--alma-url", alma.url)
        refused = here(*words, stdin=NO_BIBS_KEY)
        assert refused.code == 2
        assert "no right to bibliographic records" in refused.err
        assert secret_service.contents() == {}
        run = here(*words, stdin=alma.key)
        assert run.code == 0
        assert "(01EXA_INST), PRODUCTION." in run.out
        network = ("secret", "set", "alma-network")
        own = here(*network, stdin=alma.key)
        assert own.code == 2
        assert "belongs to the library itself" in own.err
        run = here(*network, stdin=alma.network_key)
        assert run.code == 0
        assert secret_service.contents() == {
            "orcid-tui/oslo/alma": alma.key,
            "orcid-tui/oslo/alma-network": alma.network_key,
        }
        for kind in ("alma", "alma-network"):
            tried = here("secret", "test", kind)
            assert tried.code == 0
            assert "Accepted by Alma today" in tried.out
        statuses = here("secret", "status", "--json")
        assert [row["usable"] for row in statuses.jsonl] == [False, True, True]
        said = json.dumps(statuses.jsonl) + run.out + run.err + refused.err
        assert alma.key not in said
        assert alma.network_key not in said
        assert alma.leaks == []
    assert load_profiles().items[0].kept(SecretKind.ALMA).accepted is not None


def test_no_verdict_is_4_and_nothing_is_kept(
    registry: DemoServer, secret_service: SecretService, here: Here
) -> None:
    write_profiles(oslo(registry).replace(registry.token_url, f"{registry.base_url}/nowhere"))
    run = here("secret", "set", "orcid", "--client-id", CLIENT_ID, stdin=CANARY)
    assert run.code == 4
    assert "--no-test" in run.err
    assert secret_service.contents() == {}


def test_one_that_a_variable_hides_is_told(
    registry: DemoServer, secret_service: SecretService
) -> None:
    write_profiles(oslo(registry))
    words = ("secret", "set", "orcid", "--no-test", "--client-id", registry.client_id)
    environ = {"ORCID_CLIENT_SECRET": "another-canary-5555"}
    run = orcid_tui(*words, stdin=CANARY, environ=environ)
    assert run.code == 0
    assert "variable ORCID_CLIENT_SECRET is used; the secret from GNOME Keyring" in run.out
    assert "another-canary-5555" not in run.out + run.err


def test_a_terminal_that_would_show_it_is_not_read(own_home: Path) -> None:
    ours, its = os.openpty()
    try:
        run = subprocess.run(
            [
                *command("secret", "set", "orcid", "--keep", "session", "--client-id", CLIENT_ID),
                *("--institution", "Oslo"),
            ],
            stdin=its,
            capture_output=True,
            start_new_session=True,  # so that it is nobody's controlling terminal
            timeout=30,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(its)
    assert run.returncode == 2
    assert b"without showing what is typed" in run.stderr
    assert not profiles_path().exists()
