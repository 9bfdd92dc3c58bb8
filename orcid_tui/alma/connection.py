"""The two doors to one Alma: the institution's, and the network's where there is a key for it."""

from __future__ import annotations

from dataclasses import dataclass

from orcid_tui.alma.contract import AlmaApi


@dataclass(frozen=True, slots=True)
class Connection:
    """Both keep to one limit together. `base_url` says where, for the journal."""

    base_url: str
    api: AlmaApi
    network: AlmaApi | None = None

    async def aclose(self) -> None:
        """Give back all connections."""
        await self.api.aclose()
        if self.network is not None:
            await self.network.aclose()
