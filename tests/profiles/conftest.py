"""No secret remembered from a test before, and the real keyring for those who ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orcid_tui.profiles import session_secret
from orcid_tui.secrets.given import forget_given
from tests.secrets.service import secret_service, secret_service_processes

__all__ = ["nothing_remembered", "secret_service", "secret_service_processes"]


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins as a fresh process would."""
    forget_given()
    monkeypatch.setattr(session_secret, "_kept", {})
    yield
    forget_given()
