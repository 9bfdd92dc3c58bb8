"""From a profile to an open door to Alma, and from there to sessions on its records.

Everything heavy is imported when Alma is asked for, so that work on files starts at once.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from orcid_tui.errors import SourceError
from orcid_tui.headings.practice import Practice
from orcid_tui.history.origin import Origin
from orcid_tui.language import _
from orcid_tui.session.session import Session
from orcid_tui.settings.settings_file import load_settings
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.alma.connection import Connection
    from orcid_tui.alma.contract import Institution
    from orcid_tui.registry.protocol import PersonRegistry
    from orcid_tui.stores.alma.source import AlmaSource


class OpenAlma:
    """One institution's Alma, open. Whoever opens a session on it closes only the session.

    Raises ConfigurationError when no Alma is set up or its key cannot be had.
    """

    def __init__(self, profile: str | None = None, *, practice: Practice | None = None) -> None:
        from orcid_tui.alma.connecting import connect
        from orcid_tui.profiles.alma_access import resolve_alma

        settings = load_settings()
        self._who = settings.who
        resolved = resolve_alma(profile, os.environ)
        self._profile = profile
        self._practice = practice or settings.practice
        self.warnings = (resolved.warning,) if resolved.warning else ()
        self.connection: Connection = connect(
            resolved.required(), settings.alma.pace(), settings.alma.manners()
        )

    async def institution(self) -> Institution:
        """Whose Alma this is. Raises AlmaError."""
        return await self.connection.api.institution()

    def session(self, source: str, name: str = "") -> Session:
        """Work on the records of a source such as `alma:set/123` with the registry of the profile.

        `name` is that of the set, where it is known. Closing the session closes the door. Raises
        ConfigurationError or SourceError.
        """
        from orcid_tui.stores.alma.source import FORMS, parse_source

        parsed = parse_source(source)
        if parsed is None:
            raise SourceError(
                _("“{source}” does not name records of Alma.").format(source=clean(source)), FORMS
            )
        return self.work_on(parsed, name)

    def work_on(self, source: AlmaSource, name: str = "") -> Session:
        """The same for a source that is understood already. Raises ConfigurationError."""
        from orcid_tui.session.opening import open_registry

        registry, warnings = open_registry(self._profile)
        return self._session(source, name, registry, warnings)

    def records(self, source: AlmaSource) -> Session:
        """The same for work that asks no registry."""
        from orcid_tui.registry.nobody import NobodyToAsk

        return self._session(source, "", NobodyToAsk(), ())

    def _session(
        self, source: AlmaSource, name: str, registry: PersonRegistry, warnings: tuple[str, ...]
    ) -> Session:
        from orcid_tui.journal.files import FileJournal
        from orcid_tui.stores.alma.store import AlmaStore

        journal, practice = FileJournal(), self._practice
        return Session(
            AlmaStore(source, self.connection, journal, practice=practice, name=name),
            registry,
            warnings=(*warnings, *self.warnings),
            also_close=self.connection.aclose,
            origin=self._origin(source),
            who=self._who,
        )

    def _origin(self, source: AlmaSource) -> Origin:
        from orcid_tui.journal.files import bare_address

        typed = source.typed
        return Origin((typed,), system=f"{bare_address(self.connection.base_url)} {typed}")

    async def aclose(self) -> None:
        """Close it when no session was opened."""
        await self.connection.aclose()
