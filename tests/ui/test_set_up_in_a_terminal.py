"""Set-up in a real terminal and a process of its own: no leak, and always a way out."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pexpect
import pytest

from tests.alma_stand_in import AlmaStandIn
from tests.secrets.service import SecretService, secret_service, secret_service_processes
from tests.ui.token_endpoint import TOKEN, TokenEndpoint, token_endpoint

__all__ = ["secret_service", "secret_service_processes"]

# From Python 3.12 on a fork warns when the process has threads, and the endpoint is one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

CANARY = "canary/7c7c+4f00=beef"
ID = "APP-0123456789ABCDEF"
PROGRAM = "import sys; from orcid_tui.ui.running import run_set_up; sys.exit(run_set_up({}))"
F2, F5, ESCAPE, CTRL_Q = "\x1bOQ", "\x1b[15~", "\x1b", "\x11"


@pytest.fixture
def orcid() -> Iterator[TokenEndpoint]:
    """A token endpoint on a free port."""
    with token_endpoint(ID, CANARY) as endpoint:
        yield endpoint


class Terminal:
    """The set-up screen in a terminal of 80 by 24, with every byte that it wrote."""

    def __init__(self, what: str = "", **environ: str) -> None:
        self._bytes = io.BytesIO()
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM.format(what)],
            env=os.environ | {"TERM": "xterm-256color"} | environ,
            dimensions=(24, 80),
            timeout=20,
        )
        self.child.logfile_read = self._bytes
        self.child.expect("of 3")

    @property
    def written(self) -> bytes:
        """Everything that reached the terminal."""
        return self._bytes.getvalue()

    def end(self) -> int:
        """Wait for the end of the process; its exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


def test_the_secret_is_in_the_keyring_and_in_the_request_and_nowhere_else(
    secret_service: SecretService, orcid: TokenEndpoint, own_home: Path
) -> None:
    own_home.mkdir(exist_ok=True)
    terminal = Terminal(
        ORCID_TUI_API_URL=orcid.api_url,
        ORCID_TUI_TOKEN_URL=orcid.token_url,
        TEXTUAL_LOG=str(own_home / "textual.log"),
    )
    terminal.child.send("Oslo" + "\r" * 5 + ID + "\r")
    terminal.child.send(f"\x1b[200~\n  {CANARY} \n\x1b[201~")
    terminal.child.expect("•".encode())
    terminal.child.send(F5)
    terminal.child.expect("accepted the client ID")
    terminal.child.send(F2)
    assert terminal.end() == 0
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    assert [form["client_secret"] for form in orcid.forms] == [CANARY]
    for kept_quiet in (CANARY, TOKEN):
        for form in (kept_quiet, quote(kept_quiet, safe="")):
            assert form.encode() not in terminal.written
            for file in own_home.rglob("*"):
                assert not file.is_file() or form.encode() not in file.read_bytes()
    assert (own_home / "config" / "orcid-tui" / "profiles.toml").is_file()


def test_the_keys_of_alma_are_in_the_keyring_and_in_the_requests_and_nowhere_else(
    secret_service: SecretService, own_home: Path
) -> None:
    own_home.mkdir(exist_ok=True)
    with AlmaStandIn() as alma:
        terminal = Terminal(
            "alma=True",
            ORCID_TUI_ALMA_URL=alma.url,
            TEXTUAL_LOG=str(own_home / "textual.log"),
        )
        terminal.child.send("Oslo" + "\r" * 3)
        for key in (alma.key, alma.network_key):
            terminal.child.send(f"\x1b[200~\n  {key} \n\x1b[201~\r")
            terminal.child.expect("•".encode())
        terminal.child.send(F5)
        terminal.child.expect("PRODUCTION")
        terminal.child.expect("F2 saves")
        terminal.child.send(F2)
        assert terminal.end() == 0
        assert set(secret_service.contents().values()) == {alma.key, alma.network_key}
        assert alma.requests.all
        assert not alma.leaks
        for key in (alma.key, alma.network_key):
            assert key.encode() not in terminal.written
            for file in own_home.rglob("*"):
                assert not file.is_file() or key.encode() not in file.read_bytes()
    assert (own_home / "config" / "orcid-tui" / "profiles.toml").is_file()


@pytest.mark.parametrize("wait_for_the_sentence", [False, True])
def test_a_frozen_keyring_lets_the_program_start_and_end(
    secret_service: SecretService, wait_for_the_sentence: bool
) -> None:
    secret_service.freeze()
    terminal = Terminal()
    if wait_for_the_sentence:
        terminal.child.send("Oslo" + "\r" * 3 + ID + "\r" * 2)
        terminal.child.expect("press Enter again")
        terminal.child.send("\r")
        terminal.child.expect("did not answer within 3 seconds")
    began = time.monotonic()
    terminal.child.send(CTRL_Q if wait_for_the_sentence else ESCAPE)
    assert terminal.end() == 3
    assert time.monotonic() - began < 2
