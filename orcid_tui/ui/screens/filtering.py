"""The choice of what is shown: states, fields and recommendations, each with its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.language import _
from orcid_tui.session.session import Session
from orcid_tui.session.states import Counts, HeadingState
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import MUTED, STRONG
from orcid_tui.ui.render.states import CONFLICT_MEANING, REFUSED_MEANING, meaning_of
from orcid_tui.ui.render.worklist import criterion_line
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList
from orcid_tui.worklist.criteria import Criteria

_STATE_KEYS: Final = {
    HeadingState.OPEN: "o",
    HeadingState.LINKED: "l",
    HeadingState.CHOSEN: "c",
    HeadingState.SAVED: "w",
    HeadingState.NOBODY: "x",
    HeadingState.SKIPPED: "s",
    HeadingState.REMOVED: "i",
    HeadingState.TIDIED: "t",
    HeadingState.CLOSED: "e",
}
"""The letters of the refine screen where there is one for it."""
_AROUND: Final = 3
"""Lines of the box that are no rows."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row: `toggled` gives criteria with this one ticked, or no more."""

    group: str
    key: str
    label: str
    count: int
    ticked: Callable[[Criteria], bool]
    toggled: Callable[[Criteria], Criteria]


def _for_state(state: HeadingState, counts: Counts, group: str) -> Criterion:
    return Criterion(
        group,
        _STATE_KEYS[state],
        meaning_of(state),
        getattr(counts, state.name.lower()),
        lambda criteria: state in criteria.states,
        lambda criteria: replace(criteria, states=criteria.states ^ {state}),
    )


def _for_tag(tag: str, count: int, key: str, group: str) -> Criterion:
    return Criterion(
        group,
        key,
        tag,
        count,
        lambda criteria: tag in criteria.tags,
        lambda criteria: replace(criteria, tags=criteria.tags ^ {tag}),
    )


def criteria_rows(session: Session) -> tuple[Criterion, ...]:
    """Everything that can be ticked, for the headings that were found so far."""
    counts = session.counts()
    states = [
        _for_state(state, counts, _("state") if number == 0 else "")
        for number, state in enumerate(HeadingState)
    ]
    tags = [
        _for_tag(tag, count, str(number) if number < 10 else "", _("field") if number == 1 else "")
        for number, (tag, count) in enumerate(session.index.tag_counts().items(), start=1)
    ]
    return (
        *states,
        Criterion(
            "",
            "d",
            CONFLICT_MEANING,
            counts.conflict,
            lambda criteria: criteria.conflict,
            lambda criteria: replace(criteria, conflict=not criteria.conflict),
        ),
        Criterion(
            "",
            "r",
            REFUSED_MEANING,
            counts.refused,
            lambda criteria: criteria.refused,
            lambda criteria: replace(criteria, refused=not criteria.refused),
        ),
        *tags,
        Criterion(
            _("answer"),
            "h",
            _("advised: one is recommended (of those looked up)"),
            counts.recommended,
            lambda criteria: criteria.recommended,
            lambda criteria: replace(criteria, recommended=not criteria.recommended),
        ),
    )


class FilterScreen(ModalScreen[Criteria | None]):
    """Gives the criteria that were ticked, with the words as they were; None after escape."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.WORKLIST)
    AUTO_FOCUS = "#criteria"
    DEFAULT_CSS = """
    FilterScreen {
        align: center middle;
        & #box { width: 80; max-width: 100%; height: auto; max-height: 100%; background: $panel; }
        & #filter-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #filter-hint { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; }
    }
    """

    def __init__(self, session: Session, criteria: Criteria) -> None:
        super().__init__()
        self._criteria = criteria
        self._rows: Sequence[Criterion] = criteria_rows(session)

    def compose(self) -> ComposeResult:
        """What this is, the rows, how they combine, the keys."""
        title = Content.styled(_("Show only headings that are …"), STRONG)
        hint = _("Ticks within a part add up; the parts have to hold together. No tick: all.")
        with Vertical(id="box"):
            yield Static(title, id="filter-title", markup=False)
            yield EvenList[Criterion](self._lines, 1, id="criteria")
            yield Static(Content.styled(hint, MUTED), id="filter-hint", markup=False)
            yield KeyLine(actions_in(Scope.WORKLIST))

    def on_mount(self) -> None:
        """The cursor is on the first row that is ticked."""
        ticked = [row for row, one in enumerate(self._rows) if one.ticked(self._criteria)]
        self._list.set_rows(self._rows, ticked[0] if ticked else 0)

    def on_resize(self, event: Resize) -> None:
        """As high as the rows, where there is room for them all."""
        self._list.styles.height = min(len(self._rows), max(1, event.size.height - _AROUND))

    @property
    def _list(self) -> EvenList[Criterion]:
        found: EvenList[Criterion] = self.query_one("#criteria", EvenList)
        return found

    def _lines(self, index: int, row: Criterion, width: int) -> list[Content]:
        ticked = row.ticked(self._criteria)
        return [criterion_line(row.group, ticked, row.key, row.label, row.count, width)]

    # --- keys --------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """The letter or digit of a row ticks it, wherever the cursor is."""
        for index, row in enumerate(self._rows):
            if row.key and event.character == row.key:
                event.stop()
                event.prevent_default()
                self._list.cursor = index
                self.action_tick_criterion()

    def action_tick_criterion(self) -> None:
        """With or without the row under the cursor."""
        row = self._list.current
        if row is not None:
            self._criteria = row.toggled(self._criteria)
            self._list.redraw(self._list.cursor)

    @on(VirtualList.Picked, "#criteria")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks."""
        self.action_tick_criterion()

    def action_show_all(self) -> None:
        """Everything is shown again."""
        self.dismiss(Criteria())

    def action_take_filter(self) -> None:
        """Show what is ticked."""
        self.dismiss(self._criteria)

    def action_leave_filter(self) -> None:
        """Nothing changes."""
        self.dismiss(None)
