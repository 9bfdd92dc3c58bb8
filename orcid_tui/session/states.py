"""The state of a heading in the work, and the counts of all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from orcid_tui.stores.protocol import Change, Preview, Refusal


class HeadingState(Enum):
    """What is to be done, or was done, with a heading. The value is the word on screen."""

    OPEN = "open"
    LINKED = "linked"
    CHOSEN = "chosen"
    SAVED = "saved"
    NOBODY = "no one fits"
    SKIPPED = "skipped"
    REMOVED = "iD to go"
    TIDIED = "to be tidied"
    CLOSED = "not eligible"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many headings are in each state. The last three are about headings of any state:
    somebody is recommended, a save has refused it, its iDs are in conflict."""

    total: int = 0
    open: int = 0
    linked: int = 0
    chosen: int = 0
    saved: int = 0
    nobody: int = 0
    skipped: int = 0
    removed: int = 0
    tidied: int = 0
    closed: int = 0
    recommended: int = 0
    refused: int = 0
    conflict: int = 0


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One line of the dialog before saving: the field before and after, or why not.

    `place` says in words where the record is.
    """

    change: Change
    place: str
    control_number: str | None
    title: str
    preview: Preview | None
    refusal: Refusal | None = None
