"""Secrets from the environment: looked for once, and gone from it afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.alma_environment import AlmaKeys, forget_alma_keys, take_alma_keys
from orcid_tui.secrets.environment import ClientPair, forget_client_pair, take_client_pair
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret

CANARY = "canary-77aa-4c00-beef"


def test_both_are_taken_and_removed() -> None:
    environ = {"ORCID_CLIENT_ID": " APP-1 ", "ORCID_CLIENT_SECRET": f"{CANARY}\n", "HOME": "/x"}
    assert take_client_pair(environ) == ClientPair("APP-1", Secret(CANARY))
    assert environ == {"HOME": "/x"}
    assert take_client_pair(environ) is None


@pytest.mark.parametrize("environ", [{}, {"ORCID_CLIENT_ID": "", "ORCID_CLIENT_SECRET": "  "}])
def test_empty_is_unset(environ: dict[str, str]) -> None:
    assert take_client_pair(environ) is None


@pytest.mark.parametrize("there", ["ORCID_CLIENT_ID", "ORCID_CLIENT_SECRET"])
def test_one_without_the_other_names_both(there: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        take_client_pair({there: CANARY})
    assert "ORCID_CLIENT_ID" in str(caught.value)
    assert "ORCID_CLIENT_SECRET" in str(caught.value)
    assert CANARY not in str(caught.value)


def test_the_own_environment_is_remembered_for_a_second_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ORCID_CLIENT_ID", "APP-1")
    monkeypatch.setenv("ORCID_CLIENT_SECRET", CANARY)
    first = take_client_pair()
    assert "ORCID_CLIENT_SECRET" not in os.environ
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(dict(os.environ))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert CANARY not in child.stdout
    assert take_client_pair() == first == ClientPair("APP-1", Secret(CANARY))
    forget_client_pair()
    assert take_client_pair() is None


@given(st.text(min_size=1, max_size=300))
def test_a_secret_that_is_let_in_can_stand_in_a_request(text: str) -> None:
    try:
        secret = checked_secret(text, "The secret")
    except ConfigurationError:
        pass
    else:
        kept = secret.reveal()
        assert 8 <= len(kept) <= 256
        assert kept.isascii()
        assert kept.isprintable()
        assert not set(kept) & set(" \t\r\n")


@pytest.mark.parametrize(
    "bad", ["short", "with blank inside", "line\nbreak-in-it", "umlaut-ü-inside", "x" * 257]
)
def test_a_bad_value_is_refused_without_being_quoted(bad: str) -> None:
    environ = {"ORCID_CLIENT_ID": "APP-1", "ORCID_CLIENT_SECRET": bad}
    with pytest.raises(ConfigurationError) as caught:
        take_client_pair(environ)
    assert "ORCID_CLIENT_SECRET" in str(caught.value)
    assert bad not in str(caught.value)


def test_alma_keys_are_taken_and_removed() -> None:
    environ = {"ALMA_API_KEY": f" {CANARY}\n", "ORCID_TUI_ALMA_URL": "eu"}
    assert take_alma_keys(environ) == AlmaKeys(Secret(CANARY))
    assert environ == {"ORCID_TUI_ALMA_URL": "eu"}
    both = {"ALMA_API_KEY": CANARY, "ALMA_NETWORK_API_KEY": "canary-network-4c11"}
    assert take_alma_keys(both) == AlmaKeys(Secret(CANARY), Secret("canary-network-4c11"))
    assert both == {}
    assert take_alma_keys({"ALMA_API_KEY": "  ", "ALMA_NETWORK_API_KEY": ""}) is None


def test_own_alma_keys_are_remembered_for_a_second_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALMA_API_KEY", CANARY)
    first = take_alma_keys()
    assert "ALMA_API_KEY" not in os.environ
    assert take_alma_keys() == first == AlmaKeys(Secret(CANARY))
    forget_alma_keys()
    assert take_alma_keys() is None


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"ALMA_NETWORK_API_KEY": CANARY}, "not ALMA_API_KEY"),
        ({"ALMA_API_KEY": f"{CANARY} again"}, "The value of ALMA_API_KEY contains a blank"),
        (
            {"ALMA_API_KEY": CANARY, "ALMA_NETWORK_API_KEY": f"{CANARY}ü"},
            "The value of ALMA_NETWORK_API_KEY .* Copy it again from the Developer Network",
        ),
    ],
)
def test_alma_keys_that_cannot_be_used_are_out_of_the_environment_and_said_each_time(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], says: str
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=says) as caught:
            take_alma_keys()
        assert CANARY not in str(caught.value)
        assert not set(environ) & set(os.environ)
