"""Finding a field again in a record that others may have changed since it was decided upon.

By position and content together, never by the text of a name alone: two persons of one name in
one record are two fields (alma-and-marc.md C2). Content means indicators and subfields in any
order, because rules on saving may sort them (B5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from orcid_tui.headings.describing import describe_work
from orcid_tui.language import _
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import carried_out
from orcid_tui.names.folding import folded
from orcid_tui.stores.alma.verifying import holds
from orcid_tui.stores.alma.write_back import FieldWork

_Content = tuple[str, tuple[tuple[str, str], ...]]

CHANGED: Final = _(
    "Somebody has changed this field since you opened the record, so nothing was "
    "written; look at it as it is now."
)
GONE: Final = _(
    "The record has no such field any more, so nothing was written; look at the record in Alma."
)
_SEVERAL: Final = _(
    "The record has this field several times now, and it cannot be told which one was "
    "meant, so nothing was written; look at the record in Alma."
)
_OTHER_WORK: Final = _(
    "The record describes another work now than when you opened it, so nothing was "
    "written; look at it as it is now."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one field in the record as it is now.

    `index` counts in `BibRecord.tags`. With `done` the field is as wanted already. Without an
    index nothing may be written: `reason` says why, `theirs` is what may have become of the field.
    """

    work: FieldWork
    index: int | None = None
    done: bool = False
    theirs: Field | None = None
    reason: str = ""


def find_fields(
    seen: BibRecord, now: BibRecord, works: Sequence[FieldWork]
) -> tuple[Standing, ...]:
    """Each field in the record as it is now, in the order of `works`; no two of them the same.

    `seen` is the record that the decisions were made upon. Whether steps are left to do for a
    field that was found, the steps themselves have to say.
    """
    found: dict[int, Standing] = {}
    for tag in dict.fromkeys(work.field.tag for work in works):
        numbered = {k: work for k, work in enumerate(works) if work.field.tag == tag}
        found |= _OneTag(seen, now, tag, numbered).standings()
    by_work = tuple(found[k] for k in range(len(works)))
    if _same_work(seen, now):
        return by_work
    return tuple(
        each if each.done or each.work.agreed else _in_another_work(each, now) for each in by_work
    )


def _in_another_work(standing: Standing, now: BibRecord) -> Standing:
    theirs = standing.theirs if standing.index is None else now.field(standing.index)
    return replace(standing, index=None, theirs=theirs, reason=_OTHER_WORK)


def _same_work(seen: BibRecord, now: BibRecord) -> bool:
    """By the words of the title; rules on saving may have sorted its subfields, too."""
    then, today = (sorted(folded(describe_work(each).title).split()) for each in (seen, now))
    return then == today


def wanted_of(work: FieldWork) -> Field | None:
    """What the steps make of the field as it was seen; None when they refuse it."""
    try:
        steps = work.steps(work.field)
    except FieldRefused:
        return None
    return replace(work.field, subfields=carried_out(work.field.subfields, steps))


class _OneTag:
    """The fields of one tag, then and now. What was assigned once is not assigned again.

    Fields are counted from 0 among those of the tag.
    """

    def __init__(
        self, seen: BibRecord, now: BibRecord, tag: str, works: dict[int, FieldWork]
    ) -> None:
        self._works = works
        self._then = {at: _content(field) for at, field in enumerate(seen.fields(tag))}
        self._at = {k: self._place_then(work) for k, work in works.items()}
        self._then |= {self._at[k]: _content(work.field) for k, work in works.items()}
        self._indexes = [index for index, each in enumerate(now.tags) if each == tag]
        self._fields = [now.field(index) for index in self._indexes]
        self._now = [_content(field) for field in self._fields]
        self._free = set(range(len(self._now)))
        self._assigned: dict[int, int] = {}  # place then: place now
        self._wanted: dict[int, Field | None] = {k: wanted_of(w) for k, w in works.items()}
        self._done: set[int] = set()

    def _place_then(self, work: FieldWork) -> int:
        """Where the field stood. One that was agreed upon later may have moved by then."""
        at, content = work.ref.occurrence - 1, _content(work.field)
        places = [place for place, each in self._then.items() if each == content]
        return places[0] if len(places) == 1 and at not in places else at

    def standings(self) -> dict[int, Standing]:
        """By number of the work."""
        self._done_in_place()
        for content in dict.fromkeys(self._then.values()):
            self._all_that_are_equal(content)
        for k, at in self._at.items():
            if k not in self._done and at not in self._assigned:
                self._in_place(at)
        for at in sorted(self._then):  # those that nobody asks for are out of the way then
            self._in_place(at)
        return {k: self._standing(k) for k in self._works}

    def _done_in_place(self) -> None:
        """What stands where it stood, exactly as it was to become: most likely our own work."""
        for k, at in self._at.items():
            if (
                (content := self._content_wanted(k)) is not None
                and at in self._free
                and self._now[at] == content
            ):
                self._assign(at, at)
                self._done.add(k)

    def _all_that_are_equal(self, content: _Content) -> None:
        """As many equal fields as there were are the same ones, in their order, wherever they
        stand; those that have become what was wanted count among them."""
        places = sorted(
            at for at, each in self._then.items() if each == content and at not in self._assigned
        )
        equal = self._free_with({content})
        if len(equal) == len(places):
            for at, place in zip(places, equal, strict=True):
                self._assign(at, place)
            return
        asked = {at: k for k, at in self._at.items() if at in places}
        wanted = {self._content_wanted(k) for k in asked.values()}
        pool = self._free_with({content, *(each for each in wanted if each is not None)})
        if len(pool) != len(places):
            return
        pairs = list(zip(places, pool, strict=True))
        done = {
            asked[at]
            for at, place in pairs
            if at in asked and self._now[place] == self._content_wanted(asked[at])
        }
        if all(self._now[place] == content or asked.get(at) in done for at, place in pairs):
            for at, place in pairs:
                self._assign(at, place)
            self._done |= done

    def _in_place(self, at: int) -> None:
        """An equal field in its old place is the same one if no field came or went; or if fields
        only came, and it can be no other whichever they are."""
        if at in self._assigned or at not in self._free or self._now[at] != self._then[at]:
            return
        grown = len(self._now) - len(self._then)
        if grown == 0 or (grown > 0 and self._can_only_be(at)):
            self._assign(at, at)

    def _can_only_be(self, at: int) -> bool:
        """Whether the field stands in its old place however the fields of then are found, in
        their order, among those of now."""
        then = [self._then[k] for k in sorted(self._then)]
        first = _places_in(self._now, then)
        last = _places_in(self._now[::-1], then[::-1])
        end = len(self._now) - 1
        return bool(first and last) and first[at] == at == end - last[len(then) - 1 - at]

    def _standing(self, k: int) -> Standing:
        work, at = self._works[k], self._at[k]
        if at in self._assigned:
            place = self._assigned[at]
            return Standing(work, self._indexes[place], done=k in self._done)
        if self._free_with({self._then[at]}):
            return Standing(work, reason=_SEVERAL)
        content = self._content_wanted(k)
        exact = self._free_with({content}) if content is not None else []
        place_of_theirs = exact[0] if len(exact) == 1 else self._place_of_theirs(at)
        if place_of_theirs is None:
            return Standing(work, reason=GONE)
        theirs, wanted = self._fields[place_of_theirs], self._wanted[k]
        if wanted is not None and holds(theirs, work.field, wanted):
            self._assign(at, place_of_theirs)
            return Standing(work, self._indexes[place_of_theirs], done=True)
        return Standing(work, theirs=theirs, reason=CHANGED)

    def _place_of_theirs(self, at: int) -> int | None:
        """What may have become of a field: the new one in its place, or the only new one."""
        if at in self._free:
            return at
        return next(iter(self._free)) if len(self._free) == 1 else None

    def _content_wanted(self, k: int) -> _Content | None:
        """What the field was to become, where no other field looked so all the time."""
        field = self._wanted[k]
        content = None if field is None else _content(field)
        return None if content in self._then.values() else content

    def _free_with(self, contents: Iterable[_Content]) -> list[int]:
        wanted = set(contents)
        return [place for place in sorted(self._free) if self._now[place] in wanted]

    def _assign(self, at: int, place: int) -> None:
        self._assigned[at] = place
        self._free.discard(place)


def _content(field: Field) -> _Content:
    """Indicators and subfields, whatever their order."""
    return field.indicators, tuple(sorted((s.code, s.value) for s in field.subfields))


def _places_in(now: Sequence[_Content], then: Sequence[_Content]) -> list[int]:
    """The foremost places in which these stand in their order; none when they do not."""
    places: list[int] = []
    for content in then:
        try:
            places.append(now.index(content, places[-1] + 1 if places else 0))
        except ValueError:
            return []
    return places
