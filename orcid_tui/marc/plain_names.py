"""Names that are plain at a glance, told from the bytes of a field without decoding it.

In most records nearly every name is one. What follows for a name that is plain is stated in
`headings.rules`; a name that is not must simply be looked at more closely, so when in doubt
the answer here is no.
"""

from __future__ import annotations

import re
from typing import Final, Protocol, runtime_checkable

from orcid_tui.marc.directory import ENTRY_SIZE

_CHECKED: Final = rb"(?:(?!(?i:orcid)|[0-9]{4}[- ]+[0-9]{3}|[0-9]{15})[ -~])*(?=[\x1e\x1f])"
"""ASCII in which no iD can hide, in whatever form (alma-and-marc.md B2)."""

PLAIN_NAME: Final = re.compile(
    rb"[^3\x1f][^\x1f]"  # two indicators, and the first does not say that this is a family
    rb"\x1fa[^A-Za-z\x1b\x1f]*[A-Za-z][^\x1f]*"  # $a comes first and has a letter in ASCII
    rb"(?:\x1f(?:[^019t\x1f][^\x1f]*|[019]" + _CHECKED + rb"))*\x1e?",  # no $t, no trace of an iD
    re.DOTALL,
)
"""Matches the whole of a plain name field in a binary record, with or without its terminator."""

CODED_TAG: Final = b"100"
CODED_BEGINS: Final = (b" ", b"\x1f")
"""How a field 100 begins that may be coded data of UNIMARC: with no first indicator. A record
with a 100 like this has no plain names."""

PLAIN: Final = 1
"""What a scan can say of a name: it is plain, so it may take an iD and has none."""
TITLE_ENTRY: Final = 2
"""It goes with a title ($t) in an ordinary record, so it takes no iD."""
ORDINARY: Final = 3
"""It stands in an ordinary record: MARC 21, and the description of a publication. The field,
which is no 880, decides alone whether it takes an iD."""
TITLE_SUBFIELD: Final = b"\x1ft"

TITLE_TAG: Final = b"245"
NOT_PLAIN_KINDS: Final = b"zuvwxyq"
"""leader/06 of records that make a closer look necessary (`marc.kinds`)."""


def is_plain_record(record: bytes) -> bool:
    """Whether nothing in the leader makes a closer look necessary (`marc.kinds`)."""
    return record[6:7] not in NOT_PLAIN_KINDS


def has_title(directory: bytes) -> bool:
    """Whether there is a 245, without which a record may be UNIMARC (`marc.kinds`)."""
    at = directory.find(TITLE_TAG)
    while at > 0 and at % ENTRY_SIZE:
        at = directory.find(TITLE_TAG, at + 1)
    return at >= 0


@runtime_checkable
class TellsPlainNames(Protocol):
    """A file format that can tell plain names while it is scanned."""

    def plain(self) -> bytes:
        """For each place since the last call, in order: PLAIN, TITLE_ENTRY, ORDINARY, or 0 when
        nothing is known."""
