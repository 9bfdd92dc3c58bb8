"""Somebody else is at the record between our PUT, whose answer was lost, and our look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms
from tests.alma_stand_in.catalogue import Edit
from tests.alma_stand_in.edits import heading_gone
from tests.alma_stand_in.records import StoredBib
from tests.stores.alma.saving import PATIENCE, Ask, desk, no_wait, real

ADA, EVE = real(1), real(2)
ID = mms(1)


def another_person(bib: StoredBib) -> StoredBib:
    """In the first name's place."""
    return bib.with_fields(lambda fields: [heading(30) if f.tag == "100" else f for f in fields])


@pytest.mark.parametrize(("edit", "has_theirs"), [(heading_gone, False), (another_person, True)])
async def test_a_heading_that_others_took_away_is_not_blamed_on_alma(
    edit: Edit, has_theirs: bool, tmp_path: Path
) -> None:
    with AlmaStandIn([invented_bib(1, heading(1), heading(2, "700"))]) as alma:

        async def meanwhile(seconds: float) -> None:
            if len(alma.versions(ID)) == 2:
                alma.edit(ID, edit)
            await no_wait(seconds)

        async with desk(alma, tmp_path) as here:
            here.patience = replace(PATIENCE, sleep=meanwhile)
            await here.load(ID)
            alma.script(ID, Fault.STORED_THEN_DROPPED)
            saved = await here.save(Ask(ID, orcid=ADA), Ask(ID, "700", orcid=EVE))
        assert [version.who for version in alma.versions(ID)][1:] == ["exl_api", "somebody"]
        assert [ref.tag for ref in saved.written] == ["700"]
        assert alma.fields(ID, "700")[0].values("1") == (EVE.uri,)
        (refusal,) = saved.refused
        assert "is not there any more as it was" in refusal.reason
        assert refusal.meanwhile
        assert (refusal.meanwhile.theirs is not None) is has_theirs
        assert alma.stored == {ID: 1}
        assert alma.damage() == []
