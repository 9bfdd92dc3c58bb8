"""All that a report says, gathered from a session; nothing in it needs the session any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from orcid_tui.figures.coverage import Coverage
from orcid_tui.figures.figures import Figures, figures_of
from orcid_tui.report.rows import NOT_DECIDED, Outcome, ReportRow
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


@dataclass(frozen=True, slots=True)
class Report:
    """The rows and the figures of one moment. `label` is the source in short, `location` in
    full, `system` the library system behind it, or nothing. All texts are clean."""

    label: str
    location: str
    system: str
    made: datetime
    figures: Figures
    rows: tuple[ReportRow, ...]

    @property
    def decided(self) -> int:
        """How many headings were decided."""
        return sum(1 for row in self.rows if row.came_to not in NOT_DECIDED)

    def rows_of(self, outcome: Outcome) -> list[ReportRow]:
        """The rows that came to this."""
        return [row for row in self.rows if row.came_to is outcome]


def report_of(
    session: Session, rows: Iterable[ReportRow], records: Coverage, made: datetime
) -> Report:
    """The report of a session. Rows and records take their time and come from outside."""
    system = session.system
    return Report(
        clean(session.store.label),
        clean(session.store.location),
        clean(", ".join(filter(None, (system.name, system.alarm)))) if system else "",
        made,
        figures_of(session, records),
        tuple(rows),
    )
