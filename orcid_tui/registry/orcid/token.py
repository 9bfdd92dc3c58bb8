"""The access token: fetched at first use, kept in memory, renewed once, given up in words.

Client credentials with scope /read-public; orcid-api.md section 1. This is the only module of
the client that reveals a secret.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx

from orcid_tui.errors import CredentialsRefused, RegistryError, RegistryUnreachable
from orcid_tui.language import _
from orcid_tui.registry.orcid.access import Credentials, OrcidAccess
from orcid_tui.registry.orcid.http import Reply, Sender
from orcid_tui.registry.orcid.json_reading import inside, text
from orcid_tui.registry.orcid.pace import IN_PROCESS, POLITE, Pace
from orcid_tui.registry.protocol import Access
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean
from orcid_tui.web.addresses import host_of, is_loopback

_SHAPE: Final = re.compile(r"[A-Za-z0-9._~+/=-]{1,4096}")
_SHARED_QUOTA: Final = _(
    "the number of questions a day is shared by everyone at this network address"
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """As whom one request goes out."""

    token: Secret | None = None

    def headers(self) -> dict[str, str]:
        """The Authorization header, or nothing for an anonymous request."""
        return {} if self.token is None else {"Authorization": f"Bearer {self.token.reveal()}"}


ANONYMOUS: Final = Ticket()


class TokenKeeper:
    """Hands out the ticket for a request and decides what happens when it is refused."""

    def __init__(self, access: OrcidAccess, sender: Sender) -> None:
        self._label = clean(access.endpoints.label)
        self._url = access.endpoints.token_url
        self._credentials = access.credentials
        self._sender = sender
        self._lock = asyncio.Lock()
        self._ticket: Ticket | None = ANONYMOUS if access.credentials is None else None
        self._has_quota = host_of(self._url).endswith("orcid.org")
        self._why_anonymous = ""
        self._renewed = False
        self._failures = 0
        self._failure: RegistryError | None = None

    @property
    def access(self) -> Access:
        """How we ask at this moment, in words."""
        if self._ticket is not ANONYMOUS and self._credentials is not None:
            said = _("Asking {label} with {credentials}.").format(
                label=self._label, credentials=_name_of(self._credentials)
            )
            return Access(False, said, self._credentials.who)
        reason = self._why_anonymous or (_SHARED_QUOTA if self._has_quota else "")
        if reason:
            said = _("Asking {label} anonymously: {reason}.")
        else:
            said = _("Asking {label} anonymously.")
        return Access(True, said.format(label=self._label, reason=reason))

    async def ticket(self) -> Ticket:
        """The ticket for the next request; gets a token first if need be.

        Raises CredentialsRefused (again and without asking until `go_on_anonymously`) or
        RegistryUnreachable.
        """
        if self._ticket is None:
            await self._fetch_once()
        return self._ticket or ANONYMOUS

    def accepted(self, ticket: Ticket) -> None:
        """A request with this ticket was answered: it may be renewed again one day."""
        if ticket is self._ticket:
            self._renewed = False

    async def refused(self, ticket: Ticket) -> None:
        """The token was not accepted: get a new one once, after that go on anonymously."""
        if ticket is not self._ticket or ticket is ANONYMOUS:
            return  # another request has seen to it already
        if self._renewed:
            self._become_anonymous(_("the access token was not accepted"))
            return
        self._ticket = None
        self._renewed = True
        refused = False
        try:
            await self._fetch_once()
        except CredentialsRefused:
            refused = True
        if refused:
            self.go_on_anonymously()

    def go_on_anonymously(self) -> None:
        """Ask without a token for the rest of the run."""
        if self._credentials is not None:
            self._become_anonymous(
                _("{credentials} were not accepted").format(credentials=_name_of(self._credentials))
            )

    def _become_anonymous(self, why: str) -> None:
        self._ticket = ANONYMOUS
        self._sender.circuit.asked_as_another()
        self._why_anonymous = why

    async def _fetch_once(self) -> None:
        """One request, however many look-ups wait for the token; they share its failure too."""
        seen = self._failures
        async with self._lock:
            if self._ticket is not None:
                return
            known = self._failure
            if known and (isinstance(known, CredentialsRefused) or seen != self._failures):
                raise type(known)(known.message, known.hint)
            try:
                self._ticket = Ticket(await self._fetch())
            except RegistryError as failure:
                self._failures += 1
                self._failure = type(failure)(failure.message, failure.hint)
                raise

    async def _fetch(self) -> Secret:
        credentials = self._credentials
        assert credentials is not None

        def build(client: httpx.AsyncClient) -> httpx.Request:
            return client.build_request(
                "POST",
                self._url,
                data={
                    "client_id": credentials.client_id,
                    "client_secret": credentials.client_secret.reveal(),
                    "grant_type": "client_credentials",
                    "scope": "/read-public",
                },
            )

        reply = await self._sender.exchange(build, also_passing=_is_server_error)
        token = _token_in(reply)
        if token is None:
            raise _refusal(reply, self._label, credentials)
        return token


async def request_token(
    access: OrcidAccess,
    transport: httpx.AsyncBaseTransport | None = None,
    *,
    pace: Pace | None = None,
) -> None:
    """Really get a token with these credentials, and throw it away: the Test of the set-up.

    Raises CredentialsRefused or RegistryUnreachable with a sentence for the user.
    """
    if access.credentials is None:
        raise CredentialsRefused(
            _("There is no client ID and no client secret to test."), _("Fill in both fields.")
        )
    sender = sender_for(access, transport, pace)
    try:
        await TokenKeeper(access, sender).ticket()
    finally:
        await sender.aclose()


def sender_for(
    access: OrcidAccess,
    transport: httpx.AsyncBaseTransport | None,
    pace: Pace | None,
    when_arrived: Callable[[], None] = lambda: None,
) -> Sender:
    """A sender with the manners that this server deserves.

    Proxies of the environment are not used for a server on this computer.
    """
    endpoints = access.endpoints
    local = is_loopback(endpoints.api_url) or is_loopback(endpoints.token_url)
    if pace is None:
        pace = POLITE if transport is None else IN_PROCESS
    return Sender(
        clean(endpoints.label), pace, transport, trust_env=not local, when_arrived=when_arrived
    )


def _name_of(credentials: Credentials) -> str:
    return _("the credentials from {source}").format(source=clean(credentials.source))


def _is_server_error(reply: Reply) -> bool:
    """ORCID maps every inner fault of the token endpoint to 401 with this error."""
    return text(reply.body, "error") == "server_error"


def _token_in(reply: Reply) -> Secret | None:
    """The token, if there is one that can stand in a header."""
    found = inside(reply.body, "access_token") if reply.status == 200 else None
    return Secret(found) if isinstance(found, str) and _SHAPE.fullmatch(found) else None


def _refusal(reply: Reply, label: str, credentials: Credentials) -> RegistryError:
    """Branch on `error` alone: statuses and descriptions changed in the past."""
    whose = _name_of(credentials)
    match text(reply.body, "error"):
        case "invalid_client":
            return CredentialsRefused(
                _("{label} does not accept {whose}.").format(label=label, whose=whose),
                _(
                    "Check client ID and secret for a slip, and that they belong to this "
                    "environment: those made in the sandbox do not work in production, nor "
                    "the reverse."
                ),
            )
        case "invalid_request":
            return CredentialsRefused(
                _("{label} finds {whose} incomplete.").format(label=label, whose=whose),
                _("Client ID and client secret are both needed."),
            )
        case "unauthorized_client":
            return CredentialsRefused(
                _("{label} has locked or deactivated the client ID of {whose}.").format(
                    label=label, whose=whose
                ),
                _(
                    "Look under Developer tools in the ORCID record it was made with, or "
                    "write to ORCID's support."
                ),
            )
        case "invalid_scope":
            return CredentialsRefused(
                _("{label} does not let {whose} read public data.").format(
                    label=label, whose=whose
                ),
                _("Make Public API credentials under Developer tools in your ORCID record."),
            )
    return RegistryUnreachable(
        _("{label} gave no access token (HTTP {status}).").format(label=label, status=reply.status),
        _("Check the address of the token endpoint; if it is right, try again in a while."),
    )
