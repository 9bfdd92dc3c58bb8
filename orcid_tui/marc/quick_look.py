"""What a list of headings asks of a record, so that every file format can answer it lightly."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


class QuickLook(Protocol):
    """A few texts of one record. Tags are bytes here, occurrences count from 1."""

    def data(self, tag: bytes) -> str:
        """The text of the first control field with this tag; empty if there is none."""

    def texts(self, tag: bytes, occurrence: int = 1) -> list[str]:
        """Indicators and subfields of a data field, a code and its value in one; empty if
        there is none."""

    def has_plain_name(self, tag: bytes, occurrence: int) -> bool:
        """Whether the field is a plain name (`marc.plain_names`)."""

    def may_be_unimarc(self) -> bool:
        """Whether there is no 245, or any 100 that may be coded data (`marc.kinds`)."""


@runtime_checkable
class AllowsQuickLooks(Protocol):
    """A file format with a light reading beside the full one."""

    def glance(self, number: int) -> QuickLook | None:
        """A record that the scan has passed; None when it needs more than a quick look.

        Raises IndexError for any other number.
        """
