"""How the stand-in writes XML and JSON out: the shapes of alma-and-marc.md A6, in several hands.

Alma indents nothing today and may do otherwise tomorrow; a client that splices bytes must not care.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.alma_stand_in.records import Item, StoredBib, StoredField

Json = dict[str, Any]

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True, slots=True)
class Layout:
    """One hand. `entities`: everything beyond ASCII, and quotation marks, as references."""

    name: str
    newline: str = ""
    indent: str = ""
    entities: bool = False
    tag_first: bool = False
    self_closing: bool = True


COMPACT = Layout("compact")
INDENTED = Layout("indented", "\n", "  ")
TABS = Layout("tabs", "\r\n", "\t", tag_first=True, self_closing=False)
ENTITIES = Layout("entities", entities=True, self_closing=False)
LAYOUTS = (COMPACT, INDENTED, TABS, ENTITIES)


class Writer:
    """Collects the lines of one document."""

    def __init__(self, layout: Layout, depth: int = 0) -> None:
        self._layout = layout
        self._depth = depth
        self._lines: list[str] = []

    def text(self) -> str:
        return "".join(self._lines)

    def leaf(self, name: str, text: str, attributes: Iterable[tuple[str, str]] = ()) -> None:
        start = self._start(name, attributes)
        if not text and self._layout.self_closing:
            self._line(f"{start}/>")
        else:
            self._line(f"{start}>{self.escape(text)}</{name}>")

    def open(self, name: str, attributes: Iterable[tuple[str, str]] = ()) -> None:
        self._line(self._start(name, attributes) + ">")
        self._depth += 1

    def close(self, name: str) -> None:
        self._depth -= 1
        self._line(f"</{name}>")

    def raw(self, text: str) -> None:
        self._line(text)

    def escape(self, text: str) -> str:
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        plain = plain.replace("\r", "&#13;")
        if not self._layout.entities:
            return plain
        plain = plain.replace('"', "&quot;")
        return "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in plain)

    def _start(self, name: str, attributes: Iterable[tuple[str, str]]) -> str:
        pairs = list(attributes)
        if self._layout.tag_first:
            pairs.sort(key=lambda pair: pair[0] != "tag")
        shown = (
            f' {key}="{self.escape(value).replace(chr(34), "&quot;")}"' for key, value in pairs
        )
        return f"<{name}{''.join(shown)}"

    def _line(self, text: str) -> None:
        self._lines.append(self._layout.indent * self._depth + text + self._layout.newline)


def bib_xml(bib: StoredBib, layout: Layout, depth: int = 0, *, brief: bool = False) -> str:
    """One `<bib>` without declaration."""
    writer = Writer(layout, depth)
    writer.open("bib")
    for item in bib.envelope:
        _item(writer, item)
    if not brief:
        _record(writer, bib)
    writer.close("bib")
    return writer.text()


def _item(writer: Writer, item: Item) -> None:
    if not item.children:
        writer.leaf(item.name, item.text, item.attributes)
        return
    writer.open(item.name, item.attributes)
    for child in item.children:
        _item(writer, child)
    writer.close(item.name)


def _record(writer: Writer, bib: StoredBib) -> None:
    if isinstance(bib.record, str):
        writer.raw(bib.record)
        return
    writer.open("record")
    writer.leaf("leader", bib.record.leader)
    for each in bib.record.fields:
        _field(writer, each)
    writer.close("record")


def _field(writer: Writer, each: StoredField) -> None:
    if each.control:
        writer.leaf("controlfield", each.data, [("tag", each.tag)])
        return
    writer.open("datafield", [("ind1", each.ind1), ("ind2", each.ind2), ("tag", each.tag)])
    for code, value in each.subfields:
        writer.leaf("subfield", value, [("code", code)])
    writer.close("datafield")


def record_xml(bib: StoredBib) -> str:
    """The record alone, as it stands in JSON."""
    writer = Writer(COMPACT)
    _record(writer, bib)
    return writer.text()


def document(root: str) -> bytes:
    return (DECLARATION + root).encode()


def bibs_xml(bibs: Iterable[StoredBib], layout: Layout, *, brief: bool = False) -> bytes:
    """The answer to the list call."""
    chosen = list(bibs)
    if not chosen:
        return document('<bibs total_record_count="0"/>')
    writer = Writer(layout)
    writer.open("bibs", [("total_record_count", str(len(chosen)))])
    inner = "".join(bib_xml(bib, layout, 1, brief=brief) for bib in chosen)
    return document(f"{writer.text()}{inner}</bibs>")


def bib_json(bib: StoredBib, *, brief: bool = False) -> Json:
    """One bib; `anies` claims to be UTF-16, which it is not."""
    made: Json = {}
    for item in bib.envelope:
        if item.name in ("cataloging_level", "brief_level"):
            made[item.name] = {"value": item.text, **dict(item.attributes)}
        elif item.name == "linked_record_id":
            zone, number = bib.linked
            made[item.name] = {"value": number or None, "type": zone or None}
        elif item.name == "holdings":
            made[item.name] = {"value": None, **dict(item.attributes)}
        elif item.name == "network_numbers":
            made["network_number"] = [child.text for child in item.children]
        elif item.name == "warnings":
            made["warnings"] = {"warning": [child.text for child in item.children]}
        else:
            made[item.name] = item.text or None
    if not brief:
        made["anies"] = ['<?xml version="1.0" encoding="UTF-16"?>\n' + record_xml(bib)]
    return made
