"""The saves into this source that the journal knows, read beside the screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Ending, Place
from orcid_tui.journal.files import bare_address
from orcid_tui.journal.reading import ReadSave, SaveSummary, listing, read_save
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import JournalledStore, Preview


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that a save was about. `mms_id` and `title` name the record it was sent to."""

    mms_id: str
    title: str
    ref: HeadingRef
    change: Preview
    ending: Ending
    sentence: str


async def saves_of(session: Session) -> tuple[SaveSummary, ...]:
    """The saves of this source, newest first. Raises ConfigurationError."""
    store = session.store
    if not isinstance(store, JournalledStore):
        return ()
    here = store.journal_place
    found = await asyncio.to_thread(lambda: listing().saves)
    return tuple(save for save in found if _same(save.place, here))


async def changed_by(save_id: str) -> tuple[ChangedField, ...]:
    """What a save changed, field by field. Raises ConfigurationError."""
    return await asyncio.to_thread(lambda: _fields(read_save(save_id)))


def _same(one: Place, other: Place) -> bool:
    """The same titles of the same Alma; what kind of environment it is was perhaps not known."""
    where = bare_address(one.base_url) == bare_address(other.base_url)
    return where and (one.institution, one.source) == (other.institution, other.source)


def _fields(save: ReadSave) -> tuple[ChangedField, ...]:
    # The records themselves are left behind: a thousand of them would stay in memory.
    # What was tried and not stored, perhaps several times, is no change.
    return tuple(
        ChangedField(
            entry.attempt.mms_id,
            entry.attempt.title,
            field.ref,
            Preview(field.before, field.after),
            entry.result.ending,
            entry.result.sentence,
        )
        for entry in save.entries
        if entry.result.ending in (Ending.STORED, Ending.UNKNOWN)
        for field in entry.attempt.fields
    )
