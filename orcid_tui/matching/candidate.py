"""A person offered for a heading, with what speaks for and against."""

from __future__ import annotations

from dataclasses import dataclass

from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate. `score` is 0 to 1; `reasons` are short sentences, the strongest first.

    `doubts` are what speaks against, in the same form.
    """

    person: FoundPerson
    score: float
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def orcid(self) -> OrcidId:
        """The person's iD."""
        return self.person.orcid


@dataclass(frozen=True, slots=True)
class LookUp:
    """The answer for one heading.

    `candidates` best first. `total` is the number of hits the registry counted, which may be
    more than are here. `loose` says that only some words of the name were asked for.
    `recommended` is given only when the program is sure; `note` says why there is no
    candidate, or why none is recommended.
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    loose: bool = False
    recommended: OrcidId | None = None
    note: str = ""
