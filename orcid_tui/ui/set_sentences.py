"""Sentences of the list of sets that need more than a word filled in."""

from __future__ import annotations

from typing import Final

from orcid_tui.alma.contract import Environment, Institution
from orcid_tui.alma.faults import AlmaError
from orcid_tui.session.sets import FoundSets
from orcid_tui.stores.protocol import SystemState

_ALARMS: Final = {
    Environment.PRODUCTION: "PRODUCTION",
    Environment.SANDBOX: "",
    Environment.UNKNOWN: "PRODUCTION?",
}
"""What is not known is treated like production."""


def system_of(institution: Institution, calls_left: int | None) -> SystemState:
    """Whose Alma this is, for title and status line."""
    name = institution.name or institution.code
    if institution.name and institution.code:
        name = f"{institution.name} ({institution.code})"
    if institution.environment is Environment.SANDBOX:
        name = f"{name}, sandbox"
    return SystemState(name, _ALARMS[institution.environment], calls_left)


def whose_is_unknown(host: str, calls_left: int | None) -> SystemState:
    """The same when Alma does not say whose it is."""
    return SystemState(host, _ALARMS[Environment.UNKNOWN], calls_left)


def how_many(found: FoundSets, *, loading: bool) -> str:
    """How many sets there are, and how many of them are here."""
    if found.total is None:
        return "searching…" if loading else "no answer"
    total = "1 set" if found.total == 1 else f"{found.total:,} sets"
    if found.complete:
        return total
    return f"{len(found.sets):,} of {total}{'…' if loading else ''}"


def no_sets(found: FoundSets) -> str:
    """Nothing was found."""
    if found.words:
        return f"No set has these words in its name: {found.words}. / looks for other words."
    return "There are no sets in this Alma. m opens titles by their MMS IDs."


def why_no_sets(error: AlmaError, *, titles: bool) -> str:
    """Sets could not be listed, and what can be done. `titles`: they can be opened all the same."""
    if titles:
        return f"{error.message} So sets cannot be listed; m opens titles by their MMS IDs."
    return f"{error} r asks again."
