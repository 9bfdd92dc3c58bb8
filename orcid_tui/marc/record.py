"""A bibliographic record as it is read: tags, indicators, subfields. Never written back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Subfield:
    """One subfield. `code` is one character, `value` decoded text in NFC, not yet cleaned."""

    code: str
    value: str

    def __str__(self) -> str:
        return f"${self.code} {self.value}"


@dataclass(frozen=True, slots=True)
class Field:
    """One variable field. A control field has `data`, a data field indicators and subfields."""

    tag: str
    indicators: str = ""
    subfields: tuple[Subfield, ...] = ()
    data: str = ""

    def values(self, *codes: str) -> tuple[str, ...]:
        """The values of these subfield codes, in the order of the field."""
        return tuple(s.value for s in self.subfields if s.code in codes)

    def first(self, code: str) -> str:
        """The first value of a subfield code, or an empty string."""
        return next((s.value for s in self.subfields if s.code == code), "")

    def __str__(self) -> str:
        if not self.subfields and not self.indicators:
            return f"{self.tag}    {self.data}"
        indicators = self.indicators.replace(" ", "_")
        return f"{self.tag} {indicators} " + " ".join(map(str, self.subfields))


@dataclass(frozen=True, slots=True)
class BibRecord:
    """One record of a source. Fields are decoded when they are asked for.

    `number` is the record's 1-based ordinal in its source; unreadable records count.
    `tags` has one entry a field, in the order of the directory (or of the XML).
    `damage` says in one sentence why the record cannot be read, or is empty; a damaged
    record has no fields. `called_unimarc` is True where the source itself calls the record UNIMARC,
    so that nothing has to be guessed from its fields.
    """

    number: int
    leader: str
    tags: tuple[str, ...]
    decode: Callable[[int], Field] = field(repr=False, compare=False)
    damage: str = ""
    called_unimarc: bool = False
    _places: dict[str, list[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Where the fields of each tag stand that was asked for: records have thousands of names."""

    def field(self, index: int) -> Field:
        """The field at this 0-based position in `tags`."""
        return self.decode(index)

    def fields(self, *tags: str) -> Iterator[Field]:
        """The fields with these tags, or all fields, in the order of the record."""
        if len(tags) == 1:
            for index in self._indexes(tags[0]):
                yield self.decode(index)
            return
        for index, tag in enumerate(self.tags):
            if not tags or tag in tags:
                yield self.decode(index)

    def occurrence(self, tag: str, occurrence: int) -> Field | None:
        """The n-th field (1-based) of this tag, eligible or not."""
        indexes = self._indexes(tag)
        return self.decode(indexes[occurrence - 1]) if 0 < occurrence <= len(indexes) else None

    def has(self, tag: str) -> bool:
        """Whether there is such a field."""
        return bool(self._indexes(tag))

    def _indexes(self, tag: str) -> list[int]:
        known = self._places.get(tag)
        if known is None:
            known = self._places[tag] = [n for n, each in enumerate(self.tags) if each == tag]
        return known

    @property
    def control_number(self) -> str | None:
        """The content of the first 001, or None."""
        for found in self.fields("001"):
            return found.data.strip() or None
        return None


def damaged(number: int, reason: str, leader: str = "") -> BibRecord:
    """A record that only counts."""
    return BibRecord(number, leader, (), _no_field, reason)


def _no_field(index: int) -> Field:
    raise IndexError(index)
