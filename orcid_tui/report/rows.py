"""What the report tells of each heading, and the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import NumberingStore, Refusal
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


class Outcome(Enum):
    """What came of a decision. The value is the word in the table, which programs read."""

    LINKED = "linked"
    REPLACED = "replaced"
    REMOVED = "removed"
    TIDIED = "tidied"
    NOBODY = "none fits"
    SKIPPED = "skipped"
    KEPT = "left as it was"
    REFUSED = "refused"
    UNSAVED = "not saved"
    CONFLICT = "in conflict"
    """Not decided, and the iD in the field is broken, one of several, or somebody else's."""
    UNDECIDED = "not decided"
    """Nothing but a note."""


WORDS: Final = {
    Outcome.LINKED: _("linked"),
    Outcome.REPLACED: _("replaced"),
    Outcome.REMOVED: _("removed"),
    Outcome.TIDIED: _("tidied"),
    Outcome.NOBODY: _("none fits"),
    Outcome.SKIPPED: _("skipped"),
    Outcome.KEPT: _("left as it was"),
    Outcome.REFUSED: _("refused"),
    Outcome.UNSAVED: _("not saved"),
    Outcome.CONFLICT: _("in conflict"),
    Outcome.UNDECIDED: _("not decided"),
}
"""The same for people."""

NOT_DECIDED: Final = (Outcome.CONFLICT, Outcome.UNDECIDED)
_FIRST: Final = (Outcome.REFUSED, Outcome.CONFLICT, Outcome.UNSAVED)
IN_ORDER: Final = (*_FIRST, *(each for each in Outcome if each not in _FIRST))
"""What somebody still has to look at stands in front."""

_SOMEBODY_ELSE: Final = _("Somebody else is recommended than the person whose iD it carries.")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One heading that was decided, or has a note. All texts are clean.

    `decision` is what was wanted, in the words of `Outcome`; `outcome` what came of it, and
    `reason` why not, in one sentence. `mms_id` is empty where records have none. `when` is in
    ISO 8601 with the time zone; `manner` in the words of `session.decisions.Manner`.
    """

    outcome: str
    decision: str
    record: int
    place: str
    control_number: str
    mms_id: str
    tag: str
    occurrence: int
    heading: str
    title: str
    orcid: str
    person: str
    reason: str
    when: str
    who: str
    manner: str
    note: str

    @property
    def came_to(self) -> Outcome:
        """What came of it."""
        return Outcome(self.outcome)


_DECIDED: Final = {
    Verdict.CHOSEN: Outcome.LINKED,
    Verdict.REMOVED: Outcome.REMOVED,
    Verdict.TIDIED: Outcome.TIDIED,
    Verdict.NOBODY: Outcome.NOBODY,
    Verdict.SKIPPED: Outcome.SKIPPED,
    Verdict.KEPT: Outcome.KEPT,
}


def report_rows(session: Session, refusals: Sequence[Refusal]) -> Iterator[ReportRow]:
    """A row for every heading that was decided, has a note, or is in conflict, in the order of
    the source.

    Each reads its record: thousands of them take their time.
    """
    refused = {refusal.ref: refusal.reason for refusal in refusals}
    decided = {decision.ref: decision for decision in session.decisions()}
    noted = (ref for ref in session.notes if session.has(ref))
    disputed = set(session.disputed())
    for ref in sorted({*decided, *noted, *disputed}):
        yield _row(session, ref, decided.get(ref), refused, disputed=ref in disputed)


def _row(
    session: Session,
    ref: HeadingRef,
    decision: Decision | None,
    refused: Mapping[HeadingRef, str],
    *,
    disputed: bool,
) -> ReportRow:
    store, heading = session.store, session.heading(ref)
    wanted = _wanted(decision)
    outcome, reason = wanted, ""
    if decision is None and disputed:
        outcome, reason = Outcome.CONFLICT, heading.problem or _SOMEBODY_ELSE
    elif (
        decision is not None
        and decision.change is not None
        and session.state(ref) is not HeadingState.SAVED
    ):
        outcome = Outcome.REFUSED if ref in refused else Outcome.UNSAVED
        reason = refused.get(ref, "")
    orcid = (decision.orcid if decision is not None else None) or heading.orcid
    number = store.system_number(ref.record) if isinstance(store, NumberingStore) else ""
    return ReportRow(
        outcome.value,
        wanted.value,
        ref.record,
        clean(session.place(ref)),
        clean(heading.control_number or ""),
        clean(number),
        ref.tag,
        ref.occurrence,
        clean(heading.name),
        clean(session.work(ref).title),
        str(orcid or ""),
        clean((decision.name if decision is not None else "") or _known_name(session, decision)),
        clean(reason),
        decision.when.isoformat(timespec="seconds")
        if decision is not None and decision.when is not None
        else "",
        clean(decision.who) if decision is not None else "",
        decision.manner.value if decision is not None else "",
        clean(session.note(ref) or (decision.note if decision is not None else "")),
    )


def _wanted(decision: Decision | None) -> Outcome:
    if decision is None:
        return Outcome.UNDECIDED
    return Outcome.REPLACED if decision.replacing else _DECIDED[decision.verdict]


def _known_name(session: Session, decision: Decision | None) -> str:
    """The name on the public page, where that was looked at."""
    if decision is None or decision.orcid is None:
        return ""
    profile = session.known_profile(decision.orcid)
    return profile.name if profile else ""
