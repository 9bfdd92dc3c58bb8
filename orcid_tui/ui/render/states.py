"""The sign and the word for each state of a heading. No state is told by colour alone."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _, many, sense
from orcid_tui.session.marks import CONFLICT, RECOMMENDED, REFUSED
from orcid_tui.session.states import Counts, HeadingState
from orcid_tui.ui.render.cells import GOOD, MUTED, WARN, join

_SIGNS: Final = {
    HeadingState.OPEN: ("·", MUTED, sense("state", "open")),
    HeadingState.LINKED: ("@", "$text-primary", sense("state", "linked")),
    HeadingState.CHOSEN: ("✓", GOOD, sense("state", "chosen")),
    HeadingState.SAVED: ("■", GOOD, sense("state", "saved")),
    HeadingState.NOBODY: ("–", WARN, sense("state", "no one")),
    HeadingState.SKIPPED: ("»", WARN, sense("state", "skipped")),
    HeadingState.REMOVED: ("✗", WARN, sense("state", "iD out")),
    HeadingState.TIDIED: ("~", GOOD, sense("state", "tidied")),
    HeadingState.CLOSED: ("×", MUTED, sense("state", "closed")),
}

_MEANINGS: Final = {
    HeadingState.OPEN: _("open: nothing is decided yet"),
    HeadingState.LINKED: _("linked: the record has an ORCID iD here already"),
    HeadingState.CHOSEN: _("chosen, not saved yet"),
    HeadingState.SAVED: _("saved: what you decided is in the file, or in Alma"),
    HeadingState.NOBODY: _("no one fits"),
    HeadingState.SKIPPED: _("skipped: left for later"),
    HeadingState.REMOVED: _("iD out: the wrong iD will be taken out of the record"),
    HeadingState.TIDIED: _("tidied: the iD gets the usual form, not saved yet"),
    HeadingState.CLOSED: _("closed: it cannot take an iD; the reason is shown"),
}

_ADVISED: Final = ("*", GOOD, sense("state", "advised"))
_CONFLICT: Final = ("?", WARN, sense("state", "conflict"))
_REFUSED: Final = ("!", WARN, sense("state", "refused"))

ADVISED_MEANING: Final = _("advised: open, and one person is recommended")
CONFLICT_MEANING: Final = _("conflict: a broken iD, several, or somebody else's")
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
        Content.styled(many("{n:,} unsaved", "{n:,} unsaved", unsaved), "bold $text-warning")
        if unsaved
        else Content(""),
        Content(many("{n:,} decided", "{n:,} decided", decided)),
        Content(many("{n:,} open", "{n:,} open", counts.open)),
        Content(many("{n:,} skipped", "{n:,} skipped", counts.skipped) if counts.skipped else ""),
        Content(many("{n:,} iD out", "{n:,} iD out", counts.removed) if counts.removed else ""),
        Content(many("{n:,} tidied", "{n:,} tidied", counts.tidied) if counts.tidied else ""),
    ]
    return join(parts)
