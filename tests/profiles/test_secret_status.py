"""What a user reads about a secret in every state, and never a character of it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from orcid_tui.errors import CommandFailed
from orcid_tui.profiles.dates_in_words import day_words, time_words
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path, store_profile
from orcid_tui.profiles.secret_status import (
    SecretState,
    SecretStatus,
    rotation_sentence,
    secret_status,
    waiting_sentence,
)
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.profiles.verdict import (
    forget_verdict,
    record_accepted,
    refused_source,
    remember_refused,
)
from orcid_tui.secrets import command, encrypted_file
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.profiles.places import OSLO, filled, printing
from tests.secrets.service import SecretService

CANARY = "canary-22ff-4b22-feed"
KIND = SecretKind.ALMA
NOW = datetime(2026, 3, 4, 18, 0)


def status(
    profile: Profile | None, environ: dict[str, str] | None = None, kind: SecretKind = KIND
) -> SecretStatus:
    """The status, which has nothing of the secret in it, not even its end."""
    found = secret_status(profile, kind, environ or {}, now=NOW)
    every = " ".join(str(getattr(found, one.name)) for one in fields(found))
    assert "canary" not in every
    assert CANARY[-4:] not in every
    assert found.sentence.endswith((".", "»"))
    assert "  " not in f"{found.sentence} {found.hint}"
    return found


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        (SecretKind.ORCID, "No ORCID client secret yet."),
        (SecretKind.ALMA, "No Alma API key yet."),
        (SecretKind.ALMA_NETWORK, "No Alma API key of the network."),
    ],
)
def test_not_set(kind: SecretKind, begins: str) -> None:
    for profile in (None, OSLO):
        found = status(profile, kind=kind)
        assert found.state is SecretState.NOT_SET
        assert found.sentence.startswith(begins)
        assert found.writable
        assert not found.usable


def test_ready_in_the_keyring(tmp_path: Path, secret_service: SecretService) -> None:
    profile = filled("keyring", CANARY, tmp_path, KIND)
    found = status(profile)
    assert found.state is SecretState.READY
    assert found.sentence == "Kept in GNOME Keyring (Login) since 3 March 2026."
    assert (found.since, found.accepted) == (date(2026, 3, 3), None)
    store_profile(profile)
    profile = record_accepted(profile, KIND, NOW.replace(hour=14, minute=3))
    assert status(profile).sentence == (
        "Kept in GNOME Keyring (Login) since 3 March 2026. Accepted by Alma today 14:03."
    )


@pytest.mark.parametrize(
    ("deed", "state", "says"),
    [
        ("lock", SecretState.LOCKED, "GNOME Keyring (Login) is locked."),
        ("freeze", SecretState.SILENT, "did not answer within 3 seconds. Nothing was changed."),
        ("empty", SecretState.GONE, "is no longer in GNOME Keyring (Login)."),
    ],
)
def test_a_keyring_that_does_not_give_it(
    deed: str, state: SecretState, says: str, tmp_path: Path, secret_service: SecretService
) -> None:
    profile = filled("keyring", CANARY, tmp_path, KIND)
    getattr(secret_service, deed)()
    found = status(profile)
    assert found.state is state
    assert says in found.sentence
    assert found.hint
    if state is SecretState.LOCKED:
        assert "may open a window on the desktop, not in this terminal" in found.hint


@pytest.mark.parametrize(
    ("backend", "state"),
    [
        ("", SecretState.NO_KEYRING),
        ("keyring.backends.null.Keyring", SecretState.UNSAFE_BACKEND),
        ("keyrings.alt.file.PlaintextKeyring", SecretState.UNSAFE_BACKEND),
    ],
)
def test_no_keyring_that_may_be_used(
    backend: str, state: SecretState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    found = status(OSLO.keeping(KIND, KeptSecret(SecretPlace.KEYRING, "Keychain")))
    assert found.state is state
    assert "encrypted file" in found.hint
    assert "this session only" in found.hint


def test_the_encrypted_file(tmp_path: Path) -> None:
    profile = filled("file", CANARY, tmp_path, KIND)
    found = status(profile)
    assert (found.state, found.writable) == (SecretState.READY, True)
    assert found.sentence == "Kept in the encrypted file since 3 March 2026."
    encrypted_file.lock()
    assert status(profile).state is SecretState.FILE_LOCKED
    encrypted_file.path().chmod(0o640)
    unsafe = status(profile)
    assert unsafe.state is SecretState.FILE_UNSAFE
    assert "(mode 640). It was not used." in unsafe.sentence
    assert "chmod 600" in unsafe.hint
    encrypted_file.path().chmod(0o600)
    encrypted_file.path().write_text("torn")
    assert status(profile).state is SecretState.FILE_DAMAGED
    encrypted_file.path().unlink()
    gone = status(profile)
    assert gone.state is SecretState.GONE
    assert "no longer in the encrypted file" in gone.sentence


def test_a_command_is_not_run_for_its_status(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    kept = KeptSecret(SecretPlace.COMMAND, command=("touch", str(ran)))
    profile = OSLO.keeping(KIND, kept)
    found = status(profile)
    assert found.state is SecretState.READY
    assert found.sentence == "Given by the command touch …, which runs when it is needed."
    assert not ran.exists()
    with pytest.raises(CommandFailed):
        command.read(kept, KIND)
    assert ran.exists()
    assert status(profile).state is SecretState.COMMAND_FAILED


def test_a_command_that_failed_and_one_that_gave() -> None:
    failing = KeptSecret(SecretPlace.COMMAND, command=("sh", "-c", "echo 'not in' >&2; exit 2"))
    with pytest.raises(CommandFailed):
        command.read(failing, KIND)
    found = status(OSLO.keeping(KIND, failing))
    assert found.state is SecretState.COMMAND_FAILED
    assert found.sentence == "The command for the Alma API key ended with status 2: «not in»."
    giving = printing(CANARY)
    command.read(giving, KIND)
    found = status(OSLO.keeping(KIND, giving))
    assert found.state is SecretState.READY
    assert found.sentence.startswith("Given by the command python")
    assert found.sentence.endswith("since 3 March 2026.")


def test_this_session() -> None:
    profile = OSLO.keeping(KIND, KeptSecret(SecretPlace.SESSION))
    ended = status(profile)
    assert ended.state is SecretState.GONE
    assert "was kept for one session only, and that has ended" in ended.sentence
    keep_for_session("oslo", Secret(CANARY), KIND)
    assert status(profile).state is SecretState.SESSION
    over = status(OSLO.keeping(KIND, KeptSecret(SecretPlace.KEYRING, "Keychain")))
    assert over.state is SecretState.HIDDEN
    assert over.hides == "Keychain"
    assert "The one from Keychain is not used until the program ends." in over.sentence


def test_given_from_outside() -> None:
    environ = {"ALMA_API_KEY": CANARY}
    found = status(None, dict(environ))
    assert found.state is SecretState.GIVEN
    assert not found.writable
    kept = OSLO.keeping(KIND, KeptSecret(SecretPlace.KEYRING, "Keychain"))
    hidden = status(kept, dict(environ))
    assert hidden.state is SecretState.HIDDEN
    assert hidden.sentence == (
        "The environment variable ALMA_API_KEY is used; the key from Keychain is not."
    )
    broken = status(kept, {"ALMA_API_KEY": f"{CANARY} {CANARY}"})
    assert broken.state is SecretState.GIVEN_BROKEN
    assert not broken.usable


def test_refused_until_there_is_another(tmp_path: Path) -> None:
    profile = filled("file", CANARY, tmp_path, SecretKind.ORCID)
    store_profile(profile)
    remember_refused("oslo", SecretKind.ORCID, "the encrypted file")
    found = status(profile, kind=SecretKind.ORCID)
    assert found.state is SecretState.REFUSED
    assert found.sentence == (
        "ORCID did not accept the client ID and secret (401). They come from: the encrypted file."
    )
    given = {"ORCID_CLIENT_SECRET": CANARY}
    assert status(profile, given, SecretKind.ORCID).state is SecretState.HIDDEN  # another source
    assert status(profile, kind=KIND).state is SecretState.NOT_SET  # another secret
    recorded = record_accepted(profile, SecretKind.ORCID, NOW)
    assert status(recorded, kind=SecretKind.ORCID).state is SecretState.READY
    remember_refused("oslo", KIND, "the environment variable ALMA_API_KEY")
    refused = status(None, {"ALMA_API_KEY": CANARY})
    assert refused.state is SecretState.GIVEN  # the verdict is on the profile's access
    refused = status(profile, {"ALMA_API_KEY": CANARY})
    assert refused.sentence == (
        "Alma did not accept the Alma API key. It comes from: the environment variable "
        "ALMA_API_KEY."
    )
    forget_verdict("oslo", KIND)
    assert not refused_source("oslo", KIND)


def test_a_command_whose_secret_was_refused_runs_again(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = f"echo x >> '{ran}'; echo {CANARY}"
    kept = KeptSecret(SecretPlace.COMMAND, command=("sh", "-c", script))
    profile = OSLO.keeping(KIND, kept)
    command.read(kept, KIND)
    assert status(profile).state is SecretState.READY
    remember_refused("oslo", KIND, status(profile).source)
    assert status(profile).state is SecretState.REFUSED
    command.read(kept, KIND)
    assert ran.read_text() == "x\nx\n"


def test_an_administrator_s(tmp_path: Path) -> None:
    profile = replace(filled("site", CANARY, tmp_path, KIND), site=True)
    found = status(profile)
    assert (found.state, found.writable, found.site) == (SecretState.READY, False, True)
    assert found.sentence.endswith("Set up by your administrator; it cannot be changed here.")
    accepted = record_accepted(profile, KIND, NOW)
    assert accepted == profile
    assert not profiles_path().exists()
    assert "Accepted by Alma today 18:00" in status(profile).sentence
    (tmp_path / "of-the-administrator").chmod(0o644)
    unsafe = status(profile)
    assert unsafe.state is SecretState.FILE_UNSAFE
    assert "ask your administrator" in unsafe.hint


def test_a_verdict_is_in_the_file_of_profiles() -> None:
    store_profile(Profile("bergen", "Bergen"))
    profile = OSLO.keeping(KIND, KeptSecret(SecretPlace.KEYRING, "Keychain", date(2026, 3, 3)))
    store_profile(profile, make_default=False)
    recorded = record_accepted(profile, KIND, NOW)
    assert load_profiles().find("oslo") == recorded
    assert load_profiles().default_name == "bergen"
    assert "accepted = 2026-03-04 18:00:00" in profiles_path().read_text().replace("T", " ")


def test_a_verdict_on_a_secret_that_was_moved_meanwhile_is_not_recorded() -> None:
    profile = OSLO.keeping(KIND, KeptSecret(SecretPlace.KEYRING, "Keychain"))
    elsewhere = replace(
        OSLO.keeping(KIND, KeptSecret(SecretPlace.SESSION)), institution="Oslo renamed"
    )
    store_profile(elsewhere)
    assert record_accepted(profile, KIND, NOW) == elsewhere
    assert load_profiles().find("oslo") == elsewhere
    store_profile(replace(elsewhere, alma_key=profile.alma_key))
    assert record_accepted(profile, KIND, NOW).institution == "Oslo renamed"


def test_days_and_times() -> None:
    assert day_words(date(2026, 12, 1)) == "1 December 2026"
    assert time_words(NOW, NOW) == "today 18:00"
    assert time_words(NOW - timedelta(days=1), NOW) == "yesterday 18:00"
    assert time_words(NOW - timedelta(days=2), NOW) == "on 2 March 2026"
    assert time_words(datetime(2026, 3, 1, tzinfo=timezone.utc), NOW).endswith("2026")  # noqa: UP017


def test_other_sentences() -> None:
    assert waiting_sentence(48).startswith("Waiting for the keyring… 48 s. If you are connected")
    assert "developer tools" in rotation_sentence(SecretKind.ORCID)
    assert "Developer Network" in rotation_sentence(SecretKind.ALMA_NETWORK)
