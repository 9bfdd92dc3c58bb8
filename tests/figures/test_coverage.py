"""Coverage before and after, over any way that decisions, undo, redo and saves can take.

Before must stay what it was when the file was opened; after must be what the saved file holds.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.figures.coverage import Coverage, covered_headings, covered_records, covering_records
from orcid_tui.figures.figures import figures_of
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.refused import DecisionRefused, Existing
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_ADA, _EVE = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_URI, _TEXT, _BROKEN = ("1", _ADA.uri), ("0", f"(orcid){_ADA}"), ("1", "https://orcid.org/0000")
_SPECS = (
    ((), (), ()),
    ((_URI,), ()),
    ((_TEXT,), (_BROKEN,)),
    ((("t", "Works"),),),
    ((), (_URI,), (("t", "Works"),)),
)
"""What the headings of each record carry behind their names; a title entry can take no iD."""
_AT_FIRST = Coverage(9, 3, 3)
_RECORDS_AT_FIRST = Coverage(4, 3, 3)

_REFS = tuple(
    HeadingRef(record, "100" if place == 0 else "700", max(1, place))
    for record, spec in enumerate(_SPECS, start=1)
    for place in range(len(spec))
)
_DEEDS = st.sampled_from(
    ["ada", "eve", "instead", "nobody", "skip", "remove", "tidy", "undo", "redo", "copy", "save"]
)


def _file(folder: Path) -> Path:
    path = folder / "records.mrc"
    records = []
    for number, spec in enumerate(_SPECS, start=1):
        names = [
            ("100" if place == 0 else "700", "1 ", [("a", f"Name {place}"), *more])
            for place, more in enumerate(spec)
        ]
        fields = [("001", f"x{number}"), names[0], ("245", "00", [("a", "A book")]), *names[1:]]
        records.append(record_bytes(fields))
    path.write_bytes(b"".join(records))
    return path


async def _opened(path: Path) -> Session:
    session = Session(MarcFileStore(path), MemoryRegistry())
    async for _ in session.scan():
        pass
    return session


async def _do(session: Session, deed: str, ref: HeadingRef) -> None:
    match deed:
        case "ada":
            session.adopt(ref, _ADA)
        case "eve":
            session.adopt(ref, _EVE)
        case "instead":
            session.adopt(ref, _EVE, Existing.REPLACE)
        case "copy":
            await session.save(SaveTarget(SaveMode.BESIDE))
        case "save":
            await session.save(SaveTarget(SaveMode.REPLACE))
        case "undo" | "redo":
            getattr(session, deed)()
        case _:
            getattr(session, deed)(ref)


@settings(max_examples=40)
@given(st.lists(st.tuples(_DEEDS, st.sampled_from(_REFS)), max_size=25))
def test_before_stays_and_after_is_what_the_saved_file_holds(
    deeds: list[tuple[str, HeadingRef]],
) -> None:
    async def work(folder: Path) -> None:
        session = await _opened(_file(folder))
        assert covered_headings(session) == _AT_FIRST
        for deed, ref in deeds:
            with suppress(DecisionRefused):
                await _do(session, deed, ref)
            _check_sums(session)
        headings, records = covered_headings(session), covered_records(session)
        report = await session.save(SaveTarget(SaveMode.BESIDE))
        assert not report.refused
        await session.aclose()
        again = await _opened(report.path or folder / "records.mrc")
        found = covered_headings(again)
        assert (found.total, found.before) == (headings.total, headings.after)
        assert covered_records(again).before == records.after
        await again.aclose()

    with TemporaryDirectory() as folder:
        asyncio.run(work(Path(folder)))


def _check_sums(session: Session) -> None:
    figures = figures_of(session, covered_records(session))
    progress, records = figures.progress, figures.records
    assert records is not None
    parts = progress.decided + progress.skipped + progress.linked + progress.open + progress.closed
    assert parts == progress.total == len(_REFS)
    settled = sum(n for verdict, n in figures.verdicts.items() if verdict not in _LEFT)
    assert progress.decided == settled
    assert progress.skipped == figures.verdicts.get(Verdict.SKIPPED, 0)
    assert sum(figures.verdicts.values()) == sum(figures.manners.values())
    assert sum(figures.verdicts.values()) == len(session.decisions())
    assert (figures.headings.total, figures.headings.before) == (9, 3)
    assert 0 <= figures.headings.after <= 9
    assert (records.total, records.before) == (4, 3)
    assert 0 <= records.after <= min(4, figures.headings.after)


_LEFT = (Verdict.SKIPPED, Verdict.KEPT)


async def test_records_are_counted_one_by_one_for_a_screen_that_waits(tmp_path: Path) -> None:
    session = await _opened(_file(tmp_path))
    steps = list(covering_records(session))
    assert len(steps) == len(_SPECS) + 1
    assert steps[-1] == covered_records(session) == _RECORDS_AT_FIRST
    session.adopt(HeadingRef(1, "700", 2), _EVE)
    session.remove(HeadingRef(2, "100", 1))
    assert covered_records(session) == Coverage(4, 3, 3)
    assert covered_headings(session) == Coverage(9, 3, 3)
    session.undo()
    taken_back = covered_records(session)
    assert taken_back.after == taken_back.before + 1
    await session.aclose()
