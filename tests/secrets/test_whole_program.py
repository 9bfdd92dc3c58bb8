"""The whole program in a terminal before every keyring there is: it starts, says so, and ends."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pexpect
import pytest

from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.secret import Secret
from tests.secrets.service import SecretService

# From Python 3.12 on a fork warns when the process has threads, and the bus may be one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

CANARY = "canary-0c9d-in-the-keyring"
FIRST_SCREEN, TO_THE_END = 4.0, 1.0
"""Seconds that a user waits at most, also when the keyring never answers."""

PROFILE = """
default = "oslo"
[profiles.oslo]
institution = "Oslo University Library"
orcid_client_id = "APP-0123456789ABCDEF"
orcid_client_secret = { store = "keyring", keeper = "GNOME Keyring (Login)" }
"""

SAMPLE = Path(__file__).parents[2] / "orcid_tui" / "demo" / "sample.mrc"


@pytest.fixture(autouse=True)
def profile(own_home: Path) -> None:
    """The secret of the one profile is in the keyring; nobody is asked at ORCID."""
    folder = own_home / "config" / "orcid-tui"
    folder.mkdir(parents=True)
    (folder / "profiles.toml").write_text(PROFILE)


class Run:
    """The program, with the times that count."""

    def __init__(self, *words: str, until: str, **environ: str) -> None:
        began = time.monotonic()
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "orcid_tui", *words],
            env={**os.environ, "TERM": "xterm-256color", **environ},
            dimensions=(36, 120),
            timeout=20,
        )
        self.child.delaybeforesend = None
        self.child.expect_exact(until.encode())
        self.start = time.monotonic() - began

    def says(self, sentence: str) -> None:
        """Wait for it; between two words may be an end of a line, or a colour."""
        words = rb"[\s\x1b\[\]0-9;mHK]*".join(re.escape(word.encode()) for word in sentence.split())
        self.child.expect(words)

    def leave(self, keys: str = "q") -> float:
        """Press them; how long the end took, in seconds."""
        began = time.monotonic()
        self.child.send(keys)
        self.child.expect(pexpect.EOF)
        took = time.monotonic() - began
        self.child.close()
        assert self.child.exitstatus in (0, 3)
        return took


def times(words: tuple[str, ...], first: str) -> tuple[float, float]:
    """Seconds to the first screen, and from the key to the end."""
    program = Run(*words, until=first)
    return program.start, program.leave("\x11")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ((), "Try the demo"),
        (("setup",), "of 3"),
        (("setup", "--alma"), "of 3"),
        ((str(SAMPLE),), "sample.mrc"),
    ],
    ids=["start", "set-up", "set-up of Alma", "a file"],
)
def test_a_frozen_keyring_holds_up_neither_start_nor_end(
    secret_service: SecretService, words: tuple[str, ...], first: str
) -> None:
    usual_start, usual_end = times(words, first)
    secret_service.freeze()
    seen = []
    # A busy machine is no fault, a program that waits is: what is usual here comes on top.
    for _ in range(3):
        start, end = times(words, first)
        seen.append(f"first screen after {start:.2f} s, end after {end:.2f} s")
        if start < FIRST_SCREEN + usual_start and end < TO_THE_END + usual_end:
            break
    else:
        pytest.fail(f"{seen}; usual: {usual_start:.2f} s, {usual_end:.2f} s")
    print(*seen, f"usual: {usual_start:.2f} s, {usual_end:.2f} s", sep="; ")


def test_a_frozen_keyring_is_said_on_the_start_screen(secret_service: SecretService) -> None:
    secret_service.freeze()
    program = Run(until="Try the demo")
    program.says("did not answer within 3 seconds")
    assert program.leave() < 5


def test_a_locked_keyring_is_said_and_stays_locked(secret_service: SecretService) -> None:
    system_keyring.write("oslo", Secret(CANARY))
    secret_service.lock()
    program = Run(until="Try the demo")
    program.says("is locked")
    program.leave()
    assert not system_keyring.examine().ready


def test_a_secret_deleted_behind_our_back_is_said(secret_service: SecretService) -> None:
    system_keyring.write("oslo", Secret(CANARY))
    secret_service.empty()
    program = Run(until="Try the demo")
    program.says("asked without credentials")
    program.leave()


def test_the_secret_that_is_there_is_used(secret_service: SecretService) -> None:
    """Else the sentences above would prove nothing."""
    system_keyring.write("oslo", Secret(CANARY))
    program = Run(until="Try the demo")
    program.says("asked as APP-0123456789ABCDEF")
    program.leave()


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "no.such.Module"]
)
def test_a_backend_that_keeps_nothing_is_not_used(
    secret_service: SecretService, backend: str
) -> None:
    program = Run(until="Try the demo", PYTHON_KEYRING_BACKEND=backend)
    program.says("was not used")
    program.leave()


PLAINTEXT = """
import os, pathlib
from keyring.backend import KeyringBackend

pathlib.Path(os.environ["HOME"], "loaded").touch()

class PlaintextKeyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return "canary-from-a-file"
    def set_password(self, service, username, password):
        pathlib.Path(os.environ["HOME"], "stolen").write_text(password)
    def delete_password(self, service, username):
        pass
"""


@pytest.fixture
def keyrings_alt(tmp_path: Path) -> str:
    """A folder with a package of that name, as an installer would leave it."""
    packages = tmp_path / "packages"
    info = packages / "keyrings.alt-5.0.2.dist-info"
    (packages / "keyrings" / "alt").mkdir(parents=True)
    info.mkdir()
    (packages / "keyrings" / "alt" / "__init__.py").touch()
    (packages / "keyrings" / "alt" / "file.py").write_text(PLAINTEXT)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: keyrings.alt\nVersion: 5.0.2\n")
    (info / "entry_points.txt").write_text("[keyring.backends]\nfile = keyrings.alt.file\n")
    return str(packages)


def test_keyrings_alt_beside_it_is_named_and_never_used(own_home: Path, keyrings_alt: str) -> None:
    """There is no D-Bus; the keyring library by itself would take this package."""
    beside = os.pathsep.join((keyrings_alt, *filter(None, [os.environ.get("PYTHONPATH")])))
    program = Run(until="Try the demo", PYTHONPATH=beside)
    program.says("keyrings.alt")
    program.says("was not used")
    program.leave()
    assert not (own_home / "loaded").exists()
    assert not (own_home / "stolen").exists()


def test_without_any_d_bus_it_starts_and_says_so() -> None:
    program = Run(until="Try the demo")
    program.says("There is no system keyring in this session")
    program.leave()
