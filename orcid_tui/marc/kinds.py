"""Which records describe a publication, and by which of the two MARC formats.

In an authority record field 100 is the person, not a creator; in UNIMARC it is coded data
(marc-roundtrip.md section 8, alma-and-marc.md B7 and B8).
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.name_tags import UNIMARC_TAGS
from orcid_tui.marc.record import BibRecord, Field

_AUTHORITY: Final = _(
    "This is an authority record: its heading is the person, not the creator of a work."
)
_HOLDINGS: Final = _("This is a holdings record, which names nobody.")
_KINDS: Final = {
    "z": _AUTHORITY,
    "u": _HOLDINGS,
    "v": _HOLDINGS,
    "x": _HOLDINGS,
    "y": _HOLDINGS,
    "w": _("This is a classification record, which names nobody."),
    "q": _("This is a community information record, not the description of a publication."),
}
_PUBLICATIONS: Final = frozenset("acdefgijkmoprt")

_UNDEFINED_IN_MARC21: Final = frozenset({"101", "102", "105", "106", "200", "701", "702", "801"})
_DATED: Final = re.compile(r"(?=(?:\D*\d){4})[\d |#^?-]{8}(?:[a-z |#^]|$)", re.ASCII)
"""Date entered on file, then a code: how 100 $a begins, in whatever length it has come."""
_AUTHORITY_DATA: Final = re.compile(r"[\d |#^?-]{8}[a-z |#^](?!uuu)[a-z]{3}", re.ASCII)
"""In an authority record a language follows where a date follows in all others."""
_NUMERATION: Final = re.compile(r"[IVXLCDM\d\W]*(?:st|nd|rd|th|er|e)?\W*")


def why_not_bibliographic(record: BibRecord) -> str:
    """Why this record does not describe a publication, in one sentence; or empty.

    By leader/06. An authority record of UNIMARC says there what holdings say in MARC 21, so
    its coded data are looked at too.
    """
    kind = record.leader[6:7]
    if kind in _PUBLICATIONS:
        return ""
    if any(map(_is_authority_data, record.fields("100"))):
        return _AUTHORITY
    return _KINDS.get(kind, "")


def is_unimarc(record: BibRecord) -> bool:
    """Whether the fields of this record mean what they mean in UNIMARC.

    Yes, when the source calls it so, or when a field 100 holds coded data. No, when there is a
    title in 245 else: MARC 21 may have a local 200. Without a 245 it is yes, when there is a
    title in 200 and the entry map is UNIMARC's own; no, when a name has the indicators of
    MARC 21; and yes again, when there is a 200, a name in the shape of UNIMARC, or two other
    fields that MARC 21 does not define.

    A record with 200 and without 245 and 100 is therefore taken for UNIMARC unless a name
    speaks against it, also under the entry map `4500`, which 35 of 4,539 UNIMARC records have
    (marc-roundtrip.md section 8). It may be a broken MARC 21 record. That is the safe side:
    an iD left out can be added later, one in the wrong subfield is damage.

    A name in bytes that `marc.plain_names` calls plain stands in a record with a 245 and
    without a 100 that might be coded data: whoever adds a sign here looks there too.
    """
    tags = record.tags
    if record.called_unimarc:
        return True
    if record.has("100") and any(map(is_coded_data, record.fields("100"))):
        return True
    if record.has("245"):
        return False
    if "200" in tags and record.leader[20:24] == "450 ":
        return True
    names = tuple(record.fields("100", *UNIMARC_TAGS))
    if any(map(_is_marc21_name, names)):
        return False
    return (
        "200" in tags
        or any(map(_is_unimarc_name, names))
        or len(_UNDEFINED_IN_MARC21.intersection(tags)) > 1
    )


def is_coded_data(field: Field) -> bool:
    """Whether a field 100 is UNIMARC's general processing data instead of a name.

    36 characters by the standard, 24 in authority records, fewer where blanks were lost. It
    begins with a date; what does not is recognised by its length if it begins with no letter.
    """
    if field.indicators.strip(" ") or not field.subfields or field.subfields[0].code != "a":
        return False
    text = field.subfields[0].value
    if _DATED.match(text):
        return True
    return (
        len(field.subfields) == 1
        and 35 <= len(text) <= 40
        and text.isascii()
        and text.isprintable()
        and not text[0].isalpha()
    )


def _is_authority_data(field: Field) -> bool:
    text = field.first("a")
    return is_coded_data(field) and len(text.rstrip()) < 30 and bool(_AUTHORITY_DATA.match(text))


def _is_marc21_name(field: Field) -> bool:
    """In UNIMARC no first indicator is defined, and the second says what the first says here."""
    return (
        field.indicators[:1] in ("0", "1", "2", "3")
        and field.indicators[1:2] not in ("0", "1")
        and not _has_rest_of_name(field)
    )


def _is_unimarc_name(field: Field) -> bool:
    return (
        field.indicators in (" 0", " 1")
        and "," not in field.first("a")
        and _has_rest_of_name(field)
    )


def _has_rest_of_name(field: Field) -> bool:
    """Whether $b holds the forenames, as in UNIMARC, and not a numeration."""
    return not _NUMERATION.fullmatch(field.first("b").strip())
