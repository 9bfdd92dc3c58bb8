"""Carrying a row of decisions out in the session, or saying why not.

A row may name what the heading carries now. If something else stands there, somebody has
worked on the record since, and the row is refused: what nobody looked at is not taken away.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.resolving import RowRefused
from orcid_tui.headings.changes import Wish
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.cli.decisions_file import DecisionRow
    from orcid_tui.headings.heading import HeadingRef
    from orcid_tui.session.session import Session

_NOT_OF_AN_ID: Final = re.compile(r"[^0-9X]")


class OnConflict(StrEnum):
    """What becomes of a heading that carries another iD than the one it is to get."""

    REFUSE = "refuse"
    REPLACE = "replace"


class Status(StrEnum):
    """How a decision ended."""

    LINKED = "linked"
    REPLACED = "replaced"
    REMOVED = "removed"
    TIDIED = "tidied"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


_DONE: Final = {
    Wish.LINK: Status.LINKED,
    Wish.REPLACE: Status.REPLACED,
    Wish.REMOVE: Status.REMOVED,
    Wish.TIDY: Status.TIDIED,
}


def decided_id(row: DecisionRow) -> OrcidId | None:
    """The iD that the heading is to get; None for the actions that need none.

    Raises RowRefused for what is no iD.
    """
    if row.action in (Wish.REMOVE, Wish.TIDY):
        return None
    try:
        return OrcidId.parse(row.orcid)
    except InvalidOrcidId as error:
        raise RowRefused(str(error)) from None


def check_what_is_there(session: Session, ref: HeadingRef, row: DecisionRow) -> None:
    """See that the heading carries what the row says that it does. Raises RowRefused."""
    named = row.instead_of if row.action is Wish.REPLACE else row.orcid
    if not named or row.action is Wish.LINK:
        return
    there = session.ids(ref)
    if row.action is Wish.REPLACE and all(_same(row.orcid, each) for each in there) and there:
        return  # it was replaced already
    if not there:
        raise RowRefused(f"The heading carries no iD, and so not {named} either.")
    if not all(_same(named, each) for each in there):
        only = ", not " if len(there) == 1 else ", not only "
        raise RowRefused(f"The heading carries {' and '.join(there)}{only}{named}.")


def decide(
    session: Session, ref: HeadingRef, wish: Wish, orcid: OrcidId | None, on_conflict: OnConflict
) -> tuple[Status, str]:
    """Take the decision into the session. The text says why not, or what to know about it."""
    from orcid_tui.session.refused import AlreadyThere, Conflict, DecisionRefused

    try:
        note = _take(session, ref, wish, orcid, on_conflict)
    except AlreadyThere as why:
        return Status.ALREADY_THERE, clean(str(why))
    except Conflict as why:
        advice = f"To put {orcid} in its place, give this row the action replace."
        return Status.REFUSED, f"{clean(str(why))} {advice}"
    except DecisionRefused as why:
        return Status.REFUSED, clean(str(why))
    decision = session.decision(ref)
    assert decision is not None
    assert decision.change is not None
    return _DONE[decision.change.wish], note


def _take(
    session: Session, ref: HeadingRef, wish: Wish, orcid: OrcidId | None, on_conflict: OnConflict
) -> str:
    """Raises DecisionRefused."""
    from orcid_tui.session.refused import AlreadyThere, Existing

    if wish is Wish.REMOVE:
        session.remove(ref)
        return ""
    if wish is Wish.TIDY:
        if not session.is_untidy(ref) and len(session.ids(ref)) == 1:
            raise AlreadyThere("The iD stands in the usual form, and only so.")
        session.tidy(ref)
        return ""
    assert orcid is not None
    replace = wish is Wish.REPLACE or on_conflict is OnConflict.REPLACE
    session.adopt(ref, orcid, Existing.REPLACE if replace else Existing.KEEP_BROKEN)
    broken = session.heading(ref).bad_orcid
    if broken and not replace:
        return f"{broken} is no valid iD and still stands beside it; replace would correct it."
    return ""


def _same(named: str, there: str) -> bool:
    """Whether two texts name the same iD, whatever dress they are in."""
    bare, other = (_NOT_OF_AN_ID.sub("", text.upper()) for text in (named, there))
    return bare == other if bare else named == there
