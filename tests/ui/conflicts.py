"""Records whose headings carry iDs: right ones, wrong ones, older forms, and no iDs at all."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from tests.ui.fakes import PERSONS, MemoryRegistry, MemoryStore, invented, name_field, record

BROKEN_URI = "https://orcid.org/0099-0000-0000-0012"

LINKED = HeadingRef(1, "100", 1)
"""Carries the iD of Hansen, Anna, in $1."""
OTHER = HeadingRef(2, "100", 1)
"""Hansen, Anna, with the iD of Jane Smith."""
BROKEN = HeadingRef(3, "100", 1)
"""Hansen, Anna, with a URI whose check character is wrong."""
UNTIDY = HeadingRef(4, "100", 1)
"""Hansen, Anna, with her iD in $0."""
OPEN = HeadingRef(5, "100", 1)

CARRYING = (
    record(1, name_field("Hansen, Anna.", ("1", invented(1).uri)), title="Right"),
    record(2, name_field("Hansen, Anna.", ("1", invented(4).uri)), title="Another person"),
    record(3, name_field("Hansen, Anna.", ("1", BROKEN_URI)), title="Broken"),
    record(4, name_field("Hansen, Anna.", ("0", f"(orcid){invented(1)}")), title="Older form"),
    record(5, name_field("Hansen, Anna."), title="Open"),
)


def carrying_session(
    registry: MemoryRegistry | None = None,
    store: MemoryStore | None = None,
    folder: Path | None = None,
) -> Session:
    """Five headings of one name, four of which carry something."""
    return Session(
        store or MemoryStore(CARRYING, folder=folder), registry or MemoryRegistry(PERSONS)
    )
