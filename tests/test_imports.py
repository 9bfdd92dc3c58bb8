"""Who may import whom, proven in fresh interpreters.

A static look at the imports would miss the late ones; a used interpreter would hide them.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import orcid_tui

_HEAVY = ("textual", "httpx", "pymarc", "keyring", "cryptography")

_MAY = {
    "orcid_tui.ui": {"textual", "httpx", "pymarc", "keyring"},
    "orcid_tui.registry": {"httpx"},
    "orcid_tui.alma": {"httpx"},
    "orcid_tui.web": {"httpx"},
    "orcid_tui.marc": {"pymarc"},
    "orcid_tui.headings": {"pymarc"},
    "orcid_tui.stores": {"pymarc"},
    "orcid_tui.secrets": {"keyring"},
    "orcid_tui.session": {"pymarc"},
    "orcid_tui.figures": {"pymarc"},
    "orcid_tui.report": {"pymarc"},
}
"""What each package may bring into an interpreter; everything else only the standard library
and small libraries. The longest matching name counts."""


def _modules() -> list[str]:
    found = pkgutil.walk_packages(orcid_tui.__path__, "orcid_tui.")
    return [m.name for m in found if not m.name.endswith("__main__")]


def _brings(module: str) -> set[str]:
    code = f"import sys, {module}; print(*(m for m in {_HEAVY!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def _allowed(module: str) -> set[str]:
    names = [name for name in _MAY if module == name or module.startswith(name + ".")]
    return _MAY[max(names, key=len)] if names else set()


@pytest.mark.parametrize("module", _modules())
def test_a_module_brings_only_what_its_package_may(module: str) -> None:
    assert _brings(module) <= _allowed(module)


def test_the_settings_are_known_here() -> None:
    """They are read for every command, so they may bring nothing heavy."""
    assert "orcid_tui.settings.settings_file" in _modules()
    assert not _allowed("orcid_tui.settings.settings_file")


def test_addresses_are_checked_without_asking_any() -> None:
    """Profiles and settings check them, and those may bring nothing heavy."""
    assert not _brings("orcid_tui.web.addresses")


def test_the_core_never_brings_textual() -> None:
    core = [m for m in _modules() if not m.startswith("orcid_tui.ui")]
    code = f"import sys, {', '.join(core)}; assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
