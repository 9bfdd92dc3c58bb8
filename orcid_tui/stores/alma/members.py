"""Which titles a set has, page by page (alma-and-marc.md A8).

A logical set is a search that runs anew for every page: titles move from page to page meanwhile,
so that some come twice and others not at all. Pages that do not join, or numbers that do not add
up, are the sign of it; then the set is read again until they do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from orcid_tui.alma.contract import PAGE, AlmaApi, MembersPage
from orcid_tui.stores.alma.asking_once import AskingOnce

AHEAD: Final = 2
"""Pages that are asked for at once: the records of the first are wanted at the same time."""
PASSES: Final = 6


class MemberList:
    """The MMS IDs of a set, each once, in the order in which they came.

    `total` is the number of members that Alma said last. When `read` breaks off it goes on where it
    was when it is called again, and asks for nothing twice.
    """

    def __init__(
        self, api: AlmaApi, set_id: str, found: Callable[[Sequence[str]], Awaitable[None]]
    ) -> None:
        """`found` is called with new IDs as they come; nothing more is read before it returns."""
        self.total = 0
        self._ids: set[str] = set()
        self._found = found
        self._passes = 0
        self._pass: _Pass | None = None
        self._pages = AskingOnce[tuple[int, int], MembersPage](
            lambda question: api.members(set_id, question[1])
        )

    @property
    def missing(self) -> int:
        """How many members there should be that were not found."""
        return max(0, self.total - len(self._ids))

    async def read(self) -> None:
        """Read the set to its end, again where it is necessary. Raises AlmaError."""
        while self._passes < PASSES:
            one = self._pass = self._pass or _Pass(len(self._ids))
            await self._go_through(one)
            self._passes, self._pass = self._passes + 1, None
            added = len(self._ids) - one.known_before
            if one.adds_up or (not added and (one.steady or not self.missing)):
                return

    def cancel(self) -> None:
        """Ask for nothing any more."""
        self._pages.cancel()

    async def _go_through(self, one: _Pass) -> None:
        while (offset := one.offset) is not None:
            if not self._passes:
                for ahead in one.planned[:AHEAD]:
                    self._pages.start((self._passes, ahead))
            page = await self._pages.answer((self._passes, offset))
            self._pages.forget((self._passes, offset))
            self.total = page.total
            one.take(page, spread=not self._passes)
            new = [each for each in dict.fromkeys(page.ids) if each not in self._ids]
            if new:
                self._ids.update(new)
                await self._found(new)


class _Pass:
    """One reading of the whole set. `known_before` is the number of IDs known before."""

    def __init__(self, known_before: int) -> None:
        self.known_before = known_before
        self.steady = True
        """Whether all pages joined, and none said another number of members."""
        self.planned: list[int] = [0]
        """Where the pages begin that are still to come."""
        self._total = -1
        self._ids: set[str] = set()
        self._last: Sequence[str] = ()
        self._upto = 0

    @property
    def offset(self) -> int | None:
        """Where the next page begins; None behind the last."""
        return self.planned[0] if self.planned else None

    @property
    def adds_up(self) -> bool:
        """Whether nothing speaks against this being the whole set."""
        return self.steady and len(self._ids) == self._total

    def take(self, page: MembersPage, *, spread: bool) -> None:
        """The page at `offset`. With `spread` all pages are planned as soon as the total is known,
        else one behind the other, as long as there are any."""
        offset = self.planned.pop(0)
        if self._total < 0 and spread:
            self.planned = begins_of_pages(page.total)[1:]
        self.steady = self.steady and self._total in (-1, page.total)
        self.steady = self.steady and self._joins(offset, page.ids)
        self._total = page.total
        self._ids.update(page.ids)
        self._last, self._upto = page.ids, offset + len(page.ids)
        if not spread and page.ids and self._upto < page.total:
            self.planned = [self._upto]

    def _joins(self, offset: int, ids: Sequence[str]) -> bool:
        """Whether this page begins with the IDs that the last one ended with, where they overlap,
        and no gap is between them."""
        both = self._upto - offset
        return both == 0 or (both > 0 and tuple(self._last[-both:]) == tuple(ids[:both]))


def begins_of_pages(total: int) -> list[int]:
    """Where as few pages as possible begin so that they overlap as much as possible.

    It costs no request and shows most shifts at once: the last page is seldom full.
    """
    pages = max(1, -(-total // PAGE))
    room = max(0, total - PAGE)
    return [nth * room // (pages - 1) for nth in range(pages)] if pages > 1 else [0]
