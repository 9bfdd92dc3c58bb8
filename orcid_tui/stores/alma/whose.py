"""Whose Alma this is, and whether the key may write there: asked once, beside the loading."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from orcid_tui.alma.contract import AlmaApi, Environment, Institution
from orcid_tui.alma.faults import AlmaError, KeyRefused
from orcid_tui.language import _
from orcid_tui.stores.alma.asking_once import AskingOnce
from orcid_tui.stores.protocol import SystemState
from orcid_tui.text import clean

_READ_ONLY: Final = _(
    "The API key may only read, so nothing can be saved: a key with the right to read "
    "and write bibliographic records (Bibs) is needed."
)
_ALARMS: Final = {
    Environment.PRODUCTION: "PRODUCTION",
    Environment.SANDBOX: "",
    Environment.UNKNOWN: "PRODUCTION?",
}


NOBODY_KNOWS: Final = Institution("", "", Environment.UNKNOWN)
"""Alma has not said, or not yet, whose it is."""


def system_state(who: Institution, host: str, calls_left: int | None) -> SystemState:
    """Whose Alma this is, for title and status line."""
    sandbox = "sandbox" if who.environment is Environment.SANDBOX else ""
    return SystemState(_named(who, host, sandbox), _ALARMS[who.environment], calls_left)


def _named(who: Institution, host: str, environment: str) -> str:
    code, name = clean(who.code), clean(who.name)
    marks = ", ".join(filter(None, (code if name else "", environment)))
    return f"{name or code or host}" + (f" ({marks})" if marks else "")


class WhoseAlma:
    """The answers, as far as they are there. What is not known counts as production."""

    def __init__(self, api: AlmaApi) -> None:
        self._api = api
        self._institution: Institution | None = None
        self._may_write: bool | None = None
        self._troubles: dict[str, str] = {}
        self._asking = AskingOnce[str, None](lambda name: getattr(self, name)())

    async def ask(self) -> None:
        """See to it that both questions have been asked, again where only the moment was to blame.

        Raises no AlmaError: loading goes on.
        """
        questions = ("_ask_institution", "_ask_may_write")
        told = await asyncio.gather(*map(self._asking.answer, questions), return_exceptions=True)
        for trouble in told:
            if isinstance(trouble, BaseException) and not isinstance(trouble, AlmaError):
                raise trouble

    def cancel(self) -> None:
        """Ask nothing any more."""
        self._asking.cancel()

    @property
    def institution(self) -> Institution:
        """With empty code and name as long as they are not known."""
        return self._institution or NOBODY_KNOWS

    @property
    def read_only(self) -> str:
        """Why nothing can be saved here, as far as the key decides it."""
        return _READ_ONLY if self._may_write is False else ""

    @property
    def state(self) -> SystemState:
        """For title and status line."""
        return system_state(self.institution, self._api.host, self._api.remaining)

    @property
    def place(self) -> str:
        """The same in full."""
        where = self.institution.environment
        named = _named(self.institution, self._api.host, _ALARMS[where] or where.value)
        return f"{named}, {self._api.host}" if self._institution else named

    @property
    def notices(self) -> tuple[str, ...]:
        """What could not be found out."""
        return tuple(self._troubles.values())

    async def _ask_institution(self) -> None:
        with self._noting(
            _("Alma did not say whose system this is, so it is taken for production.")
        ):
            self._institution = await self._api.institution()

    async def _ask_may_write(self) -> None:
        with self._noting(_("Whether the API key may write is not known yet.")):
            self._may_write = await self._api.may_write()

    @contextmanager
    def _noting(self, what: str) -> Iterator[None]:
        """Keep in mind what was not told. A key that has no right to ask is an answer, too."""
        try:
            yield
        except AlmaError as trouble:
            self._troubles[what] = f"{what} {clean(trouble.message)}"
            if not isinstance(trouble, KeyRefused):
                raise
        else:
            self._troubles.pop(what, None)
