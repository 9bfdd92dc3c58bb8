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

_STEP: Final = 0.012
"""Seconds of work before the screen gets its turn: less than one frame."""
_NONE: Final = -1
_LINKED_CODE: Final = "6"
"""$6 leads to the name in its own script, which only a full reading of the record knows."""


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
    """The headings of a source by their names; about 60 bytes each.

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
        """Look at some more headings, for at most a hundredth of a second or so; True while
        there are more to look at."""
        end, refs = perf_counter() + _STEP, self._session.refs
        while (position := len(self._before)) < len(refs):
            key = _key(self._name(refs[position]))
            if key:
                # Equal hashes of different names are no harm: names are compared later.
                self._before.append(self._last.get(hash(key), _NONE))
                self._last[hash(key)] = position
            else:
                self._before.append(_NONE)
            if position % 16 == 0 and perf_counter() > end:
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

    def _name(self, ref: HeadingRef) -> PersonName:
        return self._at_a_glance(ref) or person_name(self._session.heading(ref))

    def _at_a_glance(self, ref: HeadingRef) -> PersonName | None:
        """The name of a plain heading (`marc.plain_names`), some four times quicker."""
        glance = self._glancing.glance(ref.record) if self._glancing else None
        if glance is None or not glance.has_plain_name(ref.tag.encode("latin-1"), ref.occurrence):
            return None
        field = field_at_a_glance(glance, ref)
        if glance.may_be_unimarc() or field.first(_LINKED_CODE):
            return None
        return read_name(field)


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
