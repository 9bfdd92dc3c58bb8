"""The saves into this source that the journal knows, read beside the screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Ending
from orcid_tui.journal.reading import ReadSave, SaveSummary, listing, read_save
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Preview


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that a save was about. `mms_id` and `title` name the record it was sent to."""

    mms_id: str
    title: str
    ref: HeadingRef
    change: Preview
    ending: Ending
    sentence: str

    @property
    def is_stored(self) -> bool:
        """Whether it is known to stand in the library system."""
        return self.ending is Ending.STORED


async def saves_of(session: Session) -> tuple[SaveSummary, ...]:
    """The saves of this source, newest first. Raises ConfigurationError."""
    found = await asyncio.to_thread(lambda: listing().saves)
    names = {session.store.label, session.store.location}
    return tuple(each for each in found if each.place.source in names)


async def changed_by(save_id: str) -> tuple[ChangedField, ...]:
    """What a save changed, field by field. Raises ConfigurationError."""
    return await asyncio.to_thread(lambda: _fields(read_save(save_id)))


def _fields(save: ReadSave) -> tuple[ChangedField, ...]:
    # The records themselves are left behind: a thousand of them would stay in memory.
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
        for field in entry.attempt.fields
    )
