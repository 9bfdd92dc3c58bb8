"""One or two texts of a record, taken out of its bytes without making fields of them.

A list of headings needs so little of each record that taking it apart would cost most of
the time.
"""

from __future__ import annotations

from typing import Final

from orcid_tui.marc.decoding import decode_text, field_body, field_texts
from orcid_tui.marc.directory import ENTRY_SIZE, LEADER_SIZE, plain_directory
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.plain_names import (
    CODED_BEGINS,
    CODED_TAG,
    PLAIN_NAME,
    has_title,
    is_plain_record,
)

_USUAL_TAGS: Final = tuple(tag.encode("ascii") for tag in USUAL_TAGS)
_FIELD_END: Final = b"\x1e"
_OFFSETS: Final = 100_000
"""Length and offset read as one number: how many offsets there are."""


class Glance:
    """A binary record with a plain directory. Tags are bytes here, occurrences count from 1."""

    __slots__ = ("_base", "_directory", "_raw", "_says_utf8")

    def __init__(self, raw: bytes, directory: bytes) -> None:
        self._raw = raw
        self._directory = directory
        self._base = LEADER_SIZE + len(directory) + 1
        self._says_utf8 = raw[9:10] == b"a"

    @classmethod
    def at(cls, raw: bytes) -> Glance | None:
        """A glance at a record, or None when it needs a closer look."""
        directory = plain_directory(raw)
        return None if directory is None else cls(raw, directory)

    def has_plain_name(self, tag: bytes, occurrence: int) -> bool:
        """Whether the field is a plain name, so that no closer look is needed."""
        span = self._span(tag, occurrence)
        return (
            span is not None
            and tag in _USUAL_TAGS
            and PLAIN_NAME.fullmatch(self._raw, *span) is not None
            and is_plain_record(self._raw)
            and not self.may_be_unimarc()
        )

    def may_be_unimarc(self) -> bool:
        """Whether there is no 245, or any 100 begins like the coded data of UNIMARC."""
        if not has_title(self._directory):
            return True
        occurrence = 1
        while span := self._span(CODED_TAG, occurrence):
            if self._raw.startswith(CODED_BEGINS, span[0]):
                return True
            occurrence += 1
        return False

    def texts(self, tag: bytes, occurrence: int = 1) -> list[str]:
        """Indicators and subfields of a data field; empty if there is none."""
        span = self._span(tag, occurrence)
        if span is None:
            return []
        start, end = span
        if self._raw[end - 1 : end] == _FIELD_END:
            end -= 1
        body = self._raw[start:end]
        if body.isascii() and b"\x1b" not in body:
            return body.decode("ascii").split("\x1f")
        return field_texts(body, says_utf8=self._says_utf8)

    def data(self, tag: bytes) -> str:
        """The text of the first control field with this tag; empty if there is none."""
        span = self._span(tag, 1)
        if span is None:
            return ""
        return decode_text(field_body(self._raw, *span), says_utf8=self._says_utf8)

    def _span(self, tag: bytes, occurrence: int) -> tuple[int, int] | None:
        directory = self._directory
        at = directory.find(tag)
        while at >= 0:
            if not at % ENTRY_SIZE:  # else these are digits of a length or an offset
                if occurrence == 1:
                    length, offset = divmod(int(directory[at + 3 : at + 12]), _OFFSETS)
                    start = self._base + offset
                    return start, start + length
                occurrence -= 1
            at = directory.find(tag, at + 1)
        return None
