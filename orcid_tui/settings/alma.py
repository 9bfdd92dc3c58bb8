"""What a library settles about asking Alma: how fast, how much of the day, and how to save.

    [alma]
    per_second = 5              # questions a second, 0.5 to 25
    in_flight = 4               # questions at once, 1 to 4
    floor = 500                 # calls of the day that are left to other programs
    normalization = ""          # ID of a normalization process that Alma runs at every save
    cataloger_level = ""        # the level at which records are saved, where levels are used
    validate = false            # let Alma refuse records that its validation finds fault with

What protects other people's work (lock, stale check) is not among it (alma-and-marc.md A7, A10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from orcid_tui.language import _
from orcid_tui.settings.table import checked

if TYPE_CHECKING:
    from orcid_tui.alma.manners import Pace, SavingManners

SLOWEST: Final = 0.5
FASTEST: Final = 25
"""The limit of an institution, for all its programs together."""
MOST_AT_ONCE: Final = 4
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class AlmaSettings:
    """The table [alma] of the settings file; each key as there."""

    per_second: float = 5
    in_flight: int = 4
    floor: int = 500
    normalization: str = ""
    cataloger_level: str = ""
    validate: bool = False

    def pace(self) -> Pace:
        """How fast and how much of the day, for the client."""
        from orcid_tui.alma.manners import Pace

        return Pace(per_second=self.per_second, in_flight=self.in_flight, floor=self.floor)

    def manners(self) -> SavingManners:
        """How records are saved, for the client."""
        from orcid_tui.alma.manners import SavingManners

        return SavingManners(self.normalization, self.cataloger_level, self.validate)


USUAL_ALMA: Final = AlmaSettings()
ALMA_KEYS: Final = tuple(asdict(USUAL_ALMA))


def alma_table(settings: AlmaSettings) -> dict[str, Any]:
    """The table of the file. Raises ConfigurationError for a value that is not allowed."""
    table = asdict(settings)
    alma_settings(table)
    return table


def alma_settings(table: Mapping[str, Any]) -> AlmaSettings:
    """What the table of the file says. Raises ConfigurationError as `checked` does."""
    return AlmaSettings(**checked("alma", table, asdict(USUAL_ALMA), _CHECKS))


def _per_second(value: object) -> str | None:
    good = type(value) in (int, float) and SLOWEST <= value <= FASTEST  # type: ignore[operator]
    return (
        None
        if good
        else _(
            "It is a number from {slowest} to {fastest}: Alma answers an institution "
            "{fastest} calls a second, for all its programs together."
        ).format(slowest=SLOWEST, fastest=FASTEST)
    )


def _in_flight(value: object) -> str | None:
    good = type(value) is int and 1 <= value <= MOST_AT_ONCE
    return None if good else _("It is a whole number from 1 to {most}.").format(most=MOST_AT_ONCE)


def _floor(value: object) -> str | None:
    good = type(value) is int and value >= 0
    return (
        None
        if good
        else _(
            "It is a whole number from 0 up: so many calls of the day are left to the "
            "institution's other programs."
        )
    )


def _text(value: object) -> str | None:
    good = isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()
    return (
        None
        if good
        else _("It is a short text in quotes, of at most {longest} characters.").format(
            longest=_LONGEST
        )
    )


def _validate(value: object) -> str | None:
    return None if isinstance(value, bool) else _("It is true or false, without quotes.")


_CHECKS: Final = {
    "per_second": _per_second,
    "in_flight": _in_flight,
    "floor": _floor,
    "normalization": _text,
    "cataloger_level": _text,
    "validate": _validate,
}
