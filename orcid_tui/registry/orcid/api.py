"""Questions to the ORCID API: who asks, and what an unwelcome status means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

import httpx

from orcid_tui.errors import (
    CredentialsRefused,
    QueryRefused,
    QuotaExhausted,
    RegistryError,
    RegistryUnreachable,
)
from orcid_tui.language import _
from orcid_tui.registry.orcid.access import OrcidAccess
from orcid_tui.registry.orcid.http import Reply
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.registry.orcid.token import ANONYMOUS, Ticket, TokenKeeper, sender_for
from orcid_tui.text import clean

_TRIES: Final = 3
"""With the token, with its successor, anonymously."""


class OrcidApi:
    """The API behind one address. Errors per status: orcid-api.md section 4."""

    def __init__(
        self,
        access: OrcidAccess,
        transport: httpx.AsyncBaseTransport | None = None,
        pace: Pace | None = None,
        when_arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self._label = clean(access.endpoints.label)
        self._base = access.endpoints.api_url.rstrip("/")
        self._sender = sender_for(access, transport, pace, when_arrived)
        self.tokens = TokenKeeper(access, self._sender)

    @property
    def requests_sent(self) -> int:
        """All requests of this run, repeats and tokens included."""
        return self._sender.requests_sent

    @property
    def answers(self) -> bool:
        """False while it is known that a question would get no answer."""
        return self._sender.circuit.known is None

    async def get_json(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        expected: Collection[int] = (200,),
    ) -> Reply:
        """The reply to GET. `path` is relative to the address of the API, without a slash.

        Statuses that are not `expected` are raised as a RegistryError.
        """
        url = f"{self._base}/{path}"
        for _try in range(_TRIES):
            ticket = await self.tokens.ticket()
            reply = await self._ask(url, params, ticket)
            if reply.status != 401 or ticket is ANONYMOUS:
                self.tokens.accepted(ticket)
                break
            await self.tokens.refused(ticket)
        if reply.status in expected:
            self._sender.circuit.answered()
            return reply
        raise self._error(reply, anonymous=ticket is ANONYMOUS)

    async def aclose(self) -> None:
        """Give back connections."""
        await self._sender.aclose()

    async def _ask(self, url: str, params: Mapping[str, str] | None, ticket: Ticket) -> Reply:
        def build(client: httpx.AsyncClient) -> httpx.Request:
            return client.build_request("GET", url, params=params, headers=ticket.headers())

        return await self._sender.exchange(build)

    def _error(self, reply: Reply, *, anonymous: bool) -> RegistryError:
        status = reply.status
        if status == 429:
            quota = self._quota_error(anonymous)
            self._sender.circuit.quota_used_up(quota)
            return quota
        if status == 400 or reply.query_not_understood:
            return QueryRefused(
                _("{label} could not read our question (HTTP {status}).").format(
                    label=self._label, status=status
                ),
                _("This is a defect of the program; the other headings are not affected."),
            )
        if status == 401:
            return CredentialsRefused(
                _("{label} does not answer anonymous questions.").format(label=self._label),
                _("Set up a client ID and a client secret."),
            )
        if 300 <= status < 400:
            return RegistryUnreachable(
                _("{label} sent us to another address (HTTP {status}).").format(
                    label=self._label, status=status
                ),
                _(
                    "Check the address of the API, and whether the network asks for a "
                    "sign-in first."
                ),
            )
        return RegistryUnreachable(
            _("{label} did not answer the question (HTTP {status}).").format(
                label=self._label, status=status
            ),
            _("Check the address of the API; if it is right, try again in a while."),
        )

    def _quota_error(self, anonymous: bool) -> QuotaExhausted:
        if anonymous:
            return QuotaExhausted(
                _(
                    "{label} takes no more anonymous questions from this network address today."
                ).format(label=self._label),
                _(
                    "Go on tomorrow, or set up free Public API credentials, which allow "
                    "100,000 questions a day; what you have decided is kept."
                ),
            )
        return QuotaExhausted(
            _("{label} takes no more questions with these credentials today.").format(
                label=self._label
            ),
            _("Go on tomorrow; what you have decided is kept."),
        )
