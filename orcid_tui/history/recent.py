"""The sources that were worked on lately, with how far the work has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RecentWork:
    """One source. `sources` is what opens it again, as on the command line; `label` is short,
    `location` says in full where it is.

    `decided` counts headings with any decision, `open` those without one, `unsaved` the
    decisions that change a field and are in no file yet. `reachable` is False when nothing is
    found at that place any more. `when` is the time of the last decision, or of the last opening.
    """

    sources: tuple[str, ...]
    label: str
    location: str
    when: datetime
    total: int
    decided: int
    open: int
    unsaved: int
    reachable: bool
