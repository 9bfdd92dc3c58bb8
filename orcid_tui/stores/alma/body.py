"""The body of a PUT: the record as it was fetched, with a few bytes of one field changed.

A PUT replaces all there is, so everything that came goes back: envelope, 005, order, blanks.
Only namespaces do not, because Alma does not take them (alma-and-marc.md A7, A11).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from orcid_tui.language import _
from orcid_tui.marc.patches import carried_through, undone
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.steps import FieldSteps, same_but_for
from orcid_tui.marc.xml_edit import edit_record
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_reader import UnreadableXml, read_xml_record

_UTF8: Final = XmlEncoding("utf-8")
_DEFAULT_NAMESPACE: Final = re.compile(rb"""\s+xmlns\s*=\s*(?:"[^"]*"|'[^']*')""")
_START_TAG: Final = re.compile(rb"""<[^\s<>/"']+(?:[^<>"']|"[^"]*"|'[^']*')*>""")

_BROKEN: Final = _("The record came from Alma in a form that cannot be read, so it was left alone.")
_PREFIXED: Final = _(
    "The record came with namespace prefixes, which Alma does not take back, so it was left alone."
)
_NOT_THE_SAME: Final = _(
    "The changed record did not read back as it should, so nothing was sent; leave this "
    "heading, and please report it."
)


class UnusableBib(Exception):
    """What came cannot be sent back. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Body:
    """`xml` is to be sent; `after` is how its record reads, `before` how it read until now.

    `refused` has a reason by field index; the steps of those fields are not in `xml`.
    """

    xml: bytes
    before: BibRecord
    after: BibRecord
    refused: dict[int, str] = field(default_factory=dict)


def record_in(xml: bytes, number: int = 1) -> BibRecord:
    """The MARC record inside a `<bib>`. One that cannot be read comes back damaged."""
    try:
        return read_xml_record([xml], _UTF8).as_record(number)
    except UnreadableXml as trouble:
        return damaged(number, str(trouble))


def body_for(fetched: bytes, wanted: Sequence[FieldSteps]) -> Body:
    """What to send for a fetched `<bib>` after these steps. Raises UnusableBib.

    Before it is given out it is read back: one record, the same but for the steps, and every
    byte outside of what was patched as it came.
    """
    xml = _without_namespaces(fetched)
    before = record_in(xml)
    if before.damage:
        raise UnusableBib(_BROKEN)
    edit = edit_record(1, xml, _UTF8, wanted)
    body = carried_through(xml, edit.patches)
    after = record_in(body)
    done = {target: steps for target, steps in wanted if target not in edit.refused}
    if not same_but_for(before, after, done) or undone(xml, body, edit.patches) != xml:
        raise UnusableBib(_NOT_THE_SAME)
    _frame(body)
    return Body(body, before, after, edit.refused)


def _without_namespaces(xml: bytes) -> bytes:
    """The same without `xmlns` on `<bib>` and `<record>`."""
    tags: list[re.Match[bytes]] = []
    for begin in _frame(xml):
        tag = _START_TAG.match(xml, begin)
        if tag is None:
            raise UnusableBib(_BROKEN)
        tags.append(tag)
    for tag in reversed(tags):
        plain = _DEFAULT_NAMESPACE.sub(b"", tag[0])
        xml = xml[: tag.start()] + plain + xml[tag.end() :]
    return xml


def _frame(xml: bytes) -> tuple[int, int]:
    """Where `<bib>` and the one `<record>` in it begin. Raises UnusableBib for anything else."""
    parser = expat.ParserCreate("utf-8")
    open_elements: list[str] = []
    outer: list[int] = []
    records: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if ":" in name:
            raise UnusableBib(_PREFIXED)
        open_elements.append(name)
        if len(open_elements) == 1:
            outer.append(parser.CurrentByteIndex)
        elif name == "record":
            records.append(parser.CurrentByteIndex if len(open_elements) == 2 else -1)

    def end(_: str) -> None:
        open_elements.pop()

    def doctype(*_: object) -> None:
        raise UnusableBib(_BROKEN)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise UnusableBib(_BROKEN) from None
    if len(records) != 1 or records[0] < 0:
        raise UnusableBib(_BROKEN)
    return outer[0], records[0]
