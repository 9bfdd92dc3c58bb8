"""A MARCXML record in its usual dress, told by patterns instead of being parsed.

Nearly every record that libraries hand around is a leader, then control fields and data
fields with subfields, all under one prefix, with nothing in between but white space. What
fits the pattern for that is known to be nothing else, as long as the file is well-formed,
which a parser has to prove: a `<` stands for markup only, and the pattern leaves no room for
comments, CDATA or strangers. All other records are left to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from orcid_tui.marc.plain_names import is_plain_record

_BARE: Final = rb"""[^"'<>&\t\r\n]*+"""
"""A value without quotation marks, so that nothing in it looks like an attribute."""
_ATTRIBUTES: Final = (
    rb"""(?:\s++[^\s<>/"'=&]++\s*+=\s*+(?:\"""" + _BARE + rb"""\"|'""" + _BARE + rb"""'))*+\s*+"""
)
_COMMON: Final = {
    b"leader": b"",
    b"controlfield": rb' tag="' + _BARE + rb'"',
    b"datafield": rb' tag="' + _BARE + rb'" ind1="' + _BARE + rb'" ind2="' + _BARE + rb'"',
    b"subfield": rb""" code="[^"'<>&\t\r\n]\"""",
}
"""The attributes that nearly all elements have, which this way are quick to see."""
_ANY_TAG: Final = rb"""[^"']*+"""

_PREFIX: Final = rb"""((?:[^\s<>/:"'=&!?]++:)?+)"""
_RECORD_BEGINS: Final = re.compile(rb"<" + _PREFIX + rb"record[\s>]")
_FIELD_BEGINS: Final = re.compile(rb"<" + _PREFIX + rb"(?:leader|controlfield|datafield)[\s/>]")

_CHECKED: Final = rb"(?:(?!(?i:orcid)|[0-9]{4}[- ]+[0-9]{3}|[0-9]{15})[ -%'-;=-~])*+(?=<)"
"""ASCII, nothing of it escaped, in which no iD can hide (`marc.plain_names`)."""


class Dress(NamedTuple):
    """The patterns for records under one prefix. All but `record` are for use inside of
    what `record` has matched."""

    prefix: bytes
    record: re.Pattern[bytes]
    """A whole record; its group is the text of the leader, or none."""
    field: re.Pattern[bytes]
    """The start of any field, up to its tag, with the groups of `fields_with`."""
    subfield: re.Pattern[bytes]
    """A subfield; groups are its attributes and its text, if it has one."""
    plain: re.Pattern[bytes]
    """A plain name, of whatever tag, from its start to the name in its end tag."""
    title: re.Pattern[bytes]
    """A subfield $t, as it is written nearly always."""
    field_ends: bytes


@lru_cache(maxsize=64)
def dress(prefix: bytes) -> Dress:
    """The patterns for a prefix, as in `marc:`, or for none."""
    name = re.escape(prefix)

    def element(local: bytes, content: bytes) -> bytes:
        begins = rb"(?>" + _COMMON[local] + rb">|" + _ATTRIBUTES + rb">)"
        whole = begins + content + rb"</" + name + local + rb"\s*+>"
        return rb"<" + name + local + rb"(?:" + whole + rb"|" + _ATTRIBUTES + rb"/>)\s*+"

    text = rb"[^<]*+"
    record = (
        rb"<" + name + rb"record" + _ATTRIBUTES + rb">\s*+(?!</)"
        rb"(?:" + element(rb"leader", rb"([^<]*+)") + rb")?+(?:"
        + element(rb"datafield", rb"\s*+(?:" + element(rb"subfield", text) + rb")*+")
        + rb"|" + element(rb"controlfield", text) + rb")*+</" + name + rb"record\s*+>"
    )  # fmt: skip
    ends = rb"</" + name + rb"subfield\s*+>\s*+"
    plain = (
        rb"<" + name + rb"""datafield(?=[^>]*?\sind1\s*+=\s*+["'][^3"'])[^>]*+>\s*+"""
        rb"<" + name + rb"""subfield code=["']a["']>[^<&A-Za-z]*+[A-Za-z][^<]*+""" + ends
        + rb"(?:<" + name + rb"""subfield code=["'](?:[^019t"']["']>[^<]*+|[019]["']>"""
        + _CHECKED + rb")" + ends + rb")*+</" + name + rb"datafield"
    )  # fmt: skip
    return Dress(
        prefix,
        re.compile(record),
        re.compile(_field(prefix, _ANY_TAG, rb"|(?=[\s/>])")),
        re.compile(rb"<" + name + rb"subfield([^>]*?)(?:/>|>([^<]*+)<)"),
        re.compile(plain),
        re.compile(rb"<" + name + rb"""subfield code=["']t["']"""),
        b"</" + prefix + b"datafield",
    )


@lru_cache(maxsize=64)
def fields_with(prefix: bytes, tags: tuple[str, ...]) -> re.Pattern[bytes]:
    """Finds the start of fields with these tags: groups are `c` for a control field, and the
    tag in one of the two others."""
    return re.compile(_field(prefix, b"|".join([re.escape(tag.encode()) for tag in tags])))


def _field(prefix: bytes, tags: bytes, otherwise: bytes = b"") -> bytes:
    quoted = rb"""["'](""" + tags + rb""")["']"""
    return (
        rb"<" + re.escape(prefix) + rb"(?:(c)ontrol|data)field(?: tag=" + quoted +
        rb"|(?! tag=)[^>]*?\stag\s*+=\s*+" + quoted + otherwise + rb")"
    )  # fmt: skip


def prefix_of(window: bytes) -> bytes | None:
    """The prefix of the first leader or field; None where there is none."""
    found = _FIELD_BEGINS.search(window)
    return None if found is None else found[1]


def usual_record(raw: bytes) -> tuple[re.Match[bytes], Dress] | None:
    """The record that these bytes begin with; None when it is not in the usual dress."""
    begins = _RECORD_BEGINS.match(raw)
    if begins is None:
        return None
    patterns = dress(begins[1])
    found = patterns.record.match(raw)
    return None if found is None else (found, patterns)


def is_plain_leader(leader: bytes | None) -> bool:
    """Whether nothing in the leader makes a closer look at the names necessary."""
    if leader is None or b"&" in leader or not leader.isascii():
        return False
    return is_plain_record(leader)
