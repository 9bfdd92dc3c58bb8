"""What was saved, read by programs of others: the same records and the new subfields."""

from __future__ import annotations

import asyncio
import copy
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import lxml.etree
import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveMode, SaveReport, SaveTarget, Wish
from tests.benchmarks.making import made
from tests.marc.building import (
    LEADER,
    MARC8_LEADER,
    SLIM,
    FieldSpec,
    collection_xml,
    field_bytes,
    record_bytes,
)
from tests.marc.readers import Found, Pair, Row, by_perl, by_pymarc, by_yaz
from tests.stores.working import scanned

ORCID = OrcidId.from_base("009800000000001")
URI: Pair = (b"1", ORCID.uri.encode())
TEXT: Pair = (b"0", f"(orcid){ORCID}".encode())
FORMS = {Writing.URI: (URI,), Writing.TEXT: (TEXT,), Writing.BOTH: (TEXT, URI)}


class Saved(NamedTuple):
    """A file, and what a save of the same iD for all its headings made of it."""

    before: Path
    after: Path
    report: SaveReport


def saved(folder: Path, content: bytes, writing: Writing = Writing.URI) -> Saved:
    before, after = folder / "before", folder / "after"
    before.write_bytes(content)
    return Saved(before, after, asyncio.run(_save(before, after, writing)))


async def _save(
    source: Path, target: Path, writing: Writing, removing: Sequence[HeadingRef] = ()
) -> SaveReport:
    store = MarcFileStore(source, practice=Practice(writing=writing))
    try:
        changes = [Change(ref, ORCID) for ref in await scanned(store)]
        assert len(changes) > 2
        if removing:
            changes = [Change(ref, None, Wish.REMOVE) for ref in removing]
        return await store.save(changes, SaveTarget(SaveMode.TO_PATH, target))
    finally:
        store.close()


def gained(before: Row, after: Row) -> list[Pair]:
    """The subfields that came to a field, when nothing else did and the first stayed first."""
    assert (after.tag, after.head) == (before.tag, before.head)
    new: list[Pair] = []
    old = list(before.subfields)
    for pair in after.subfields:
        if old and pair == old[0]:
            old.pop(0)
        else:
            new.append(pair)
    assert old == []
    assert after.subfields[:1] == before.subfields[:1]
    return new


def compare(before: Found, after: Found, report: SaveReport, forms: Sequence[Pair]) -> int:
    """Each field that was reported as written has its iD, each other one is the same.

    Returns how many fields are new.
    """
    assert len(before) == len(after) > 0
    written, refused = set(report.written), {each.ref for each in report.refused}
    met: set[HeadingRef] = set()
    changed = 0
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        counts: dict[str, int] = {}
        for was, now in zip(old, new, strict=True):
            counts[was.tag] = counts.get(was.tag, 0) + 1
            ref = HeadingRef(number, was.tag, counts[was.tag])
            if ref in written:
                met.add(ref)
                assert gained(was, now) == [form for form in forms if form not in was.subfields]
                changed += now != was
            else:
                assert now == was
            if ref in refused:
                met.add(ref)
                others = {code for code, _ in was.subfields} & {b"t", b"1", b"0"}
                assert others, f"refused without a reason that can be seen: {was}"
    assert met == written | refused
    return changed


def in_utf8() -> bytes:
    return b"".join(record_bytes(fields, leader=leader) for leader, fields in made(80, marc8=False))


def in_marc8() -> bytes:
    """Names with diacritics in front of their letters, words in sets behind an escape."""
    records = [
        record_bytes(fields, leader=leader)
        for number, (leader, fields) in enumerate(made(180))
        if number % 9 < 4
    ]
    greek = [("001", "greek"), ("100", "1 ", [("a", b"\x1b(SKazantz\x1b(B"), ("e", "author.")])]
    return b"".join([*records, record_bytes(greek, leader=MARC8_LEADER)])


def decomposed() -> bytes:
    """Letters followed by their marks, which a program that normalises would join."""
    return b"".join(
        record_bytes(
            [
                ("001", f"d{number}"),
                ("100", "1 ", [("a", "Mu\u0308ller, E\u0301va,"), ("d", "1950-")]),
                ("245", "10", [("a", "U\u0308ber Ångstro\u0308m")]),
                ("700", "1 ", [("a", "Müller, E\u0301va"), ("4", "aut")]),
            ]
        )
        for number in range(5)
    )


def many_in_one_record() -> bytes:
    return b"".join(
        record_bytes(
            [
                ("001", f"m{number}"),
                ("100", "1 ", [("a", "First, F."), ("e", "author.")]),
                ("245", "10", [("a", "Title")]),
                *(
                    ("700", "1 ", [("a", f"Ñame {nth}, N."), ("e", "editor."), ("4", "edt")])
                    for nth in range(12)
                ),
                ("999", "  ", [("a", "after")]),
            ]
        )
        for number in range(4)
    )


def out_of_order() -> bytes:
    """The data of each record in another order than its directory."""
    chance = random.Random(3)
    records = []
    for leader, fields in made(40, marc8=False):
        order = list(range(len(fields)))
        chance.shuffle(order)
        records.append(_with_data_in(order, fields, leader))
    return b"".join(records)


def _with_data_in(order: Sequence[int], fields: Sequence[FieldSpec], leader: str) -> bytes:
    content = [field_bytes(field) for field in fields]
    offsets, data = {}, b""
    for index in order:
        offsets[index] = len(data)
        data += content[index]
    directory = b"".join(
        b"%3s%04d%05d" % (field[0].encode(), len(content[index]), offsets[index])
        for index, field in enumerate(fields)
    )
    base = 24 + len(directory) + 1
    head, length = leader.encode(), base + len(data) + 1
    return (
        b"%05d%s%05d%s" % (length, head[5:12], base, head[17:24])
        + directory
        + b"\x1e"
        + data
        + b"\x1d"
    )


FILES: dict[str, Callable[[], bytes]] = {
    "UTF-8": in_utf8,
    "MARC-8": in_marc8,
    "decomposed": decomposed,
    "many in one record": many_in_one_record,
    "out of order": out_of_order,
}
READERS: Sequence[Callable[[Path], Found]] = (
    by_perl,
    by_pymarc,
    partial(by_yaz, charset="latin1"),
)
every_file = pytest.mark.parametrize("file", FILES)


@every_file
def test_perl_finds_the_same_records_and_the_new_subfields(tmp_path: Path, file: str) -> None:
    before, after, report = saved(tmp_path, FILES[file]())
    assert compare(by_perl(before), by_perl(after), report, [URI]) > 5


@every_file
def test_so_does_yaz(tmp_path: Path, file: str) -> None:
    before, after, report = saved(tmp_path, FILES[file]())
    for charset in ("latin1", "marc8" if file == "MARC-8" else "utf8"):
        found = by_yaz(before, charset=charset), by_yaz(after, charset=charset)
        assert compare(*found, report, [URI]) > 5


@every_file
def test_so_does_pymarc(tmp_path: Path, file: str) -> None:
    before, after, report = saved(tmp_path, FILES[file]())
    assert compare(by_pymarc(before), by_pymarc(after), report, [URI]) > 5


@every_file
@pytest.mark.parametrize("writing", [Writing.TEXT, Writing.BOTH])
def test_all_find_the_other_forms(tmp_path: Path, file: str, writing: Writing) -> None:
    before, after, report = saved(tmp_path, FILES[file](), writing)
    for read in READERS:
        assert compare(read(before), read(after), report, FORMS[writing]) > 5


@every_file
def test_all_find_the_old_fields_when_ids_are_taken_out(tmp_path: Path, file: str) -> None:
    """Removing makes records shorter, and other bytes move than before."""
    before, after, report = saved(tmp_path, FILES[file](), Writing.BOTH)
    last, removing = tmp_path / "last", report.written[::2]
    assert asyncio.run(_save(after, last, Writing.BOTH, removing)).written == removing
    left = SaveReport(report.written[1::2], ())
    for read in READERS:
        assert compare(read(before), read(last), left, FORMS[Writing.BOTH]) >= 5


def test_readers_agree_on_what_was_saved(tmp_path: Path) -> None:
    _, after, _ = saved(tmp_path, in_utf8())
    assert by_perl(after) == by_pymarc(after) == by_yaz(after)


def test_the_comparison_sees_what_it_must_see(tmp_path: Path) -> None:
    """A check that lets everything pass would prove nothing."""
    before, after, report = saved(tmp_path, decomposed())
    old = by_perl(before)
    whole = after.read_bytes()
    for wrong in (
        whole.replace("Ångstro".encode(), b"Angstro "),
        whole.replace("U\u0308".encode(), "Ü ".encode()),
        whole.replace(b"\x1f4aut", b"\x1f4edt"),
        whole.replace(ORCID.uri.encode(), ORCID.uri.encode()[:-1] + b"0"),
        whole[: whole.index(b"\x1d") + 1],
        before.read_bytes(),
    ):
        after.write_bytes(wrong)
        with pytest.raises((AssertionError, ValueError)):
            compare(old, by_perl(after), report, [URI])


# --- XML --------------------------------------------------------------------------------


def xml_plain() -> bytes:
    return collection_xml([fields for _, fields in made(40, marc8=False, text=True)])


def xml_with_prefix() -> bytes:
    return collection_xml(
        [fields for _, fields in made(20, marc8=False, text=True)], prefix="marc:", indent="\t"
    )


def xml_in_utf16() -> bytes:
    return collection_xml(
        [fields for _, fields in made(20, marc8=False, text=True)], encoding="utf-16"
    )


def xml_wrapped() -> bytes:
    """As in an answer of a library system: other elements, comments, references, one line."""
    inner = xml_plain().decode().split("\n", 2)[2].rsplit("\n", 2)[0].replace("\n", "")
    text = inner.replace("<record>", '<bib xmlns:x="urn:x" x:y="1"><id>7</id><!-- n --><record>')
    text = text.replace("</record>", "</record><note><![CDATA[<&>]]>&#233;</note></bib>")
    return f'<bibs xmlns="{SLIM}">{text}</bibs>'.encode()


XML_FILES: dict[str, Callable[[], bytes]] = {
    "plain": xml_plain,
    "with a prefix": xml_with_prefix,
    "UTF-16": xml_in_utf16,
    "wrapped": xml_wrapped,
}


def by_lxml(file: Path) -> tuple[Found, Any]:
    """The records, and the whole tree."""
    tree = lxml.etree.parse(file)
    found: Found = []
    for record in tree.iter("{*}record"):
        rows: list[Row] = []
        for field in record:
            name = lxml.etree.QName(field).localname
            if name == "leader":
                rows.append(Row("LDR", field.text.encode()))
                continue
            indicators = field.get("ind1", "") + field.get("ind2", "")
            head = indicators if name == "datafield" else field.text
            pairs = tuple((each.get("code").encode(), each.text.encode()) for each in field)
            rows.append(Row(field.get("tag"), head.encode(), pairs))
        found.append(rows)
    return found, tree


def without(tree: Any, forms: Sequence[Pair], report: SaveReport) -> bytes:
    """The tree in canonical form after the subfields with these values were cut out."""
    tree = copy.deepcopy(tree)
    for number, record in enumerate(tree.iter("{*}record"), 1):
        counts: dict[str, int] = {}
        for field in record.iter("{*}datafield"):
            tag = field.get("tag")
            counts[tag] = counts.get(tag, 0) + 1
            if HeadingRef(number, tag, counts[tag]) not in report.written:
                continue
            for each in list(field):
                if (each.get("code").encode(), each.text.encode()) in forms:
                    each.getprevious().tail = each.tail
                    field.remove(each)
    return bytes(lxml.etree.tostring(tree, method="c14n"))


@pytest.mark.parametrize("file", XML_FILES)
def test_lxml_finds_the_same_tree_and_the_new_elements(tmp_path: Path, file: str) -> None:
    before, after, report = saved(tmp_path, XML_FILES[file]())
    (old, old_tree), (new, new_tree) = by_lxml(before), by_lxml(after)
    assert compare(old, new, report, [URI]) > 5
    assert without(new_tree, [URI], report) == without(old_tree, [URI], report)
    assert b"orcid.org" in lxml.etree.tostring(new_tree)


@pytest.mark.parametrize("file", ["plain", "with a prefix"])
def test_yaz_finds_the_same_in_xml(tmp_path: Path, file: str) -> None:
    before, after, report = saved(tmp_path, XML_FILES[file]())
    found = by_yaz(before, kind="marcxml"), by_yaz(after, kind="marcxml")
    assert compare(*found, report, [URI]) > 5


def test_yaz_reads_the_same_from_xml_as_from_binary(tmp_path: Path) -> None:
    records = [fields for _, fields in made(20, marc8=False, text=True)]
    binary = b"".join(record_bytes(fields, leader=LEADER) for fields in records)
    (tmp_path / "xml").mkdir()
    in_binary = saved(tmp_path, binary)
    in_xml = saved(tmp_path / "xml", collection_xml(records))
    assert in_binary.report.written == in_xml.report.written
    with_lengths = [rows[1:] for rows in by_yaz(in_binary.after)]
    assert [rows[1:] for rows in by_yaz(in_xml.after, kind="marcxml")] == with_lengths
