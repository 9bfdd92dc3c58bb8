"""Whose Alma this is, and whether the key may write there: asked once, beside the loading."""

from __future__ import annotations

import asyncio
from typing import Final

from orcid_tui.alma.contract import AlmaApi, Environment, Institution
from orcid_tui.alma.faults import AlmaError
from orcid_tui.stores.alma.asking_once import AskingOnce
from orcid_tui.stores.protocol import SystemState
from orcid_tui.text import clean

_READ_ONLY: Final = (
    "The API key may only read, so nothing can be saved: a key with the right to read and write "
    "bibliographic records (Bibs) is needed."
)
_ALARMS: Final = {
    Environment.PRODUCTION: "PRODUCTION",
    Environment.SANDBOX: "",
    Environment.UNKNOWN: "PRODUCTION?",
}


class WhoseAlma:
    """The answers, as far as they are there. What is not known counts as production."""

    def __init__(self, api: AlmaApi) -> None:
        self._api = api
        self._institution: Institution | None = None
        self._may_write: bool | None = None
        self._troubles: dict[str, str] = {}
        self._asking = AskingOnce[str, None](lambda name: getattr(self, name)())

    async def ask(self) -> None:
        """See to it that both questions have been asked. Raises nothing: loading goes on."""
        await asyncio.gather(
            self._asking.answer("_ask_institution"), self._asking.answer("_ask_may_write")
        )

    def cancel(self) -> None:
        """Ask nothing any more."""
        self._asking.cancel()

    @property
    def institution(self) -> Institution:
        """With empty code and name as long as they are not known."""
        return self._institution or Institution("", "", Environment.UNKNOWN)

    @property
    def read_only(self) -> str:
        """Why nothing can be saved here, as far as the key decides it."""
        return _READ_ONLY if self._may_write is False else ""

    @property
    def state(self) -> SystemState:
        """For title and status line."""
        who, sandbox = self.institution, self.institution.environment is Environment.SANDBOX
        return SystemState(
            self._named("sandbox" if sandbox else ""),
            _ALARMS[who.environment],
            self._api.remaining,
        )

    @property
    def place(self) -> str:
        """The same in full."""
        where = self.institution.environment
        named = self._named(_ALARMS[where] or where.value)
        return f"{named}, {self._api.host}" if self._institution else named

    @property
    def notices(self) -> tuple[str, ...]:
        """What could not be found out."""
        return tuple(self._troubles.values())

    def _named(self, environment: str) -> str:
        who = self.institution
        code, name = clean(who.code), clean(who.name)
        marks = ", ".join(filter(None, (code if name else "", environment)))
        return f"{name or code or self._api.host}" + (f" ({marks})" if marks else "")

    async def _ask_institution(self) -> None:
        try:
            self._institution = await self._api.institution()
        except AlmaError as trouble:
            self._troubles["institution"] = (
                "Alma did not say whose system this is, so it is treated as production. "
                f"{trouble.message}"
            )

    async def _ask_may_write(self) -> None:
        try:
            self._may_write = await self._api.may_write()
        except AlmaError as trouble:
            self._troubles["may write"] = (
                f"Whether the API key may write is not known yet. {trouble.message}"
            )
