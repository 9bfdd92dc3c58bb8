"""What takes one write back in a field that others may have changed since.

Only what the save did is undone: the subfields that it wrote go, those that it dropped or replaced
come back, everything else stays as it is now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from orcid_tui.headings.linked import MARC21_CODES, UNIMARC_CODES, find_marks
from orcid_tui.language import _
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import (
    AddSubfield,
    DropSubfield,
    SetSubfield,
    Step,
    staying,
    steps_between,
)
from orcid_tui.text import clean

_CODES: Final = "".join(dict.fromkeys(MARC21_CODES + UNIMARC_CODES))


def steps_back(before: Field, after: Field, now: Field) -> tuple[Step, ...]:
    """How `now` loses what led from `before` to `after`; no steps when it has lost that already.

    `before` and `after` differ in subfields only. Raises FieldRefused when what was written has
    been changed by somebody since.
    """
    if _as_before(before, after, now):
        return ()
    written = Counter(after.subfields) - Counter(before.subfields)
    dropped = Counter(before.subfields) - Counter(after.subfields)
    _check_still_there(written, after, now)
    if dropped:
        _check_no_other_id(after, now)
    missing = Counter(before.subfields) - Counter(now.subfields)
    images = _images(after.subfields, now.subfields)
    steps: list[Step] = []
    for step in steps_between(after, before):
        if isinstance(step, AddSubfield):
            if _taken(missing, Subfield(step.code, step.value)):
                steps.append(step._replace(before=_place(step.before, images, now)))
            continue
        old = after.subfields[step.at]
        if not _taken(written, old):  # it only stood elsewhere
            continue
        if isinstance(step, SetSubfield) and _taken(missing, Subfield(old.code, step.value)):
            steps.append(SetSubfield(images[step.at], step.value))
        else:
            steps.append(DropSubfield(images[step.at]))
    return tuple(steps)


def _taken(left: Counter[Subfield], one: Subfield) -> bool:
    """Whether one of these is left; it is not any more then."""
    if not left[one]:
        return False
    left[one] -= 1
    return True


def _as_before(before: Field, after: Field, now: Field) -> bool:
    """Whether each subfield that the save was about is there as often as it was before."""
    old, new, here = map(Counter, (before.subfields, after.subfields, now.subfields))
    return all(here[each] == old[each] for each in old | new if old[each] != new[each])


def _check_still_there(written: Iterable[Subfield], after: Field, now: Field) -> None:
    for each in written:
        here, then = now.subfields.count(each), after.subfields.count(each)
        if here < then:
            raise FieldRefused(
                _("{subfield} is not there any more: somebody has changed the field since.").format(
                    subfield=clean(str(each))
                )
            )
        if here > then:
            raise FieldRefused(
                _(
                    "{subfield} stands there more often now: somebody has changed the field since."
                ).format(subfield=clean(str(each)))
            )


def _check_no_other_id(after: Field, now: Field) -> None:
    """Beside an iD that others have given the field since, no earlier one is put back."""
    known = {(mark.code, mark.text) for mark in find_marks(after, _CODES)}
    for mark in find_marks(now, _CODES):
        if (mark.code, mark.text) not in known:
            raise FieldRefused(
                _(
                    "The field has got {subfield} since, so the earlier iD is not put back "
                    "beside it."
                ).format(subfield=clean(f"${mark.code} {mark.text}"))
            )


def _images(then: Sequence[Subfield], now: Sequence[Subfield]) -> Mapping[int, int]:
    """Where each subfield stands now, also where it was moved."""
    images = dict(staying(then, now))
    free = [at for at in range(len(now)) if at not in images.values()]
    for at, each in enumerate(then):
        if at not in images:
            moved = next((place for place in free if now[place] == each), None)
            if moved is not None:
                images[at] = moved
                free.remove(moved)
    return images


def _place(before: int, images: Mapping[int, int], now: Field) -> int:
    """In front of what it stood in front of, else behind what it stood behind, else at the end."""
    if before in images:
        return images[before]
    behind = next((images[at] for at in range(before - 1, -1, -1) if at in images), None)
    return len(now.subfields) if behind is None else behind + 1
