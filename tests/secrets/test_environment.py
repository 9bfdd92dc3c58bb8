"""Client ID and secret from the environment: both or neither, and gone from it afterwards."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError
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
