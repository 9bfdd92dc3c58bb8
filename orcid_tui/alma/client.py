"""Alma's REST interface behind `alma.contract.AlmaApi` (alma-and-marc.md A3 to A8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode

from orcid_tui.alma.answers import Area
from orcid_tui.alma.bib import Bib
from orcid_tui.alma.bib_reading import read_bibs
from orcid_tui.alma.contract import PAGE, AlmaSet, Institution, MembersPage, SetsPage
from orcid_tui.alma.faults import KeyRefused, NotFound
from orcid_tui.alma.http import JSON, Call, Door
from orcid_tui.alma.manners import SavingManners
from orcid_tui.alma.safe_xml import UnreadableAnswer
from orcid_tui.alma.set_reading import read_institution, read_members, read_set, read_sets
from orcid_tui.alma.set_search import SetSearch
from orcid_tui.language import _

_BIBS: Final = "/almaws/v1/bibs"
_CONF: Final = "/almaws/v1/conf"
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class AlmaClient:
    """One institution's or one network's Alma, asked with one key."""

    def __init__(self, door: Door, manners: SavingManners) -> None:
        self._door = door
        self._saving = _saving_query(manners)
        self._set_search = SetSearch(self._list_sets)

    @property
    def host(self) -> str:
        """The name of the server, for people and for the journal."""
        return self._door.host

    @property
    def remaining(self) -> int | None:
        """How many calls the institution has left today, if ever said."""
        return self._door.calls_left.remaining

    @property
    def requests_sent(self) -> int:
        """How many requests went out, repeats included."""
        return self._door.requests_sent

    async def institution(self) -> Institution:
        """GET conf/general. Raises KeyRefused for a key without the area Configuration."""
        call = Call("GET", f"{_CONF}/general", Area.CONFIGURATION, accept=JSON)
        return await self._door.ask(call, read_institution)

    async def may_read(self) -> bool:
        """GET bibs/test: whether the key may read bibliographic records."""
        return await self._test("GET", Area.READ_BIBS)

    async def may_write(self) -> bool:
        """POST bibs/test: whether the key may write bibliographic records."""
        return await self._test("POST", Area.WRITE_BIBS)

    async def sets(self, words: str, offset: int) -> SetsPage:
        """Up to 100 of the sets that hold titles, in whose names or makers' names these words are.

        `offset` is the number of sets that came before, as in the pages given out here.
        """
        return await self._set_search.page(_plain_words(words), offset)

    async def one_set(self, set_id: str) -> AlmaSet:
        """One set, with the number of its members."""
        path = f"{_CONF}/sets/{_in_path(set_id, 'set')}"
        return await self._door.ask(Call("GET", path, Area.CONFIGURATION, accept=JSON), read_set)

    async def members(self, set_id: str, offset: int) -> MembersPage:
        """A page of a set's members."""
        call = Call(
            "GET",
            f"{_CONF}/sets/{_in_path(set_id, 'set')}/members",
            Area.CONFIGURATION,
            query=f"limit={PAGE}&offset={offset}",
            accept=JSON,
        )
        return await self._door.ask(call, read_members)

    async def bibs(self, mms_ids: Sequence[str]) -> tuple[Bib, ...]:
        """Up to 100 records at once, in Alma's order. What Alma does not know is left out, or the
        whole call is refused with NotFound."""
        if not mms_ids:
            return ()
        wanted = ",".join(quote(mms_id, safe="") for mms_id in mms_ids)
        call = Call("GET", _BIBS, Area.READ_BIBS, query=f"mms_id={wanted}")
        return await self._door.ask(call, read_bibs)

    async def bib(self, mms_id: str) -> Bib:
        """One record, as it is now."""
        path = f"{_BIBS}/{_in_path(mms_id, 'record')}"
        return await self._door.ask(
            Call("GET", path, Area.READ_BIBS), lambda body: _this_bib(mms_id, body)
        )

    async def put(self, mms_id: str, xml: bytes) -> Bib:
        """Save a record; see AlmaApi. The bytes go out as they are, behind an XML declaration."""
        path = f"{_BIBS}/{_in_path(mms_id, 'record')}"
        call = Call("PUT", path, Area.WRITE_BIBS, query=self._saving, body=_DECLARATION + xml)
        return await self._door.ask(call, lambda body: _this_bib(mms_id, body))

    async def aclose(self) -> None:
        """Give back connections."""
        await self._door.aclose()

    async def _test(self, method: str, area: Area) -> bool:
        try:
            await self._door.ask(Call(method, f"{_BIBS}/test", area), lambda _: None)
        except KeyRefused:
            return False
        return True

    async def _list_sets(self, words: str, content: str, offset: int) -> SetsPage:
        parameters = {"limit": str(PAGE), "offset": str(offset)}
        if content:
            parameters["content_type"] = content
        if words:
            parameters["q"] = f"name~{words}"
        call = Call(
            "GET",
            f"{_CONF}/sets",
            Area.CONFIGURATION,
            query=urlencode(parameters, quote_via=quote, safe="~"),
            accept=JSON,
        )
        return await self._door.ask(call, read_sets)


def _plain_words(words: str) -> str:
    """Words that Alma's search takes for words: `~` parts index and words, AND and OR in capitals
    join questions."""
    return " ".join(
        word.lower() if word in ("AND", "OR", "NOT") else word
        for word in words.replace("~", " ").split()
    )


def _in_path(number: str, what: str) -> str:
    """As part of a path. An empty one would ask for something else altogether."""
    if not number.strip() or number.strip(".") == "":
        raise NotFound(_("There is no {what} without a number.").format(what=what))
    return quote(number.strip(), safe="")


def _this_bib(mms_id: str, body: bytes) -> Bib:
    bibs = read_bibs(body)
    if len(bibs) != 1:
        raise UnreadableAnswer(_("it holds {n} records, not one").format(n=len(bibs)))
    if bibs[0].mms_id != mms_id.strip():
        raise UnreadableAnswer(_("it holds another record than the one that was asked for"))
    return bibs[0]


def _saving_query(manners: SavingManners) -> str:
    """Alma's defaults overwrite other people's work (alma-and-marc.md A7)."""
    parameters = {
        "validate": "true" if manners.validate else "false",
        "override_warning": "true",
        "override_lock": "false",
        "stale_version_check": "true",
        "check_match": "false",
    }
    if manners.normalization.strip():
        parameters["normalization"] = manners.normalization.strip()
    if manners.cataloger_level.strip():
        parameters["cataloger_level"] = manners.cataloger_level.strip()
    return urlencode(parameters)
