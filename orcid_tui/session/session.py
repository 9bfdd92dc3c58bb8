"""The session: one source of records, one registry of persons, and the work between them.

Screens and commands call nothing else of the core. All state of the work is here; a widget
holds no more than its cursor, its filter and the focus.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

from orcid_tui.errors import SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import PersonProfile
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.session.by_hand import TypedPerson, person_by_hand
from orcid_tui.session.deciding import DecidedHeadings
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.looking_ahead import LookingAhead
from orcid_tui.session.looking_up import LookUps
from orcid_tui.session.marks import REFUSED
from orcid_tui.session.saving import plan_changes
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import (
    Change,
    RecordStore,
    Refusal,
    SaveReport,
    SaveTarget,
    SaveWatch,
    SystemState,
    SystemStore,
)


class Session(DecidedHeadings):
    """The door to the core. Make one with `orcid_tui.session.opening`; close it in the end.

    `warnings` are sentences about how the session was opened, for the status line.
    `also_close` gives back what the store itself cannot, such as connections.
    """

    def __init__(
        self,
        store: RecordStore,
        registry: PersonRegistry,
        *,
        warnings: Sequence[str] = (),
        also_close: Callable[[], Awaitable[None]] | None = None,
        origin: Origin | None = None,
        who: str = "",
    ) -> None:
        super().__init__(store, registry, origin=origin, who=who)
        self.warnings = tuple(warnings)
        self._also_close = also_close
        self._look_ups = LookUps(registry, self._note_answer)
        self.looking_ahead = LookingAhead(self)
        self._system = store if isinstance(store, SystemStore) else None
        self._refused: dict[HeadingRef, Refusal] = {}
        self._saves: set[asyncio.Future[SaveReport]] = set()

    @property
    def system(self) -> SystemState | None:
        """How it stands with the library system behind the source; None for files."""
        return self._system.system if self._system is not None else None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the library system has to say of the source as a whole, and what is amiss with
        the registry, a sentence each."""
        system = self._system.notices if self._system is not None else ()
        return tuple(filter(None, (*system, self.registry.notice)))

    # --- looking up ----------------------------------------------------------------

    async def look_up(self, ref: HeadingRef) -> LookUp:
        """The candidates for a heading. Asked once a run; equal names share their answer.

        Raises RegistryError when the registry gave no usable answer.
        """
        known = self._look_ups.known(ref)
        return known or await self._look_ups.look_up(self._reader.question(ref))

    async def look_up_again(self, ref: HeadingRef) -> LookUp:
        """The candidates as the registry has them now, whatever is kept from before.

        Raises RegistryError.
        """
        return await self._look_ups.look_up_again(self._reader.question(ref))

    def known(self, ref: HeadingRef) -> LookUp | None:
        """The answer, if it is already here. Never asks."""
        return self._look_ups.known(ref)

    async def look_up_widely(self, ref: HeadingRef) -> LookUp:
        """The candidates and whoever shares the surname; marked as `loose`. Cached.

        Raises RegistryError.
        """
        known = self._look_ups.known_widely(ref)
        return known or await self._look_ups.look_up_widely(self._reader.question(ref))

    async def look_up_as(self, ref: HeadingRef, text: str) -> LookUp:
        """The candidates for a heading, under a name in the cataloguer's own words.

        `text` is "Quell, Ada" or "Ada Quell"; the record's evidence counts as ever. Cached.
        Raises RegistryError.
        """
        return await self._look_ups.look_up_as(self._reader.question(ref), text)

    async def find_person(self, text: str) -> TypedPerson:
        """The person of an iD that was typed or pasted in any dress, to be shown first.

        A deprecated iD gives its successor, with a notice. Raises PersonRefused with a sentence
        when the iD is mistyped, unknown, locked or deactivated, and RegistryError.
        """
        return await person_by_hand(text, self._look_ups.profile_of_this_run)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The public page of a person. Cached. Raises RegistryError."""
        return await self._look_ups.profile(orcid)

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """The public page, if it is already here. Never asks."""
        return self._look_ups.known_profile(orcid)

    def go_on_anonymously(self) -> None:
        """Ask without credentials from now on, after they were refused."""
        self.registry.go_on_anonymously()

    # --- saving --------------------------------------------------------------------

    def unsaved_decisions(self) -> tuple[Decision, ...]:
        """The decisions that change a field and are in no file yet."""
        return tuple(each for each in self._writing() if not self._saved.holds(each))

    def plan(self) -> tuple[PlannedChange, ...]:
        """What a save would change, field by field, with refusals."""
        return tuple(self.planning())

    def planning(self) -> Iterator[PlannedChange]:
        """The same, worked out one by one: thousands of them take their time."""
        return plan_changes(self, self._changes())

    @property
    def why_not_yet(self) -> str:
        """Why a save has to wait, in a sentence: a file is written as a whole, and earlier choices
        may be about records that have not been read yet. Empty as a rule."""
        if not self.still_to_come or self._system is not None:
            return ""
        return many(
            "{n:,} heading that you worked on before is not read yet: save when all records are.",
            "{n:,} headings that you worked on before are not read yet: save when all records are.",
            self.still_to_come,
        )

    async def save(self, target: SaveTarget, watch: SaveWatch | None = None) -> SaveReport:
        """Carry out the decisions. Raises SaveError; they are kept in any case.

        A new file holds everything decided since the source was opened; a replaced source
        takes only what it does not have yet. A save that nobody waits for any more is finished
        all the same, and noted.
        """
        if why := self.why_not_yet:
            raise SaveError(why)
        saving = asyncio.ensure_future(self._save(target, watch))
        self._saves.add(saving)
        saving.add_done_callback(self._saves.discard)
        return await asyncio.shield(saving)

    async def _save(self, target: SaveTarget, watch: SaveWatch | None) -> SaveReport:
        decided = {each.ref: (each, self._log.step_of(each.ref)) for each in self._writing()}
        report = await self.store.save(self._changes(), target, watch)
        written = [ref for ref in report.written if ref in decided]
        self._saved.note([decided[ref][0] for ref in written], in_source=target.mode.into_source)
        for ref in report.written:
            if self._refused.pop(ref, None):
                self._mark_refused(ref, on=False)
        self._refused.update((refusal.ref, refusal) for refusal in report.refused)
        for refusal in report.refused:
            self._mark_refused(refusal.ref, on=True)
        if target.mode.into_source:
            self._read_anew(report.written)
        self._restate(*{*report.written, *self._unsaved, *decided})
        await self._wrote(target, report, {ref: decided[ref][1] for ref in written})
        return report

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What the saves so far have refused and no later one has carried out."""
        return tuple(self._refused[ref] for ref in sorted(self._refused))

    def agree(self, refusal: Refusal) -> None:
        """Let the decision hold for the field as somebody else has made it meanwhile."""
        if self._system is not None:
            self._system.agree(refusal)

    async def undo_save(self, save_id: str, watch: SaveWatch | None = None) -> SaveReport:
        """Give the fields of an earlier save into a library system back as they were.

        What was decided about them is taken back as well. Raises SaveError.
        """
        if self._system is None:
            raise SaveError(
                _("A save into a file is not undone by the program."),
                _("The backup that was made of the file holds what stood there before."),
            )
        report = await self._system.undo_save(save_id, watch)
        restored = [ref for ref in report.written if self.has(ref)]
        self._saved.forget(restored)
        self._read_anew(restored)
        self._save_undone(save_id, restored)
        standing = filter(None, map(self._log.get, restored))
        self._decide(*(Decision(each.ref, Verdict.KEPT) for each in standing if each.change))
        return report

    async def aclose(self) -> None:
        """Close history, store and registry.

        A file that is being written is finished. A save into a library system is broken off where
        it is, since whoever closes now has asked twice; its journal knows what was sent.
        """
        if self._system is not None:
            for saving in self._saves:
                saving.cancel()
        await asyncio.gather(*self._saves, return_exceptions=True)
        await asyncio.to_thread(self.end_history)
        await self.looking_ahead.aclose()
        await self._look_ups.aclose()
        await self.registry.aclose()
        self.store.close()
        if self._also_close is not None:
            await self._also_close()

    # --- inside --------------------------------------------------------------------

    def _mark_refused(self, ref: HeadingRef, *, on: bool) -> None:
        position = self._index.position(ref)
        if position is not None:
            self._index.mark(position, REFUSED, on=on)

    def _read_anew(self, refs: Iterable[HeadingRef]) -> None:
        """These headings have changed in the source."""
        changed = tuple(refs)
        self._reader.forget()
        self._index.forget(changed)
        self._restate(*changed)

    def _writing(self) -> tuple[Decision, ...]:
        """The decisions that change a field."""
        return tuple(decision for decision in self._log.all() if decision.change is not None)

    def _changes(self) -> tuple[Change, ...]:
        """What a save has to do: in the source stands already what was saved there."""
        return tuple(
            decision.change
            for decision in self._log.all()
            if decision.change is not None and not self._saved.in_source(decision)
        )
