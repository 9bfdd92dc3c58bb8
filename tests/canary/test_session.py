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


def set_up_orcid(terminal: Terminal) -> None:
    """From the start screen through ORCID's set-up, with its test."""
    terminal.press("p", "of 3")
    terminal.press("Oslo" + ENTER * 5 + WatchedRegistry.CLIENT_ID + ENTER)
    terminal.paste(f"\n  {SECRET} \n")
    terminal.see("•")
    terminal.press(F5, "accepted the client ID")
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
    terminal.press("U", "what it changed")
    terminal.press(ENTER, "undo it now")
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
