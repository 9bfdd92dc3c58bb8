"""What the journal commands write: a row for each save, and one for each field of a save."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, TextIO, TypedDict

from orcid_tui.cli.field_text import field_text
from orcid_tui.cli.output import LineWriter, Row
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.journal.entry import Entry
    from orcid_tui.journal.reading import SaveSummary


class SaveRow(TypedDict):
    """One save. Times in ISO 8601, UTC; numbers count records."""

    id: str
    began: str
    institution: str
    environment: str
    base_url: str
    source: str
    user: str
    records: int
    stored: int
    not_stored: int
    refused: int
    unknown: int
    undoes: str | None
    undone_by: list[str]
    program: str


class WrittenRow(TypedDict):
    """One field of a record that was sent. `ending` is of the record, `reason` what Alma said."""

    save: str
    nth: int
    began: str
    ended: str | None
    mms_id: str
    zone: str
    title: str
    tag: str
    occurrence: int
    heading: str
    orcid: str | None
    action: str
    before: str
    after: str
    ending: str
    reason: str | None
    tracking_id: str | None


SAVE_COLUMNS: Final = tuple(SaveRow.__annotations__)
WRITTEN_COLUMNS: Final = tuple(WrittenRow.__annotations__)

_ENDINGS: Final = (
    ("stored", "stored"),
    ("not_stored", "accepted but not stored"),
    ("refused", "refused"),
    ("unknown", "unknown"),
)


def save_row(save: SaveSummary) -> SaveRow:
    """The row of a save."""
    place = save.place
    return {
        "id": save.id,
        "began": _time(save.began),
        "institution": clean(place.institution),
        "environment": clean(place.environment),
        "base_url": clean(place.base_url),
        "source": clean(place.source),
        "user": clean(save.user),
        "records": save.records,
        "stored": save.stored,
        "not_stored": save.not_stored,
        "refused": save.refused,
        "unknown": save.unknown,
        "undoes": save.undoes or None,
        "undone_by": list(save.undone_by),
        "program": clean(save.program),
    }


def written_rows(entry: Entry) -> Iterator[WrittenRow]:
    """The rows of one record."""
    attempt, result = entry.attempt, entry.result
    for written in attempt.fields:
        yield {
            "save": entry.save_id,
            "nth": entry.nth,
            "began": _time(entry.began),
            "ended": _time(entry.ended) if entry.ended else None,
            "mms_id": clean(attempt.mms_id),
            "zone": clean(attempt.zone),
            "title": clean(attempt.title),
            "tag": written.ref.tag,
            "occurrence": written.ref.occurrence,
            "heading": clean(written.heading),
            "orcid": clean(written.orcid) or None,
            "action": clean(written.action),
            "before": field_text(written.before),
            "after": field_text(written.after),
            "ending": result.ending.value,
            "reason": clean(result.sentence) or None,
            "tracking_id": clean(result.tracking_id) or None,
        }


def where(institution: str, environment: str) -> str:
    """Whose Alma: `01EXA_INST, PRODUCTION`."""
    shown = environment.upper() if environment == "production" else environment
    return ", ".join(filter(None, (institution, shown)))


def on_the_clock(time: datetime) -> str:
    """A time for people, as their own clock shows it."""
    return f"{time.astimezone():%Y-%m-%d %H:%M}"


class SavesText(LineWriter):
    """One save a paragraph: what it was, where it went, how it ended."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        time = on_the_clock(datetime.fromisoformat(row["began"]))
        place = where(row["institution"], row["environment"])
        self.line(f"{row['id']}  {time}  {place}  {row['source']}".rstrip())
        said = [f"{words}: {row[key]:,}" for key, words in _ENDINGS if row[key] or key == "stored"]
        if row["undoes"]:
            said.append(f"took back {row['undoes']}")
        if row["undone_by"]:
            said.append(f"taken back by {', '.join(row['undone_by'])}")
        self.line(f"  {' · '.join(said)}")


class WrittenText(LineWriter):
    """Each record with its fields before and after: one thing after the other, no columns."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._record: tuple[object, ...] = ()

    def write(self, row: Row) -> None:
        """Put out one row."""
        record = row["save"], row["nth"]
        if record != self._record:
            self._record = record
            zone = ", Network Zone" if row["zone"] == "network" else ""
            ending = row["ending"] + (f": {row['reason']}" if row["reason"] else "")
            tracking = f" (tracking ID {row['tracking_id']})" if row["tracking_id"] else ""
            self.line(f"{row['mms_id']}{zone}  {row['title']}".rstrip())
            self.line(f"  {ending}{tracking}")
        self.line(f"  field {row['tag']}/{row['occurrence']}  {row['heading']}  {row['action']}")
        self.line(f"    before  {row['before']}")
        self.line(f"    after   {row['after']}")


def _time(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
