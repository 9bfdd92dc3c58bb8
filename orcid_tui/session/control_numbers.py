"""Finding records by their control number, where their order says nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from orcid_tui.stores.protocol import RecordStore
from orcid_tui.text import clean


class ControlNumbers:
    """The control numbers (001, clean) of some records of a store, read when first asked."""

    def __init__(self, store: RecordStore, numbers: Iterable[int]) -> None:
        self._store = store
        self._numbers = numbers
        self._found: dict[str, list[int]] | None = None

    def of(self, number: int) -> str:
        """The control number of a record, or nothing."""
        return clean(self._store.record(number).control_number or "")

    def records(self, control_number: str) -> Sequence[int]:
        """The ordinals of the records that have it, in rising order."""
        if self._found is None:
            self._found = defaultdict(list)
            for number in self._numbers:
                if here := self.of(number):
                    self._found[here].append(number)
        return self._found.get(control_number, [])
