"""What every file format has to offer so that a file can be read and changed.

A new format is a class with these methods and one line in `formats`. It deals in places and
bytes; safe writing is the same for all and lives in `stores.safe_write`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.patches import Patch, Patches
from orcid_tui.marc.record import BibRecord
from orcid_tui.marc.steps import FieldSteps

Place = tuple[int, str, int]
"""Record number, tag, occurrence among the fields of that tag; both numbers from 1."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What has to be done to one record.

    `patches` in rising order; `refused` has a reason by field index; `after` is the record
    as it would be read then.
    """

    patches: tuple[Patch, ...]
    after: BibRecord
    refused: dict[int, str] = field(default_factory=dict)


class ContentChanged(Exception):
    """What was written does not hold the same records. The message is one sentence."""


class MarcContent(Protocol):
    """The records of one open file."""

    source: FileBytes
    name: str
    """What the format is called, for people."""
    position: int
    """How many bytes the scan has passed."""
    finished: bool
    why_read_only: str
    """Why nothing may be changed here, one sentence, or empty. May become known late."""
    troubles: list[tuple[int, str]]
    """Records that are damaged in some way, with one sentence each."""

    @property
    def records(self) -> int:
        """How many records the scan has passed."""

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes. Returns the personal-name fields (100, 700) passed.

        May raise SourceError or OSError.
        """

    def digest(self) -> bytes:
        """The digest of the bytes passed so far."""

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """How these steps are carried out, one `FieldSteps` a field. Nothing is written.

        All steps of a field are carried out, or none, with the reason in `refused`.
        """

    def reopened(self, written: FileBytes, patches: Patches) -> MarcContent:
        """Read what was written from its first byte to its last, as if it were new.

        Raises ContentChanged unless the same records stand at the places they must have now.
        """

    def close(self) -> None:
        """Give the file back."""
