"""What a heading must be to be shown: states, fields, a recommendation, words. They combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orcid_tui.session.index import HeadingIndex, state_code
from orcid_tui.session.marks import CONFLICT, RECOMMENDED, REFUSED
from orcid_tui.session.states import HeadingState

_BYTES: Final = range(256)


@dataclass(frozen=True, slots=True)
class Criteria:
    """A heading passes when it is in one of the `states` (or in `conflict`, or `refused`), in a
    field with one of the `tags`, has a recommended person and all `words`. What is empty or
    False asks for nothing."""

    states: frozenset[HeadingState] = frozenset()
    conflict: bool = False
    refused: bool = False
    tags: frozenset[str] = frozenset()
    recommended: bool = False
    words: str = ""

    @property
    def ask_for_nothing(self) -> bool:
        """Whether every heading passes."""
        return self.ask_only_for_words and not self.words.strip()

    @property
    def ask_only_for_words(self) -> bool:
        """Whether nothing but words decides."""
        return not (self._by_state or self.tags or self.recommended)

    @property
    def live_on_answers(self) -> bool:
        """Whether an answer of the registry can let another heading pass."""
        return self.recommended or self.conflict

    @property
    def _by_state(self) -> bool:
        return bool(self.states or self.conflict or self.refused)


class Sieve:
    """Criteria but for the words, made ready for many headings: a look-up a byte."""

    def __init__(self, index: HeadingIndex, criteria: Criteria) -> None:
        self._index = index
        self._all = criteria.ask_only_for_words
        codes = {state_code(state) for state in criteria.states}
        bits = (CONFLICT if criteria.conflict else 0) | (REFUSED if criteria.refused else 0)
        any_state = not codes and not bits
        needed = RECOMMENDED if criteria.recommended else 0
        self._states = bytes(any_state or byte in codes for byte in _BYTES)
        self._marks = bytes(bool(byte & bits) for byte in _BYTES)
        self._needed = bytes(byte & needed == needed for byte in _BYTES)
        tags = {int(tag) for tag in criteria.tags}
        self._tags = bytes(not tags or number in tags for number in range(1000))

    def passing(self, positions: Sequence[int]) -> Sequence[int]:
        """Those of these headings that pass, in the same order."""
        if self._all:
            return positions
        index, states, marks, needed, tags = (
            self._index,
            self._states,
            self._marks,
            self._needed,
            self._tags,
        )
        known = zip(
            positions,
            index.states_at(positions),
            index.marks_at(positions),
            index.tags_at(positions),
            strict=True,
        )
        return [
            position
            for position, state, mark, tag in known
            if (states[state] or marks[mark]) and needed[mark] and tags[tag]
        ]
