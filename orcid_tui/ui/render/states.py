"""The sign and the word for each state of a heading. No state is told by colour alone."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.session.marks import CONFLICT, RECOMMENDED, REFUSED
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

_ADVISED: Final = ("*", GOOD, _("advised"))
_CONFLICT: Final = ("?", WARN, _("conflict"))
_REFUSED: Final = ("!", WARN, _("refused"))

ADVISED_MEANING: Final = _("advised: open, and one person is recommended")
CONFLICT_MEANING: Final = _("conflict: the iD here is broken, one of several, or somebody else's")
REFUSED_MEANING: Final = _("refused: a save could not store this; it stays chosen")
_MORE_MEANINGS: Final = (
    (_ADVISED, ADVISED_MEANING),
    (_CONFLICT, CONFLICT_MEANING),
    (_REFUSED, REFUSED_MEANING),
)

WORD_WIDTH: Final = 8


def _look(state: HeadingState, marks: int) -> tuple[str, str, str]:
    """Sign, style and word; what is known beside the state goes before it."""
    if marks & CONFLICT:
        return _CONFLICT
    if marks & REFUSED and state in (
        HeadingState.CHOSEN,
        HeadingState.REMOVED,
        HeadingState.TIDIED,
    ):
        return _REFUSED
    if marks & RECOMMENDED and state is HeadingState.OPEN:
        return _ADVISED
    return _SIGNS[state]


def sign(state: HeadingState) -> Content:
    """One cell."""
    return _cell(_SIGNS[state])


def _cell(look: tuple[str, str, str]) -> Content:
    return Content.styled(look[0], look[1])


def mark_of(state: HeadingState, marks: int = 0) -> str:
    """Sign and word, at most ten cells; `marks` are those of `session.marks`."""
    glyph, __, short = _look(state, marks)
    return f"{glyph} {short}"


def style_of(state: HeadingState, marks: int = 0) -> str:
    """How sign and word are drawn."""
    return _look(state, marks)[1]


def meaning_of(state: HeadingState) -> str:
    """The sentence about a state."""
    return _MEANINGS[state]


def legend() -> tuple[tuple[Content, str], ...]:
    """All signs with what they mean, for the help screen."""
    states = ((sign(state), meaning) for state, meaning in _MEANINGS.items())
    return (*states, *((_cell(look), meaning) for look, meaning in _MORE_MEANINGS))


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
