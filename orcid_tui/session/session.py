"""The session: one source of records, one registry of persons, and the work between them.

Screens and commands call nothing else of the core. All state of the work is here; a widget
holds no more than its cursor, its filter and the focus.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.marc.record import BibRecord
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.session.decisions import Decision
from orcid_tui.session.states import Counts, HeadingState, PlannedChange
from orcid_tui.stores.protocol import RecordStore, SaveReport, SaveTarget, ScanBatch


class Session:
    """The door to the core. Make one with `orcid_tui.session.opening`; close it in the end."""

    def __init__(self, store: RecordStore, registry: PersonRegistry) -> None:
        self.store = store
        self.registry = registry

    # --- what is there -------------------------------------------------------------

    @property
    def refs(self) -> Sequence[HeadingRef]:
        """All personal-name headings found so far, in the order of the source."""
        raise NotImplementedError

    @property
    def scanned(self) -> bool:
        """True when the scan has reached the end of the source."""
        raise NotImplementedError

    def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through the source; `refs` grows with every batch."""
        raise NotImplementedError

    def heading(self, ref: HeadingRef) -> Heading:
        """One heading, decoded and judged. Cached."""
        raise NotImplementedError

    def record(self, ref: HeadingRef) -> BibRecord:
        """The record a heading stands in."""
        raise NotImplementedError

    def work(self, ref: HeadingRef) -> WorkDescription:
        """What the record says about its work. Cached."""
        raise NotImplementedError

    # --- looking up ----------------------------------------------------------------

    async def look_up(self, ref: HeadingRef) -> LookUp:
        """The candidates for a heading. Asked once a run; equal names share their answer.

        Raises RegistryError when the registry gave no usable answer.
        """
        raise NotImplementedError

    def known(self, ref: HeadingRef) -> LookUp | None:
        """The answer, if it is already here. Never asks."""
        raise NotImplementedError

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The public page of a person. Cached. Raises RegistryError."""
        raise NotImplementedError

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """The public page, if it is already here. Never asks."""
        raise NotImplementedError

    # --- deciding ------------------------------------------------------------------

    def state(self, ref: HeadingRef) -> HeadingState:
        """Where a heading stands in the work."""
        raise NotImplementedError

    def decision(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        raise NotImplementedError

    def choose(self, ref: HeadingRef, person: FoundPerson) -> None:
        """This is the person. Raises DecisionRefused with one sentence if it cannot be."""
        raise NotImplementedError

    def nobody(self, ref: HeadingRef) -> None:
        """No candidate fits. Raises DecisionRefused."""
        raise NotImplementedError

    def skip(self, ref: HeadingRef) -> None:
        """Not now. Raises DecisionRefused."""
        raise NotImplementedError

    def undo(self) -> HeadingRef | None:
        """Take the last decision back; returns its heading. Raises DecisionRefused."""
        raise NotImplementedError

    def redo(self) -> HeadingRef | None:
        """Make the last undone decision again; returns its heading."""
        raise NotImplementedError

    def next_open(self, after: HeadingRef | None) -> HeadingRef | None:
        """The next undecided heading behind this one, else the first one, else None."""
        raise NotImplementedError

    def counts(self) -> Counts:
        """How many headings are in each state. Cheap enough for every key."""
        raise NotImplementedError

    # --- saving --------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many chosen iDs are not in any file yet."""
        raise NotImplementedError

    def plan(self) -> tuple[PlannedChange, ...]:
        """What a save would change, field by field, with refusals."""
        raise NotImplementedError

    async def save(self, target: SaveTarget) -> SaveReport:
        """Write the chosen iDs. Raises SaveError; the decisions are kept in any case."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Close store and registry."""
        raise NotImplementedError


class DecisionRefused(Exception):
    """A decision that cannot be made, with the reason as one sentence for the user."""
