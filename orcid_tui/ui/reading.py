"""Reading the source while the work on it has already begun."""

from __future__ import annotations

from textual.widget import Widget

from orcid_tui.errors import SourceError
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import ScanBatch
from orcid_tui.ui.messages import ScanFailed, ScanMoved


async def read_source(session: Session, owner: Widget) -> None:
    """Go through the source; every batch, the end and a failure come to `owner` as messages."""
    try:
        async for batch in session.scan():
            owner.post_message(ScanMoved(batch))
    except SourceError as error:
        owner.post_message(ScanFailed(str(error)))
    else:
        owner.post_message(ScanMoved(None))


def how_far(batch: ScanBatch | None) -> str:
    """How far the reading is, in words; empty at the end."""
    if batch is None:
        return ""
    return f"reading {min(99, 100 * batch.done // batch.total)} %" if batch.total else "reading…"


def what_is_wrong(session: Session) -> str:
    """What should be known about a source that was read to its end, or nothing."""
    if session.store.read_only:
        return session.store.read_only
    damaged = len(session.store.troubles)
    if damaged:
        records = "1 record" if damaged == 1 else f"{damaged:,} records"
        return f"{records} cannot be read and will be kept as is; ? says more."
    if not len(session.refs):
        return "No personal-name heading (100, 700) was found here."
    return ""
