"""What is sent is what came, byte for byte, but for the subfields of one field."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.steps import AddSubfield, DropSubfield, FieldSteps, SetSubfield, Step
from orcid_tui.stores.alma.body import UnusableBib, body_for, record_in
from tests.fields import field
from tests.stores.alma.enveloped import bib_xml, fields_of, person

ADA = person(1)
_NAME = field("100", "1 ", "a Quell, Régine,", "e author.", "9 x")
_ADD = AddSubfield(2, "1", ADA.uri)
_TARGET = 4
"""The index of the first name in a record of `fields_of`."""


def _body(xml: bytes, *steps: Step, target: int = _TARGET) -> bytes:
    return body_for(xml, [FieldSteps(target, steps)]).xml


def test_only_the_new_subfield_is_new() -> None:
    xml = bib_xml(fields_of(_NAME))
    new = f'<subfield code="1">{ADA.uri}</subfield>'.encode()
    body = _body(xml, _ADD)
    assert body.count(new) == 1
    assert body.replace(new, b"") == xml
    assert etree.fromstring(body).findtext("author") == "Quell, Régine & others"


def test_how_it_reads_before_and_after() -> None:
    made = body_for(bib_xml(fields_of(_NAME)), [FieldSteps(_TARGET, (_ADD,))])
    assert made.before.field(_TARGET) == _NAME
    assert made.after.field(_TARGET).values("1") == (ADA.uri,)
    assert not made.refused


@pytest.mark.parametrize("quote", ['"', "'"])
def test_namespaces_are_left_out_and_nothing_else(quote: str) -> None:
    xml = bib_xml(fields_of(_NAME))
    declared = f" xmlns={quote}http://www.loc.gov/MARC21/slim{quote}".encode()
    dressed = xml.replace(b"<record>", b"<record" + declared + b' a="b">')
    dressed = dressed.replace(b"<bib>", b"<bib" + declared.replace(b" ", b"\n ") + b">")
    assert _body(dressed, _ADD) == _body(xml, _ADD).replace(b"<record>", b'<record a="b">')


def test_what_looks_like_a_record_in_a_comment_stays_a_comment() -> None:
    odd = b"<!-- <record xmlns='x'> --><record>"
    xml = bib_xml(fields_of(_NAME)).replace(b"<record>", odd)
    assert odd in _body(xml, _ADD)


def test_entities_and_blanks_stay_as_they_were_written() -> None:
    xml = bib_xml(fields_of(_NAME)).replace("é".encode(), b"&#xE9;").replace(b"Ada", b"\tA &gt; ")
    xml = xml.replace(b'<subfield code="9">x</subfield>', b"<subfield code='9' />")
    new = f'<subfield code="1">{ADA.uri}</subfield>'.encode()
    assert _body(xml, _ADD).replace(new, b"") == xml


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<bib>",
        b"<bib></bib>",
        b"<bib><record></record><record></record></bib>",
        b"<bib><holdings><record></record></holdings></bib>",
        b"<!DOCTYPE bib [<!ENTITY a 'b'>]><bib><record>&a;</record></bib>",
        b"<bib xmlns:m='x'><m:record></m:record></bib>",
        bib_xml(fields_of(_NAME)) + b"<bib/>",
        bib_xml(fields_of(_NAME))[:-8],
        bib_xml(fields_of(_NAME)).replace(b"<record>", b"<record>\xff"),
    ],
)
def test_what_cannot_be_sent_back_is_refused(broken: bytes) -> None:
    with pytest.raises(UnusableBib):
        _body(broken, _ADD)


def test_a_field_that_cannot_be_changed_does_not_stop_another() -> None:
    xml = bib_xml(fields_of(_NAME, field("700", "1 ", "a Brand, Bea,", "1 x")))
    xml = xml.replace(b'code="1">x</subfield>', b'code="1"><!-- by hand -->x</subfield>')
    made = body_for(
        xml,
        [
            FieldSteps(_TARGET, (_ADD,)),
            FieldSteps(_TARGET + 1, (SetSubfield(1, ADA.uri),)),
        ],
    )
    assert list(made.refused) == [_TARGET + 1]
    assert b"by hand" in made.xml
    assert made.after.field(_TARGET).values("1") == (ADA.uri,)


def test_an_unreadable_record_says_so() -> None:
    assert record_in(b"<bib><record>").damage


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ufffe\uffff", exclude_categories=["C"]),
    min_size=1,
    max_size=12,
)
_SUBFIELDS = st.lists(
    st.builds(Subfield, st.sampled_from("abcde01249"), _TEXT), min_size=2, max_size=5
)
_FIELDS = st.lists(
    st.builds(
        Field,
        st.sampled_from(["100", "245", "700", "880", "999"]),
        st.sampled_from(["1 ", "  ", "12"]),
        _SUBFIELDS.map(tuple),
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def _steps(draw: st.DrawFn, count: int) -> tuple[Step, ...]:
    """Some for a field of so many subfields, of which one stays."""
    at = draw(st.permutations(range(count)))
    steps: list[Step] = [AddSubfield(draw(st.integers(0, count)), "1", ADA.uri)]
    if draw(st.booleans()):
        steps.append(DropSubfield(at[0]))
    if draw(st.booleans()):
        steps.append(SetSubfield(at[1], f"(orcid){ADA}"))
    return tuple(steps)


@given(names=_FIELDS, indent=st.sampled_from(["", "\n", "\n\t\t", "  "]), data=st.data())
def test_nothing_outside_of_the_field_is_touched(
    names: list[Field], indent: str, data: st.DataObject
) -> None:
    xml = bib_xml(fields_of(*names)).replace(b"</subfield>", b"</subfield>" + indent.encode())
    target = data.draw(st.integers(0, len(names) - 1))
    steps = data.draw(_steps(len(names[target].subfields)))
    body = _body(xml, *steps, target=_TARGET + target)
    spans = [match.span() for match in re.finditer(rb"<datafield.*?</datafield>", xml, re.DOTALL)]
    begin, end = spans[target + 1]  # behind the title
    behind = len(xml) - end
    assert body[:begin] == xml[:begin]
    assert body[len(body) - behind :] == xml[end:]
    assert body != xml
    etree.fromstring(body)
