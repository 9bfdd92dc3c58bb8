"""What the stand-in keeps: an envelope with a MARC record in it (alma-and-marc.md A6).

A model of its own, so that what the program writes is judged by other code than the program's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

Subfields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoredField:
    """A control field has `data`, any other indicators and subfields."""

    tag: str
    data: str = ""
    ind1: str = " "
    ind2: str = " "
    subfields: Subfields = ()

    @property
    def control(self) -> bool:
        return self.tag < "010"

    @property
    def local(self) -> bool:
        """Whether it belongs to the institution, also in a record of the network."""
        return any(code == "9" and value.lower() == "local" for code, value in self.subfields)

    def values(self, code: str) -> tuple[str, ...]:
        return tuple(value for each, value in self.subfields if each == code)

    def __str__(self) -> str:
        rest = self.data or "".join(f" ${code} {value}" for code, value in self.subfields)
        return f"{self.tag} {self.ind1}{self.ind2}{rest}"


def field(tag: str, indicators: str, *subfields: str) -> StoredField:
    """`field("700", "1 ", "aBrandvold, Siri,", "eeditor.")`: code and value in one text."""
    pairs = tuple((each[0], each[1:]) for each in subfields)
    return StoredField(tag, ind1=indicators[0], ind2=indicators[1], subfields=pairs)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A MARC record, its fields in their order."""

    leader: str
    fields: tuple[StoredField, ...]

    def control(self, tag: str) -> str:
        return next((each.data for each in self.fields if each.tag == tag), "")

    def with_control(self, tag: str, data: str) -> StoredRecord:
        """The same with this control field changed; one that is missing stays missing."""
        return replace(
            self,
            fields=tuple(replace(f, data=data) if f.tag == tag else f for f in self.fields),
        )

    def of(self, tag: str) -> tuple[StoredField, ...]:
        return tuple(each for each in self.fields if each.tag == tag)


@dataclass(frozen=True, slots=True)
class Item:
    """An element of the envelope."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredBib:
    """A bibliographic record. `record` is plain XML text when it is not MARC."""

    mms_id: str
    envelope: tuple[Item, ...]
    record: StoredRecord | str

    def item(self, name: str) -> Item | None:
        return next((each for each in self.envelope if each.name == name), None)

    def text(self, name: str) -> str:
        found = self.item(name)
        return found.text if found else ""

    def with_item(self, item: Item) -> StoredBib:
        """The same with this element, in the place of the one of its name or at the end."""
        if self.item(item.name) is None:
            return replace(self, envelope=(*self.envelope, item))
        changed = tuple(item if each.name == item.name else each for each in self.envelope)
        return replace(self, envelope=changed)

    @property
    def marc(self) -> StoredRecord:
        assert isinstance(self.record, StoredRecord), f"{self.mms_id} is not MARC"
        return self.record

    @property
    def linked(self) -> tuple[str, str]:
        """Kind of zone and number of the record this one hangs on; two empty texts if none."""
        found = self.item("linked_record_id")
        return (dict(found.attributes).get("type", ""), found.text) if found else ("", "")

    def with_fields(
        self, change: Callable[[tuple[StoredField, ...]], Iterable[StoredField]]
    ) -> StoredBib:
        """The same with other fields; a record that is not MARC stays as it is."""
        if isinstance(self.record, str):
            return self
        return replace(self, record=replace(self.record, fields=tuple(change(self.record.fields))))
