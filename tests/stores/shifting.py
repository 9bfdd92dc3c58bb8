"""A source whose records may stand in another order next time, as a set of a library system."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode


class ShiftingStore(MarcFileStore):
    """A file that plays one."""

    @property
    def location(self) -> str:
        """Always the same, whichever file it is."""
        return "alma:set/123 of 01EXA_INST"

    @property
    def keeps_order(self) -> bool:
        """No."""
        return False

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """None: it is no file."""
        return ()
