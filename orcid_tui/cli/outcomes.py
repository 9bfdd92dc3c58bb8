"""What became of each decision of a file, from reading it to the saved record."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.cli.decisions_file import DecisionRow, DecisionsFile
from orcid_tui.cli.resolving import Resolver, RowRefused
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.headings.heading import HeadingRef
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import SaveReport


class Status(StrEnum):
    """How a decision ended."""

    WRITTEN = "written"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


class OutcomeRow(TypedDict):
    """One decision, as `apply` writes it."""

    line: int
    record: int | None
    control_number: str | None
    tag: str | None
    occurrence: int | None
    orcid: str | None
    status: str
    reason: str | None


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

    def row(self) -> OutcomeRow:
        """The row for standard output."""
        return {
            "line": self.line,
            "record": self.record,
            "control_number": self.control_number,
            "tag": self.tag,
            "occurrence": self.occurrence,
            "orcid": self.orcid,
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

    `undecided` counts the rows without an iD.
    """

    def __init__(self, session: Session, records: int) -> None:
        self._session = session
        self._resolver = Resolver(session, records)
        self._by_line: dict[int, Outcome] = {}
        self._adopted: set[HeadingRef] = set()
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
        """Find the heading of each row and choose its iD there. One refusal stops no other."""
        self.undecided += decisions.undecided
        for unreadable in decisions.unreadable:
            self._put(Outcome(unreadable.line, Status.REFUSED, unreadable.reason))
        meant: dict[HeadingRef, list[tuple[DecisionRow, OrcidId]]] = defaultdict(list)
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
        """Whether the session has taken at least one iD."""
        return bool(self._adopted)

    def settle(self, report: SaveReport) -> None:
        """Learn from the save what was written and what was refused there."""
        written = set(report.written)
        reasons = {refusal.ref: refusal.reason for refusal in report.refused}
        for ref in self._adopted:
            if ref in written:
                continue
            reason = clean(reasons.get(ref, "")) or "It was not written."
            for line in self._lines[ref]:
                self._put(replace(self._by_line[line], status=Status.REFUSED, reason=reason))

    def _understand(self, row: DecisionRow) -> tuple[HeadingRef, OrcidId]:
        ref = self._resolver.resolve(row)
        try:
            return ref, OrcidId.parse(row.orcid)
        except InvalidOrcidId as error:
            raise RowRefused(str(error)) from None

    def _decide(self, ref: HeadingRef, rows: list[tuple[DecisionRow, OrcidId]]) -> None:
        ids = {orcid for _, orcid in rows}
        lines = [row.line for row, _ in rows]
        if len(ids) > 1:
            status = Status.REFUSED
            reason = f"Lines {_enumerated(lines)} give different iDs to the same heading."
        else:
            status, reason = self._adopt(ref, next(iter(ids)))
        for row, orcid in rows:
            if status is Status.WRITTEN and row.line != lines[0]:
                status, reason = Status.ALREADY_THERE, f"Line {lines[0]} decides the same."
            self._put(
                replace(
                    _outcome(row),
                    status=status,
                    reason=reason,
                    record=ref.record,
                    control_number=self._resolver.control_number(ref),
                    orcid=orcid.value,
                )
            )
        self._lines[ref] = lines

    def _adopt(self, ref: HeadingRef, orcid: OrcidId) -> tuple[Status, str]:
        from orcid_tui.session.refused import AlreadyThere, DecisionRefused

        try:
            self._session.adopt(ref, orcid)
        except AlreadyThere as why:
            return Status.ALREADY_THERE, clean(str(why))
        except DecisionRefused as why:
            return Status.REFUSED, clean(str(why))
        self._adopted.add(ref)
        return Status.WRITTEN, ""

    def _put(self, outcome: Outcome) -> None:
        self._by_line[outcome.line] = outcome


def summary(outcomes: Outcomes, report: SaveReport | None) -> list[str]:
    """What a person wants to know at the end: how many, and where it is now."""
    counts = outcomes.counts
    lines = [
        " · ".join(
            (
                f"Written: {counts[Status.WRITTEN]:,}",
                f"already there: {counts[Status.ALREADY_THERE]:,}",
                f"refused: {counts[Status.REFUSED]:,}",
                f"not decided: {outcomes.undecided:,}",
            )
        )
    ]
    if report is None or report.path is None:
        return [*lines, "There was nothing to write; no file was touched."]
    lines.append(f"File: {clean(str(report.path))}")
    if report.backup:
        lines.append(f"Backup of what was there before: {clean(str(report.backup))}")
    return lines


def _outcome(row: DecisionRow) -> Outcome:
    """The row as the file has it, refused until more is known."""
    return Outcome(
        line=row.line,
        status=Status.REFUSED,
        record=row.record,
        control_number=row.control_number or None,
        tag=row.tag,
        occurrence=row.occurrence,
        orcid=row.orcid,
    )


def _enumerated(lines: list[int]) -> str:
    return f"{', '.join(map(str, lines[:-1]))} and {lines[-1]}"
