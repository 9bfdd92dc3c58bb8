"""Bibliographic records in Alma's envelope, invented, for tests that need no server."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.alma.write_back import FieldWork
from tests.fields import LEADER, control, field

MMS_ID = "9900000000101234"
TITLE = field("245", "10", "a Tides of the outer moons /", "c A. Quell.")


def person(number: int) -> OrcidId:
    """An invented iD."""
    return OrcidId.from_base(f"0099{number:011d}")


def fields_of(*names: Field, mms_id: str = MMS_ID, stamp: str = "20200101120000.0") -> list[Field]:
    """A whole record around these."""
    fixed = control("008", "200101s2020    xx #|||||||||||000|0|eng|d")
    return [control("001", mms_id), control("005", stamp), fixed, TITLE, *names]


def record_element(fields: Sequence[Field], indent: str = "\n    ") -> str:
    """The `<record>` with these fields, without a namespace."""
    parts = [f"<leader>{LEADER}</leader>"]
    for each in fields:
        if each.subfields:
            inner = "".join(
                f"<subfield code={quoteattr(s.code)}>{escape(s.value)}</subfield>"
                for s in each.subfields
            )
            parts.append(
                f'<datafield ind1="{each.indicators[0]}" ind2="{each.indicators[1]}" '
                f'tag="{each.tag}">{inner}</datafield>'
            )
        else:
            parts.append(f'<controlfield tag="{each.tag}">{escape(each.data)}</controlfield>')
    return f"<record>{indent}" + indent.join(parts) + f"{indent}</record>"


def bib_xml(fields: Sequence[Field], *, mms_id: str = MMS_ID, link: Link | None = None) -> bytes:
    """A `<bib>` with an envelope in which every kind of element occurs."""
    linked = "<linked_record_id/>"
    if link is not None:
        linked = f'<linked_record_id type="{link.zone.value}">{link.mms_id}</linked_record_id>'
    return (
        f"<bib>\n  <mms_id>{mms_id}</mms_id>\n  <record_format>marc21</record_format>\n  {linked}\n"
        "  <title>Tides of the outer moons</title>\n"
        "  <author>Quell, R&#233;gine &amp; others</author>\n"
        "  <suppress_from_publishing>false</suppress_from_publishing>\n"
        '  <cataloging_level desc="BIB cataloger">20</cataloging_level>\n'
        f"  {record_element(fields)}\n</bib>"
    ).encode()


def bib(*names: Field, mms_id: str = MMS_ID, link: Link | None = None) -> Bib:
    """A record with these names."""
    xml = bib_xml(fields_of(*names, mms_id=mms_id), mms_id=mms_id, link=link)
    return Bib(mms_id, xml, link=link)


def linked_to_network(mms_id: str = "9900000000107777") -> Link:
    """Hangs on this record of the Network Zone."""
    return Link(Zone.NETWORK, mms_id)


def wish(
    heading: Field,
    orcid: OrcidId | None,
    *,
    occurrence: int = 1,
    kind: Wish = Wish.LINK,
    practice: Practice = USUAL_PRACTICE,
) -> FieldWork:
    """What is wanted of one field."""
    return FieldWork(
        HeadingRef(1, heading.tag, occurrence),
        heading,
        lambda now: steps_for(now, kind, orcid, practice),
    )
