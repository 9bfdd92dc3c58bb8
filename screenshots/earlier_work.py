"""Work of earlier days for the picture of the start screen: real decisions on invented records."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from orcid_tui.folders import state_folder
from orcid_tui.history.origin import of_files
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from tests.benchmarks.making import mixed_records

_WORKS: Final = (
    ("new-acquisitions-47.mrc", 96, 12, timedelta(days=9, hours=2)),
    ("theses-2025.mrc", 388, 388, timedelta(days=1, hours=1)),
    ("local-authors.mrc", 2_400, 741, timedelta()),
)
"""Name of the file, records, headings that are decided at most, and how long ago that was."""
_WHEN: Final = re.compile(r'"when": "([^"]+)"')
_LOCATION: Final = re.compile(r'"location": "[^"]*/records/')


async def work_of_earlier_days(home: Path) -> None:
    """Decide about headings of three files; the first of them is not there any more then."""
    folder = home / "records"
    folder.mkdir(parents=True)
    for name, records, decided, ago in _WORKS:
        path = folder / name
        path.write_bytes(b"".join(mixed_records(records)))
        known = set(_histories())
        await _decide(path, decided)
        for history in set(_histories()) - known:
            _put_back(history, ago)
    (folder / _WORKS[0][0]).unlink()


async def _decide(path: Path, count: int) -> None:
    session = Session(MarcFileStore(path), NobodyToAsk(), origin=of_files([str(path)]))
    session.keep_history()
    async for _ in session.scan():
        pass
    await session.settled()
    open_ones = [ref for ref in session.refs if session.state(ref) is HeadingState.OPEN]
    for ref in open_ones[:count]:
        session.nobody(ref)
    await session.aclose()


def _histories() -> list[Path]:
    return sorted((state_folder() / "work").glob("*/*.jsonl"))


def _put_back(history: Path, ago: timedelta) -> None:
    """As if it had been written so long ago, by somebody who is at home here."""

    def earlier(match: re.Match[str]) -> str:
        return f'"when": "{(datetime.fromisoformat(match[1]) - ago).isoformat()}"'

    lines = _WHEN.sub(earlier, history.read_text("utf-8"))
    history.write_text(_LOCATION.sub('"location": "/home/mari/records/', lines), "utf-8")
