"""Invented bibliographic records, with all that makes a record easy to damage.

Blanks in the leader and in 008, fields out of order, a `$1` of another source, `$0`, 880, local
fields, an empty subfield, letters with separate accents.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.alma_stand_in.records import Item, StoredBib, StoredField, StoredRecord, field

INSTITUTION = "01EXA_INST"
NETWORK = "01EXA_NETWORK"

_SURNAMES = "Brandvold Ekerholt Fjærvik Haugsrud Lindqvåg Myklestøl Nærøyvik Skjelbreid".split()
_GIVEN = "Siri Torkel Åsne Håkon Ragnhild Eivind Møyfrid Sølvi Jørn Ingebjørg".split()
_SUBJECTS = "Ice trade|Timber rafts|Parish libraries|Peat|Lighthouse keepers|Herring".split("|")


def mms(number: int, *, network: bool = False) -> str:
    """The MMS ID of the invented record with this number; it ends like its institution's."""
    return f"99{number:010d}{'9901' if network else '1234'}"


def name(number: int) -> str:
    """An invented person's heading, always the same for a number."""
    surname = _SURNAMES[number % len(_SURNAMES)]
    given = _GIVEN[number // len(_SURNAMES) % len(_GIVEN)]
    again = number // (len(_SURNAMES) * len(_GIVEN))
    return f"{surname}, {given}{' ' + chr(64 + again % 26) + '.' if again else ''},"


def heading(number: int, tag: str = "100") -> StoredField:
    """A name heading with its dates and a relator."""
    term = "eauthor." if tag == "100" else "eeditor."
    return field(tag, "1 ", f"a{name(number)}", f"d{1930 + number % 60}-", term)


def invented_fields(number: int, names: Sequence[StoredField]) -> tuple[StoredField, ...]:
    """The fields behind 008: title, subjects and these names."""
    mains = [each for each in names if each.tag == "100"]
    added = [each for each in names if each.tag != "100"]
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return (
        field("035", "  ", f"a(EXA)b{number:07d}"),
        field("020", "  ", f"a978{number % 1000000000:09d}X", "qhbk."),
        field("040", "  ", "aEXA", "beng", "cEXA"),
        *mains,
        field(
            "245",
            "10",
            f"a{subject} in the north {number} :",
            "bhistory of O\u0308ye /",
            "cedited & told.",
        ),
        field("264", " 1", "aVestnes :", "bKaiforlaget,", f"c{1960 + number % 60}."),
        field("300", "  ", "a212 p. :", "bill.", "c"),
        field("500", "  ", 'aTitle on spine: "Is & tømmer" <sic>  with two spaces '),
        field("650", " 0", f"a{subject}.", "0http://id.example.org/subjects/sh85"),
        *added,
        field("880", "1 ", "6700-01/(N", "aБрандволд, Сири"),
        field("966", "  ", "aEXA shelf 3", "9local"),
    )


def invented_record(number: int, mms_id: str, names: Sequence[StoredField]) -> StoredRecord:
    """A whole MARC 21 record; 008 stands before 005 in every seventh, as it happens."""
    year = 1960 + number % 60
    first = StoredField("001", mms_id)
    changed = StoredField("005", f"2021{1 + number % 12:02d}07115959.0")
    codes = StoredField("008", f"{year % 100:02d}0921s{year}    no a     b    001 0 nor  ")
    controls = (first, codes, changed) if number % 7 == 0 else (first, changed, codes)
    return StoredRecord("02114cam a2200349 c 4500", (*controls, *invented_fields(number, names)))


def envelope(
    mms_id: str,
    number: int,
    author: str,
    *,
    record_format: str = "marc21",
    link: tuple[str, str] = ("", ""),
    suppressed: bool = False,
) -> tuple[Item, ...]:
    """Every element of alma-and-marc.md A6; those that a PUT can lose are not at their default."""
    zone, linked = link
    link_item = Item("linked_record_id", linked, (("type", zone),) if zone else ())
    return (
        Item("mms_id", mms_id),
        Item("record_format", record_format),
        link_item,
        Item("title", f"{_SUBJECTS[number % len(_SUBJECTS)]} in the north {number}"),
        Item("author", author),
        Item("isbn", f"978{number % 1000000000:09d}X"),
        Item(
            "network_numbers",
            children=(Item("network_number", f"(EXA)b{number:07d}"),),
        ),
        Item("place_of_publication", "Vestnes :"),
        Item("date_of_publication", f"{1960 + number % 60}."),
        Item("publisher_const", "Kaiforlaget"),
        Item(
            "holdings",
            "",
            (("link", f"https://alma.example.org/almaws/v1/bibs/{mms_id}/holdings"),),
        ),
        Item("created_by", "import"),
        Item("created_date", "2011-12-17Z"),
        Item("last_modified_by", "nightly"),
        Item("last_modified_date", "2021-09-05Z"),
        Item("suppress_from_publishing", "true" if suppressed else "false"),
        Item("suppress_from_external_search", "true"),
        Item("suppress_from_metadoor", "true"),
        Item("sync_with_oclc", "BIBS"),
        Item("sync_with_libraries_australia", "BIBS"),
        Item("originating_system", "ILS"),
        Item("originating_system_id", f"b{number:07d}-01exa_inst"),
        Item("cataloging_level", "20", (("desc", "BIB cataloger"),)),
        Item("brief_level", "04", (("desc", "04"),)),
    )


def invented_bib(
    number: int,
    *names: StoredField,
    mms_id: str = "",
    first: str = "",
    record_format: str = "marc21",
    link: tuple[str, str] = ("", ""),
    suppressed: bool = False,
) -> StoredBib:
    """The invented record with this number. Without `names` it has a 100 and two 700.

    `first` is the content of 001, if it is not the MMS ID.
    """
    own = mms_id or mms(number)
    given = names or (heading(number), heading(number + 1, "700"), heading(number + 2, "700"))
    author = given[0].values("a")[0] if given[0].values("a") else ""
    made = envelope(
        own, number, author, record_format=record_format, link=link, suppressed=suppressed
    )
    if record_format in ("marc21", "unimarc", "kormarc", "cnmarc"):
        return StoredBib(own, made, invented_record(number, first or own, given))
    return StoredBib(own, made, f"<record><title>{author}</title></record>")


def network_pair(number: int, *names: StoredField) -> tuple[StoredBib, StoredBib]:
    """A record of the network, and an institution's record that is linked to it.

    The second has only what is the institution's own: 001, 005, 035 and local fields.
    """
    shared_id = mms(number, network=True)
    shared = invented_bib(number, *names, mms_id=shared_id)
    shared = shared.with_fields(lambda fields: (each for each in fields if not each.local))
    own_id = mms(number)
    own = StoredRecord(
        shared.marc.leader,
        (
            StoredField("001", own_id),
            StoredField("005", "20210101000000.0"),
            field("035", "  ", f"a(EXLNZ-{NETWORK}){shared_id}"),
            field("700", "1 ", "aOwner, Former,", "eformer owner.", "9LOCAL"),
            field("966", "  ", "aEXA shelf 3", "9local"),
        ),
    )
    made = envelope(own_id, number, shared.text("author"), link=("NZ", shared_id))
    return shared, StoredBib(own_id, made, own)
