"""Asking for records so that one of them that Alma refuses does not hold back the others."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from orcid_tui.alma.bib import Bib
from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.faults import AlmaRefused, NotFound


@dataclass(frozen=True, slots=True)
class GivenOut:
    """What became of the MMS IDs that were asked for; those in neither Alma does not know."""

    bibs: dict[str, Bib] = field(default_factory=dict)
    refused: dict[str, AlmaRefused] = field(default_factory=dict)


async def give_out(
    api: AlmaApi, mms_ids: Sequence[str], refused: Callable[[], Awaitable[None]]
) -> GivenOut:
    """Up to 100 records. What nobody asked for is left out.

    `refused` is called before what Alma refused is asked for in parts. Raises AlmaError other than
    AlmaRefused, and what `refused` raises.
    """
    given = GivenOut()
    waiting = [tuple(mms_ids)]
    while waiting:
        ids = waiting.pop()
        try:
            found = await api.bibs(ids)
        except AlmaRefused as reason:
            if len(ids) == 1:
                if not isinstance(reason, NotFound):
                    given.refused[ids[0]] = reason
            else:
                await refused()
                waiting += _parts(ids, str(reason))
        else:
            given.bibs.update((bib.mms_id, bib) for bib in found if bib.mms_id in ids)
    return given


def _parts(ids: Sequence[str], reason: str) -> list[tuple[str, ...]]:
    """The IDs that Alma's reason names alone, the others together; or two halves."""
    named = set(re.findall("[0-9]+", reason)).intersection(ids)
    if named and len(named) < len(ids):
        rest = tuple(each for each in ids if each not in named)
        return [rest, *((each,) for each in ids if each in named)]
    half = len(ids) // 2
    return [tuple(ids[half:]), tuple(ids[:half])]
