"""One record with thousands of names: each heading is asked about with its neighbours alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.session.looking_up import LookUps
from orcid_tui.session.reading import HeadingReader
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import LEADER, record_bytes
from tests.session.registry import MemoryRegistry

NAMES = 2_400


async def big_record(
    folder: Path, count: int = NAMES, *, parallel: int = 0, practice: Practice = USUAL_PRACTICE
) -> MarcFileStore:
    fields: list[Any] = [("001", "big"), ("245", "10", [("a", "All of them.")])]
    fields += [
        ("700", "1 ", [("6", f"880-{n:02}")] * (n <= parallel) + [("a", f"Quell{n}, Ada")])
        for n in range(1, count + 1)
    ]
    fields += [
        ("880", "1 ", [("6", f"700-{n:02}"), ("a", f"Квелл{n}, Ада")])
        for n in range(1, parallel + 1)
    ]
    path = folder / "big.mrc"
    path.write_bytes(record_bytes(fields, leader=LEADER))
    store = MarcFileStore(path, practice=practice)
    async for _batch in store.scan():
        pass
    return store


def calls_of(work: Callable[[], object]) -> int:
    """How many Python functions are called for this: what it costs, on any machine."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


async def test_the_last_of_thousands_costs_no_more_than_one_of_a_few(tmp_path: Path) -> None:
    few = HeadingReader(await big_record(tmp_path, 39))
    many = HeadingReader(await big_record(tmp_path))

    cost = calls_of(lambda: few.question(HeadingRef(1, "700", 39)))
    dear = calls_of(lambda: many.question(HeadingRef(1, "700", NAMES)))

    assert dear < 2 * cost + 2 * NAMES  # their places are counted, none is read for it


async def test_each_is_asked_about_with_those_beside_it(tmp_path: Path) -> None:
    reader = HeadingReader(await big_record(tmp_path, 100))

    seen = [reader.question(HeadingRef(1, "700", n)).others for n in range(1, 101)]

    assert [len(others.names) for others in seen] == [40] * 80 + [20] * 20
    for n, others in enumerate(seen, start=1):
        assert f"Quell{n}" in [name.family for name in others.names]
    assert len({others.part for others in seen}) == 3


@pytest.mark.parametrize(("count", "others"), [(40, 40), (41, 1)])
async def test_a_parallel_form_is_asked_about_alone_where_there_are_many(
    tmp_path: Path, count: int, others: int
) -> None:
    practice = Practice(tags=("100", "700", "880"))
    reader = HeadingReader(await big_record(tmp_path, count, parallel=count, practice=practice))

    question = reader.question(HeadingRef(1, "880", count))

    assert len(question.others.names) == others


async def test_each_part_of_the_names_is_asked_for_once(tmp_path: Path) -> None:
    reader, registry = HeadingReader(await big_record(tmp_path, 100)), MemoryRegistry()
    look_ups = LookUps(registry)

    for n in range(1, 101):
        await look_ups.look_up(reader.question(HeadingRef(1, "700", n)))

    assert len(registry.works_asked) == 3
