"""MARCXML in every dress: read, and given a subfield that looks like its neighbours."""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.marc.content import MarcContent, Place
from orcid_tui.marc.formats import open_content
from orcid_tui.orcid_id import OrcidId
from tests.marc.building import SLIM, FieldSpec, collection_xml, record_xml
from tests.marc.making import fields
from tests.marc.splicing import linking

URI = OrcidId.from_base("009900000000001").uri
RECORDS: list[list[FieldSpec]] = [
    [
        ("001", f"n{k}"),
        ("100", "1 ", [("a", f"Náme {k},"), ("e", "author.")]),
        ("245", "10", [("a", "T & <T>")]),
        ("700", "1 ", [("a", "Second"), ("4", "aut")]),
    ]
    for k in range(3)
]


def opened(folder: Path, content: bytes) -> tuple[MarcContent, list[Place]]:
    """A file of this content, scanned to its end."""
    file = folder / "records.xml"
    file.write_bytes(content)
    found = open_content(file)
    places = found.advance(100)
    while not found.finished:
        places += found.advance(100)
    return found, places


def spliced(content: MarcContent, places: list[Place], original: bytes) -> tuple[bytes, int]:
    """The file with the URI in all places that are not refused, and how many these are."""
    result, moved, count = original, 0, 0
    for number in sorted({place[0] for place in places}):
        record = content.record(number)
        targets = [k for k, tag in enumerate(record.tags) if tag in ("100", "700")]
        edit = content.edit(number, [linking(content, number, k) for k in targets])
        count += len(targets) - len(edit.refused)
        for start, end, new in edit.patches:
            assert start == end
            result = result[: start + moved] + new + result[start + moved :]
            moved += len(new)
    return result, count


def shape(raw: bytes) -> list[tuple[object, ...]]:
    """What lxml sees, without the subfields that hold our URI."""
    root = lxml.etree.fromstring(raw)
    return [
        (node.tag, sorted(node.attrib.items()), (node.text or "").strip())
        for node in root.iter()
        if node.text != URI
    ]


DRESSES = {
    "plain": collection_xml(RECORDS),
    "prefix": collection_xml(RECORDS, prefix="marc:"),
    "bom": b"\xef\xbb\xbf" + collection_xml(RECORDS),
    "utf-16": collection_xml(RECORDS, encoding="utf-16"),
    "latin-1": collection_xml(RECORDS, encoding="iso-8859-1"),
    "windows-1252": collection_xml(RECORDS, encoding="windows-1252"),
    "one line": collection_xml(RECORDS, indent="").replace(b"\n", b""),
    "CR LF": collection_xml(RECORDS).replace(b"\n", b"\r\n"),
    "single quotes": collection_xml(RECORDS).replace(b'"', b"'"),
    "no namespace": collection_xml(RECORDS).replace(SLIM.encode(), b"").replace(b' xmlns=""', b""),
    "comments": collection_xml(RECORDS).replace(b"</subfield>", b"</subfield><!-- > -->"),
    "cdata": collection_xml(RECORDS).replace(b"Second", b"<![CDATA[Second]]>"),
    "line break in tags": collection_xml(RECORDS).replace(b"<record>", b"<record\n id='1'\n>"),
    "OAI": (
        "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>"
        "<record><header status='deleted'/></record>"
        + "".join(
            f"<record><header/><metadata>{record_xml(r, prefix='m:', declare=True)}</metadata>"
            "</record>"
            for r in RECORDS
        )
        + "</ListRecords></OAI-PMH>"
    ).encode(),
    "Alma": (
        "<bibs>"
        + "".join(f"<bib><mms_id>99</mms_id>{record_xml(r)}</bib>" for r in RECORDS)
        + "</bibs>"
    ).encode(),
}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES.keys())
def test_every_dress_is_read_and_spliced(tmp_path: Path, content: bytes) -> None:
    found, places = opened(tmp_path, content)
    assert found.records == 3
    assert places == [(n, tag, 1) for n in (1, 2, 3) for tag in ("100", "700")]
    second = found.record(2)
    assert second.control_number == "n1"
    assert [str(f) for f in second.fields("100", "700")] == [
        "100 1_ $a Náme 1, $e author.",
        "700 1_ $a Second $4 aut",
    ]
    result, count = spliced(found, places, content)
    assert count == 6
    again, _ = opened(tmp_path, result)
    assert [str(f) for f in again.record(2).fields("100", "700")] == [
        f"100 1_ $a Náme 1, $e author. $1 {URI}",
        f"700 1_ $a Second $1 {URI} $4 aut",
    ]
    assert shape(result) == shape(content)
    new = [node for node in lxml.etree.fromstring(result).iter() if node.text == URI]
    assert len(new) == 6
    for node in new:
        beside = node.getprevious()
        while not isinstance(beside.tag, str):  # a comment
            beside = beside.getprevious()
        assert (node.tag, node.tail, node.attrib["code"]) == (beside.tag, node.tail, "1")


def test_the_new_element_takes_indentation_and_quotes_of_its_neighbour(tmp_path: Path) -> None:
    content = collection_xml(RECORDS[:1], prefix="x:").replace(b'"', b"'")
    found, places = opened(tmp_path, content)
    result, _ = spliced(found, places, content)
    assert f"\n    <x:subfield code='1'>{URI}</x:subfield>\n".encode() in result


def test_the_new_element_stands_right_behind_its_neighbour(tmp_path: Path) -> None:
    content = collection_xml(RECORDS[:1]).replace(b"author.</subfield>", b"a.</subfield><!-- c -->")
    found, places = opened(tmp_path, content)
    result, _ = spliced(found, places, content)
    new = f'<subfield code="1">{URI}</subfield>'
    assert f"a.</subfield>\n    {new}<!-- c -->\n  </datafield>".encode() in result


def test_in_front_of_all_others(tmp_path: Path) -> None:
    content = collection_xml([[("700", "1 ", [("4", "aut")])]])
    found, places = opened(tmp_path, content)
    result, _ = spliced(found, places, content)
    four = '<subfield code="4">aut</subfield>'
    assert f'\n    <subfield code="1">{URI}</subfield>\n    {four}\n'.encode() in result


def test_the_same_uri_is_not_put_in_twice(tmp_path: Path) -> None:
    content = DRESSES["plain"]
    once, _ = spliced(*opened(tmp_path, content), content)
    assert spliced(*opened(tmp_path, once), once)[0] == once


@given(st.lists(fields(), min_size=1, max_size=3), st.sampled_from(["utf-8", "utf-16"]))
@settings(max_examples=60, deadline=None)
def test_made_records(
    tmp_path_factory: pytest.TempPathFactory, made: list[list[FieldSpec]], encoding: str
) -> None:
    def readable(text: str) -> str:
        return "".join(char for char in text if char.isprintable()) or "x"

    clean = [
        [
            (f[0], readable(f[1]))
            if len(f) == 2
            else (f[0], f[1], [(code, readable(value)) for code, value in f[2]])
            for f in record
        ]
        for record in made
    ]
    content = collection_xml(clean, encoding=encoding)
    found, places = opened(tmp_path_factory.mktemp("xml"), content)
    result, count = spliced(found, places, content)
    assert count == sum(f[0] in ("100", "700") for record in clean for f in record)
    assert shape(result) == shape(content)
    unit = URI.encode("utf-16-le" if encoding == "utf-16" else encoding)
    assert result.count(unit) == count


def test_refusals_of_single_fields(tmp_path: Path) -> None:
    content = (
        b"<record><leader>00000nam a2200000 i 4500</leader>"
        b'<datafield tag="100" ind1="1" ind2=" "/>'
        b'<datafield tag="700" ind1="1" ind2=" "><subfield xmlns="urn:x" code="a">N</subfield>'
        b"</datafield></record>"
    )
    found, _ = opened(tmp_path, content)
    edit = found.edit(1, [linking(found, 1, 0), linking(found, 1, 1)])
    assert edit.patches == ()
    assert edit.refused == {
        0: "The field has no subfields.",
        1: "The subfields declare a namespace of their own.",
    }


def test_missing_leader_indicators_and_tag_are_read(tmp_path: Path) -> None:
    content = (
        b"<record><datafield><subfield>x</subfield></datafield>"
        b'<datafield tag="700"><subfield code="a">N</subfield></datafield></record>'
    )
    found, places = opened(tmp_path, content)
    assert places == [(1, "700", 1)]
    assert str(found.record(1).field(1)) == "700 __ $a N"
    assert spliced(found, places, content)[1] == 1


def test_what_breaks_off_is_shown_up_to_there_and_cannot_be_changed(tmp_path: Path) -> None:
    found, places = opened(tmp_path, DRESSES["plain"][:-40])
    assert found.records == 3
    assert places == [(n, tag, 1) for n in (1, 2) for tag in ("100", "700")]
    assert "not well-formed" in found.why_read_only
    assert found.troubles
    assert found.record(1).control_number == "n0"
    assert found.record(3).damage


def test_a_document_type_makes_it_read_only(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, b"<!DOCTYPE collection>" + collection_xml(RECORDS, declaration=""))
    assert "document type" in found.why_read_only
    assert found.records == 3


def test_a_wrong_encoding_is_refused_as_a_whole(tmp_path: Path) -> None:
    content = DRESSES["plain"].replace(b'encoding="utf-8"', b'encoding="utf-16"')
    with pytest.raises(SourceError, match="not well-formed"):
        opened(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (DRESSES["prefix"].replace(b"xmlns:marc", b"xmlns:mark"), 2),
        (DRESSES["plain"].replace(b"</record>\n<record>", b"</record>\n<x:y/><record>", 1), 18),
        (DRESSES["plain"].replace(b'"4">aut</sub', b'"4" x:id="1">aut</sub', 1), 15),
    ],
)
def test_with_an_undeclared_prefix_everything_is_read_and_nothing_changed(
    tmp_path: Path, content: bytes, line: int
) -> None:
    found, places = opened(tmp_path, content)
    assert places == [(n, tag, 1) for n in (1, 2, 3) for tag in ("100", "700")]
    assert [found.record(n).control_number for n in (1, 2, 3)] == ["n0", "n1", "n2"]
    assert f"Line {line} has a namespace prefix" in found.why_read_only
    assert len(found.troubles) == 1


def test_coded_data_of_unimarc_is_no_heading(tmp_path: Path) -> None:
    record: list[FieldSpec] = [
        ("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")]),
        ("200", "1 ", [("a", "T")]),
        ("700", " 1", [("a", "N")]),
    ]
    assert opened(tmp_path, collection_xml([record]))[1] == [(1, "700", 1)]
