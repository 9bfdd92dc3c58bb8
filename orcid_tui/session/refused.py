"""Why a decision is not made, and what can be done about it."""

from __future__ import annotations

from enum import Enum

from orcid_tui.headings.heading import Heading
from orcid_tui.language import _
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.stores.protocol import RecordStore


class DecisionRefused(Exception):
    """A decision that cannot be made, with the reason as one sentence for the user."""


class AlreadySaved(DecisionRefused):
    """What was decided last stands in the source already."""


class AlreadyThere(DecisionRefused):
    """The heading carries this very iD already: nothing is left to do."""


class Conflict(DecisionRefused):
    """The heading carries something else that is or claims to be an iD: the user must be asked.

    `there` is what it carries. When it is `broken`, which no check digit confirms, the new
    iD may also stand beside it.
    """

    def __init__(self, message: str, there: str, *, broken: bool) -> None:
        super().__init__(message)
        self.there = there
        self.broken = broken


class Existing(Enum):
    """What becomes of an iD that the heading carries when another is chosen."""

    ASK = "ask"
    """Raise Conflict."""
    REPLACE = "replace"
    """It gives way."""
    KEEP_BROKEN = "keep broken"
    """One that is broken stays beside the new one; for any other Conflict is raised."""


def gives_way(heading: Heading, existing: Existing) -> bool:
    """Whether the heading carries an iD, or what claims to be one, that another replaces.

    Raises Conflict.
    """
    there = heading.bad_orcid if heading.orcid is None else str(heading.orcid)
    broken = heading.orcid is None
    keeps = broken and existing is Existing.KEEP_BROKEN
    if there and existing is not Existing.REPLACE and not keeps:
        if broken:
            words = _("This heading already carries an iD that is not valid {there}.")
        else:
            words = _("This heading already carries the iD {there}.")
        raise Conflict(words.format(there=there), there, broken=broken)
    return bool(there) and existing is Existing.REPLACE


def check_may_be_saved(orcid: OrcidId, store: RecordStore, registry: PersonRegistry) -> None:
    """Raises DecisionRefused for iDs that no real record may get."""
    if orcid.is_invented and not store.holds_demo:
        raise DecisionRefused(
            _("{orcid} belongs to an invented person of the demo, not to a real one.").format(
                orcid=orcid
            )
        )
    if not registry.ids_may_be_saved:
        raise DecisionRefused(
            _("{label} holds no real persons: its iDs must not enter a record.").format(
                label=registry.label
            )
        )
