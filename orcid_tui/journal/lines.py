"""The lines of a save's file: what an attempt, its result and the save itself are as JSON.

    {"journal": 1, "id": …, "began": …, "place": {…}, "undoes": …, "user": …, "program": …}
    {"attempt": 1, "began": …, "mms_id": …, …, "before": …, "after": …, "so_far": [1, 0, 0, 0, 0]}
    {"end": 1, "ended": …, "ending": "stored", …, "answer": …, "so_far": [1, 1, 0, 0, 0]}

Records stand there as text, so that people can read them; one that is no UTF-8 stands under
`before_base64` and the like. `so_far` comes last in its line, so that a list of all saves needs
no more of a file than its two ends.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Attempt, Ending, Place, Result, WrittenField
from orcid_tui.language import _
from orcid_tui.marc.record import Field, Subfield

VERSION: Final = 1
"""Of the form of these files. A reader that knows only earlier forms leaves the file alone."""

SO_FAR: Final = re.compile(rb'"so_far": \[(\d+), (\d+), (\d+), (\d+), (\d+)\]\}\n?\Z')


class SoFar(NamedTuple):
    """How many records a save has begun, and how those ended that have an end."""

    begun: int = 0
    stored: int = 0
    not_stored: int = 0
    refused: int = 0
    unknown: int = 0

    def and_begun(self) -> SoFar:
        """One more."""
        return self._replace(begun=self.begun + 1)

    def and_ended(self, ending: Ending) -> SoFar:
        """One more of them has an end."""
        part = ending.name.lower()
        return self._replace(**{part: getattr(self, part) + 1})

    @property
    def without_end(self) -> int:
        """What nobody knows the end of, or not yet."""
        return self.begun - self.stored - self.not_stored - self.refused


class UnreadableLine(Exception):
    """A line that does not say what it must."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line."""

    id: str
    began: datetime
    place: Place
    undoes: str
    user: str
    program: str


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """What was about to be sent, and when."""

    nth: int
    began: datetime
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class EndLine:
    """What came of it, and when."""

    nth: int
    ended: datetime
    result: Result


def opening_line(opening: Opening) -> bytes:
    """The first line of a file."""
    place = opening.place
    return _line(
        {
            "journal": VERSION,
            "id": opening.id,
            "began": opening.began.isoformat(),
            "place": {
                "base_url": place.base_url,
                "institution": place.institution,
                "environment": place.environment,
                "source": place.source,
            },
            "undoes": opening.undoes,
            "user": opening.user,
            "program": opening.program,
        }
    )


def attempt_line(nth: int, began: datetime, attempt: Attempt, so_far: SoFar) -> bytes:
    """The line before something is sent."""
    return _line(
        {
            "attempt": nth,
            "began": began.isoformat(),
            "mms_id": attempt.mms_id,
            "zone": attempt.zone,
            "title": attempt.title,
            "fields": [_written_field(each) for each in attempt.fields],
            **_bytes("before", attempt.before),
            **_bytes("after", attempt.after),
            "so_far": so_far,
        }
    )


def end_line(nth: int, ended: datetime, result: Result, so_far: SoFar) -> bytes:
    """The line after it."""
    return _line(
        {
            "end": nth,
            "ended": ended.isoformat(),
            "ending": result.ending.value,
            "sentence": result.sentence,
            "tracking_id": result.tracking_id,
            **_bytes("answer", result.answer),
            "so_far": so_far,
        }
    )


def read_opening(line: bytes) -> Opening:
    """Raises UnreadableLine."""
    row = _row(line)
    try:
        if row["journal"] != VERSION:
            raise UnreadableLine(_("another version of the program has written it"))
        place = row["place"]
        return Opening(
            str(row["id"]),
            _time(row["began"]),
            Place(
                str(place["base_url"]),
                str(place["institution"]),
                str(place["environment"]),
                str(place["source"]),
            ),
            str(row["undoes"]),
            str(row["user"]),
            str(row["program"]),
        )
    except (KeyError, TypeError, ValueError) as trouble:
        raise UnreadableLine(_("its first line is no beginning of a save")) from trouble


def read_line(line: bytes) -> AttemptLine | EndLine:
    """Any line but the first. Raises UnreadableLine."""
    row = _row(line)
    try:
        return _attempt(row) if "attempt" in row else _end(row)
    except (KeyError, TypeError, ValueError, IndexError) as trouble:
        raise UnreadableLine(_("the line lacks something")) from trouble


def _attempt(row: Mapping[str, Any]) -> AttemptLine:
    attempt = Attempt(
        str(row["mms_id"]),
        str(row["zone"]),
        str(row["title"]),
        _read_bytes(row, "before"),
        _read_bytes(row, "after"),
        tuple(_read_written_field(each) for each in row["fields"]),
    )
    return AttemptLine(int(row["attempt"]), _time(row["began"]), attempt)


def _end(row: Mapping[str, Any]) -> EndLine:
    result = Result(
        Ending(row["ending"]),
        str(row["sentence"]),
        str(row["tracking_id"]),
        _read_bytes(row, "answer"),
    )
    return EndLine(int(row["end"]), _time(row["ended"]), result)


def _written_field(written: WrittenField) -> Mapping[str, object]:
    record, tag, occurrence = written.ref
    return {
        "record": record,
        "tag": tag,
        "occurrence": occurrence,
        "heading": written.heading,
        "orcid": written.orcid,
        "action": written.action,
        "before": _field(written.before),
        "after": _field(written.after),
    }


def _read_written_field(row: Mapping[str, Any]) -> WrittenField:
    return WrittenField(
        HeadingRef(int(row["record"]), str(row["tag"]), int(row["occurrence"])),
        str(row["heading"]),
        str(row["orcid"]),
        str(row["action"]),
        _read_field(row["before"]),
        _read_field(row["after"]),
    )


def _field(field: Field) -> Mapping[str, object]:
    parts: dict[str, object] = {"tag": field.tag}
    if field.data:
        parts["data"] = field.data
    if field.indicators or field.subfields:
        parts["indicators"] = field.indicators
        parts["subfields"] = [[each.code, each.value] for each in field.subfields]
    return parts


def _read_field(row: Mapping[str, Any]) -> Field:
    subfields = tuple(Subfield(str(code), str(value)) for code, value in row.get("subfields", ()))
    indicators, data = str(row.get("indicators", "")), str(row.get("data", ""))
    return Field(str(row["tag"]), indicators, subfields, data)


def _bytes(name: str, content: bytes) -> Mapping[str, str]:
    try:
        return {name: content.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(content).decode("ascii")}


def _read_bytes(row: Mapping[str, Any], name: str) -> bytes:
    packed = row.get(f"{name}_base64")
    if packed is None:
        return str(row[name]).encode("utf-8")
    return base64.b64decode(str(packed), validate=True)


def _line(row: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, which only escapes can say
        return json.dumps(row).encode("ascii") + b"\n"


def _row(line: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as trouble:
        raise UnreadableLine(_("the line is not whole")) from trouble
    if not isinstance(row, dict):
        raise UnreadableLine(_("the line is no object"))
    return row


def _time(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
