"""Records that share a name, each with evidence of its own, and a registry that can be slow or
fail for a single work."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef, WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.registry.protocol import SearchAnswer
from orcid_tui.session.session import Session
from tests.ui.conflicts import BROKEN_URI
from tests.ui.fakes import PERSONS, MemoryRegistry, MemoryStore, invented, name_field, record

OSLO, BERGEN = ("u", "University of Oslo"), ("u", "University of Bergen")

FIRST = HeadingRef(1, "100", 1)
"""Hansen, Anna, recommended: at the University of Oslo."""
BESIDE = HeadingRef(1, "700", 1)
"""The same name once more in that record, of Bergen."""
SURE = HeadingRef(2, "100", 1)
"""Recommended, as the first."""
OTHER_PLACE = HeadingRef(3, "100", 1)
"""Of Bergen: another person is recommended there."""
ONLY_NAME = HeadingRef(4, "700", 1)
"""Nothing but the name speaks for her, and nothing against."""
BROKEN = HeadingRef(5, "100", 1)
"""Carries an iD that is not valid."""
LINKED = HeadingRef(6, "100", 1)
"""Carries the iD of another person."""
BORN_LATER = HeadingRef(7, "100", 1)
"""With dates of her own: another Anna Hansen than the one who has dates, too."""
JANE = HeadingRef(8, "100", 1)
"""Smith, Jane, recommended."""

RECORDS = (
    record(
        1,
        name_field("Hansen, Anna,", OSLO),
        name_field("Hansen, Anna,", BERGEN, tag="700"),
        title="Harbours",
    ),
    record(2, name_field("Hansen, Anna,", OSLO), title="Piers"),
    record(3, name_field("Hansen, Anna,", BERGEN), title="Fjords"),
    record(4, name_field("HANSEN, Ánna.", tag="700"), title="Ferries"),
    record(5, name_field("Hansen, Anna,", OSLO, ("1", BROKEN_URI)), title="Broken"),
    record(6, name_field("Hansen, Anna,", OSLO, ("1", invented(4).uri)), title="Linked"),
    record(7, name_field("Hansen, Anna,", ("d", "1990-"), OSLO), title="Later"),
    record(8, name_field("Smith, Jane,", ("u", "University of Cape Town")), title="Capes"),
    record(9, name_field("Nobody, Norbert."), title="None"),
)


@dataclass
class WorkByWork(MemoryRegistry):
    """Waits for, or fails for, the works with these titles."""

    waiting: dict[str, asyncio.Event] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> SearchAnswer:
        if work.title in self.waiting:
            await self.waiting[work.title].wait()
        if work.title in self.failing:
            raise RegistryUnreachable("The registry does not answer.", "Try again later.")
        return await super().search_work(work, names, rows=rows)


def equal_names(registry: WorkByWork | None = None, store: MemoryStore | None = None) -> Session:
    """Nine records, of which seven have a Hansen, Anna."""
    return Session(store or MemoryStore(RECORDS), registry or WorkByWork(PERSONS))
