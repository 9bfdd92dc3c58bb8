"""Sealed files for the tests, with keys that are cheap to make."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from orcid_tui.secrets import sealing
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret

CHEAP: Final = sealing.Cost(passes=1, memory=8, lanes=1)
PASSPHRASE: Final = Secret("fjord, harbour and lamp")
ENTRY: Final = "oslo/orcid"
CANARY: Final = "canary-0d7c-4b1f-9a52"

IS_ROOT: Final = sys.platform != "win32" and os.geteuid() == 0
NOBODY: Final = 65534
"""A user who owns nothing here."""


def opened(path: Path, passphrase: Secret = PASSPHRASE) -> SealedFile:
    """The file at this path in another copy of the program."""
    vault = SealedFile(path, CHEAP)
    vault.unlock(passphrase)
    return vault


def made(path: Path) -> SealedFile:
    """A new file at this path with one secret in it, open."""
    vault = SealedFile(path, CHEAP)
    vault.create(PASSPHRASE)
    vault.write(ENTRY, Secret(CANARY))
    return vault


def start(module: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process of the same program, whose output can be read."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def output_of(module: str, *arguments: object) -> str:
    """What such a process prints until it ends by itself."""
    with start(module, *arguments) as process:
        printed = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return printed


@pytest.fixture
def vault(tmp_path: Path) -> SealedFile:
    """A file that was not begun yet."""
    return SealedFile(tmp_path / "data" / "secrets.sealed", CHEAP)


@pytest.fixture
def kept(tmp_path: Path) -> SealedFile:
    """A file with one secret in it, open."""
    return made(tmp_path / "data" / "secrets.sealed")
