"""Where the ORCID API is and as whom we ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orcid_tui.secrets.secret import Secret


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Addresses of one ORCID API. `api_url` ends with the version, without a slash.

    `ids_may_be_saved` is False where the iDs name no real persons.
    """

    label: str
    api_url: str
    token_url: str
    ids_may_be_saved: bool = True


PRODUCTION: Final = Endpoints(
    "ORCID", "https://pub.orcid.org/v3.0", "https://orcid.org/oauth/token"
)
SANDBOX: Final = Endpoints(
    "ORCID sandbox",
    "https://pub.sandbox.orcid.org/v3.0",
    "https://sandbox.orcid.org/oauth/token",
    ids_may_be_saved=False,
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A Public API client. `source` says in words where they come from, for messages.

    `who` is the institution whose profile they belong to, if they belong to one.
    """

    client_id: str
    client_secret: Secret
    source: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class OrcidAccess:
    """Everything the client needs to know before its first request."""

    endpoints: Endpoints = PRODUCTION
    credentials: Credentials | None = None
