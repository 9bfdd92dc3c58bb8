"""A profile: one institution, how it asks ORCID, and where its Alma is.

Never a secret, only where each secret is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from orcid_tui.language import _
from orcid_tui.registry.orcid.access import PRODUCTION, SANDBOX, Endpoints
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean


class Environment(StrEnum):
    """Which ORCID is asked."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    CUSTOM = "custom"


class SecretPlace(StrEnum):
    """Where a secret is kept; recorded once, and the only place that is looked in."""

    KEYRING = "keyring"
    FILE = "file"
    """The encrypted file of this program."""
    COMMAND = "command"
    """What a program of a password manager prints."""
    SESSION = "session"
    NONE = "none"
    """There is no secret: ORCID is asked without credentials, and Alma not at all."""


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """Where a secret is, in the name that people know, and since when.

    `command` goes with COMMAND: program and arguments, never a shell line; with `terminal` it may
    ask at the terminal, so it runs before the screens. `path` names the file that an
    administrator's profile keeps the secret in; the program's own encrypted file needs none.
    `accepted` says when ORCID or Alma last accepted the secret in a test, in local time.
    """

    place: SecretPlace = SecretPlace.NONE
    keeper: str = ""
    since: date | None = None
    command: tuple[str, ...] = ()
    terminal: bool = False
    path: str = ""
    accepted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One institution. `name` is a slug; `api_url` and `token_url` only with CUSTOM.

    `secret` is ORCID's. `alma_url` is a region's short name or a base address, as in the file;
    nothing when the institution has no Alma here. The keys are those of that address only.
    """

    name: str
    institution: str
    environment: Environment = Environment.PRODUCTION
    client_id: str = ""
    secret: KeptSecret = field(default_factory=KeptSecret)
    api_url: str = ""
    token_url: str = ""
    alma_url: str = ""
    alma_key: KeptSecret = field(default_factory=KeptSecret)
    alma_network_key: KeptSecret = field(default_factory=KeptSecret)
    site: bool = False
    """Set up by an administrator for everybody here: it is used, and cannot be changed."""

    def kept(self, kind: SecretKind) -> KeptSecret:
        """Where the secret of this kind is."""
        kept: KeptSecret = getattr(self, _FIELDS[kind])
        return kept

    def keeping(self, kind: SecretKind, kept: KeptSecret) -> Profile:
        """The same profile with the secret of this kind there."""
        changed: dict[str, Any] = {_FIELDS[kind]: kept}
        return replace(self, **changed)

    @property
    def alma_shown(self) -> str:
        """Where its Alma is, for people; empty when it has none.

        What is neither an address nor a region may be a key that was pasted there by hand.
        """
        from orcid_tui.alma.access import REGIONS

        where = clean(self.alma_url)
        if not where or "://" in where or where in REGIONS:
            return where
        return _("neither an address nor a region")

    def alma_base(self) -> str:
        """The address of this profile's Alma, empty when it has none.

        Raises ConfigurationError for one that cannot be used.
        """
        if not self.alma_url.strip():
            return ""
        from orcid_tui.alma.addresses import checked_base_url

        what = _("the Alma address of the profile “{institution}”").format(
            institution=clean(self.institution)
        )
        return checked_base_url(self.alma_url, what)

    def endpoints(self) -> Endpoints:
        """The addresses that this profile asks. Raises ConfigurationError for an unsafe one."""
        if self.environment is Environment.PRODUCTION:
            return PRODUCTION
        if self.environment is Environment.SANDBOX:
            return SANDBOX
        whose = _("of the profile “{institution}”").format(institution=clean(self.institution))
        return custom_endpoints(
            (self.api_url, _("the API address {whose}").format(whose=whose)),
            (self.token_url, _("the token address {whose}").format(whose=whose)),
        )


_FIELDS: Final = {
    SecretKind.ORCID: "secret",
    SecretKind.ALMA: "alma_key",
    SecretKind.ALMA_NETWORK: "alma_network_key",
}


def custom_endpoints(api: tuple[str, str], token: tuple[str, str]) -> Endpoints:
    """Endpoints at other addresses. Each comes with what it is called in messages.

    An empty token address is allowed: then only questions without credentials can be asked.
    Raises ConfigurationError for an address that is not https (or http to this machine).
    """
    from orcid_tui.web.addresses import check_address, host_of

    api_url = check_address(*api).rstrip("/")
    token_url = check_address(*token) if token[0].strip() else ""
    host = host_of(api_url)
    practice = host == "sandbox.orcid.org" or host.endswith(".sandbox.orcid.org")
    return Endpoints(
        _("ORCID at {host}").format(host=host), api_url, token_url, ids_may_be_saved=not practice
    )


def same_institution(one: str, other: str) -> bool:
    """Whether two names mean one institution: case, blanks and code points do not count."""
    return _folded(one) == _folded(other)


def _folded(institution: str) -> str:
    return clean(unicodedata.normalize("NFKC", institution)).casefold()


_LONGEST_SLUG: Final = 40


def slug(institution: str, taken: Collection[str] = ()) -> str:
    """A short name in a-z, 0-9 and hyphens that is not taken yet, for files and commands."""
    plain = unicodedata.normalize("NFKD", institution).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "institution"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
