"""The words of a heading are the same however fast they were read."""

from __future__ import annotations

import random
from pathlib import Path

from orcid_tui.names.folding import folded
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.worklist.texts import SearchTexts
from tests.benchmarks.making import mixed_records
from tests.marc.building import record_bytes

_DATE = ("008", "050101s2005    xx            000 0 chi d")
_IN_TWO_SCRIPTS = record_bytes(
    [
        ("001", "two"),
        _DATE,
        ("100", "1 ", [("6", "880-01"), ("a", "Wang, Xiao,")]),
        ("245", "10", [("a", "Hé /")]),
        ("700", "1 ", [("a", "Quell, Ada.")]),
        ("880", "1 ", [("6", "100-01/$1"), ("a", "王小,")]),
    ]
)


async def test_the_words_are_those_of_the_whole_heading(tmp_path: Path) -> None:
    path = tmp_path / "names.mrc"
    records = list(mixed_records(60))
    path.write_bytes(b"".join([*records[:30], _IN_TWO_SCRIPTS, *records[30:]]))
    session = Session(MarcFileStore(path), NobodyToAsk())
    async for _ in session.scan():
        pass
    texts = SearchTexts(session)
    positions = list(range(len(session.refs)))
    random.Random(7).shuffle(positions)
    for position in positions:
        ref = session.refs[position]
        heading, work = session.heading(ref), session.work(ref)
        names = (heading.name, heading.original_script, heading.romanised)
        whole = " ".join(filter(None, (*names, work.title, str(work.year or ""))))
        assert texts.at(position) == f" {folded(whole)}"
    assert sum(" 王小 " in texts.at(position) for position in positions) == 1
    await session.aclose()
