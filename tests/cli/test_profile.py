"""`profile list`, `show`, `use` and `delete`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from orcid_tui.cli import main
from orcid_tui.cli.profile_rows import PROFILE_COLUMNS
from orcid_tui.profiles import site
from orcid_tui.profiles.profile_file import load_profiles, profiles_path
from orcid_tui.profiles.trusted_file import Trust
from orcid_tui.secrets import encrypted_file
from tests.cli.dialog import ENTER, dialog
from tests.cli.running import one_sentence, orcid_tui
from tests.cli.secrets_there import CANARY, PASSPHRASE, PROMPT, Here, here, sealed, write_profiles
from tests.registry.demo.serving import DemoServer
from tests.secrets.service import SecretService, secret_service, secret_service_processes

__all__ = ["here", "secret_service", "secret_service_processes"]

TWO = """\
default = "oslo"

[profiles.oslo]
institution = "Oslo University Library"
orcid_client_id = "APP-0123456789ABCDEF"
alma_url = "eu"

[profiles.oslo.orcid_client_secret]
store = "file"
since = 2026-03-03
accepted = 2026-03-04T14:03:00

[profiles.oslo.alma_api_key]
store = "command"
command = ["op", "read", "op://Cataloguing/Alma/canary"]

[profiles.bergen]
institution = "Bergen \\u001b[2JLibrary"
orcid_environment = "sandbox"
"""


def test_without_any(own_home: Path, here: Here) -> None:
    none = here("profile")
    assert (none.code, none.err) == (0, "")
    assert "orcid-tui setup makes one" in none.out
    assert here("profile", "list", "--json").out == ""
    shown = here("profile", "show")
    assert (shown.code, shown.out) == (3, "")
    assert not profiles_path().exists()


def test_all_of_them(here: Here) -> None:
    write_profiles(TWO)
    run = here("profile", "list")
    assert run.out.splitlines() == [
        "* oslo: Oslo University Library · ORCID production · Alma eu (Europe)",
        "  bergen: Bergen [2JLibrary · ORCID sandbox",
    ]
    rows = here("profile", "list", "--format", "jsonl").jsonl
    assert here("profile", "list", "--json").jsonl == rows
    assert [tuple(row) for row in rows] == [PROFILE_COLUMNS] * 2
    assert [row["in_use"] for row in rows] == [True, False]
    assert rows[0]["orcid_secret_kept"] == "the encrypted file"
    assert rows[0]["orcid_secret_since"] == "2026-03-03"
    assert rows[0]["orcid_secret_accepted"] == "2026-03-04T14:03"
    assert rows[0]["alma_network_key_kept"] == "not set"
    table = here("profile", "list", "--format", "csv").csv
    assert [row["name"] for row in table] == ["oslo", "bergen"]


def test_one_of_them_by_name_by_institution_or_the_one_in_use(here: Here) -> None:
    write_profiles(TWO)
    run = here("profile", "show")
    assert run.out.splitlines() == [
        "oslo: Oslo University Library (in use)",
        "  set up by: you",
        "  ORCID: production",
        "  client ID: APP-0123456789ABCDEF",
        "  client secret: the encrypted file, since 2026-03-03, accepted 2026-03-04 14:03",
        "  Alma: eu (Europe)",
        "  Alma API key: the command op read …",
        "  Alma API key of the network: not set",
    ]
    assert here("profile", "show", "oslo university LIBRARY").out == run.out
    assert "canary" not in run.out
    assert here("--profile", "bergen", "profile", "show").out.startswith("bergen:")


@pytest.mark.parametrize("words", [["show"], ["use"], ["delete", "--yes"]])
def test_an_unknown_name_lists_the_known_ones(words: list[str], here: Here) -> None:
    write_profiles(TWO)
    before = profiles_path().read_bytes()
    run = here("profile", words[0], "nobody", *words[1:])
    assert (run.code, run.out) == (2, "")
    assert one_sentence(run).endswith("Profiles: oslo, bergen.")
    assert profiles_path().read_bytes() == before


def test_from_now_on_another_one(here: Here) -> None:
    write_profiles(TWO)
    run = here("profile", "use", "bergen")
    assert run.code == 0
    default = load_profiles().default
    assert default is not None
    assert default.name == "bergen"
    assert here("profile", "show").out.startswith("bergen:")


def test_deleting_says_what_goes_and_asks() -> None:
    write_profiles(TWO)
    sealed(CANARY)
    sealed("another-secret", profile="bergen")
    nobody = orcid_tui("profile", "delete", "oslo")
    assert nobody.code == 2
    assert "--yes" in nobody.err
    kept = dialog("profile", "delete", "oslo", answers=[("[y/N]", "n")])
    assert kept.code == 3
    assert "Nothing was deleted." in kept.said
    assert [one.name for one in load_profiles().items] == ["oslo", "bergen"]
    answers = [("[y/N]", "y"), (PROMPT, PASSPHRASE)]
    gone = dialog("profile", "delete", "oslo", answers=answers)
    assert gone.code == 0
    assert "The ORCID client secret in the encrypted file is deleted." in gone.said
    assert "stays behind the command op read" in gone.said
    assert [one.name for one in load_profiles().items] == ["bergen"]
    encrypted_file.lock()
    assert "Deleted: oslo" in gone.said


def test_a_secret_that_cannot_be_deleted_is_named_and_is_4() -> None:
    write_profiles(TWO)
    sealed(CANARY)
    run = dialog("profile", "delete", "oslo", "--yes", answers=[(PROMPT, ENTER)])
    assert run.code == 4
    assert "is still in the encrypted file" in run.said
    assert [one.name for one in load_profiles().items] == ["bergen"]


def test_deleting_takes_the_secret_out_of_the_keyring(secret_service: SecretService) -> None:
    words = ("secret", "set", "orcid", "--no-test", "--client-id", "APP-0123456789ABCDEF")
    orcid_tui(*words, "--institution", "Oslo", stdin=CANARY)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    run = orcid_tui("profile", "delete", "oslo", "--yes")
    assert run.code == 0
    assert secret_service.contents() == {}
    assert load_profiles().items == ()


SITE = """\
[profiles.tromso]
institution = "Troms\u00f8"
orcid_client_id = "APP-0123456789ABCDEF"
[profiles.tromso.orcid_client_secret]
store = "command"
command = ["echo", "canary-of-the-site"]
"""


@pytest.fixture
def administrator(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of an administrator's, which is trusted below the home folder of the test."""
    monkeypatch.setattr(site, "TRUST", Trust(frozenset({os.geteuid()}), own_home))
    folder = own_home / "site" / "orcid-tui"
    folder.mkdir(parents=True)
    for each in (folder, folder.parent):
        each.chmod(0o755)  # whatever the umask is
    file = folder / "profiles.toml"
    file.write_text(SITE)
    file.chmod(0o644)
    return file


def test_an_administrators_profile_is_shown_and_used_and_not_changed(
    administrator: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "list", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["name"], row["set_up_by"], row["in_use"]) == ("tromso", "your administrator", True)
    assert main(["profile", "show"]) == 0
    assert "set up by: your administrator" in capsys.readouterr().out
    assert main(["secret", "status", "orcid", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["site"], row["writable"], row["usable"]) == (True, False, True)
    for words in (
        ["profile", "delete", "tromso", "--yes"],
        ["secret", "set", "orcid"],
        ["secret", "move", "orcid", "--to", "keyring"],
        ["secret", "forget", "orcid", "--yes"],
    ):
        assert main(words) == 2
        said = capsys.readouterr()
        assert "it cannot be changed here" in said.err
        assert "canary" not in said.out + said.err
    assert administrator.read_text() == SITE
    write_profiles(TWO)
    assert main(["profile", "use", "tromso"]) == 0
    default = load_profiles().default
    assert default is not None
    assert default.site


def test_a_planted_file_is_told_and_not_used(
    administrator: Path, registry: DemoServer, capsys: pytest.CaptureFixture[str]
) -> None:
    administrator.parent.chmod(0o777)
    assert main(["profile", "list"]) == 0
    said = capsys.readouterr()
    assert "tromso" not in said.out
    assert "can be changed by everybody" in said.err
    assert main(["doctor"]) == 4
    assert "administrator's profiles: FAILED  The administrator's" in capsys.readouterr().out


def test_a_name_with_escape_codes_moves_no_cursor() -> None:
    write_profiles('[profiles."os\\u001b[2Jlo"]\ninstitution = "Oslo"\n')
    run = dialog("profile", "delete", "Oslo", answers=[("[y/N]", "y")])
    assert run.code == 0
    assert "\x1b" not in run.said
    assert load_profiles().items == ()
