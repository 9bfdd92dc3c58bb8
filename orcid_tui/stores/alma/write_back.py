"""What is to be written into one record of Alma, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from orcid_tui.alma.bib import Bib
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.record import Field
from orcid_tui.marc.steps import Step
from orcid_tui.stores.protocol import Note, Refusal


@dataclass(frozen=True, slots=True)
class FieldWork:
    """One field to be changed.

    `field` is the one that was decided upon, as it was seen; it is found again in the record as it
    is now by position and content together. `steps` says what is to be done to the field as it is
    now, no steps when it is as it should be, or raises FieldRefused. `action` is the journal's word
    for it; where it is empty, the change itself says what it is.
    `agreed` says that the user has seen what others have made of field and record, and wants it
    all the same.
    """

    ref: HeadingRef
    field: Field
    steps: Callable[[Field], tuple[Step, ...]]
    action: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class BibWork:
    """All that is wanted of one record. `seen` is the record that the decisions were made upon.

    `number` is its ordinal in the store.
    """

    number: int
    seen: Bib
    fields: tuple[FieldWork, ...]


@dataclass(frozen=True, slots=True)
class BibOutcome:
    """What became of it: every FieldWork's ref is in `written` or in `refused`, never in both.

    `stored` is the record as Alma answered it after it was written and verified; for a record of
    the Network Zone it is that record.
    """

    number: int
    written: tuple[HeadingRef, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    stored: Bib | None = None
