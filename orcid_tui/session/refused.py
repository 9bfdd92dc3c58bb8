"""Why a decision is not made, and what can be done about it."""

from __future__ import annotations

from enum import Enum


class DecisionRefused(Exception):
    """A decision that cannot be made, with the reason as one sentence for the user."""


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
