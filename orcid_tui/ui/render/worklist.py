"""Orders of work and filters in words."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.render.cells import MUTED, SEPARATOR, fit
from orcid_tui.ui.render.states import mark_of
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Order

_ORDERS: Final = {
    Order.RECORD: _("by record"),
    Order.NAME: _("by name"),
    Order.SUREST: _("surest first"),
    Order.HARDEST: _("hardest first"),
}

_ORDERS_EXPLAINED: Final = {
    Order.RECORD: _("by record: as the file has them"),
    Order.NAME: _("by name: equal names come together"),
    Order.SUREST: _("surest first: recommended, then the likely ones"),
    Order.HARDEST: _("hardest first: conflicts, equal candidates, doubts"),
}

_STATES_NAMED: Final = 3
"""More states than these are counted, not named."""


def order_in_words(order: Order) -> str:
    """As in `surest first`."""
    return _ORDERS[order]


def order_explained(order: Order) -> str:
    """What the order does, for the choice among them."""
    return _ORDERS_EXPLAINED[order]


def state_in_a_word(state: HeadingState) -> str:
    """The word of the list."""
    return mark_of(state)[2:]


def criteria_in_words(criteria: Criteria) -> str:
    """As in `open or skipped · 700 · recommended`; the words that are asked for are not in it."""
    # In the order of the states, not of a set.
    states = [state_in_a_word(state) for state in HeadingState if state in criteria.states]
    states += [_("conflict")] if criteria.conflict else []
    states += [_("refused")] if criteria.refused else []
    if len(states) > _STATES_NAMED:
        parts = [_("{count} states").format(count=len(states))]
    else:
        parts = [_(" or ").join(states)]
    parts.append(_(" or ").join(sorted(criteria.tags)))
    parts.append(_("recommended") if criteria.recommended else "")
    return SEPARATOR.join(filter(None, parts))


def criterion_line(
    group: str, ticked: bool, key: str, label: str, count: int, width: int
) -> Content:
    """One row of the choice: group, tick, key, what it stands for, how many there are."""
    tick = "[x]" if ticked else "[ ]"
    number = f"{count:,}"
    line = Content.assemble(
        (f" {group:<8}", MUTED),
        f" {tick} {key}  ",
        fit(label, max(8, width - 19 - len(number))),
        (f" {number} ", MUTED),
    )
    return fit(line, width)
