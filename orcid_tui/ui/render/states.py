"""The sign and the word for each state of a heading. No state is told by colour alone."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.session.states import Counts, HeadingState
from orcid_tui.ui.render.cells import GOOD, MUTED, WARN, join

_SIGNS: Final = {
    HeadingState.OPEN: ("·", MUTED, "open"),
    HeadingState.LINKED: ("@", "$text-primary", "linked"),
    HeadingState.CHOSEN: ("✓", GOOD, "chosen"),
    HeadingState.SAVED: ("■", GOOD, "saved"),
    HeadingState.NOBODY: ("–", WARN, "no one"),
    HeadingState.SKIPPED: ("»", WARN, "skipped"),
    HeadingState.REMOVED: ("✗", WARN, "iD out"),
    HeadingState.TIDIED: ("~", GOOD, "tidied"),
    HeadingState.CLOSED: ("×", MUTED, "closed"),
}

_MEANINGS: Final = {
    HeadingState.OPEN: "open: nothing is decided yet",
    HeadingState.LINKED: "linked: the record has an ORCID iD here already",
    HeadingState.CHOSEN: "chosen, not saved yet",
    HeadingState.SAVED: "saved: what you decided is in the file, or in Alma",
    HeadingState.NOBODY: "no one fits",
    HeadingState.SKIPPED: "skipped: left for later",
    HeadingState.REMOVED: "iD out: the wrong iD will be taken out of the record",
    HeadingState.TIDIED: "tidied: the iD will stand in the usual form, not saved yet",
    HeadingState.CLOSED: "closed: this heading cannot take an iD; the reason is shown",
}

WORD_WIDTH: Final = 7


def sign(state: HeadingState) -> Content:
    """One cell."""
    glyph, style, _ = _SIGNS[state]
    return Content.styled(glyph, style)


def mark_of(state: HeadingState) -> str:
    """Sign and word, at most nine cells."""
    glyph, _, short = _SIGNS[state]
    return f"{glyph} {short}"


def style_of(state: HeadingState) -> str:
    """How sign and word are drawn."""
    return _SIGNS[state][1]


def legend() -> tuple[tuple[Content, str], ...]:
    """All signs with what they mean, for the help screen."""
    return tuple((sign(state), meaning) for state, meaning in _MEANINGS.items())


def progress(counts: Counts, unsaved: int) -> Content:
    """What is decided, what is left, what is not saved, in words."""
    decided = counts.chosen + counts.saved + counts.nobody + counts.removed + counts.tidied
    parts = [
        Content.styled(f"{unsaved:,} unsaved", "bold $text-warning") if unsaved else Content(""),
        Content(f"{decided:,} decided"),
        Content(f"{counts.open:,} open"),
        Content(f"{counts.skipped:,} skipped") if counts.skipped else Content(""),
        Content(f"{counts.removed:,} iD out") if counts.removed else Content(""),
        Content(f"{counts.tidied:,} tidied") if counts.tidied else Content(""),
    ]
    return join(parts)
