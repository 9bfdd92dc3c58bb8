"""What tests ask of a store again and again."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget, ScanBatch
from tests.alma_stand_in import AlmaStandIn, invented_bib, mms
from tests.alma_stand_in.seen import Seen
from tests.alma_stand_in.sets import Shift, StandInSet

SET = "700001"
BACK = SaveTarget(SaveMode.WRITE_BACK)


def fill(alma: AlmaStandIn, many: int, *shifts: Shift, logical: bool = True) -> list[str]:
    """A set of this many invented titles, in an order of its own; its members in that order."""
    alma.add(*(invented_bib(number) for number in range(many)))
    members = [mms(number) for number in range(many)]
    members = members[1::2] + members[::2]
    alma.sets.append(StandInSet(SET, "Northern trades", members, logical=logical, shifts=[*shifts]))
    return list(members)


async def loaded(store: AlmaStore) -> list[ScanBatch]:
    """Everything, as it came."""
    return [batch async for batch in store.scan()]


def titles(store: AlmaStore, batches: list[ScanBatch]) -> list[str]:
    """The 001 of every record that was loaded, in order; empty for one that did not come."""
    return [store.record(n).control_number or "" for n in range(1, batches[-1].records + 1)]


def refs(batches: list[ScanBatch]) -> list[HeadingRef]:
    return [ref for batch in batches for ref in batch.refs]


def asked(alma: AlmaStandIn, path: str) -> list[Seen]:
    """The GETs whose path ends so."""
    return [each for each in alma.requests.of("GET") if each.path.endswith(path)]
