"""A source of records in memory and a registry that answers as it is told.

The session, the ranking and the screens over them are the real ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orcid_tui.errors import RegistryError, SaveError
from orcid_tui.headings.changes import steps_for
from orcid_tui.headings.heading import HeadingRef, WorkDescription
from orcid_tui.headings.practice import USUAL_PRACTICE
from orcid_tui.history.origin import Origin
from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.marc.steps import carried_out
from orcid_tui.names.folding import folded
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FoundPerson,
    PartialDate,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.registry.protocol import Access, Breadth, DayCount, SearchAnswer
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import (
    Change,
    FieldRefused,
    Preview,
    Refusal,
    SaveMode,
    SaveReport,
    SaveTarget,
    SaveWatch,
    ScanBatch,
)

LEADER = "00000nam a2200000 i 4500"


def invented(number: int) -> OrcidId:
    """The iD of the n-th invented person."""
    return OrcidId.from_base(f"0099{number:011}")


def subfields(*pairs: tuple[str, str]) -> tuple[Subfield, ...]:
    """Subfields from pairs of code and value."""
    return tuple(Subfield(code, value) for code, value in pairs)


def name_field(name: str, *more: tuple[str, str], tag: str = "100", ind: str = "1 ") -> Field:
    """A personal-name field."""
    return Field(tag, ind, subfields(("a", name), *more))


def record(
    number: int, *fields: Field, title: str = "", year: str = "2019", by: str = ""
) -> BibRecord:
    """A book with these name fields."""
    day = Field("008", data=f"190101s{year}    no            000 0 eng d")
    statement = (("a", f"{title or f'Book number {number}'} /"), *((("c", by),) if by else ()))
    published = Field(
        "264", " 1", subfields(("a", "Oslo :"), ("b", "Invented Press,"), ("c", f"{year}."))
    )
    whole = (
        Field("001", data=f"99{number:06}"),
        day,
        *(field for field in fields if field.tag == "100"),
        Field("245", "10", subfields(*statement)),
        published,
        *(field for field in fields if field.tag != "100"),
    )
    return BibRecord(number, LEADER, tuple(f.tag for f in whole), whole.__getitem__)


class MemoryStore:
    """Records in memory; `save` writes one line for each change."""

    label = "sample.mrc"
    location = "/invented/sample.mrc (binary MARC 21, UTF-8)"
    read_only = ""
    holds_demo = True
    practice = USUAL_PRACTICE
    keeps_order = True
    resumes = False
    troubles: tuple[tuple[int, str], ...] = ()
    save_modes: tuple[SaveMode, ...] = (SaveMode.BESIDE, SaveMode.REPLACE)

    def __init__(
        self,
        records: Sequence[BibRecord] = (),
        *,
        folder: Path | None = None,
        make: Callable[[int], BibRecord] | None = None,
        count: int = 0,
    ) -> None:
        self._records = records
        self._make = make
        self._count = count or len(records)
        self._folder = folder or Path("/invented")
        self.saves: list[tuple[tuple[Change, ...], SaveTarget]] = []
        self.save_fails = ""
        self.claimed_elsewhere = ""
        self.refuse: set[HeadingRef] = set()
        self.unchangeable: dict[int, str] = {}
        self.hold_scan: asyncio.Event | None = None
        self.hold_save: asyncio.Event | None = None
        self.closed = False

    def claim(self) -> str:
        """What it was told to say."""
        return self.claimed_elsewhere

    def describe(self, number: int) -> str:
        """The ordinal."""
        return f"record {number:,}"

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Batches of 1,000 records; waits after the first if it is told to."""
        for start in range(0, self._count, 1000):
            refs: list[HeadingRef] = []
            numbers = range(start + 1, min(start + 1000, self._count) + 1)
            for number in numbers:
                tags = self.record(number).tags
                for tag in ("100", "700"):
                    refs += [HeadingRef(number, tag, n + 1) for n in range(tags.count(tag))]
            yield ScanBatch(tuple(refs), numbers[-1], numbers[-1], self._count)
            if self.hold_scan is not None:
                await self.hold_scan.wait()
            await asyncio.sleep(0)

    def record(self, number: int) -> BibRecord:
        """A record by its ordinal."""
        return self._make(number) if self._make else self._records[number - 1]

    def preview(self, change: Change) -> Preview:
        """The field as the steps make it."""
        if change.ref in self.refuse:
            raise FieldRefused("The record would be longer than 99,999 bytes.")
        field = self.record(change.ref.record).occurrence(change.ref.tag, change.ref.occurrence)
        assert field is not None
        steps = steps_for(field, change.wish, change.orcid, self.practice)
        return Preview(field, replace(field, subfields=carried_out(field.subfields, steps)))

    def why_unchangeable(self, number: int) -> str:
        """What it was told to say of this record."""
        return self.unchangeable.get(number, "")

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Note what was asked for."""
        self.saves.append((tuple(changes), target))
        if self.hold_save is not None:
            await self.hold_save.wait()
        if self.save_fails:
            raise SaveError(self.save_fails)
        written = tuple(i.ref for i in changes if i.ref not in self.refuse)
        refused = tuple(
            Refusal(i.ref, self.record(i.ref.record).control_number, "It is too long.")
            for i in changes
            if i.ref in self.refuse
        )
        backup = self._folder / "sample.mrc.bak" if target.mode is SaveMode.REPLACE else None
        [path] = self.proposed_paths(target.mode)
        return SaveReport(written, refused, path, backup)

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """Where a save would write."""
        name = "sample.mrc" if mode is SaveMode.REPLACE else "sample-orcid.mrc"
        return (self._folder / name,)

    def close(self) -> None:
        """Remember it."""
        self.closed = True


@dataclass
class MemoryRegistry:
    """Persons in memory. `fails` is raised by every question; `hold` lets answers wait."""

    persons: tuple[FoundPerson, ...] = ()
    profiles: dict[OrcidId, PersonProfile] | None = None
    label: str = "demo registry"
    ids_may_be_saved: bool = True
    anonymous: bool = False
    fails: RegistryError | None = None
    hold: asyncio.Event | None = None
    requests_sent: int = 0
    day: DayCount | None = None
    may_look_ahead: bool = True
    notice: str = ""
    closed: bool = False

    def __post_init__(self) -> None:
        self.asked: list[str] = []

    @property
    def access(self) -> Access:
        """With or without credentials."""
        return Access(self.anonymous, "anonymous" if self.anonymous else "invented persons only")

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        """All persons with this family name."""
        await self._ask(name.family)
        hits = tuple(p for p in self.persons if folded(p.family_name) == folded(name.family))
        return SearchAnswer(hits, len(hits))

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        """Each name has to be asked for by itself."""
        return (None,) * len(names)

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> SearchAnswer:
        """Nobody lists anything."""
        return SearchAnswer((), 0)

    async def search_identifiers(self, numbers: Sequence[ExternalIdentifier]) -> SearchAnswer:
        """Nobody lists any."""
        return SearchAnswer((), 0)

    async def find(self, orcid: OrcidId) -> FoundPerson | None:
        """One person."""
        return next((p for p in self.persons if p.orcid == orcid), None)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The profile given, else one made from the hit."""
        await self._ask(str(orcid))
        if self.profiles and orcid in self.profiles:
            return self.profiles[orcid]
        found = await self.find(orcid)
        if found is None:
            return PersonProfile(orcid, ProfileState.UNKNOWN)
        return PersonProfile(
            orcid,
            given_names=found.given_names,
            family_name=found.family_name,
            other_names=found.other_names,
            employments=(
                *(_professor(place) for place in found.affiliations),
                Affiliation("Old College", start=PartialDate(2003), end=PartialDate(2014, 7)),
            ),
            works=(
                PublishedWork("Letters from the harbour", 2017, "Journal of Small Things"),
                PublishedWork("On [brackets] in titles", 2020, "Notes"),
            ),
            works_total=9,
        )

    async def check(self) -> str:
        """Always well."""
        return "The registry answers."

    def go_on_anonymously(self) -> None:
        """Forget the credentials; what failed because of them works now."""
        self.anonymous = True
        self.fails = None

    async def aclose(self) -> None:
        """Remember it."""
        self.closed = True

    async def _ask(self, what: str) -> None:
        self.requests_sent += 1
        self.asked.append(what)
        if self.hold is not None:
            await self.hold.wait()
        if self.fails is not None:
            raise self.fails


def _professor(place: str) -> Affiliation:
    return Affiliation(
        place,
        "Department of History",
        "professor",
        "Oslo",
        "NO",
        PartialDate(2014, 8),
        current=True,
    )


LONG_NAME = (
    "Institute for Very Long and Carefully Written Names of Institutions, "
    "Department of Examples in the Far North"
)

PERSONS = (
    FoundPerson(
        invented(1), "Anna", "Hansen", "", ("A. M. Hansen",), ("University of Oslo", "NTNU")
    ),
    FoundPerson(invented(2), "Anna Marie", "Hansen", "", (), ("University of Bergen",)),
    FoundPerson(invented(3), "Åse", "Hansen"),
    FoundPerson(invented(4), "Jane", "Smith", "", (), (LONG_NAME, "University of Cape Town")),
    FoundPerson(invented(5), "王", "小", "Xiao Wang", ("王小",), ("复旦大学",)),
    FoundPerson(invented(6), "Olga [Olya]\x1b[31m", "Bergstrøm", "", (), ("Åbo [/x] Akademi",)),
)

RECORDS = (
    record(
        1,
        name_field("Hansen, Anna,", ("d", "1961-"), ("e", "author.")),
        name_field("Smith, Jane,", ("e", "editor."), tag="700"),
        title="Harbours of the north",
        by="Anna Hansen ; edited by Jane Smith.",
    ),
    record(2, name_field("Nobody, Norbert."), title="A book by a man without an iD"),
    record(
        3,
        name_field("Hansen, Åse.", ("1", "http://viaf.org/viaf/12345")),
        title="Short letters [microform]",
    ),
    record(4, name_field("Hansen, Anna.", ("1", invented(1).uri)), title="Linked already"),
    record(5, name_field("Hansen family.", ind="3 "), title="Papers of a family"),
    record(6, name_field("Bergstrøm, Olga."), title="[/oops] \u0098The\u009c brackets [s.n.]"),
    record(7, name_field("小, 王."), title="中文書名", year="2021"),
)


ORIGIN = Origin(("small",), system="the small session")


def small_session(
    registry: MemoryRegistry | None = None, store: MemoryStore | None = None
) -> Session:
    """Seven records with eight headings, six invented persons; with a history, as files have."""
    return Session(
        store or MemoryStore(RECORDS), registry or MemoryRegistry(PERSONS), origin=ORIGIN
    )


def big_record(number: int) -> BibRecord:
    """The n-th of endlessly many books, one heading each."""
    return record(number, name_field(f"Hansen, Anna {number}."), title=f"Volume {number}")
