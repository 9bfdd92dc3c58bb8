"""What is asked of Alma, in the words of this program; `alma.client` asks the real one.

All methods raise what `alma.faults` defines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from orcid_tui.alma.bib import Bib

PAGE = 100
"""The most that one call returns: sets, members, records (alma-and-marc.md A10)."""

TITLE_CONTENTS: Final = ("BIB_MMS", "IEP", "IEE", "IED", "IE")
"""Types of sets whose members' numbers are MMS IDs: all titles, physical, electronic, digital and
inventory titles (alma-and-marc.md A8)."""


class Environment(Enum):
    """Which Alma this is. What is not known is treated like production."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Institution:
    """Whose Alma this is: `code` such as 01ABC_INST, `name` for people."""

    code: str
    name: str
    environment: Environment


@dataclass(frozen=True, slots=True)
class AlmaSet:
    """A set. `content` is its type of members, such as BIB_MMS; `members` is None where the list
    of sets did not say (only a set asked for by itself says it)."""

    id: str
    name: str
    description: str = ""
    content: str = ""
    content_name: str = ""
    logical: bool = False
    private: bool = False
    created_by: str = ""
    members: int | None = None

    @property
    def holds_titles(self) -> bool:
        """Whether the members' numbers are MMS IDs."""
        return not self.content or self.content in TITLE_CONTENTS


@dataclass(frozen=True, slots=True)
class SetsPage:
    """Some sets; `total` counts all that were found."""

    sets: tuple[AlmaSet, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The MMS IDs of some members; `total` counts all members at the time of this answer."""

    ids: tuple[str, ...]
    total: int


class AlmaApi(Protocol):
    """One institution's (or one network's) Alma."""

    @property
    def host(self) -> str:
        """The name of the server, for people and for the journal."""

    @property
    def remaining(self) -> int | None:
        """How many calls the institution has left today (X-Exl-Api-Remaining), if ever said."""

    @property
    def requests_sent(self) -> int:
        """How many requests went out, repeats included."""

    async def institution(self) -> Institution:
        """GET conf/general."""

    async def may_read(self) -> bool:
        """GET bibs/test: whether the key may read bibliographic records."""

    async def may_write(self) -> bool:
        """POST bibs/test: whether the key may write bibliographic records."""

    async def sets(self, words: str, offset: int) -> SetsPage:
        """A page of the sets that hold titles, whose names have these words."""

    async def one_set(self, set_id: str) -> AlmaSet:
        """One set, with the number of its members."""

    async def members(self, set_id: str, offset: int) -> MembersPage:
        """A page of a set's members. Pages of a logical set may shift between calls."""

    async def bibs(self, mms_ids: Sequence[str]) -> tuple[Bib, ...]:
        """Up to 100 records at once, in Alma's order. What Alma does not know is left out."""

    async def bib(self, mms_id: str) -> Bib:
        """One record, as it is now."""

    async def put(self, mms_id: str, xml: bytes) -> Bib:
        """Save a record: `xml` is the whole `<bib>`. Returns the record that Alma stored.

        With `stale_version_check=true` and `override_lock=false`. Repeated only where Alma cannot
        have processed it; otherwise raises OutcomeUnknown.
        """

    async def aclose(self) -> None:
        """Give back connections."""
