"""The lines of a history: what was done in a work, as JSON, one line each.

    {"opened": 1, "n": 0, "t": …, "when": …, "run": …, "who": …, "sources": […], "files": […], …}
    {"decided": […], "step": 1, "n": 1, "t": …, "when": …, "so_far": […]}
    {"undone": ["RUN", 1], "n": 2, …}

`n` counts the lines of a run, `step` the steps that can be taken back. `t` puts the lines of
all runs in order: microseconds since 1970, always later than whatever was known when the line was
written, so that a clock that was put back changes nothing. `so_far` comes last: a list of all works
needs no more of a file than its two ends. All words are those of files, in no human language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.session.decisions import Decision, Manner, StepId, Verdict
from orcid_tui.text import clean

VERSION: Final = 1
"""Of the form of these files. A file of a later form is left alone."""


_YEARS: Final = (1970, 9000)
_ODD: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What comes of values that nobody has written."""


class UnreadableLine(Exception):
    """A line that does not say what it must."""


class SoFar(NamedTuple):
    """How the work stood: headings found, those with a decision, those without, and the decisions
    that were in no file."""

    total: int = 0
    decided: int = 0
    open: int = 0
    unsaved: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """A heading as it was when something was said about it. `number` is the control number of its
    record or the system's own; `had` is every iD that it carried, and what claimed to be one."""

    ref: HeadingRef
    number: str
    name: str
    had: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file and the content that it had."""

    path: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The first line of each file. `follows` says that the records are still those of the file
    before in the same run, in the same order, after a save into them."""

    run: str
    sources: tuple[str, ...]
    label: str
    location: str
    files: tuple[KnownFile, ...] = ()
    system: str = ""
    who: str = ""
    program: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A step, with its number in the run. A decision of None was withdrawn."""

    nth: int
    entries: tuple[tuple[Trace, Decision | None], ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """A step was taken back."""

    step: StepId


@dataclass(frozen=True, slots=True)
class Redone:
    """A step was made again."""

    step: StepId


@dataclass(frozen=True, slots=True)
class Noted:
    """The cataloguer's own words about a heading; none take them away."""

    trace: Trace
    note: str


@dataclass(frozen=True, slots=True)
class SavedPart:
    """One file, or the library system, with the decisions that were carried out there: each
    heading, and the step that decided about it."""

    path: str
    fingerprint: str
    written: tuple[tuple[HeadingRef, StepId], ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A save has succeeded."""

    mode: str
    into_source: bool
    parts: tuple[SavedPart, ...]
    save_id: str = ""


@dataclass(frozen=True, slots=True)
class SaveUndone:
    """The fields of a save in a library system are as they were before it."""

    save_id: str
    headings: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How the list is shown from now on, in the screen's own words."""

    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stood:
    """The heading under the cursor."""

    trace: Trace


@dataclass(frozen=True, slots=True)
class Read:
    """The records were read to their end; so many earlier decisions did not fit them."""

    misfits: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """The program was left in good order."""


Event = Opened | Decided | Undone | Redone | Noted | Saved | SaveUndone | View | Stood | Read | Left


@dataclass(frozen=True, slots=True)
class Line:
    """An event with its place in the history. `when` is the time on the clock."""

    n: int
    t: int
    when: datetime
    event: Event
    so_far: SoFar | None = None


def encoded(line: Line) -> bytes:
    """The line as it is written, with its end."""
    word, body, more = _said(line.event)
    row: dict[str, object] = {
        word: body,
        "n": line.n,
        "t": line.t,
        "when": line.when.isoformat(timespec="seconds"),
        **more,
    }
    if line.so_far is not None:
        row["so_far"] = line.so_far
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, which only escapes can say
        return json.dumps(row).encode("ascii") + b"\n"


def decoded(text: bytes) -> Line:
    """Raises UnreadableLine."""
    try:
        row = json.loads(text)
        so_far = row.get("so_far")
        return Line(
            int(row["n"]),
            int(row["t"]),
            _when(row["when"]),
            _event(row),
            None if so_far is None else SoFar(*map(int, so_far)),
        )
    except (*_ODD, InvalidOrcidId) as why:
        raise UnreadableLine("the line does not say what it must") from why
    except RecursionError as why:
        raise UnreadableLine("the line is nested too deeply") from why


# --- writing ---------------------------------------------------------------------------------


def _said(event: Event) -> tuple[str, object, Mapping[str, object]]:
    """The word of an event, what goes with it, and what stands beside it."""
    match event:
        case Opened():
            return "opened", VERSION, _opened(event)
        case Decided(nth, entries):
            return "decided", [_entry(*each) for each in entries], {"step": nth}
        case Undone(step):
            return "undone", step, {}
        case Redone(step):
            return "redone", step, {}
        case Noted(trace, note):
            return "noted", _trace(trace), {"note": note}
        case Saved(mode, into_source, parts, save_id):
            more: dict[str, object] = {"into_source": into_source, "parts": list(map(_part, parts))}
            return "saved", mode, {**more, "save_id": save_id} if save_id else more
        case SaveUndone(save_id, headings):
            return "save_undone", save_id, {"headings": list(map(_trace, headings))}
        case View(state):
            return "view", state, {}
        case Stood(trace):
            return "stood", _trace(trace), {}
        case Read(misfits):
            return "read", misfits, {}
        case Left():
            return "left", True, {}


def _opened(event: Opened) -> Mapping[str, object]:
    return {
        "run": event.run,
        "who": event.who,
        "program": event.program,
        "sources": event.sources,
        "label": event.label,
        "location": event.location,
        "files": [[file.path, file.fingerprint] for file in event.files],
        "system": event.system,
        "follows": event.follows,
    }


def _trace(trace: Trace) -> dict[str, object]:
    record, tag, occurrence = trace.ref
    row: dict[str, object] = {
        "record": record,
        "number": trace.number,
        "tag": tag,
        "occurrence": occurrence,
        "heading": trace.name,
    }
    return {**row, "had": trace.had} if trace.had else row


def _entry(trace: Trace, decision: Decision | None) -> Mapping[str, object]:
    row = _trace(trace)
    if decision is None:
        return row
    row["verdict"] = decision.verdict.value
    if decision.orcid is not None:
        row["orcid"] = decision.orcid.value
    if decision.name:
        row["name"] = decision.name
    if decision.replacing:
        row["replacing"] = True
    if decision.manner is not Manner.SINGLE:
        row["manner"] = decision.manner.value
    return row


def _part(part: SavedPart) -> Mapping[str, object]:
    return {
        "path": part.path,
        "fingerprint": part.fingerprint,
        "written": [[*ref, *step] for ref, step in part.written],
    }


# --- reading ---------------------------------------------------------------------------------


def _event(row: Mapping[str, Any]) -> Event:
    if "decided" in row:
        return Decided(int(row["step"]), tuple(map(_read_entry, row["decided"])))
    if "undone" in row:
        return Undone(_step(row["undone"]))
    if "redone" in row:
        return Redone(_step(row["redone"]))
    if "noted" in row:
        return Noted(_read_trace(row["noted"]), clean(str(row["note"])))
    if "view" in row:
        return View(dict(row["view"]))
    if "stood" in row:
        return Stood(_read_trace(row["stood"]))
    if "read" in row:
        return Read(int(row["read"]))
    if "left" in row:
        return Left()
    return _read_rare(row)


def _read_rare(row: Mapping[str, Any]) -> Event:
    if "saved" in row:
        parts = tuple(map(_read_part, row["parts"]))
        return Saved(str(row["saved"]), bool(row["into_source"]), parts, _text(row, "save_id"))
    if "save_undone" in row:
        return SaveUndone(str(row["save_undone"]), tuple(map(_read_trace, row["headings"])))
    if row["opened"] != VERSION:
        raise ValueError("another version of the program has written it")
    return Opened(
        str(row["run"]),
        tuple(map(str, row["sources"])),
        clean(str(row["label"])),
        clean(str(row["location"])),
        tuple(KnownFile(str(path), str(known)) for path, known in row["files"]),
        _text(row, "system"),
        clean(_text(row, "who")),
        _text(row, "program"),
        bool(row.get("follows")),
    )


def _when(value: str) -> datetime:
    """A time that can be compared with any other, and shown in any zone."""
    when = datetime.fromisoformat(value)
    if when.tzinfo is None or not _YEARS[0] < when.year < _YEARS[1]:
        raise ValueError("it is no time at which a line was written")
    return when


def _text(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "")


def _step(values: Sequence[Any]) -> StepId:
    run, nth = values
    return StepId(str(run), int(nth))


def _ref(values: Sequence[Any]) -> HeadingRef:
    record, tag, occurrence = values
    return HeadingRef(int(record), str(tag), int(occurrence))


def _read_trace(row: Mapping[str, Any]) -> Trace:
    ref = _ref((row["record"], row["tag"], row["occurrence"]))
    had = tuple(map(str, row.get("had", ())))
    return Trace(ref, str(row["number"]), str(row["heading"]), had)


def _read_entry(row: Mapping[str, Any]) -> tuple[Trace, Decision | None]:
    trace = _read_trace(row)
    if "verdict" not in row:
        return trace, None
    orcid = row.get("orcid")
    return trace, Decision(
        trace.ref,
        Verdict(row["verdict"]),
        None if orcid is None else OrcidId.parse(str(orcid)),
        clean(_text(row, "name")),
        bool(row.get("replacing")),
        manner=Manner(row.get("manner", Manner.SINGLE.value)),
    )


def _read_part(row: Mapping[str, Any]) -> SavedPart:
    written = tuple((_ref(each[:3]), _step(each[3:])) for each in row["written"])
    return SavedPart(str(row["path"]), str(row["fingerprint"]), written)
