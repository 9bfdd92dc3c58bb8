"""The ways on at the start: recent work, as soon as it is read, and below it everything else.

Room for the recent work is kept free while it is read, and nothing is highlighted meanwhile: what
comes never moves what somebody is about to press.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from orcid_tui.language import _
from orcid_tui.ui.actions import Scope, actions_in, keys_of
from orcid_tui.ui.render.cells import MUTED, STRONG, text
from orcid_tui.ui.render.recent import recent_rows, where

if TYPE_CHECKING:
    from orcid_tui.history.recent import RecentWork

RECENT: Final = "recent-"
"""How the id of an option with recent work begins; its place from 1 follows."""
_ABOVE: Final = "above-recent"
_WHERE: Final = "where-recent"
_BELOW: Final = "below-recent"


class StartList(OptionList):
    """Options in one list, so that the same keys go through all of them.

    `expected` is for how much recent work room is kept.
    """

    def __init__(self, options: Sequence[Option], expected: int, *, id: str) -> None:  # noqa: A002
        self._expected = expected
        self._works: tuple[RecentWork, ...] = ()
        self._first = options[0].id or ""
        self._now = datetime.now()
        super().__init__(*(self._kept_free() if expected else ()), *options, id=id, markup=False)

    def _kept_free(self) -> list[Option]:
        hint = _("Enter opens, {key} takes it off this list").format(key=_key("start-take-off"))
        title = Content.assemble(text(_("Go on with"), STRONG), "    ", text(hint, MUTED))
        return [
            Option(title, id=_ABOVE, disabled=True),
            *(
                Option(Content(" "), id=f"{RECENT}{place}", disabled=True)
                for place in range(1, self._expected + 1)
            ),
            Option(text(_("being looked for…"), MUTED), id=_WHERE, disabled=True),
            Option(Content(" "), id=_BELOW, disabled=True),
        ]

    def on_mount(self) -> None:
        """Enter does nothing before it is known what it would open."""
        self.highlighted = None if self._expected else 0

    @property
    def work(self) -> RecentWork | None:
        """The recent work under the cursor."""
        option = self.highlighted_option
        number = (option.id or "").removeprefix(RECENT) if option is not None else ""
        return self.work_at(int(number)) if number.isdigit() else None

    def work_at(self, number: int) -> RecentWork | None:
        """The recent work with this number, from 1."""
        return self._works[number - 1] if 0 < number <= len(self._works) else None

    def show_recent(self, works: Sequence[RecentWork], now: datetime) -> None:
        """The recent work is read; one line each in the room that was kept for it."""
        if not self._expected:
            return
        before, marked = self.highlighted, self.work
        self._works, self._now = tuple(works[: self._expected]), now
        for place in range(1, self._expected + 1):
            if place <= len(self._works):
                self.enable_option(f"{RECENT}{place}")
            else:
                self.disable_option(f"{RECENT}{place}")
        self._draw()
        # Textual moves the highlight on from an option that is enabled, too.
        self.highlighted = self._highlighted_after(before, marked)
        self._show_where()

    def _highlighted_after(self, before: int | None, marked: RecentWork | None) -> int:
        """Stay where it was; where a work is gone, on the one that has its place now."""
        if before is not None and marked is None:
            return before
        title = self.get_option_index(_ABOVE)
        place = 1 if before is None else min(before - title, len(self._works))
        return title + place if self._works else self.get_option_index(self._first)

    def on_resize(self, event: Resize) -> None:
        """Names have more room, or less."""
        if self._works:
            self._draw()

    def on_option_list_option_highlighted(self) -> None:
        """Where the marked work is."""
        self._show_where()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width - 2
        rows = recent_rows(self._works, width, self._now)
        rows += [Content(" ")] * (self._expected - len(rows))
        for place, row in enumerate(rows, start=1):
            self.replace_option_prompt(f"{RECENT}{place}", row)

    def _show_where(self) -> None:
        if not self._expected:
            return
        work = self.work
        words = where(work).pad_left(4) if work is not None else Content(" ")
        width = self.scrollable_content_region.width - 2
        self.replace_option_prompt(_WHERE, words.truncate(max(1, width), ellipsis=True))


def _key(name: str) -> str:
    (action,) = (each for each in actions_in(Scope.START) if each.id == name)
    return keys_of(action)
