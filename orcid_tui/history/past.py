"""What was done in a work before: all its files read, put in order, and gone through once.

Steps come out as undo and redo left them; which of today's headings they are about is found out
while the records are read (`history.returning`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.fingerprint import fingerprint
from orcid_tui.history.lines import (
    Decided,
    Line,
    Noted,
    Opened,
    Read,
    Redone,
    Saved,
    SavedPart,
    SaveUndone,
    Stood,
    Trace,
    Undone,
    UnreadableLine,
    View,
    decoded,
)
from orcid_tui.history.orders import Orders, content_of
from orcid_tui.history.works import Work
from orcid_tui.session.decisions import Decision, Step, StepId

NumberKey = tuple[str, str, int]
"""Control number, tag, occurrence: where a heading is, whatever the order of the records."""


@dataclass(frozen=True, slots=True, eq=False)
class PastEntry:
    """One decision about one heading. With `same_order` the record has the same ordinal today."""

    trace: Trace
    decision: Decision | None
    step: Step
    same_order: bool
    order: int
    """Its place among all decisions, as they were made."""


class Mark(NamedTuple):
    """Anything else that was said about a heading."""

    trace: Trace
    same_order: bool
    note: str | None = None


@dataclass(slots=True)
class Past:
    """All that was done. `latest` is the time (`Line.t`) of the last line.

    `in_source` and `in_copy` are the decisions carried out in the records themselves, and in the
    copy written last as far as it is still there. `cursor` is where the work was left, or the
    heading that was decided last (`decided_last`), whichever came later. `told` is how many
    decisions were said before not to fit.
    """

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    entries: list[PastEntry] = field(default_factory=list)
    in_source: dict[PastEntry, None] = field(default_factory=dict)
    in_copy: set[PastEntry] = field(default_factory=set)
    notes: list[Mark] = field(default_factory=list)
    view: Mapping[str, Any] = field(default_factory=dict)
    cursor: Mark | None = None
    decided_last: bool = False
    told: int = 0
    latest: int = 0
    unreadable: int = 0
    by_ref: dict[HeadingRef, list[PastEntry | Mark]] = field(default_factory=dict)
    by_number: dict[NumberKey, list[PastEntry | Mark]] = field(default_factory=dict)


class _Said(NamedTuple):
    """A line, the opening it belongs to, and whether the ordinals of its records hold today."""

    line: Line
    opened: Opened
    same_order: bool


def read_past(work: Work, *, keeps_order: bool) -> Past:
    """Everything in a work's files. `keeps_order` says that records of the same content stand in
    the same order. Never raises for what stands in a file."""
    past = Past()
    said = _in_order(_lines_of_all(work, past, keeps_order=keeps_order))
    _Walk(past).through(said)
    _sort(past)
    return past


# --- the lines ---------------------------------------------------------------------------------


def _lines_of_all(work: Work, past: Past, *, keeps_order: bool) -> Iterator[_Said]:
    orders, now = Orders(work.heads), content_of(work.files)
    for head in work.heads:
        same_order = keeps_order and orders.same(content_of(head.opened.files), now)
        for line in _lines(head.path, past):
            yield _Said(line, head.opened, same_order)
    past.unreadable += sum(map(_whole_lines, work.headless))


def _lines(path: Path, past: Past) -> Iterator[Line]:
    """The lines of one file. What was torn at its end by a kill or a full disk is no damage."""
    try:
        rows = path.read_bytes().split(b"\n")
    except OSError:
        past.unreadable += 1
        return
    for row in rows[:-1]:
        if row:
            try:
                yield decoded(row)
            except UnreadableLine:
                past.unreadable += 1


def _whole_lines(path: Path) -> int:
    """How many lines nobody can read, because the first one does not say what they are about."""
    try:
        return path.read_bytes().count(b"\n")
    except OSError:
        return 1


def _in_order(said: Iterable[_Said]) -> list[_Said]:
    """Each line once, in the order of time."""
    found = {(each.opened.run, each.line.n): each for each in said}
    return sorted(found.values(), key=lambda each: (each.line.t, each.opened.run, each.line.n))


# --- going through them ---------------------------------------------------------------------


class _Walk:
    """Does everything again in thought."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._steps: dict[StepId, Step] = {}
        self._entries: dict[tuple[StepId, HeadingRef], PastEntry] = {}
        self._of_step: dict[StepId, list[PastEntry]] = defaultdict(list)
        self._copies: Iterable[SavedPart] = ()

    def through(self, said: Iterable[_Said]) -> None:
        for each in said:
            self._past.latest = max(self._past.latest, each.line.t)
            self._one(each)
        for part in self._copies:
            if _is_there(part):
                self._past.in_copy.update(self._written(part))

    def _one(self, said: _Said) -> None:
        past = self._past
        match said.line.event:
            case Decided(nth, entries):
                self._decided(said, StepId(said.opened.run, nth), entries)
            case Undone(id_):
                self._undone(id_)
            case Redone(id_):
                self._redone(id_)
            case Noted(trace, note):
                past.notes.append(Mark(trace, said.same_order, note))
            case Saved(into_source=True, parts=parts):
                for part in parts:
                    past.in_source.update(dict.fromkeys(self._written(part)))
            case Saved(parts=parts):
                self._copies = parts
            case SaveUndone(headings=headings):
                gone = set(map(_place, headings))
                for entry in [one for one in past.in_source if _place(one.trace) in gone]:
                    del past.in_source[entry]
            case View(state):
                past.view = state
            case Stood(trace):
                past.cursor, past.decided_last = Mark(trace, said.same_order), False
            case Read(misfits):
                past.told = max(past.told, misfits)

    def _decided(
        self, said: _Said, id_: StepId, entries: Iterable[tuple[Trace, Decision | None]]
    ) -> None:
        step = self._steps[id_] = Step(id_, {})
        self._past.done.append(step)
        self._past.undone.clear()
        for trace, decision in entries:
            if decision is not None:
                decision = replace(decision, who=said.opened.who, when=said.line.when)
            entry = PastEntry(trace, decision, step, said.same_order, len(self._past.entries))
            self._entries[step.id, trace.ref] = entry
            self._of_step[step.id].append(entry)
            self._past.entries.append(entry)
        self._stands_at(step.id)

    def _undone(self, id_: StepId) -> None:
        step, done = self._steps.get(id_), self._past.done
        if step is None:
            return
        if done and done[-1] is step:
            done.pop()
        elif step in done:  # another copy of the program has decided meanwhile
            done.remove(step)
        else:
            return
        self._past.undone.append(step)
        self._stands_at(id_)

    def _redone(self, id_: StepId) -> None:
        step, undone = self._steps.get(id_), self._past.undone
        if step is None:
            return
        if undone and undone[-1] is step:
            undone.pop()
        elif step in self._past.done:
            return
        self._past.done.append(step)
        self._stands_at(id_)

    def _stands_at(self, id_: StepId) -> None:
        if about := self._of_step[id_]:
            entry = about[0]
            self._past.cursor = Mark(entry.trace, entry.same_order)
            self._past.decided_last = True

    def _written(self, part: SavedPart) -> Iterator[PastEntry]:
        found = (self._entries.get((step, ref)) for ref, step in part.written)
        return (entry for entry in found if entry is not None)


def _sort(past: Past) -> None:
    """Put everything where its heading will be looked for. (Here, because it takes its time.)"""
    marks = (*past.notes, *((past.cursor,) if past.cursor else ()))
    for each in chain[PastEntry | Mark](past.entries, marks):
        if each.same_order:
            past.by_ref.setdefault(each.trace.ref, []).append(each)
        else:
            past.by_number.setdefault(_place(each.trace), []).append(each)


def _place(trace: Trace) -> NumberKey:
    return trace.number, trace.ref.tag, trace.ref.occurrence


def _is_there(part: SavedPart) -> bool:
    """Whether the file is still what was written."""
    try:
        return bool(part.path) and fingerprint(Path(part.path)) == part.fingerprint
    except OSError:
        return False
