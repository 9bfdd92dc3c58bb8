"""Which headings of a source bear an equal name, and so may be the same person.

An equal name is an offer to look, never a decision: who is behind each heading is told by the
evidence of its own record.
"""

from __future__ import annotations

from array import array
from time import perf_counter
from typing import TYPE_CHECKING, Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import field_at_a_glance, person_name
from orcid_tui.names.folding import folded
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import read_name
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import GlancingStore

if TYPE_CHECKING:
    from orcid_tui.session.headings import SourceHeadings

_STEP: Final = 0.004
"""Seconds of work before others get their turn: a key takes several turns to be answered."""
_NONE: Final = -1
_BLOCK: Final = 16
"""Headings that are looked at between two looks at the clock."""


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two headings can be one person: the same name, and nothing that contradicts it.

    Case, accents and punctuation do not count; forenames must be written out alike. Dates,
    fuller forms and original scripts count only where both headings have them; Jr. and
    numbers always.
    """
    return bool(
        _key(one) == _key(other) != ""
        and folded(one.numeration) == folded(other.numeration)
        and _agree(folded(one.fuller), folded(other.fuller))
        and _agree(_run_together(one.original_script), _run_together(other.original_script))
        and _agree(one.birth, other.birth)
        and _agree(one.death, other.death)
        and _could_live(one, other)
        and _could_live(other, one)
    )


class SameNames:
    """The headings of a source by their names; about 100 bytes for each name, 8 for each heading.

    Built step by step, and on where it stopped when the scan of the source has found more.
    """

    def __init__(self, session: SourceHeadings) -> None:
        self._session = session
        store = session.store
        self._glancing = store if isinstance(store, GlancingStore) else None
        self._last: dict[int, int] = {}
        """The last position with a name, by the hash of its key."""
        self._before = array("q")
        """The position before with such a name, for each position."""

    @property
    def seen(self) -> int:
        """How many headings were looked at."""
        return len(self._before)

    def step(self) -> bool:
        """Look at some more headings, for a few thousandths of a second; True while there are
        more to look at."""
        end, index = perf_counter() + _STEP, self._session.index
        while (start := len(self._before)) < len(index):
            part = range(start, min(start + _BLOCK, len(index)))
            for position, known in zip(part, index.known_at(part), strict=True):
                self._put(position, _key(self._name(index[position], known)))
            if perf_counter() > end:
                return True
        return False

    def likely(self, ref: HeadingRef) -> list[HeadingRef]:
        """The other headings seen so far with the same family and given name, in the order of
        the source; `may_be_one` says which of them bear an equal name."""
        key = _key(person_name(self._session.heading(ref)))
        position = self._last.get(hash(key), _NONE) if key else _NONE
        found = []
        while position != _NONE:
            found.append(self._session.refs[position])
            position = self._before[position]
        return [other for other in reversed(found) if other != ref]

    def is_open_and_may_be(self, ref: HeadingRef, other: HeadingRef) -> bool:
        """Whether nothing is decided about the other heading, and its name is equal. Reads both."""
        session = self._session
        if session.state(other) is not HeadingState.OPEN:
            return False
        return may_be_one(person_name(session.heading(ref)), person_name(session.heading(other)))

    def _put(self, position: int, key: str) -> None:
        # Equal hashes of different names are no harm: names are compared later.
        mark = hash(key)
        self._before.append(self._last.get(mark, _NONE) if key else _NONE)
        if key:
            self._last[mark] = position

    def _name(self, ref: HeadingRef, known: int) -> PersonName:
        """The name of a heading; of one that the scan knows (`marc.plain_names`) without reading
        the record, which is some four times quicker."""
        glance = self._glancing.glance(ref.record) if self._glancing and known else None
        if glance is not None:
            # The key of a name needs no $6, which leads to the name in its own script.
            return read_name(field_at_a_glance(glance, ref))
        return person_name(self._session.heading(ref))


def _key(name: PersonName) -> str:
    """Equal for all names that can be one."""
    family = folded(name.family)
    return f"{family}, {folded(name.given)}" if family else ""


def _agree(one: object, other: object) -> bool:
    """Where both are given they must be the same."""
    return not one or not other or one == other


def _run_together(text: str) -> str:
    return folded(text).replace(" ", "")


def _could_live(one: PersonName, other: PersonName) -> bool:
    """Whether one can have lived, or been active, within the life of the other."""
    years = [year for year in (one.birth, one.active) if year]
    born, died = other.birth, other.death
    return all((not died or year <= died) for year in years) and (
        not born or not one.active or born <= one.active
    )
