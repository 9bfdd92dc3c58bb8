"""What did not come as it was asked for, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Final

from orcid_tui.alma.faults import AlmaRefused
from orcid_tui.language import _, many, number
from orcid_tui.stores.alma.changeable import format_name
from orcid_tui.text import clean

_NAMED: Final = 10


def not_given_out(ids: Sequence[str]) -> Iterator[str]:
    """Titles that Alma left out of its answers, or calls not valid."""
    if ids:
        yield many(
            "Alma gives out no record for {n:,} title: {listed}.",
            "Alma gives out no record for {n:,} titles: {listed}.",
            len(ids),
            listed=_listed(ids),
        )


def refused(reasons: Mapping[str, AlmaRefused]) -> Iterator[str]:
    """Titles that Alma refused to give out, together where it gave the same reason."""
    same: dict[str, list[str]] = {}
    for mms_id, reason in reasons.items():
        unlike = filter(None, (mms_id, reason.tracking_id))
        why = reduce(lambda text, part: text.replace(part, "…"), unlike, reason.message)
        same.setdefault(clean(why), []).append(mms_id)
    for why, ids in same.items():
        said = clean(reasons[ids[0]].message) if len(ids) == 1 else why
        yield many(
            "Alma did not give out {n:,} title: {listed}. {said}",
            "Alma did not give out {n:,} titles: {listed}. {said}",
            len(ids),
            listed=_listed(ids),
            said=said,
        )


def not_in_marc(ids: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Titles in other formats, by Alma's word for the format."""
    for record_format, found in ids.items():
        yield many(
            "{n:,} title is in {format} and not in MARC: {listed}.",
            "{n:,} titles are in {format} and not in MARC: {listed}.",
            len(found),
            format=format_name(record_format),
            listed=_listed(found),
        )


def members_short(total: int, missing: int) -> Iterator[str]:
    """A set in which fewer titles were found than it says it has."""
    if missing:
        yield (
            _(
                "Alma counts {total} members in this set, but only {came} different ones "
                "came, also when the set was read again: it may name some twice, or it "
                "changes."
            ).format(total=number(total), came=number(total - missing))
        )


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (_(" and {n} more").format(n=number(more)) if more > 0 else "")
