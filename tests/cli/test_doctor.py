"""`doctor` and `paths`: true things, and no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.folders import site_config_folders
from orcid_tui.secrets import encrypted_file
from orcid_tui.settings.settings_file import settings_path
from tests.alma_stand_in import AlmaStandIn
from tests.alma_stand_in.keys import READ_ONLY_KEY
from tests.cli.running import orcid_tui
from tests.registry.demo.serving import DemoServer


def _findings(out: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in out.splitlines())


def test_paths_are_below_home_and_nothing_is_made(own_home: Path) -> None:
    run = orcid_tui("paths")
    assert (run.code, run.err) == (0, "")
    places = dict(line.split("\t") for line in run.out.splitlines())
    words = (
        "configuration, settings, colours and keys, profiles, encrypted file, demo records, state, "
        "history, journal, answers, logs"
    )
    site = places.pop("administrator's profiles")
    assert site == str(site_config_folders()[-1])
    assert places["encrypted file"] == str(encrypted_file.path())
    assert list(places) == words.split(", ")
    assert all(place.startswith(str(own_home)) for place in places.values())
    assert list(own_home.iterdir()) == []


def test_doctor_finds_everything_well(registry: DemoServer) -> None:
    run = orcid_tui("doctor")
    findings = _findings(run.out)
    assert (run.code, run.err) == (0, "")
    assert findings["textual"].startswith("8.")
    assert findings["terminal"] == "none (piped)"
    assert findings["profile"].startswith("none yet")
    assert findings["ORCID pace"] == (
        "at most 10 questions a second, 4 at once; answers are kept for 7 days"
    )
    assert findings["ORCID today"] == "1 of 25,000 questions sent from here"
    assert "FAILED" not in run.out
    assert registry.requests


def test_doctor_shows_no_secret(registry: DemoServer) -> None:
    environ = {
        "ORCID_CLIENT_ID": registry.client_id,
        "ORCID_CLIENT_SECRET": registry.client_secret,
    }
    run = orcid_tui("doctor", environ=environ)
    assert run.code == 0
    assert registry.client_secret not in run.out + run.err
    assert "anonymous" not in run.out
    assert registry.requests[0].path == "/oauth/token"


def test_a_registry_out_of_reach_is_a_failure_and_the_rest_is_still_said(own_home: Path) -> None:
    environ = {
        "ORCID_TUI_API_URL": "http://127.0.0.1:9/v3.0",
        "ORCID_TUI_TOKEN_URL": "http://127.0.0.1:9/oauth/token",
    }
    run = orcid_tui("doctor", environ=environ)
    assert (run.code, run.err) == (4, "")
    assert "Python" in _findings(run.out)
    [failed] = [line for line in run.out.splitlines() if "FAILED" in line]
    assert failed.startswith("ORCID at 127.0.0.1")


def test_a_broken_profile_file_and_an_unknown_profile_are_failures(own_home: Path) -> None:
    config = own_home / "config" / "orcid-tui"
    config.mkdir(parents=True)
    (config / "profiles.toml").write_text("[profiles\n")
    run = orcid_tui("doctor")
    assert (run.code, run.err) == (4, "")
    assert _findings(run.out)["profile"].startswith("FAILED")
    (config / "profiles.toml").unlink()
    unknown = orcid_tui("doctor", "--profile", "nobody")
    assert unknown.code == 4
    assert "nobody" in _findings(unknown.out)["profile"]


def test_a_folder_that_cannot_be_written_is_a_failure(own_home: Path, registry: DemoServer) -> None:
    (own_home / "state").write_text("a file where a folder should be")
    run = orcid_tui("doctor")
    assert run.code == 4
    findings = _findings(run.out)
    assert findings["state"].startswith("FAILED")
    assert not findings["settings"].startswith("FAILED")


@pytest.mark.parametrize("word", ["paths", "doctor"])
def test_they_take_no_file(word: str) -> None:
    assert orcid_tui(word, "x.mrc").code == 2


def test_what_is_settled_about_records_is_told(own_home: Path, registry: DemoServer) -> None:
    usual = _findings(orcid_tui("doctor").out)
    assert usual["records"] == "fields 100, 700; form uri; UNIMARC: nothing is written"
    assert "unknown settings" not in usual
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('[writing]\nform = "both"\nplace = 1\n[unimarc]\nsubfield = "o"\n')
    findings = _findings(orcid_tui("doctor").out)
    assert findings["records"] == "fields 100, 700; form both; UNIMARC: $o"
    assert findings["unknown settings"] == "writing.place (kept, but not used)"
    settings_path().write_text('[writing]\nform = "url"\n')
    run = orcid_tui("doctor")
    assert run.code == 4
    assert "“url”" in _findings(run.out)["records"]


def _of_alma(out: str) -> list[str]:
    return [line for line in out.splitlines() if line.startswith("Alma")]


def test_without_alma_nothing_is_wrong(registry: DemoServer) -> None:
    run = orcid_tui("doctor")
    assert run.code == 0
    assert _of_alma(run.out) == [
        "Alma: No Alma is set up yet. Set it up with orcid-tui setup --alma, or set "
        "ORCID_TUI_ALMA_URL and ALMA_API_KEY."
    ]


def test_doctor_tells_whose_alma_it_is_and_what_the_keys_may_do(registry: DemoServer) -> None:
    with AlmaStandIn() as alma:
        environ = {
            "ORCID_TUI_ALMA_URL": alma.url,
            "ALMA_API_KEY": alma.key,
            "ALMA_NETWORK_API_KEY": alma.network_key,
        }
        run = orcid_tui("doctor", environ=environ)
        assert (run.code, run.err) == (0, "")
        said = "\n".join(_of_alma(run.out))
        assert "Alma access: Alma at 127.0.0.1, key from the environment variable" in said
        assert "(01EXA_INST), PRODUCTION." in said
        assert "Alma: The API key may read and write" in said
        assert "Alma: The network's API key may read and write" in said
        assert "Alma pace: at most 5 calls a second, 4 at once; the last 500 of the day" in said
        assert "left today" in said
        assert alma.key not in run.out
        assert alma.network_key not in run.out
        assert not alma.leaks


def test_a_key_for_looking_is_no_failure_and_a_wrong_one_is(registry: DemoServer) -> None:
    with AlmaStandIn() as alma:
        environ = {"ORCID_TUI_ALMA_URL": alma.url, "ALMA_API_KEY": READ_ONLY_KEY}
        run = orcid_tui("doctor", environ=environ)
        assert run.code == 0
        assert "may only read bibliographic records" in run.out
        run = orcid_tui("doctor", environ=environ | {"ALMA_API_KEY": "canary-of-nobody-0000"})
        assert run.code == 4
        assert "Alma: FAILED  The API key is not accepted by 127.0.0.1." in run.out
        assert "canary" not in run.out + run.err
        alma.service.wrong_host = True
        run = orcid_tui("doctor", environ=environ)
        assert run.code == 4
        assert "web page" in "".join(_of_alma(run.out))


def test_a_key_without_an_address_is_a_failure(registry: DemoServer) -> None:
    run = orcid_tui("doctor", environ={"ALMA_API_KEY": READ_ONLY_KEY})
    assert run.code == 4
    assert "not ORCID_TUI_ALMA_URL" in _of_alma(run.out)[0]
    assert READ_ONLY_KEY not in run.out + run.err
