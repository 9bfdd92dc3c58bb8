"""Saves that go well, and those that others have something against, through real sockets."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.journal.entry import Ending
from tests.alma_stand_in import AlmaStandIn, invented_bib, mms
from tests.stores.alma.saving import Ask, desk, real

ADA = real(1)


async def test_a_save_takes_two_requests_a_record(tmp_path: Path) -> None:
    ids = [mms(number) for number in range(1, 9)]
    with AlmaStandIn([invented_bib(number) for number in range(1, 9)]) as alma:
        async with desk(alma, tmp_path) as here:
            saved = await here.save(*(Ask(mms_id, orcid=ADA) for mms_id in ids))
        assert len(saved.written) == 8
        assert saved.requests == 16
        assert saved.endings == [Ending.STORED] * 8
        assert all(alma.fields(mms_id, "100")[0].values("1") == (ADA.uri,) for mms_id in ids)
        assert (alma.damage(), alma.careless, alma.leaks) == ([], [], [])
