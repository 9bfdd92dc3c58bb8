"""Plain names (`plain_names`) told while a MARCXML file is scanned, without reading its records.

Text is asked of the parser only where it decides something: in a leader, and in the first $a
of a personal name until a letter comes.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from orcid_tui.marc.plain_names import is_plain_record

_LETTER: Final = re.compile("[A-Za-z]")
_NOT_PLAIN: Final = "019t"


class PlainXmlNames:
    """What is told of each name: 1 when it is plain, 0 when it needs a closer look.

    A name is told plain only when all of it has passed; one that is still open when the
    answers are taken stays doubtful.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.told = bytearray()
        self.open = False
        """Whether a name has begun that may be plain."""
        self._parser = parser
        self._has_a = self._has_letter = False
        self._plain_record = False
        self._has_title = False
        self._first_of_record = 0
        self._texts: list[str] = []

    def taken(self) -> bytes:
        """The answers so far, given out once. In a record that is still open, what follows may
        make all its names doubtful."""
        self._doubt_all()
        told = bytes(self.told)
        self.told.clear()
        self.open = False
        self._first_of_record = 0
        return told

    def new_record(self) -> None:
        """A record has begun. Without a leader nothing in it is plain."""
        if not self._has_title:
            self._doubt_all()
        self._plain_record = self._has_title = False
        self._first_of_record = len(self.told)

    def leader(self) -> None:
        """A leader begins: its text tells what kind of record this is."""
        self._texts.clear()
        self._parser.CharacterDataHandler = self._texts.append
        self._parser.EndElementHandler = self._leader_ends

    def _leader_ends(self, _: str) -> None:
        self._hear_nothing()
        leader = "".join(self._texts)
        self._plain_record = leader.isascii() and is_plain_record(leader.encode("ascii"))

    def title(self) -> None:
        """A field 245 begins, without which nothing in a record is plain."""
        self._has_title = True

    def field(self, first_indicator: str, *, may_be_coded: bool) -> None:
        """A personal name begins."""
        self.told.append(0)
        if may_be_coded:
            self._plain_record = False
            self._doubt_all()
        self.open = self._plain_record and first_indicator[:1] != "3"
        self._has_a = self._has_letter = False

    def subfield(self, code: str) -> None:
        """A subfield of the open name begins."""
        if len(code) != 1 or code in _NOT_PLAIN:
            self.open = False
        elif code == "a" and not self._has_a:
            self._has_a = True
            self._parser.CharacterDataHandler = self._text_of_a
            self._parser.EndElementHandler = self._a_ends

    def _text_of_a(self, text: str) -> None:
        if _LETTER.search(text):
            self._has_letter = True
            self._parser.CharacterDataHandler = None

    def _a_ends(self, _: str) -> None:
        self._hear_nothing()

    def close(self) -> None:
        """The open name has passed."""
        self.told[-1] = self._has_letter
        self.open = False

    def _doubt_all(self) -> None:
        self.told[self._first_of_record :] = bytes(len(self.told) - self._first_of_record)

    def _hear_nothing(self) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None
