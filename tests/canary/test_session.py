"""A whole session in a terminal: no secret anywhere but where it belongs.

Set-up of ORCID and of Alma with their tests, a search, a choice, a write into Alma and its undoing,
a fault of the program, and the end; with every log there is turned on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alma_stand_in.by_hand import for_the_screen
from tests.alma_stand_in.like_real import persons_like_real
from tests.canary.registry import WatchedRegistry
from tests.canary.sweep import Sweep, Terminal
from tests.secrets.service import SecretService, secret_service, secret_service_processes

__all__ = ["secret_service", "secret_service_processes"]

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SECRET = "canary/5d2e+77b1=c0ffee-9a"
PASSPHRASE = "canary örtchen über 4711 Klippen-Eulen"
F2, F5, ENTER, ESCAPE = "\x1bOQ", "\x1b[15~", "\r", "\x1b"


@pytest.fixture
def sweep(own_home: Path, tmp_path: Path) -> Iterator[Sweep]:
    """Ten records in Alma, and persons who go by the names in them."""
    own_home.mkdir(exist_ok=True)
    persons = tmp_path / "persons"
    persons.mkdir()
    registry = WatchedRegistry(persons_like_real(persons))
    alma = for_the_screen(10, seed=1, chances={}, port=0, log=lambda line: None)
    alma.service.remaining = 90_000
    with Sweep(own_home, tmp_path, alma, registry, SECRET) as running:
        yield running


def set_up_orcid(terminal: Terminal, passphrase: str = "") -> None:
    """From the start screen through ORCID's set-up, with its test; a passphrase begins a file."""
    terminal.press("p", "of 3")
    terminal.press("Oslo" + ENTER * 5 + WatchedRegistry.CLIENT_ID + ENTER)
    terminal.paste(f"\n  {SECRET} \n")
    terminal.see("•")
    terminal.press(F5, "accepted the client ID")
    if passphrase:
        terminal.press(ENTER, "There is no system keyring")
        terminal.see("once more")
        terminal.press("\t")
        for _ in range(2):
            terminal.paste(passphrase)
            terminal.press("\t", "•")
    terminal.press(F2, "is set up")
    terminal.press(ENTER, "your institutions")


def set_up_alma(terminal: Terminal, sweep: Sweep) -> None:
    """The same for Alma, up to the list of sets."""
    terminal.press("a", "of 3")
    terminal.press(ENTER * 3)
    for key in (sweep.alma.key, sweep.alma.network_key):
        terminal.paste(f"\n  {key} \n")
        terminal.press(ENTER, "•")
    terminal.press(F5, "PRODUCTION")
    terminal.see("F2 saves")
    terminal.press(F2, "Demo titles")


def work(terminal: Terminal) -> None:
    """A set, a choice, a look at the person's page, a save, its undoing."""
    terminal.press(ENTER, "recommended")
    terminal.press("o", "to the browser")
    terminal.press("1", "Chosen")
    terminal.press("w", "about ")
    terminal.press(ENTER, "1 stored")
    terminal.press_until("U", "what it changed")
    terminal.press_until(ENTER, "undo it now")
    terminal.press("u", "1 undone")
    terminal.press_until(ESCAPE, "Undone;")


def leave(terminal: Terminal) -> int:
    """Leave from the work; the exit code."""
    terminal.press("q")
    return terminal.end()


def test_with_the_system_keyring(sweep: Sweep, secret_service: SecretService) -> None:
    terminal = sweep.start()
    terminal.see("Try the demo")
    set_up_orcid(terminal)
    set_up_alma(terminal, sweep)
    work(terminal)
    assert leave(terminal) == 0
    kept = secret_service.contents()
    secrets = {"client secret": SECRET, "key": sweep.alma.key, "network": sweep.alma.network_key}
    assert set(kept.values()) == set(secrets.values())
    sweep.require_witnesses(browser=True)
    assert sweep.hits(secrets) == []


PROFILES = """
default = "oslo"
[profiles.oslo]
institution = "Oslo"
orcid_environment = "custom"
orcid_api_url = "{ORCID_TUI_API_URL}"
orcid_token_url = "{ORCID_TUI_TOKEN_URL}"
orcid_client_id = "{client_id}"
alma_url = "{ORCID_TUI_ALMA_URL}"
"""

GIVES_A_KEY = """#!/bin/sh
exec 3> "$CANARY_FOLDER/command.$$"
cat /proc/$$/environ /proc/$PPID/cmdline >&3
printf '%s\\0' "$0" "$@" >&3
cat "$1"
"""


def keep_in_a_file(sweep: Sweep, *words: str, secret: str, begin: bool = False) -> None:
    """`secret set … --keep file`, with one wrong passphrase on the way."""
    terminal = sweep.start("secret", "set", *words, "--keep", "file")
    if begin:
        for prompt in ("New passphrase:", "The same again:"):
            terminal.see(prompt)
            terminal.press(PASSPHRASE + "\n")
    else:
        unlock(terminal)
    terminal.see("(not shown):")
    terminal.press(secret + "\n")
    assert terminal.end() == 0


def unlock(terminal: Terminal) -> None:
    """A wrong passphrase, which is nearly right, and the right one."""
    for passphrase in (PASSPHRASE + "x", PASSPHRASE):
        terminal.see("Passphrase for the encrypted file:")
        terminal.press(passphrase + "\n")


def with_a_profile(sweep: Sweep) -> None:
    """A profile without a secret."""
    folder = sweep.home / "config" / "orcid-tui"
    folder.mkdir(parents=True, mode=0o700)
    text = PROFILES.format(client_id=WatchedRegistry.CLIENT_ID, **sweep.environ)
    (folder / "profiles.toml").write_text(text)


@pytest.fixture
def key_of_the_network(sweep: Sweep, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A command that prints it, and writes down what it was given itself."""
    folder = tmp_path_factory.mktemp("password-manager")
    (folder / "key").write_text(sweep.alma.network_key)
    (folder / "give").write_text(GIVES_A_KEY)
    (folder / "give").chmod(0o755)
    return [str(folder / "give"), str(folder / "key")]


def test_with_the_encrypted_file_and_a_command_over_a_plain_line(
    sweep: Sweep, key_of_the_network: list[str]
) -> None:
    """No D-Bus, no keyring; it ends with a fault of the program."""
    with_a_profile(sweep)
    keep_in_a_file(sweep, "orcid", secret=SECRET, begin=True)
    keep_in_a_file(sweep, "alma", secret=sweep.alma.key)
    command = sweep.start("secret", "set", "alma-network", "--command", *key_of_the_network)
    unlock(command)
    assert command.end() == 0
    sweep.start("secret", "status", "--json").end()
    doctor = sweep.start("doctor")
    unlock(doctor)
    doctor.end()
    terminal = sweep.start(CANARY_CRASH="hidden")
    unlock(terminal)
    terminal.see("Try the demo")
    terminal.press("a", "Demo titles")
    terminal.press(ENTER, "recommended")
    terminal.press("o", "to the browser")
    terminal.press("1", "Chosen")
    terminal.press("u", "stopped because of a fault")
    assert terminal.end() == 1
    [log] = sweep.home.rglob("crash.log")
    assert "ZeroDivisionError" in log.read_text()
    [sealed] = sweep.home.rglob("secrets.sealed")
    assert sealed.stat().st_mode & 0o077 == 0
    assert list(sweep.folder.glob("command.*"))
    sweep.require_witnesses(browser=True)
    assert (
        sweep.hits(
            {
                "client secret": SECRET,
                "key": sweep.alma.key,
                "network": sweep.alma.network_key,
                "passphrase": PASSPHRASE,
            }
        )
        == []
    )


def test_with_a_passphrase_that_is_typed_on_the_screen(sweep: Sweep) -> None:
    """Without a keyring everything goes into the encrypted file, which the set-up begins."""
    terminal = sweep.start()
    terminal.see("Try the demo")
    set_up_orcid(terminal, PASSPHRASE)
    set_up_alma(terminal, sweep)
    terminal.press(ENTER, "recommended")
    assert leave(terminal) == 0
    assert list(sweep.home.rglob("secrets.sealed"))
    sweep.require_witnesses(browser=False)
    secrets = {"client secret": SECRET, "key": sweep.alma.key, "network": sweep.alma.network_key}
    assert sweep.hits({**secrets, "passphrase": PASSPHRASE}) == []
