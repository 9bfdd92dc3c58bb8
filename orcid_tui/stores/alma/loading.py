"""Loading a source: its members page by page, and the records of one page beside the next.

1,000 titles cost 10 pages of members and 10 of records (alma-and-marc.md A8), in the order of the
set, as fast as the connection lets them through.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Final

from orcid_tui.alma.contract import PAGE, AlmaApi, AlmaSet
from orcid_tui.alma.faults import AlmaError, AlmaRefused
from orcid_tui.errors import SourceError
from orcid_tui.language import _, number
from orcid_tui.stores.alma import noticing
from orcid_tui.stores.alma.asking_once import AskingOnce
from orcid_tui.stores.alma.giving_out import GivenOut, give_out
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.members import MemberList
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.stores.protocol import ScanBatch
from orcid_tui.text import clean

_AT_ONCE: Final = 6
"""Pages of records that are asked for before the first of them is needed."""
_LEAD: Final = 10
"""How many pages the list of members may be ahead of the records."""


class Loading:
    """One loading of one source. What broke off goes on when `batches` is called again."""

    def __init__(self, api: AlmaApi, source: AlmaSource, records: LoadedRecords) -> None:
        self._api = api
        self._source = source
        self._records = records
        self._ids: list[str] = list(source.mms_ids)
        self._listed = not source.set_id
        self._taken = 0
        """Pages of records taken in."""
        self._moved = asyncio.Event()
        self._unknown: list[str] = []
        self._refused: dict[str, AlmaRefused] = {}
        self._members = MemberList(api, source.set_id, self._found)
        self._pages = AskingOnce[int, GivenOut](self._ask_for_page)
        self._set = AskingOnce[str, AlmaSet](api.one_set)

    @property
    def notices(self) -> tuple[str, ...]:
        """What did not come as it was asked for, in sentences."""
        numbers = self._records.numbers_not_in_marc()
        strange = {
            word: [self._records.mms_ids[n - 1] for n in found] for word, found in numbers.items()
        }
        return (
            *(noticing.members_short(self._total, self._members.missing) if self._listed else ()),
            *noticing.not_given_out(self._unknown),
            *noticing.refused(self._refused),
            *noticing.not_in_marc(strange),
        )

    async def batches(self) -> AsyncGenerator[ScanBatch, None]:
        """The titles that are not loaded yet, some at a time. Raises SourceError."""
        listing = asyncio.create_task(self._list())
        broke_off = False
        try:
            while await self._is_ready(listing):
                given = await self._pages.answer(self._taken)
                yield await self._take_in(given)
            listing.result()
            await self._check_not_empty()
            if len(self._records) < self._total:
                done = len(self._records)
                yield ScanBatch((), done, done, done)
        except SourceError:
            broke_off = True
            raise
        except AlmaError as trouble:
            broke_off = True
            raise self._explained(trouble) from trouble
        finally:
            listing.cancel()
            if not broke_off:  # else what was asked for may come, and will not be asked for again
                self.cancel()

    def cancel(self) -> None:
        """Ask for nothing any more."""
        for asking in (self._members, self._pages, self._set):
            asking.cancel()

    # --- the list of titles ------------------------------------------------------------

    @property
    def _total(self) -> int:
        return max(self._members.total, len(self._ids))

    async def _list(self) -> None:
        try:
            if not self._listed:
                await self._members.read()
                self._listed = True
        finally:
            self._move()

    async def _found(self, ids: Sequence[str]) -> None:
        self._ids += ids
        self._start_pages()
        self._move()
        while len(self._ids) > (self._taken + _LEAD) * PAGE:
            await self._moved.wait()

    # --- the records -------------------------------------------------------------------

    @property
    def _whole_pages(self) -> int:
        """Pages of which all titles are known; the last is one only when there are no others."""
        return -(-len(self._ids) // PAGE) if self._listed else len(self._ids) // PAGE

    def _start_pages(self) -> None:
        for page in range(self._taken, min(self._taken + _AT_ONCE, self._whole_pages)):
            self._pages.start(page)

    async def _is_ready(self, listing: asyncio.Task[None]) -> bool:
        """Wait for another page. False when there is none; then `listing` is done."""
        while self._taken >= self._whole_pages and not listing.done():
            waiting = asyncio.create_task(self._moved.wait())
            try:
                await asyncio.wait((listing, waiting), return_when=asyncio.FIRST_COMPLETED)
            finally:
                waiting.cancel()
        self._start_pages()
        return self._taken < self._whole_pages

    async def _ask_for_page(self, page: int) -> GivenOut:
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        given = await give_out(self._api, ids, self._check_holds_titles)
        if not given.bibs:
            await self._check_holds_titles()
        return given

    async def _take_in(self, given: GivenOut) -> ScanBatch:
        ids = self._ids[self._taken * PAGE : (self._taken + 1) * PAGE]
        titles = [(mms_id, given.bibs.get(mms_id)) for mms_id in ids]
        taken = await asyncio.to_thread(self._records.take_in, titles)
        self._refused |= given.refused
        self._unknown += [
            mms_id for mms_id, bib in titles if bib is None and mms_id not in given.refused
        ]
        self._pages.forget(self._taken)
        self._taken += 1
        self._move()
        done = len(self._records)
        return ScanBatch(taken.refs, done, done, self._total, taken.plain)

    def _move(self) -> None:
        """Wake everyone who waits for something to change."""
        self._moved.set()
        self._moved = asyncio.Event()

    # --- what may be wrong with a source -----------------------------------------------

    async def _check_holds_titles(self) -> None:
        """Raise SourceError when the members of the set are something else."""
        if not self._source.set_id:
            return
        about = await self._set.answer(self._source.set_id)
        if not about.holds_titles:
            kind = clean(about.content_name or about.content)
            raise SourceError(
                _("The set “{name}” does not hold titles, but {kind}.").format(
                    name=clean(about.name), kind=kind
                ),
                _("Choose a set of titles, or make one of these in Alma."),
            )

    async def _check_not_empty(self) -> None:
        if not self._ids:
            await self._check_holds_titles()
            about = await self._set.answer(self._source.set_id)
            raise SourceError(
                _("The set “{name}” is empty.").format(name=clean(about.name)),
                _("Choose another, or fill it in Alma."),
            )
        if len(self._unknown) + len(self._refused) == len(self._ids):
            raise SourceError(
                " ".join(
                    (*noticing.not_given_out(self._unknown), *noticing.refused(self._refused))
                ),
                _("Check the MMS IDs, and whether they belong to this Alma."),
            )

    def _explained(self, trouble: AlmaError) -> SourceError:
        done = len(self._records)
        if not done:
            return SourceError(trouble.message, trouble.hint)
        loaded = _("{done} of {total} titles are loaded.").format(
            done=number(done), total=number(self._total)
        )
        return SourceError(f"{loaded} {trouble.message}", trouble.hint)
