"""The decisions of a session, kept: made, taken back and made again, each on the disk at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.lines import Decided, Noted, Redone, SavedPart, SaveUndone, Undone
from orcid_tui.language import _
from orcid_tui.session.decisions import Decision, Step, StepId
from orcid_tui.session.refused import AlreadySaved, DecisionRefused
from orcid_tui.session.remembered import RememberedHeadings
from orcid_tui.stores.protocol import SaveReport, SaveTarget


class KeptDecisions(RememberedHeadings):
    """Headings with one decision each, and how they came to have it."""

    def decision(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        return self._log.get(ref)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions that stand, in the order of the source."""
        return self._log.all()

    @property
    def unsaved(self) -> int:
        """How many decisions (or decisions taken back) differ from what was saved last."""
        return len(self._unsaved)

    def note(self, ref: HeadingRef) -> str:
        """The cataloguer's own words about a heading, decided or not; or nothing."""
        return self._notes.get(ref, "")

    @property
    def notes(self) -> Mapping[HeadingRef, str]:
        """All headings with words of the cataloguer's own."""
        return self._notes

    def annotate(self, ref: HeadingRef, note: str) -> None:
        """Keep these words with a heading, whatever is decided about it; none take them away."""
        if note == self.note(ref):
            return
        if note:
            self._notes[ref] = note
        else:
            del self._notes[ref]
        if self._history is not None:
            self._history.write(Noted(self._trace(ref), note))

    def undo(self) -> tuple[HeadingRef, ...]:
        """Take the last step back, of this run or an earlier one; returns the headings it was
        about, or none.

        Raises DecisionRefused.
        """
        last = self._log.last_done
        self._check_is_read(last)
        if last and any(self._saved.in_source(self._log.get(ref)) for ref in last.refs):
            raise AlreadySaved(_("The last choice is already saved in the source itself."))
        step = self._log.undo()
        return () if step is None else self._walked(step, Undone(step.id))

    def redo(self) -> tuple[HeadingRef, ...]:
        """Make the last undone step again; returns the headings it was about, or none.

        Raises DecisionRefused.
        """
        self._check_is_read(self._log.last_undone)
        step = self._log.redo()
        return () if step is None else self._walked(step, Redone(step.id))

    def discard(self) -> int:
        """Go back to what is saved, as a step like any other. Returns how many headings it is
        about."""
        refs = tuple(self._unsaved)
        self._decided(self._log.set({ref: self._saved.last(ref) for ref in sorted(refs)}))
        return len(refs)

    # --- inside --------------------------------------------------------------------

    def _decide(self, *decisions: Decision) -> None:
        now = datetime.now().astimezone()
        self._decided(
            self._log.decide(*(replace(each, who=self.who, when=now) for each in decisions))
        )

    def _decided(self, step: Step | None) -> None:
        if step is None:
            return
        self._restate(*step.refs)
        if self._history is not None:
            entries = tuple((self._trace(ref), each) for ref, each in step.decisions.items())
            self._history.write(Decided(step.id.nth, entries), self._so_far())

    def _walked(self, step: Step, event: Undone | Redone) -> tuple[HeadingRef, ...]:
        refs = self._restate(*step.refs)
        if self._history is not None:
            self._history.write(event, self._so_far())
        return refs

    async def _wrote(
        self, target: SaveTarget, report: SaveReport, steps: Mapping[HeadingRef, StepId | None]
    ) -> None:
        """Write down what a save has done."""
        if self._history is None:
            return
        parts = [
            SavedPart(
                str(part.path or ""),
                "",
                tuple((ref, step) for ref in part.written if (step := steps.get(ref))),
            )
            for part in report.parts or (report,)
        ]
        await self._history.saved(
            target.mode.value,
            into_source=target.mode.into_source,
            parts=parts,
            save_id=report.save_id,
            so_far=self._so_far,
        )

    def _save_undone(self, save_id: str, refs: Sequence[HeadingRef]) -> None:
        if self._history is not None:
            traces = tuple(map(self._trace, refs))
            self._history.write(SaveUndone(save_id, traces), self._so_far())

    def _check_is_read(self, step: Step | None) -> None:
        """Raises DecisionRefused when nobody knows yet what the step is about."""
        if step is not None and not step.decisions:
            raise DecisionRefused(
                _("That choice is about a record that has not been read yet: try again soon.")
            )
