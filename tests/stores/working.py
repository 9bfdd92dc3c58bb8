"""Short words for what every test of a store does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, RecordStore, SaveMode, SaveTarget

REAL = OrcidId.from_base("000000000000001")
"""An iD that no demo made. Its number is below those that are given out."""
OTHER = OrcidId.from_base("000000000000002")
INVENTED = OrcidId.from_base("009900000000001")

BESIDE = SaveTarget(SaveMode.BESIDE)
REPLACE = SaveTarget(SaveMode.REPLACE)


def to(path: Path) -> SaveTarget:
    """Save under this name."""
    return SaveTarget(SaveMode.TO_PATH, path)


async def scanned(store: RecordStore) -> list[HeadingRef]:
    """All headings of a store."""
    return [ref async for batch in store.scan() for ref in batch.refs]


async def opened(path: Path, *, holds_demo: bool = False) -> MarcFileStore:
    """A store that has been scanned to its end."""
    store = MarcFileStore(path, holds_demo=holds_demo)
    await scanned(store)
    return store


def put(*refs: tuple[int, str, int], orcid: OrcidId = REAL) -> list[Change]:
    """The same iD for these fields."""
    return [Change(HeadingRef(*ref), orcid) for ref in refs]


def one(store: RecordStore, ref: tuple[int, str, int] = (2, "100", 1)) -> str:
    """A field as text."""
    return str(store.record(ref[0]).occurrence(ref[1], ref[2]))


def names(folder: Path) -> Sequence[str]:
    """What stands in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())
