"""What became of each decision of a save: the refused first, then what can be saved later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from textual.content import Content

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, number
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Refusal, SaveReport
from orcid_tui.ui.render.cells import BAD, GOOD, WARN, text, wrap
from orcid_tui.ui.render.changes import place_line


class Ended(Enum):
    """How one decision of a save ended. No kind is told by colour alone."""

    REFUSED = (_("✗ refused"), f"bold {BAD}")
    CHANGED = (_("✗ changed meanwhile"), f"bold {BAD}")
    LATER = (_("» for later"), f"bold {WARN}")
    AGREED = (_("✓ with the next save"), f"bold {GOOD}")
    NOTED = (_("■ stored, with a note"), f"bold {GOOD}")
    STORED = (_("■ stored"), GOOD)


_UNDONE: Final = {
    Ended.NOTED: _("■ undone, with a note"),
    Ended.STORED: _("■ undone"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: what became of the decision about one heading, and why."""

    ended: Ended
    ref: HeadingRef
    control_number: str | None
    sentence: str = ""
    refusal: Refusal | None = None


_REASON: Final = 4


def outcomes(report: SaveReport, agreed: frozenset[HeadingRef] = frozenset()) -> list[Outcome]:
    """Every decision of a save, what needs a look first. `agreed`: what the user has let hold
    for somebody else's version since."""
    refused = [_refused(refusal, agreed) for refusal in report.refused]
    order = (Ended.CHANGED, Ended.REFUSED, Ended.AGREED, Ended.LATER)
    rows = [row for kind in order for row in refused if row.ended is kind]
    said: dict[HeadingRef, list[str]] = {}
    for note in report.notes:
        said.setdefault(note.ref, []).append(note.sentence)
    written = set(report.written)
    rows += [
        Outcome(Ended.NOTED, ref, None, " ".join(sentences))
        for ref, sentences in said.items()
        if ref in written
    ]
    rows += [Outcome(Ended.STORED, ref, None) for ref in report.written if ref not in said]
    return rows


def outcome_lines(
    row: Outcome, session: Session, width: int, limit: int | None = None, *, undone: bool = False
) -> list[Content]:
    """Where it is and what became of it, and below, in at most `limit` lines, why."""
    word, style = row.ended.value
    if undone:
        word = _UNDONE.get(row.ended, word)
    number, about = row.control_number, ""
    if session.has(row.ref):
        heading = session.heading(row.ref)
        number, about = number or heading.control_number, heading.name
        decision = session.decision(row.ref)
        if decision is not None and decision.orcid is not None:
            about = f"{about} → {decision.orcid}"
    # An undone save may have been about records that are not open now.
    place = (
        session.store.describe(row.ref.record) if row.ref.record else _("a record not open here")
    )
    where = place_line(place, row.ref, number, about)
    lines = [Content.assemble(" ", (word, style), " ", where).truncate(width, ellipsis=True)]
    if row.sentence:
        lines += wrap(text(row.sentence).pad_left(_REASON), width, _REASON, limit)
    return lines


def tallied(report: SaveReport, done: str = _("stored")) -> str:
    """As in `480 stored, 12 refused, 8 for later`, counted in headings."""
    later = sum(1 for refusal in report.refused if refusal.later)
    parts = [f"{len(report.written):,} {done}"]
    if refused := len(report.refused) - later:
        parts.append(_("{n} refused").format(n=number(refused)))
    if later:
        parts.append(_("{n} for later").format(n=number(later)))
    return ", ".join(parts)


def changed_meanwhile(rows: Sequence[Outcome]) -> list[Refusal]:
    """The refusals that still wait for a look at theirs and ours, in the order of the rows."""
    return [row.refusal for row in rows if row.ended is Ended.CHANGED and row.refusal is not None]


def _refused(refusal: Refusal, agreed: frozenset[HeadingRef]) -> Outcome:
    if refusal.ref in agreed:
        ended = Ended.AGREED
    elif refusal.meanwhile is not None:
        ended = Ended.CHANGED
    else:
        ended = Ended.LATER if refusal.later else Ended.REFUSED
    return Outcome(ended, refusal.ref, refusal.control_number, refusal.reason, refusal)
