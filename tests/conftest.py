"""Every test has its own home, no credentials, and no setting of the developer's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before the first import of a screen: the language is chosen then.
for _variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_variable, None)
os.environ["LANG"] = "C.UTF-8"

# A slow machine is no fault of the program; speed is shown by the benchmarks.
settings.register_profile(
    "any machine",
    parent=settings(),  # in CI hypothesis has chosen repeatable examples already
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")

_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_DIRS": "site",
}
_DROPPED = (
    "ORCID_CLIENT_ID",
    "ORCID_CLIENT_SECRET",
    "ORCID_CLIENT_SECRET_FILE",
    "ORCID_TUI_API_URL",
    "ORCID_TUI_TOKEN_URL",
    "ALMA_API_KEY",
    "ALMA_API_KEY_FILE",
    "ALMA_NETWORK_API_KEY",
    "ALMA_NETWORK_API_KEY_FILE",
    "CREDENTIALS_DIRECTORY",
    "ORCID_TUI_ALMA_URL",
    "NO_COLOR",
    "TEXTUAL_THEME",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder, so that no test sees the developer's profile or keyring."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in _FOLDERS.items():
        monkeypatch.setenv(variable, str(home / folder))
    for variable in _DROPPED:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return home
