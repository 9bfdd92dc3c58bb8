"""Which record a row means where the order of the source does not last."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.cli.decisions_file import DecisionRow
from orcid_tui.cli.resolving import Resolver, RowRefused
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry
from tests.stores.shifting import ShiftingStore

_NUMBERS = ("9900000000101234", "9900000000201234", "9900000000301234", "twin", "twin")


async def _resolver(tmp_path: Path) -> Resolver:
    path = tmp_path / "set.mrc"
    path.write_bytes(
        b"".join(
            record_bytes([("001", number), ("100", "1 ", [("a", "Quell, Ada")])])
            for number in _NUMBERS
        )
    )
    session = Session(ShiftingStore(path), MemoryRegistry())
    async for _ in session.scan():
        pass
    return Resolver(session, len(_NUMBERS))


def _row(record: int | None, control_number: str, heading: str = "Quell, Ada") -> DecisionRow:
    return DecisionRow(2, record, control_number, "100", 1, "0099", heading)


@pytest.mark.parametrize("record", [None, 1, 2, 99])
async def test_the_control_number_decides(tmp_path: Path, record: int | None) -> None:
    resolver = await _resolver(tmp_path)
    assert resolver.resolve(_row(record, _NUMBERS[1])) == HeadingRef(2, "100", 1)


async def test_the_ordinal_helps_between_records_of_one_number(tmp_path: Path) -> None:
    resolver = await _resolver(tmp_path)
    assert resolver.resolve(_row(5, "twin")) == HeadingRef(5, "100", 1)
    with pytest.raises(RowRefused, match="2 records have the control number twin"):
        resolver.resolve(_row(1, "twin"))


@pytest.mark.parametrize(
    ("record", "control_number", "reason"),
    [
        (1, "", "only a control number says which one"),
        (1, "9.9E+15", "A spreadsheet has rounded"),
        (1, "9,9E+15", "A spreadsheet has rounded"),
        (1, "9900000000101230", "No record has the control number 9900000000101230"),
        (1, "09900000000101234", "No record has"),
    ],
)
async def test_nothing_is_guessed(
    tmp_path: Path, record: int, control_number: str, reason: str
) -> None:
    resolver = await _resolver(tmp_path)
    with pytest.raises(RowRefused, match=reason.replace("+", r"\+")):
        resolver.resolve(_row(record, control_number))


async def test_the_heading_must_agree_all_the_same(tmp_path: Path) -> None:
    resolver = await _resolver(tmp_path)
    with pytest.raises(RowRefused, match="not Quell, Eve"):
        resolver.resolve(_row(1, _NUMBERS[0], "Quell, Eve"))
