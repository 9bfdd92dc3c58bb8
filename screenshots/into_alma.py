"""A session on invented titles of a stand-in for Alma where not everything goes as decided."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.manners import Pace
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.files import FileJournal
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.source import parse_source
from orcid_tui.stores.alma.store import AlmaStore
from tests.alma_stand_in import AlmaStandIn, Fault, StandInSet, invented_bib, mms
from tests.stores.alma.saving import no_wait

_COUNT: Final = 14
_SET: Final = "23100000021234"


@asynccontextmanager
async def decided_session() -> AsyncIterator[Session]:
    """Fourteen titles with something decided about each; five of them will not be stored."""
    bibs = [invented_bib(number) for number in range(1, _COUNT + 1)]
    members = StandInSet(_SET, "Theses 2025", [bib.mms_id for bib in bibs])
    with AlmaStandIn(bibs, [members]) as alma:
        alma.service.remaining = 89_163
        alma.script(mms(2), Fault.HEADING_CHANGED)
        alma.script(mms(5), Fault.INVALID)
        alma.script(mms(9), Fault.NOT_STORED, 9)
        alma.open_elsewhere(mms(7))
        alma.script(mms(3), Fault.STORED_THEN_DROPPED)
        alma.script(mms(11), Fault.WARNED)
        source = parse_source(f"alma:set/{_SET}")
        assert source is not None
        connection = connect(alma.access(), Pace(per_second=1e6, waits=(0, 0), jitter=0))
        store = AlmaStore(
            source,
            connection,
            FileJournal(),
            name="Theses 2025",
            patience=Patience(sleep=no_wait),
        )
        session = Session(store, NobodyToAsk(), also_close=connection.aclose)
        async for _ in session.scan():
            pass
        for number in range(1, _COUNT + 1):
            orcid = OrcidId.from_base(f"0098{number * 7919:011d}")
            session.adopt(HeadingRef(number, "100", 1), orcid)
        yield session
