"""What later saves have written again of a save that was undone before.

Undoing a save twice must not take back what somebody has decided anew in between.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from orcid_tui.journal.entry import Ending, WrittenField
from orcid_tui.journal.reading import SaveSummary, entries, saves
from orcid_tui.marc.record import Subfield

_Key = tuple[str, str, str, Subfield]


class WrittenAgain:
    """Reads the saves behind the first undo of `save`; none where it was never undone."""

    def __init__(self, save: SaveSummary, folder: Path) -> None:
        self._by: dict[_Key, str] = {}
        if not save.undone_by:
            return
        newest_first = saves(folder)
        ids = [each.id for each in newest_first]
        first_undo = max(ids.index(undo) for undo in save.undone_by)
        for later in reversed(newest_first[:first_undo]):
            if not later.undoes and later.place.base_url == save.place.base_url:
                self._take_in(later.id, folder)

    def by(self, zone: str, mms_id: str, written: WrittenField) -> str:
        """The id of the last save that put the same into a field of this record, or nothing."""
        keys = (_key(zone, mms_id, written, each) for each in _put_in(written))
        return next((self._by[key] for key in keys if key in self._by), "")

    def _take_in(self, save_id: str, folder: Path) -> None:
        for entry in entries(save_id, folder):
            if entry.result.ending in (Ending.STORED, Ending.UNKNOWN):
                attempt = entry.attempt
                for written in attempt.fields:
                    for each in _put_in(written):
                        self._by[_key(attempt.zone, attempt.mms_id, written, each)] = save_id


def _put_in(written: WrittenField) -> Counter[Subfield]:
    return Counter(written.after.subfields) - Counter(written.before.subfields)


def _key(zone: str, mms_id: str, written: WrittenField, put_in: Subfield) -> _Key:
    return zone, mms_id, written.after.tag, put_in
