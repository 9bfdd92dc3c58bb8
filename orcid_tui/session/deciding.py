"""What is decided about the headings of a source, with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from orcid_tui.figures.tally import Tally
from orcid_tui.headings.changes import ids_in, is_untidy
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.language import _
from orcid_tui.marc.plain_names import PLAIN
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.session.decisions import Decision, DecisionLog, Manner, Verdict
from orcid_tui.session.headings import SourceHeadings
from orcid_tui.session.refused import (
    AlreadySaved,
    AlreadyThere,
    DecisionRefused,
    Existing,
    check_may_be_saved,
    gives_way,
)
from orcid_tui.session.saving import SavedDecisions
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import RecordStore

_VERDICT_STATES: Final = {
    Verdict.CHOSEN: HeadingState.CHOSEN,
    Verdict.NOBODY: HeadingState.NOBODY,
    Verdict.SKIPPED: HeadingState.SKIPPED,
    Verdict.REMOVED: HeadingState.REMOVED,
    Verdict.TIDIED: HeadingState.TIDIED,
}


class DecidedHeadings(SourceHeadings):
    """Headings with one decision each; `registry` says which iDs may be saved at all."""

    def __init__(self, store: RecordStore, registry: PersonRegistry) -> None:
        super().__init__(store)
        self.registry = registry
        self._log = DecisionLog()
        self._saved = SavedDecisions()
        self._notes: dict[HeadingRef, str] = {}
        self.tally = Tally()
        """Sums over the decisions that stand."""

    def decision(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        return self._log.get(ref)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions that stand, in the order of the source."""
        return self._log.all()

    def choose(
        self, ref: HeadingRef, person: FoundPerson, existing: Existing = Existing.ASK
    ) -> None:
        """This is the person. Raises DecisionRefused with one sentence if it cannot be, and
        Conflict when the heading carries another iD.

        To choose the person whose iD is there takes back what was decided against it."""
        self._choose(self._decidable(ref), person.orcid, existing, person.name)

    def decide_together(
        self, choices: Sequence[tuple[HeadingRef, FoundPerson]], manner: Manner
    ) -> dict[HeadingRef, str]:
        """Choose these persons, as one step for undo. Returns the headings that cannot get theirs,
        each with a sentence that says why: among them all that carry another iD."""
        decisions, refused = [], {}
        for ref, person in choices:
            try:
                decision = self._choice(
                    self._decidable(ref), person.orcid, Existing.ASK, person.name
                )
            except DecisionRefused as why:
                refused[ref] = str(why)
            else:
                decisions.append(replace(decision, manner=manner))
        self._decide(*decisions)
        return refused

    def note(self, ref: HeadingRef) -> str:
        """The cataloguer's own words about a heading, decided or not; or nothing."""
        return self._notes.get(ref, "")

    @property
    def notes(self) -> Mapping[HeadingRef, str]:
        """All headings with words of the cataloguer's own."""
        return self._notes

    def annotate(self, ref: HeadingRef, note: str) -> None:
        """Keep these words with a heading, whatever is decided about it; none take them away."""
        if note:
            self._notes[ref] = note
        else:
            self._notes.pop(ref, None)

    def adopt(
        self, ref: HeadingRef, orcid: OrcidId, existing: Existing = Existing.KEEP_BROKEN
    ) -> None:
        """Choose an iD that was found elsewhere, without a look-up. Raises as `choose`.

        A name that the scan found plain is not read again; the save looks at it once more.
        """
        if self._is_plain(ref):
            check_may_be_saved(orcid, self.store, self.registry)
            self._decide(Decision(ref, Verdict.CHOSEN, orcid))
        else:
            self._choose(self._decidable(ref), orcid, existing)

    def ids(self, ref: HeadingRef) -> tuple[str, ...]:
        """Every iD that the heading carries, and every text that claims to be one, each once."""
        heading = self.heading(ref)
        return ids_in(heading.field, self.store.practice, unimarc=heading.unimarc)

    def remove(self, ref: HeadingRef) -> None:
        """The iD that the heading carries is wrong and has to go. Raises DecisionRefused."""
        heading = self._decidable(ref)
        if heading.orcid is None and not heading.bad_orcid:
            raise DecisionRefused(_("The heading carries no iD that could be removed."))
        self._decide(Decision(ref, Verdict.REMOVED))

    def tidy(self, *refs: HeadingRef) -> None:
        """Put the iDs that these headings carry into the library's form, as one step for undo.

        Raises DecisionRefused, and then nothing is decided.
        """
        for ref in refs:
            self._decidable(ref)
            if not self.is_untidy(ref):
                raise DecisionRefused(
                    _("There is no iD here that stands in another form than usual.")
                )
        self._decide(*(Decision(ref, Verdict.TIDIED) for ref in refs))

    def is_untidy(self, ref: HeadingRef) -> bool:
        """Whether the heading carries an iD in another form than the library's."""
        heading = self.heading(ref)
        if heading.orcid is None or not heading.eligible:
            return False
        return is_untidy(heading.field, self.store.practice, unimarc=heading.unimarc)

    def linked(self) -> Iterator[HeadingRef]:
        """The headings that carry an iD and are not decided yet."""
        return (self._index[position] for position in self._index.having(HeadingState.LINKED))

    def untidy(self) -> Iterator[HeadingRef]:
        """Those among them whose iD stands in another form than the library's."""
        return filter(self.is_untidy, self.linked())

    def nobody(self, ref: HeadingRef) -> None:
        """No candidate fits. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.NOBODY))

    def skip(self, ref: HeadingRef) -> None:
        """Not now. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.SKIPPED))

    def undo(self) -> tuple[HeadingRef, ...]:
        """Take the last step back; returns the headings it was about, or none.

        Raises DecisionRefused.
        """
        if any(self._saved.in_source(self._log.get(ref)) for ref in self._log.last_done):
            raise AlreadySaved(_("The last choice is already saved in the source itself."))
        return self._restate(*self._log.undo())

    def redo(self) -> tuple[HeadingRef, ...]:
        """Make the last undone step again; returns the headings it was about, or none."""
        return self._restate(*self._log.redo())

    # --- inside --------------------------------------------------------------------

    def _decidable(self, ref: HeadingRef) -> Heading:
        """The heading, if anything can be decided about it."""
        try:
            heading = self.heading(ref)
        except KeyError:
            raise DecisionRefused(_("There is no such field in the record.")) from None
        if not heading.eligible:
            raise DecisionRefused(heading.why_not)
        return heading

    def _check_without_id(self, ref: HeadingRef) -> None:
        heading = self._decidable(ref)
        if heading.orcid is not None:
            raise DecisionRefused(
                _("This heading already carries the iD {orcid} ({form}).").format(
                    orcid=heading.orcid, form=heading.orcid_form
                )
            )

    def _choose(self, heading: Heading, orcid: OrcidId, existing: Existing, name: str = "") -> None:
        self._decide(self._choice(heading, orcid, existing, name))

    def _choice(self, heading: Heading, orcid: OrcidId, existing: Existing, name: str) -> Decision:
        """The decision for this iD. Raises DecisionRefused."""
        ref = heading.ref
        replaces = existing is Existing.REPLACE and len(self.ids(ref)) > 1
        if heading.orcid == orcid and not replaces:
            standing = self._log.get(ref)
            if standing is None or standing.change is None or self._saved.in_source(standing):
                raise AlreadyThere(
                    _("The heading already carries the iD {orcid}.").format(orcid=orcid)
                )
            return standing if standing.orcid == orcid else Decision(ref, Verdict.KEPT)
        check_may_be_saved(orcid, self.store, self.registry)
        replacing = gives_way(heading, existing)
        return Decision(ref, Verdict.CHOSEN, orcid, name, replacing)

    def _decide(self, *decisions: Decision) -> None:
        self._log.decide(*decisions)
        self._restate(*(decision.ref for decision in decisions))

    def _restate(self, *refs: HeadingRef) -> tuple[HeadingRef, ...]:
        """Bring the state of headings in line with their decisions."""
        for ref in refs:
            position = self._index.position(ref)
            if position is not None:
                was, decision = self._index.state(position), self._log.get(ref)
                self._set_state(position, decision)
                now, in_source = self._index.state(position), self._saved.in_source(decision)
                self.tally.take(ref, decision, was, now, in_source=in_source)
        return refs

    def _set_state(self, position: int, decision: Decision | None) -> None:
        if decision is None or decision.verdict is Verdict.KEPT:
            self._judge(position)
        elif self._saved.holds(decision):
            self._index.set_state(position, HeadingState.SAVED)
        else:
            self._index.set_state(position, _VERDICT_STATES[decision.verdict])

    def _is_plain(self, ref: HeadingRef) -> bool:
        """Whether it is known without reading it that the heading may take an iD and has none."""
        position = self._index.position(ref)
        return position is not None and self._index.known(position) == PLAIN
