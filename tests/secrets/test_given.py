"""Secrets given from outside: looked for in order, gone from the environment, never quoted."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.given import (
    CREDENTIALS,
    VARIABLES,
    Given,
    forget_given,
    given,
    given_client_id,
    take_given,
)
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret

CANARY = "canary-77aa-4c00-beef"
KINDS = list(SecretKind)


def private(path: Path, text: str = f"{CANARY}\n", mode: int = 0o600) -> Path:
    """A file with this text and this mode."""
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", list(itertools.product(("no", "empty", "good", "bad"), repeat=3)))
def test_the_first_source_that_is_named_counts(
    tmp_path: Path, kind: SecretKind, state: tuple[str, str, str]
) -> None:
    """All combinations of variable, file and credential, each absent, empty, good or broken."""
    variable, file, credential = state
    environ = {"HOME": "/x"}
    if variable != "no":
        values = {"empty": "  ", "good": f" {CANARY}-variable\n", "bad": f"{CANARY} bad"}
        environ[VARIABLES[kind]] = values[variable]
    if file != "no":
        path = private(tmp_path / "file", f"{CANARY}-file\nmore")
        values = {"empty": "", "good": str(path), "bad": str(tmp_path / "absent")}
        environ[f"{VARIABLES[kind]}_FILE"] = values[file]
    if credential != "no":
        environ["CREDENTIALS_DIRECTORY"] = "" if credential == "empty" else str(tmp_path)
        texts = {"good": f"{CANARY}-credential", "bad": f"{CANARY} bad"}
        if credential in texts:
            private(tmp_path / CREDENTIALS[kind], texts[credential])
    named = [
        (name, how)
        for name, how in zip(("variable", "file", "credential"), state, strict=True)
        if how in ("good", "bad")
    ]
    both = [name for name, _ in named][:2] == ["variable", "file"]
    if both or (named and named[0][1] == "bad"):
        with pytest.raises(ConfigurationError) as caught:
            given(kind, environ)
        assert CANARY not in str(caught.value)
        for name in {"variable": (VARIABLES[kind],), "file": (f"{VARIABLES[kind]}_FILE",)}.get(
            named[0][0], (CREDENTIALS[kind], "systemd")
        ):
            assert name in str(caught.value)
        if both:
            assert f"both {VARIABLES[kind]} and {VARIABLES[kind]}_FILE" in str(caught.value)
    elif named:
        found = given(kind, environ)
        assert found is not None
        assert found.secret == Secret(f"{CANARY}-{named[0][0]}")
        assert CANARY not in repr(found)
        words = {
            "variable": f"the environment variable {VARIABLES[kind]}",
            "file": f"the file {tmp_path / 'file'}",
            "credential": f"the systemd credential {CREDENTIALS[kind]}",
        }
        assert found.source == words[named[0][0]]
    else:
        assert given(kind, environ) is None
    assert VARIABLES[kind] not in environ
    assert CANARY not in str(environ)


@pytest.mark.parametrize(
    "environ", [{"ORCID_CLIENT_ID": "APP-1"}, {"ORCID_CLIENT_ID": "APP-1", "ALMA_API_KEY": CANARY}]
)
def test_a_client_id_without_a_secret_names_both(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"ORCID_CLIENT_ID.*ORCID_CLIENT_SECRET"):
        given(SecretKind.ORCID, environ)
    assert given(SecretKind.ALMA_NETWORK, environ) is None


def test_a_client_id_stays_because_it_is_no_secret() -> None:
    environ = {"ORCID_CLIENT_ID": " APP-1 ", "ORCID_CLIENT_SECRET": CANARY}
    assert given(SecretKind.ORCID, environ) is not None
    assert given_client_id(environ) == "APP-1"
    with pytest.raises(ConfigurationError, match="ORCID_CLIENT_ID"):
        given_client_id({"ORCID_CLIENT_ID": "AP P"})


@pytest.mark.parametrize("kind", KINDS)
def test_the_own_environment_is_remembered_and_no_child_inherits_it(
    monkeypatch: pytest.MonkeyPatch, kind: SecretKind
) -> None:
    for variable in VARIABLES.values():
        monkeypatch.setenv(variable, f"{CANARY}-{variable}")
    take_given()
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(dict(os.environ))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert CANARY not in child.stdout
    expected = Given(
        Secret(f"{CANARY}-{VARIABLES[kind]}"), f"the environment variable {VARIABLES[kind]}"
    )
    assert given(kind) == given(kind) == expected
    forget_given()
    assert given(kind) is None


def test_a_bad_value_of_the_own_environment_is_told_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALMA_API_KEY", f"{CANARY} again")
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"value of ALMA_API_KEY.* blank") as caught:
            given(SecretKind.ALMA)
        assert CANARY not in str(caught.value)
        assert "ALMA_API_KEY" not in os.environ


def test_a_file_is_read_anew_so_that_a_new_secret_is_seen(tmp_path: Path) -> None:
    path = private(tmp_path / "key")
    environ = {"ALMA_API_KEY_FILE": str(path)}
    first = given(SecretKind.ALMA, environ)
    private(path, f"{CANARY}-new")
    second = given(SecretKind.ALMA, environ)
    assert first is not None
    assert second is not None
    assert (first.secret, second.secret) == (Secret(CANARY), Secret(f"{CANARY}-new"))


@pytest.mark.parametrize(
    "bad", ["short", "with blank inside", "line\nbreak-in-it", "umlaut-ü-inside", "x" * 257]
)
def test_a_bad_value_is_refused_without_being_quoted(bad: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        given(SecretKind.ORCID, {"ORCID_CLIENT_ID": "APP-1", "ORCID_CLIENT_SECRET": bad})
    assert "ORCID_CLIENT_SECRET" in str(caught.value)
    assert bad not in str(caught.value)


@hypothesis_given(st.text(min_size=1, max_size=300))
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
