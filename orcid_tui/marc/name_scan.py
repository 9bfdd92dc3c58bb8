"""Finding the names in a stretch of a binary file: the part of a scan that takes the time.

So it works on bytes, decodes nothing, and makes nothing that it does not need. A record that
is not as nearly all are is read in full instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.content import Place
from orcid_tui.marc.directory import ENTRY_SIZE, LEADER_SIZE, is_numeric
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.name_tags import UNIMARC_ONLY, USUAL_TAGS
from orcid_tui.marc.plain_names import (
    CODED_BEGINS,
    CODED_TAG,
    NOT_PLAIN_KINDS,
    ORDINARY,
    PLAIN,
    PLAIN_NAME,
    TITLE_ENTRY,
    TITLE_SUBFIELD,
    has_title,
)

_PARALLEL_TAG: Final = "880"
"""What holds for such a field is decided by the one that it belongs to."""
_UNIMARC_ONLY: Final = tuple(tag.encode("ascii") for tag in UNIMARC_ONLY)


@dataclass(slots=True)
class Found:
    """What a stretch holds: the places of names, what is known of each (a byte a place, see
    `plain_names`), and records that cannot be read, with one sentence each."""

    places: list[Place] = field(default_factory=list)
    known: bytearray = field(default_factory=bytearray)
    troubles: list[tuple[int, str]] = field(default_factory=list)


class NameScan:
    """Looks for the fields with the wanted tags, and for those of UNIMARC in its records."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = frozenset(wanted)
        # A 100 tells whether this is UNIMARC, and 701 and 702 are met on the way to 700.
        self._tags = [
            (tag.encode("latin-1"), tag, tag in self._wanted, tag in USUAL_TAGS)
            for tag in sorted(self._wanted.union(USUAL_TAGS))
        ]

    def look(self, window: bytes, starts: Sequence[int], ends: Sequence[int], first: int) -> Found:
        """The names in records that lie at these places of a window; `first` is the number of
        the first record."""
        found = Found()
        places, known = found.places, found.known
        find, take_down = window.find, self._take_down
        for number, start, end in zip(count(first), starts, ends):
            base = find(b"\x1e", start + LEADER_SIZE, end) + 1
            directory = window[start + LEADER_SIZE : base - 1] if base else b""
            if directory.isdigit() and not len(directory) % ENTRY_SIZE:  # as nearly all are
                done = take_down(number, window, start, end, base, directory, places, known)
            else:
                done = (
                    bool(directory)
                    and not len(directory) % ENTRY_SIZE
                    and is_numeric(directory)
                    and take_down(number, window, start, end, base, directory, places, known)
                )
            if not done:
                self._read_in_full(number, window[start:end], found)
        return found

    def _take_down(
        self,
        number: int,
        window: bytes,
        start: int,
        behind: int,
        base: int,
        directory: bytes,
        places: list[Place],
        known: bytearray,
    ) -> bool:
        """Take down the names of one record. False, and none of them, when it may be UNIMARC or
        has a name outside."""
        digits = directory[::ENTRY_SIZE]  # the first of each tag: few are 1 or 7
        before = len(known)
        for raw_tag, tag, wanted, is_usual in self._tags:
            nth = 0
            index = digits.find(raw_tag[0])
            while index >= 0:
                at = index * ENTRY_SIZE
                if directory.startswith(raw_tag, at):
                    nth += 1
                    begin = base + int(directory[at + 7 : at + 12])
                    end = begin + int(directory[at + 3 : at + 7])
                    may_be_coded = raw_tag == CODED_TAG and window.startswith(CODED_BEGINS, begin)
                    if may_be_coded or end > behind:
                        del places[len(places) - len(known) + before :], known[before:]
                        return False
                    if wanted:
                        places.append((number, tag, nth))
                        if is_usual and PLAIN_NAME.fullmatch(window, begin, end):
                            known.append(PLAIN)
                        elif tag == _PARALLEL_TAG:
                            known.append(0)
                        elif window.find(TITLE_SUBFIELD, begin, end) >= 0:
                            known.append(TITLE_ENTRY)
                        else:
                            known.append(ORDINARY)
                elif directory.startswith(_UNIMARC_ONLY, at):
                    del places[len(places) - len(known) + before :], known[before:]
                    return False
                index = digits.find(raw_tag[0], index + 1)
        if len(known) > before and (
            window[start + 6] in NOT_PLAIN_KINDS or not has_title(directory)
        ):
            known[before:] = bytes(len(known) - before)
        return True

    def _read_in_full(self, number: int, raw: bytes, found: Found) -> None:
        record = read_record(number, raw)
        if record.damage:
            found.troubles.append((number, record.damage))
            return
        names = name_places(record, self._wanted)
        found.places += [(number, tag, nth) for tag, nth in names]
        found.known += bytes(len(names))
