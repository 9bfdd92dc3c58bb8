"""No secret remembered from a test before, and the real keyring for those who ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orcid_tui.profiles import kept_secret, session_secret, verdict
from orcid_tui.secrets import sealing
from orcid_tui.secrets.command import forget_read
from orcid_tui.secrets.given import forget_given
from tests.secrets.service import secret_service, secret_service_processes

__all__ = ["nothing_remembered", "secret_service", "secret_service_processes"]


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins as a fresh process would, and with a cheap encrypted file."""
    forget_given()
    forget_read()
    monkeypatch.setattr(session_secret, "_kept", {})
    monkeypatch.setattr(verdict, "_refused", {})
    monkeypatch.setattr(verdict, "_accepted", {})
    monkeypatch.setattr(kept_secret, "_left_locked", [])
    monkeypatch.setattr(sealing, "USUAL", sealing.Cost(passes=1, memory=8, lanes=1))
    yield
    forget_given()
    forget_read()
