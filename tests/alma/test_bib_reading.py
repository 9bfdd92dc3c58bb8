"""Records are cut out of an answer byte for byte, whatever stands around and in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.alma.bib import Link, Zone
from orcid_tui.alma.bib_reading import read_bibs
from orcid_tui.alma.safe_xml import UnreadableAnswer
from tests.alma.answers import MMS_ID, bib, bibs

_TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<>&\ufffe\uffff")
)
_ENTITIES = st.sampled_from(
    ["&amp;", "&lt;", "&#233;", "&#x1F600;", "&quot;", "<![CDATA[</bib>]]>"]
)
_BITS = st.sampled_from(
    [
        "<!-- <bib> -->",
        "<?x </bib>?>",
        "<bib><mms_id>7</mms_id></bib>",
        "<x/>",
        "<x a='>'/>",
        "\n\t",
    ]
)
_INSIDE = st.lists(st.one_of(_TEXT, _ENTITIES, _BITS), max_size=6).map("".join)
_TAGS = st.sampled_from(
    [
        ("<bib>", "</bib>"),
        ("<bib >", "</bib\n>"),
        ('<bib link="a>b" x=\'"\'>', "</bib>"),
        ('<a:bib xmlns:a="urn:example">', "</a:bib >"),
        ('<bib xmlns="urn:example">', "</bib>"),
    ]
)
_BETWEEN = st.lists(st.one_of(_TEXT, st.sampled_from(["<!-- <bib/> -->", "\n", "<bib/>"]))).map(
    "".join
)
_ENCODED = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])


@given(
    st.lists(st.tuples(_TAGS, _INSIDE, _BETWEEN), max_size=4),
    st.sampled_from(["<bibs>", '<bibs total_record_count="4">', "<ns:bibs>"]),
    st.sampled_from(["", '<?xml version="1.0" encoding="{}"?>\n']),
    _ENCODED,
)
def test_the_slice_is_exact(
    made: list[tuple[tuple[str, str], str, str]], root: str, declaration: str, encoding: str
) -> None:
    elements, text = [], declaration.format(encoding.removesuffix("-sig")) + root
    for number, ((begin, end), inside, between) in enumerate(made, 1):
        element = f"{begin}<mms_id>99{number}</mms_id>{inside}{end}"
        elements.append(element.encode())
        text += between + element
    found = read_bibs(f"{text}{root.split()[0].replace('<', '</').rstrip('>')}>".encode(encoding))
    assert [one.xml for one in found] == elements
    assert [one.mms_id for one in found] == [f"99{number}" for number in range(1, len(made) + 1)]


@given(st.binary(max_size=60))
def test_anything_else_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        read_bibs(body)


def test_an_answer_with_one_record() -> None:
    (found,) = read_bibs(b'<?xml version="1.0" encoding="UTF-8"?>\n' + bib().encode() + b"\n")
    assert found.xml == bib().encode()
    assert (found.mms_id, found.record_format, found.title) == (MMS_ID, "marc21", "Wetterbuch")
    assert (found.link, found.suppressed, found.warnings) == (None, False, ())


def test_another_encoding_is_turned_into_utf_8() -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?>{bib(inside="<x>é</x>")}'
    (found,) = read_bibs(text.encode("latin-1"))
    assert "<x>é</x>".encode() in found.xml


@pytest.mark.parametrize(
    ("element", "link"),
    [
        ("<linked_record_id/>", None),
        ("<linked_record_id> </linked_record_id>", None),
        ('<linked_record_id type="NZ">99101</linked_record_id>', Link(Zone.NETWORK, "99101")),
        ('<linked_record_id type="cz">\n99101\n</linked_record_id>', Link(Zone.COMMUNITY, "99101")),
        ('<linked_record_id type="XZ">99101</linked_record_id>', Link(Zone.UNKNOWN, "99101")),
        ("<linked_record_id>99101</linked_record_id>", Link(Zone.UNKNOWN, "99101")),
        ('<linked_record_id type="CZ"/>', Link(Zone.COMMUNITY, "")),
    ],
)
def test_what_a_record_hangs_on(element: str, link: Link | None) -> None:
    (found,) = read_bibs(bib().replace("<linked_record_id/>", element).encode())
    assert found.link == link


def test_the_envelope_is_not_mistaken_for_the_record() -> None:
    text = (
        "<bib><mms_id>9901</mms_id><record_format>UNIMARC</record_format><title>Snø &amp;\n is\x9b"
        "</title><suppress_from_publishing>true</suppress_from_publishing><warnings><warning>"
        "<code>1</code><message>No 245</message></warning><warning>Twice</warning></warnings>"
        "<record><mms_id>1</mms_id><title>x</title><record_format>dc</record_format>"
        "<suppress_from_publishing>false</suppress_from_publishing></record></bib>"
    )
    (found,) = read_bibs(text.encode())
    assert (found.mms_id, found.record_format, found.title) == ("9901", "unimarc", "Snø & is")
    assert found.suppressed
    assert found.warnings == ("1 No 245", "Twice")


def test_a_record_that_cannot_be_asked_for_again_is_left_out() -> None:
    text = f"<bibs><bib/><bib><record/></bib>{bib()}<bib><mms_id> </mms_id></bib></bibs>"
    assert [one.mms_id for one in read_bibs(text.encode())] == [MMS_ID]


def test_no_records_is_an_answer_too() -> None:
    assert read_bibs(b'<bibs total_record_count="0"/>') == ()
    assert [one.mms_id for one in read_bibs(bibs("991", "992").encode())] == ["991", "992"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE bib SYSTEM "file:///etc/hostname"><bib><mms_id>1</mms_id></bib>',
        '<!DOCTYPE bib [<!ENTITY a "aaaa">]><bib><mms_id>&a;</mms_id></bib>',
        "<bib><mms_id>&unknown;</mms_id></bib>",
        "<holdings><bib><mms_id>1</mms_id></bib></holdings>",
        '{"bib": [], "total_record_count": 0}',
        "",
    ],
)
def test_what_is_no_answer_with_records(text: str) -> None:
    with pytest.raises(UnreadableAnswer) as told:
        read_bibs(text.encode())
    assert "hostname" not in str(told.value)
