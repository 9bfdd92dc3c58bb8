"""An order and a filter as plain data, so that the work goes on tomorrow as it was left.

What cannot be understood, because a file was changed by hand or is of another version, asks for
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.states import HeadingState
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Order


def as_data(order: Order, criteria: Criteria, heading: HeadingRef | None) -> dict[str, object]:
    """Texts, numbers and lists of them, as JSON has them."""
    return {
        "order": order.value,
        "states": [state.name for state in HeadingState if state in criteria.states],
        "conflict": criteria.conflict,
        "refused": criteria.refused,
        "tags": sorted(criteria.tags),
        "recommended": criteria.recommended,
        "words": criteria.words,
        "heading": list(heading) if heading is not None else None,
    }


def order_in(data: Mapping[str, Any]) -> Order:
    """The order; by record if there is none."""
    values = {order.value: order for order in Order}
    order = data.get("order")
    return values.get(order, Order.RECORD) if isinstance(order, str) else Order.RECORD


def criteria_in(data: Mapping[str, Any]) -> Criteria:
    """What is asked for."""
    words = data.get("words")
    return Criteria(
        states=frozenset(state for state in HeadingState if state.name in _texts(data, "states")),
        conflict=data.get("conflict") is True,
        refused=data.get("refused") is True,
        tags=frozenset(
            tag for tag in _texts(data, "tags") if len(tag) == 3 and tag.isascii() and tag.isdigit()
        ),
        recommended=data.get("recommended") is True,
        words=words if isinstance(words, str) else "",
    )


def heading_in(data: Mapping[str, Any]) -> HeadingRef | None:
    """The heading that was highlighted."""
    match data.get("heading"):
        case [int(record), str(tag), int(occurrence)]:
            return HeadingRef(record, tag, occurrence)
    return None


def _texts(data: Mapping[str, Any], name: str) -> list[str]:
    values = data.get(name)
    return [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
