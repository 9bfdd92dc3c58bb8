"""Earlier decisions taken in again, while the records they are about are being read.

A decision comes back only where it still belongs: it is the same record, its heading reads the
same, and it carries what it carried, or what the decision has put there. Whatever else it may be
about is left in the history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Protocol

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.history.past import Mark, NumberKey, Past, PastEntry
from orcid_tui.session.decisions import Decision, DecisionLog, Verdict
from orcid_tui.session.saving import SavedDecisions


class Records(Protocol):
    """What has to be known of today's records."""

    def heading(self, ref: HeadingRef) -> Heading:
        """One heading."""

    def ids(self, ref: HeadingRef) -> tuple[str, ...]:
        """Every iD that it carries, and what claims to be one."""

    def number(self, record: int) -> str:
        """The number that a record is known by, or nothing."""

    def is_untidy(self, ref: HeadingRef) -> bool:
        """Whether its iD stands in another form than the library's."""

    def may_stand(self, decision: Decision) -> bool:
        """Whether such a decision could be made about these records at all."""


class Returning:
    """The past of a work on its way into a session.

    `restate` is called with the headings about which something is decided again. `where_left` is
    the heading where the work was left, as soon as its record is there.
    """

    def __init__(
        self,
        past: Past,
        records: Records,
        log: DecisionLog,
        saved: SavedDecisions,
        notes: dict[HeadingRef, str],
        restate: Callable[[HeadingRef], object],
    ) -> None:
        self._past, self._records = past, records
        self._log, self._saved, self._notes = log, saved, notes
        self._restate = restate
        self._by_ref, self._by_number = past.by_ref, past.by_number
        self._numbers: dict[str, int] = {}
        self._about: dict[HeadingRef, NumberKey] = {}
        self._unfit = 0
        self.where_left: HeadingRef | None = None
        self.came_back = 0
        log.begin_with(past.done, past.undone)
        self._drop_ambiguous()
        self._wanted = {number for number, _, _ in self._by_number}

    @property
    def waiting(self) -> int:
        """Headings of the past that have not come yet."""
        return len(self._by_ref) + len(self._by_number)

    def take_in(self, refs: Sequence[HeadingRef]) -> Iterator[None]:
        """Take in what is about these headings, found by the scan just now; with a pause after
        each record."""
        if not self.waiting and not self._about:  # else a twin may come, as late as it likes
            return
        for record, group in groupby(refs, key=lambda ref: ref.record):
            here = tuple(group)
            if self._wanted:
                self._by_its_number(self._records.number(record), record, here)
                yield
            elif not self._by_ref.keys().isdisjoint(here):
                for ref in here:
                    self._take(ref, self._by_ref.pop(ref, []))
                yield

    def finish(self) -> int:
        """All records are there. Returns how many headings that were decided have no decision now,
        because they do not fit any more."""
        misfits = self._unfit
        for entries in chain(self._by_ref.values(), self._by_number.values()):
            misfits += self._stood(entries)
        self._by_ref.clear()
        self._by_number.clear()
        self._wanted.clear()
        self._about.clear()
        self._log.drop_empty()
        return misfits

    # --- sorting -------------------------------------------------------------------------

    def _drop_ambiguous(self) -> None:
        """A number that several records had says nothing; nor does none."""
        records: dict[tuple[str, str], set[int]] = defaultdict(set)
        for entries in self._by_number.values():
            for each in entries:
                if isinstance(each, PastEntry):
                    records[each.trace.number, each.step.id.run].add(each.trace.ref.record)
        twice = {number for (number, _), those in records.items() if len(those) > 1}
        for key in [key for key in self._by_number if not key[0] or key[0] in twice]:
            of_each: dict[HeadingRef, list[PastEntry | Mark]] = defaultdict(list)
            for each in self._by_number.pop(key):
                of_each[each.trace.ref].append(each)
            self._unfit += sum(map(self._stood, of_each.values()))

    def _stood(self, entries: Iterable[PastEntry | Mark]) -> bool:
        """Whether a decision stood in the end."""
        of_done = [one for one in entries if isinstance(one, PastEntry) and one.step.rank >= 0]
        last = max(of_done, key=lambda entry: entry.step.rank, default=None)
        return last is not None and last.decision is not None

    # --- taking in -----------------------------------------------------------------------

    def _by_its_number(self, number: str, record: int, refs: Sequence[HeadingRef]) -> None:
        twice = number in self._numbers and self._numbers[number] != record
        if number in self._wanted:
            self._numbers.setdefault(number, record)
            if twice:
                self._take_out(number)
        for ref in refs:
            here = self._by_ref.pop(ref, [])
            if number and not twice:
                key = (number, ref.tag, ref.occurrence)
                found = self._by_number.pop(key, [])
                if found:
                    self._about[ref] = key
                here = [*found, *here]
            self._take(ref, here)

    def _take_out(self, number: str) -> None:
        """A second record has this number: nobody can tell which one was meant."""
        gone = {ref for ref, key in self._about.items() if key[0] == number}
        stood = sum(self._log.get(ref) is not None for ref in gone)
        self._unfit += stood
        self.came_back -= stood
        self._log.forget(gone)
        for ref in gone:
            del self._about[ref]
            self._notes.pop(ref, None)
            self._restate(ref)

    def _take(self, ref: HeadingRef, found: Sequence[PastEntry | Mark]) -> None:
        if not found:
            return
        heading, number = self._records.heading(ref), self._records.number(ref.record)
        same = [
            one for one in found if one.trace.name == heading.name and one.trace.number == number
        ]
        entries = [each for each in same if isinstance(each, PastEntry)]
        entries.sort(key=lambda entry: entry.order)
        for mark in same:
            if isinstance(mark, Mark):
                self._take_mark(ref, mark)
        if not self._fits(ref, heading, entries):
            self._unfit += self._stood(found)
            return
        if entries:
            self._place(ref, entries)
        elif self._stood(found):
            self._unfit += 1

    def _take_mark(self, ref: HeadingRef, mark: Mark) -> None:
        if mark.note is None:
            self.where_left = ref
        elif mark.note:
            self._notes[ref] = mark.note
        else:
            self._notes.pop(ref, None)

    def _fits(self, ref: HeadingRef, heading: Heading, entries: Sequence[PastEntry]) -> bool:
        """Whether the heading carries what it carried at the last decision, or what came of it."""
        if not entries:
            return True
        last = entries[-1]
        if not all(
            heading.eligible and self._records.may_stand(entry.decision)
            for entry in entries
            if entry.decision is not None
        ):
            return False
        has = self._records.ids(ref)
        return set(has) == set(last.trace.had) or any(
            self._is_there(ref, entry, has) for entry in entries
        )

    def _is_there(self, ref: HeadingRef, entry: PastEntry, has: Sequence[str]) -> bool:
        """Whether the record carries what was decided."""
        decision = entry.decision
        if decision is None or decision.change is None:
            return False
        if decision.verdict is Verdict.REMOVED:
            return not has
        if decision.verdict is Verdict.TIDIED:
            return set(has) == set(entry.trace.had) and not self._records.is_untidy(ref)
        if decision.replacing:
            return set(has) == {str(decision.orcid)}
        return set(has) == {*entry.trace.had, str(decision.orcid)}

    def _place(self, ref: HeadingRef, entries: Sequence[PastEntry]) -> None:
        decisions = {entry: _now_at(ref, entry.decision) for entry in entries}
        has = self._records.ids(ref)
        self._log.place(ref, ((entry.step, decisions[entry]) for entry in entries))
        standing = self._log.get(ref)
        for entry, decision in decisions.items():
            if decision is None:
                continue
            noted = entry in self._past.in_source or decision == standing
            if noted and self._is_there(ref, entry, has):
                self._saved.note_one(decision, in_source=True)
            if entry in self._past.in_copy:
                self._saved.note_one(decision, in_source=False)
        self.came_back += standing is not None
        self._restate(ref)


def _now_at(ref: HeadingRef, decision: Decision | None) -> Decision | None:
    if decision is None or decision.ref == ref:
        return decision
    return replace(decision, ref=ref)
