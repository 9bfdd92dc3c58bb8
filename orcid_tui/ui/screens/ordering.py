"""Order of work and filters: the part of the refine screen that says what comes next."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.render.worklist import order_explained, order_in_words
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.screens.filtering import FilterScreen
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Order

_KEYS: Final = {"r": Order.RECORD, "n": Order.NAME, "s": Order.SUREST, "h": Order.HARDEST}


class WithOrder(DecidingScreen):
    """Opens the two choices, and says what was chosen."""

    def action_order(self) -> None:
        """One of four orders; the present one again puts everything in order anew."""
        self.app.push_screen(
            AskScreen(
                _("Order of work"),
                _("Now: {order}. The same again sorts anew.").format(
                    order=order_in_words(self.headings.order)
                ),
                tuple(Answer(key, order_explained(order)) for key, order in _KEYS.items()),
            ),
            self._order_chosen,
        )

    def _order_chosen(self, key: str | None) -> None:
        self.ignore_enter_for_a_moment()
        if key is None:
            return
        order = _KEYS[key]
        self.headings.put_in_order(order)
        self.show_title()
        first = key_of("first")
        if order.lives_on_answers:
            self.notice(
                _("Sorted {order}, not looked up behind; {key} goes to the top.").format(
                    order=order_in_words(order), key=first
                )
            )
        else:
            self.notice(
                _("Sorted {order}; {key} goes to the top.").format(
                    order=order_in_words(order), key=first
                )
            )

    def order_in_title(self) -> str:
        """What the title says of it: nothing when headings come as the source has them."""
        order = self.headings.order
        return "" if order is Order.RECORD else f", {order_in_words(order)}"

    def action_filter_by(self) -> None:
        """States, fields, recommendations."""
        screen = FilterScreen(self.session, self.headings.criteria)
        self.app.push_screen(screen, self._filter_chosen)

    def _filter_chosen(self, criteria: Criteria | None) -> None:
        self.ignore_enter_for_a_moment()
        if criteria is not None:
            self.headings.ask_for(criteria)
            if self.headings.current is None:
                self.follow()
