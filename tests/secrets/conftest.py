"""The keyring for these tests, and no credentials remembered from a test before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orcid_tui.secrets.alma_environment import forget_alma_keys
from orcid_tui.secrets.environment import forget_client_pair
from tests.secrets.service import secret_service, secret_service_processes

__all__ = ["nothing_remembered", "secret_service", "secret_service_processes"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Each test begins as a fresh process would."""
    forget_client_pair()
    forget_alma_keys()
    yield
    forget_client_pair()
    forget_alma_keys()
