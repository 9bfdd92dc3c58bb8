"""What a library settles about asking ORCID: how fast, how much of the day, and what is kept.

    [orcid]
    per_second = 10             # questions a second, 0.5 to 12
    in_flight = 4               # questions at once, 1 to 8
    keep_days = 7               # days for which answers are kept on this computer; 0 keeps none
    a_day = 0                   # questions a day; 0: as many as ORCID allows

ORCID allows 12 questions a second, and a day 25,000 to everybody at one internet address or 100,000
to one client ID (orcid-api.md section 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from orcid_tui.language import Grouped, _
from orcid_tui.settings.table import checked

SLOWEST: Final = 0.5
FASTEST: Final = 12
MOST_AT_ONCE: Final = 8
LONGEST_KEPT: Final = 90
MOST_A_DAY: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class OrcidSettings:
    """The table [orcid] of the settings file; each key as there."""

    per_second: float = 10
    in_flight: int = 4
    keep_days: int = 7
    a_day: int = 0


USUAL_ORCID: Final = OrcidSettings()
ORCID_KEYS: Final = tuple(asdict(USUAL_ORCID))


def orcid_table(settings: OrcidSettings) -> dict[str, Any]:
    """The table of the file. Raises ConfigurationError for a value that is not allowed."""
    table = asdict(settings)
    orcid_settings(table)
    return table


def orcid_settings(table: Mapping[str, Any]) -> OrcidSettings:
    """What the table of the file says. Raises ConfigurationError as `checked` does."""
    return OrcidSettings(**checked("orcid", table, asdict(USUAL_ORCID), _CHECKS))


def _per_second(value: object) -> str | None:
    if type(value) in (int, float) and SLOWEST <= value <= FASTEST:  # type: ignore[operator]
        return None
    return _("It is a number from {least} to {most}: ORCID answers no more a second.").format(
        least=SLOWEST, most=FASTEST
    )


def _in_flight(value: object) -> str | None:
    return _whole(value, 1, MOST_AT_ONCE)


def _keep_days(value: object) -> str | None:
    return _whole(value, 0, LONGEST_KEPT)


def _a_day(value: object) -> str | None:
    return _whole(value, 0, MOST_A_DAY)


def _whole(value: object, least: int, most: int) -> str | None:
    if type(value) is int and least <= value <= most:
        return None
    return _("It is a whole number from {least} to {most:,}.").format(
        least=least, most=Grouped(most)
    )


_CHECKS: Final = {
    "per_second": _per_second,
    "in_flight": _in_flight,
    "keep_days": _keep_days,
    "a_day": _a_day,
}
