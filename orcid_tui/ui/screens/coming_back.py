"""Going on where the work was left: the part of the refine screen that looks at the history."""

from __future__ import annotations

from orcid_tui.session.session import Session
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.sentences import came_back, do_not_fit


class ComingBack(DecidingScreen):
    """Puts the cursor where it was, with the list shown as it was, and says what came back."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stands = session.scanned  # else it begins where the work was left

    def come_back(self, *, at_the_end: bool) -> None:
        """More records are there; `at_the_end` all of them."""
        self._stand_where_left()
        if not at_the_end:
            return
        self._stands = True
        warnings = [*self.session.history_notices, do_not_fit(self.session)]
        words = [each for each in (*warnings, came_back(self.session)) if each]
        if words:
            self.notice(" ".join(words), WARN if any(warnings) else "")

    def keep_place(self) -> None:
        """Where the work was left stays kept until the cursor could go there."""
        if self._stands or self.headings.list.cursor > 0:
            super().keep_place()

    def _stand_where_left(self) -> None:
        """Once, and not when somebody is at work on another heading already."""
        place = self.session.where_left
        if self._stands or place is None:
            return
        self._stands = True
        headings = self.headings
        if headings.list.cursor > 0:
            return
        headings.restore_view(self.session.view_left)
        headings.go_to(place)
        if self.session.left_behind_decision:
            headings.go_to(headings.next_open() or place)
