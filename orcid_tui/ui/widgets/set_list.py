"""The sets that were found, one row each; says what is in sight, so that no more is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.message import Message

from orcid_tui.alma.contract import AlmaSet
from orcid_tui.ui.render.sets import set_row
from orcid_tui.ui.widgets.virtual_list import VirtualList


class SetList(VirtualList[AlmaSet]):
    """`members` gives the number of members of a set, as it is to be shown."""

    class Looked(Message):
        """Other sets are in sight."""

        def can_replace(self, message: Message) -> bool:
            """Of many movements in a row only the last one matters."""
            return isinstance(message, SetList.Looked)

    class ToTheEnd(Message):
        """The last of all sets is wanted, also of those that are not here yet."""

    def __init__(
        self,
        members: Callable[[AlmaSet], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._members = members

    @property
    def in_sight(self) -> Sequence[AlmaSet]:
        """The set under the cursor, then the others on the screen from above."""
        top = int(self.scroll_offset.y)
        shown = list(self.rows[top : top + self.size.height])
        if self.current is not None:
            shown.insert(0, self.current)
        return shown

    @property
    def near_the_end(self) -> bool:
        """Whether less than a page is left below what is in sight."""
        return self.scroll_offset.y + 2 * self.size.height >= len(self.rows)

    def refresh_set(self, set_id: str) -> None:
        """More is known of a set."""
        for index, found in enumerate(self.rows):
            if found.id == set_id:
                self.refresh_row(index)

    def draw_line(self, line: int, width: int) -> Content:
        """One set."""
        found = self.rows[line]
        return set_row(found, self._members(found), width)

    def rows_grew(self) -> None:
        """More sets came; they may be in sight."""
        super().rows_grew()
        self.post_message(self.Looked())

    def watch_cursor(self, old: int, new: int) -> None:
        """Another set is looked at."""
        super().watch_cursor(old, new)
        self.post_message(self.Looked())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other sets came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Looked())

    def action_last(self) -> None:
        """To the last set that is here, and on when more have come."""
        super().action_last()
        self.post_message(self.ToTheEnd())
