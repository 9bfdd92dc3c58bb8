"""All sets that hold titles, page by page, although Alma lists all types of content or one.

Where all sets that were found are on one page, those with titles are picked from it. Otherwise the
types are asked for one after another and their totals added up, for Alma's own total of a list of
all types counts the others too (alma-and-marc.md A8). A server that does not sort by type is read
whole.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from orcid_tui.alma.contract import PAGE, TITLE_CONTENTS, AlmaSet, SetsPage
from orcid_tui.alma.faults import AlmaRefused

_NO_SUCH_VALUE: Final = "40166410"

Ask = Callable[[str, str, int], Awaitable[SetsPage]]
"""Words, type of content or empty, offset: one page of Alma's list."""


@dataclass(slots=True)
class _Share:
    """What Alma has of one type. `known` is its first page."""

    content: str
    total: int
    known: tuple[AlmaSet, ...] = ()


@dataclass(slots=True)
class _Found:
    """One search: its shares in the order in which they are shown, or all of it at once."""

    words: str
    shares: list[_Share] = field(default_factory=list)
    whole: tuple[AlmaSet, ...] | None = None


class SetSearch:
    """Remembers the last search, so that its further pages cost one call each, mostly."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._last: _Found | None = None

    async def page(self, words: str, offset: int) -> SetsPage:
        """Up to 100 sets. A page from the beginning is always asked for anew."""
        words = words.strip()
        found = self._last
        if found is None or found.words != words or offset == 0:
            found = self._last = await self._search(words)
        if found.whole is not None:
            return SetsPage(found.whole[offset : offset + PAGE], len(found.whole))
        sets: list[AlmaSet] = []
        begins = 0
        for share in found.shares:
            ends = begins + share.total
            while len(sets) < PAGE and begins <= offset + len(sets) < ends:
                more = await self._part(words, share, offset + len(sets) - begins)
                if not more:  # fewer than Alma said a moment ago
                    share.total = offset + len(sets) - begins
                    ends = begins + share.total
                sets.extend(more[: PAGE - len(sets)])
            begins = ends
        return SetsPage(tuple(sets), sum(share.total for share in found.shares))

    async def _part(self, words: str, share: _Share, offset: int) -> tuple[AlmaSet, ...]:
        if offset < len(share.known):
            return share.known[offset:]
        return (await self._ask(words, share.content, offset)).sets

    async def _search(self, words: str) -> _Found:
        found = _Found(words)
        every = await self._ask(words, "", 0)
        if len(every.sets) >= every.total and all(one.content for one in every.sets):
            found.whole = _with_titles(every)
            return found
        for content in TITLE_CONTENTS:
            try:
                page = await self._ask(words, content, 0)
            except AlmaRefused as refused:
                if refused.code != _NO_SUCH_VALUE:
                    raise
                continue  # an institution without this type
            if _unsorted(page, content, found.shares):
                found.whole = await self._all(words)
                return found
            found.shares.append(_Share(content, page.total, page.sets))
        return found

    async def _all(self, words: str) -> tuple[AlmaSet, ...]:
        sets: dict[str, AlmaSet] = {}
        offset = 0
        while True:
            page = await self._ask(words, "", offset)
            sets.update((one.id, one) for one in _with_titles(page))
            offset += len(page.sets)
            if not page.sets or offset >= page.total:
                return tuple(sets.values())


def _with_titles(page: SetsPage) -> tuple[AlmaSet, ...]:
    return tuple(one for one in page.sets if one.holds_titles)


def _unsorted(page: SetsPage, content: str, before: list[_Share]) -> bool:
    """Whether the server has given out sets of other types too."""
    if any(one.content not in ("", content) for one in page.sets):
        return True
    seen = {one.id for share in before for one in share.known}
    return any(one.id in seen for one in page.sets)
