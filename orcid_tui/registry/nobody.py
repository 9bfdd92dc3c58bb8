"""A registry that is never asked, for work on records alone: listing, applying decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

from orcid_tui.errors import RegistryError
from orcid_tui.headings.heading import WorkDescription
from orcid_tui.language import _
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ExternalIdentifier
from orcid_tui.registry.protocol import Access, Breadth

_ACCESS: Final = Access(anonymous=True, sentence=_("No registry of persons is asked."))


class NobodyToAsk:
    """Implements `registry.protocol.PersonRegistry`; every question raises RegistryError.

    With it, neither the network nor the keyring is touched.
    """

    label = _("no registry")
    ids_may_be_saved = True
    access = _ACCESS
    requests_sent = 0
    day = None
    may_look_ahead = False
    notice = ""

    def go_on_anonymously(self) -> None:
        """Nothing changes."""

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def search_names(self, names: Sequence[PersonName]) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def search_identifiers(self, numbers: Sequence[ExternalIdentifier]) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def find(self, orcid: OrcidId) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def profile(self, orcid: OrcidId) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def check(self) -> NoReturn:
        """Raises RegistryError."""
        _refuse()

    async def aclose(self) -> None:
        """Nothing to give back."""


def _refuse() -> NoReturn:
    raise RegistryError(_("This work needs no registry of persons, and none is asked."))
