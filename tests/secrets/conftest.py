"""The keyring for these tests, and no credentials remembered from a test before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orcid_tui.secrets.command import forget_read
from orcid_tui.secrets.given import forget_given
from tests.secrets.service import secret_service, secret_service_processes

__all__ = ["nothing_remembered", "secret_service", "secret_service_processes"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Each test begins as a fresh process would."""
    forget_given()
    forget_read()
    yield
    forget_given()
    forget_read()
