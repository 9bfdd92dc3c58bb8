"""What became of each decision of a file, from reading it to the saved record."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.cli.deciding import OnConflict, Status, check_what_is_there, decide, decided_id
from orcid_tui.cli.decisions_file import DecisionRow, DecisionsFile
from orcid_tui.cli.resolving import Resolver, RowRefused
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.headings.heading import HeadingRef
    from orcid_tui.orcid_id import OrcidId
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import SaveReport


class OutcomeRow(TypedDict):
    """One decision, as `apply` writes it."""

    line: int
    record: int | None
    control_number: str | None
    tag: str | None
    occurrence: int | None
    orcid: str | None
    action: str | None
    status: str
    reason: str | None


_ALWAYS_COUNTED: Final = (Status.LINKED, Status.ALREADY_THERE, Status.REFUSED)

OUTCOME_COLUMNS: Final = tuple(OutcomeRow.__annotations__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One decision and what became of it. What could not be read is None."""

    line: int
    status: Status
    reason: str = ""
    record: int | None = None
    control_number: str | None = None
    tag: str | None = None
    occurrence: int | None = None
    orcid: str | None = None
    action: str | None = None

    @property
    def refused(self) -> bool:
        """Whether the decision was not carried out."""
        return self.status is Status.REFUSED

    def row(self) -> OutcomeRow:
        """The row for standard output."""
        return {
            "line": self.line,
            "record": self.record,
            "control_number": self.control_number,
            "tag": self.tag,
            "occurrence": self.occurrence,
            "orcid": self.orcid,
            "action": self.action,
            "status": self.status.value,
            "reason": self.reason or None,
        }

    def complaint(self) -> str:
        """The line for standard error: where in the file, which field, and why."""
        place = f"line {self.line}"
        if self.record is not None:
            place += f", record {self.record}"
        elif self.control_number:
            place += f", control number {self.control_number}"
        if self.tag and self.occurrence:
            place += f", field {self.tag}/{self.occurrence}"
        return f"{place}: {self.reason}"


class Outcomes:
    """All decisions of a file: taken into the session, then settled after the save.

    `undecided` counts the rows that want nothing.
    """

    def __init__(
        self, session: Session, records: int, on_conflict: OnConflict = OnConflict.REFUSE
    ) -> None:
        self._session = session
        self._on_conflict = on_conflict
        self._resolver = Resolver(session, records)
        self._by_line: dict[int, Outcome] = {}
        self._taken: set[HeadingRef] = set()
        self._lines: dict[HeadingRef, list[int]] = {}
        self.undecided = 0

    @property
    def counts(self) -> Counter[Status]:
        """How many decisions ended in which way."""
        return Counter(outcome.status for outcome in self._by_line.values())

    def all(self) -> list[Outcome]:
        """The outcomes in the order of the file."""
        return [self._by_line[line] for line in sorted(self._by_line)]

    def take(self, decisions: DecisionsFile) -> None:
        """Find the heading of each row and decide it there. One refusal stops no other."""
        self.undecided += decisions.undecided
        for unreadable in decisions.unreadable:
            self._put(Outcome(unreadable.line, Status.REFUSED, unreadable.reason))
        meant: dict[HeadingRef, list[tuple[DecisionRow, OrcidId | None]]] = defaultdict(list)
        for row in decisions.rows:
            try:
                ref, orcid = self._understand(row)
            except RowRefused as why:
                self._put(replace(_outcome(row), reason=str(why)))
            else:
                meant[ref].append((row, orcid))
        for ref, rows in meant.items():
            self._decide(ref, rows)

    @property
    def anything_to_write(self) -> bool:
        """Whether the session has taken at least one decision."""
        return bool(self._taken)

    def settle(self, report: SaveReport) -> None:
        """Learn from the save what was written and what was refused there."""
        written = set(report.written)
        reasons = {refusal.ref: refusal.reason for refusal in report.refused}
        for ref in self._taken:
            if ref in written:
                continue
            reason = clean(reasons.get(ref, "")) or "It was not written."
            for line in self._lines[ref]:
                self._put(replace(self._by_line[line], status=Status.REFUSED, reason=reason))

    def _understand(self, row: DecisionRow) -> tuple[HeadingRef, OrcidId | None]:
        ref = self._resolver.resolve(row)
        orcid = decided_id(row)
        check_what_is_there(self._session, ref, row)
        return ref, orcid

    def _decide(self, ref: HeadingRef, rows: list[tuple[DecisionRow, OrcidId | None]]) -> None:
        wanted = {(row.action, orcid) for row, orcid in rows}
        lines = [row.line for row, _ in rows]
        if len(wanted) > 1:
            what = (
                "give different iDs to"
                if len({wish for wish, _ in wanted}) == 1
                else "disagree about"
            )
            status = Status.REFUSED
            reason = f"Lines {_enumerated(lines)} {what} the same heading."
        else:
            ((wish, orcid),) = wanted
            status, reason = decide(self._session, ref, wish, orcid, self._on_conflict)
            if status not in (Status.ALREADY_THERE, Status.REFUSED):
                self._taken.add(ref)
        for row, orcid in rows:
            if ref in self._taken and row.line != lines[0]:
                status, reason = Status.ALREADY_THERE, f"Line {lines[0]} decides the same."
            self._put(
                replace(
                    _outcome(row),
                    status=status,
                    reason=reason,
                    record=ref.record,
                    control_number=self._resolver.control_number(ref),
                    orcid=orcid.value if orcid else row.orcid or None,
                )
            )
        self._lines[ref] = lines

    def _put(self, outcome: Outcome) -> None:
        self._by_line[outcome.line] = outcome


def summary(outcomes: Outcomes) -> str:
    """How many decisions ended in which way; corrections only where there are some."""
    counts = outcomes.counts
    parts = [
        f"{status.value}: {counts[status]:,}"
        for status in Status
        if counts[status] or status in _ALWAYS_COUNTED
    ]
    line = " · ".join((*parts, f"not decided: {outcomes.undecided:,}"))
    return line[:1].upper() + line[1:]


def _outcome(row: DecisionRow) -> Outcome:
    """The row as the file has it, refused until more is known."""
    return Outcome(
        line=row.line,
        status=Status.REFUSED,
        record=row.record,
        control_number=row.control_number or None,
        tag=row.tag,
        occurrence=row.occurrence,
        orcid=row.orcid or None,
        action=row.action.value,
    )


def _enumerated(lines: list[int]) -> str:
    return f"{', '.join(map(str, lines[:-1]))} and {lines[-1]}"
