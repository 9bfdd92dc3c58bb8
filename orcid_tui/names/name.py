"""A personal name in its parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name of a person, as a heading has it.

    `family` and `given` are clean and keep their accents; a name in direct order or of one
    word has everything in `family` and an empty `given`. `fuller` is the expansion in $q,
    `numeration` $b, `titles` $c, `dates` $d. `birth` and `death` are years read from $d,
    `active` the last year in which the person is said to have been active.
    `original_script` is the linked 880's $a.
    """

    family: str
    given: str = ""
    fuller: str = ""
    numeration: str = ""
    titles: tuple[str, ...] = ()
    dates: str = ""
    birth: int | None = None
    death: int | None = None
    active: int | None = None
    original_script: str = ""

    @property
    def direct(self) -> str:
        """Given name first, as on a title page."""
        return f"{self.given} {self.family}".strip()
