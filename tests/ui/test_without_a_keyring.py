"""A stranger's first session over a plain line without any keyring, and the second one.

At 80 by 24, from an empty home: the start screen, ORCID's set-up into the encrypted file, Alma's,
the first saved record; then the program is started again and works with the passphrase alone.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alma_stand_in.by_hand import for_the_screen
from tests.alma_stand_in.like_real import persons_like_real
from tests.canary.registry import WatchedRegistry
from tests.canary.sweep import Sweep, Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SECRET = "canary/8e11+40c2=facade-3b"
PASSPHRASE = "nine harbours of canary wood"
F2, ENTER = "\x1bOQ", "\r"


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


def started(sweep: Sweep) -> Terminal:
    """The program in a small window, as over SSH."""
    terminal = sweep.start(DISPLAY="", SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")
    terminal.child.setwinsize(24, 80)
    return terminal


def set_up(terminal: Terminal, sweep: Sweep) -> None:
    """As the screens say, with Enter from field to field and from page to page."""
    terminal.press("p", "1 of 3")
    terminal.press("Oslo" + ENTER * 5, "2 of 3")
    terminal.press(WatchedRegistry.CLIENT_ID + ENTER)
    terminal.paste(f"{SECRET}\n")
    terminal.press(ENTER, "3 of 3")
    terminal.see("no system keyring")
    terminal.press(ENTER + PASSPHRASE + ENTER + PASSPHRASE + ENTER, "ORCID is set up")
    terminal.press("a", "1 of 3")
    terminal.press(ENTER * 3, "2 of 3")
    for key in (sweep.alma.key, sweep.alma.network_key):
        terminal.paste(f"{key}\n")
        terminal.press(ENTER)
    terminal.see("PRODUCTION")
    terminal.press(F2, "your institutions")


def save_one(terminal: Terminal) -> None:
    """The first set, the first person, the first record."""
    terminal.press("a", "Demo titles")
    terminal.press(ENTER, "recommended")
    terminal.press("1", "Chosen")
    terminal.press("w", "about ")
    terminal.press(ENTER, "1 stored")


def test_set_up_quit_start_again_and_work(sweep: Sweep, own_home: Path) -> None:
    terminal = started(sweep)
    terminal.see("Set up ORCID")
    set_up(terminal, sweep)
    save_one(terminal)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    [sealed] = own_home.rglob("secrets.sealed")
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    assert stat.S_IMODE(sealed.parent.stat().st_mode) == 0o700

    again = started(sweep)
    again.see("Passphrase for the encrypted file")
    again.press("not the passphrase" + ENTER, "Wrong passphrase")
    again.see("Passphrase for the encrypted file")  # what is typed before it is thrown away
    again.press(PASSPHRASE + ENTER, "Oslo")
    again.press("a", "Demo titles")
    again.press(ENTER, "recommended")
    again.child.send("\x11")
    assert again.end() == 0
    keys = {"key": sweep.alma.key, "network": sweep.alma.network_key}
    assert sweep.hits({"client secret": SECRET, "passphrase": PASSPHRASE, **keys}) == []
