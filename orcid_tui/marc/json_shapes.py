"""The shapes in which MARC records stand in JSON.

Several are in use, sometimes mixed (marc-roundtrip.md section 6):

- MARC-in-JSON: `{"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "Title"}]}}`;
- named members: `{"tag": "245", "ind1": "1", "ind2": "0", "subfields": [{"code": "a",
  "value": "Title"}]}`, with `data`, `value` or `content` for text, `ind` or `ind1`/`ind2`,
  in Sierra `marcTag` for the field's and `tag` for the subfield's name;
- nested lists: `["245", "1", "0", [["a", "Title"]]]`;
- flat lists: `["245", "1", "0", "a", "Title"]`;
- by tag: `{"245": [{"ind1": "1", "ind2": "0", "subfields": {"a": "Title"}}]}`, without a list
  around the fields.

A record is an object that has a list of such fields, or has them as its members by tag. What
stands around does not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from orcid_tui.language import _
from orcid_tui.marc.json_alma import xml_in
from orcid_tui.marc.json_places import Path
from orcid_tui.marc.json_values import Members, is_list
from orcid_tui.marc.record import Field, Subfield

_LISTS: Final = frozenset(
    "fields controlfield controlfields datafield datafields control_fields data_fields "
    "varfields record".split()
)
_LEADERS: Final = ("leader", "LDR", "ldr")
_TAGS: Final = ("marcTag", "tag", "@tag")
_CODES: Final = ("code", "@code", "tag")
_TEXTS: Final = ("value", "data", "content", "text", "#text", "_", "$t", "$")
_SUBFIELDS: Final = ("subfields", "subfield")
_INDICATORS: Final = (("ind1", "@ind1", "indicator1"), ("ind2", "@ind2", "indicator2"))
_BOTH: Final = ("ind", "indicators", "inds")
_TAG: Final = re.compile(r"[0-9A-Z]{3}")
_KNOWN: Final = 1 << 12


class _Tags(dict[str, bool]):
    """Whether a name is a tag: the same few hundred are asked about again and again."""

    def __missing__(self, name: str) -> bool:
        found = _TAG.fullmatch(name) is not None
        if len(self) < _KNOWN and len(name) < 20:
            self[name] = found
        return found


_IS_TAG: Final = _Tags()
_WHOLE_TEXT: Final = "_"
"""The code that flat lists give to the text of a control field, and Sierra to the leader."""

NO_SUBFIELDS: Final = _("The field has no subfields.")
_NO_LIST: Final = _(
    "The subfields are not written as a list, so none can be added or taken out safely."
)


class JsonSubfield(NamedTuple):
    """One subfield. It reaches from the value at `first` to the value at `last`. Its text is
    the value at `text_at`, a string when `is_text`; when `is_pattern`, its code is one too,
    and nothing else is in it."""

    code: str
    text: str
    first: Path
    last: Path
    code_at: Path
    text_at: Path
    is_text: bool
    is_pattern: bool


class JsonField(NamedTuple):
    """One field. `why_not` says why nothing can be put in or taken out, or is empty; where
    subfields are `one_of_a_kind`, no code may stand there twice."""

    tag: str
    indicators: str = ""
    subfields: Sequence[JsonSubfield] = ()
    text: str = ""
    why_not: str = ""
    one_of_a_kind: bool = False

    def as_field(self) -> Field:
        """The field as everyone else sees it, in NFC."""
        return Field(
            self.tag,
            self.indicators,
            tuple([Subfield(each.code, _nfc(each.text)) for each in self.subfields]),
            _nfc(self.text),
        )


class FieldSite(NamedTuple):
    """Where a field is in a record, not yet read."""

    tag: str
    content: object
    at: Path

    def read(self) -> JsonField:
        """The field itself."""
        if isinstance(self.content, Members):
            return _named(self.tag, self.content, self.at)
        if isinstance(self.content, list):
            return _listed(self.tag, self.content, self.at)
        return JsonField(self.tag, text=_text(self.content), why_not=NO_SUBFIELDS)


def fields_of(value: object) -> list[FieldSite] | None:
    """The fields of a record in their order; None when this is no MARC record."""
    if not isinstance(value, Members):
        return None
    fields: list[FieldSite] = []
    has_list = False
    for index, (name, content) in enumerate(value):
        if name.lower() in _LISTS and is_list(content):
            has_list = True
            for nth, item in enumerate(content):
                fields += _fields_in(item, (2 * index + 1, nth))
        elif name.lower() in _LISTS and _member(content, _TAGS)[0] >= 0:
            fields += _fields_in(content, (2 * index + 1,))
    if not fields and not has_list and _is_by_tag(value):
        fields += _fields_by_tag(value)
    return fields if fields or (has_list and leader_of(value)) else None


def leader_of(value: Members) -> str:
    """The leader, or an empty string."""
    for name, content in value:
        if name in _LEADERS and isinstance(content, str):
            return content
    for name, content in value:
        if name.lower() in _LISTS and is_list(content):
            for item in content:
                for field in _fields_in(item, ()):
                    if field.tag in ("LDR", "000"):
                        return field.read().text
                if _member(item, ("fieldTag",))[1] == _WHOLE_TEXT:
                    return _text(_member(item, _TEXTS)[1])
    return ""


def holds_records(value: object) -> bool:
    """Whether a record stands somewhere inside of this."""
    if isinstance(value, Members):
        if fields_of(value) is not None or xml_in(value) is not None:
            return True
        return any(holds_records(inner) for _, inner in value)
    return isinstance(value, list) and any(map(holds_records, value))


def _is_by_tag(value: Members) -> bool:
    names = {name for name, _ in value}
    return len(names & {"001", "008", "245", *_LEADERS}) > 1


def _fields_by_tag(value: Members) -> Iterator[FieldSite]:
    for index, (name, content) in enumerate(value):
        if not _IS_TAG[name] or name in _LEADERS:
            continue
        if is_list(content):
            for nth, item in enumerate(content):
                if not is_list(item):
                    yield FieldSite(name, item, (2 * index + 1, nth))
        else:
            yield FieldSite(name, content, (2 * index + 1,))


def _fields_in(item: object, at: Path) -> list[FieldSite]:
    """The fields that one element of a list of fields is; nearly always one. The hot loop."""
    found: list[FieldSite] = []
    if isinstance(item, Members):
        for index, (name, content) in enumerate(item):
            if name in _TAGS:
                if isinstance(content, str) and _IS_TAG[content]:
                    found.append(FieldSite(content, item, at))
                break
            if _IS_TAG[name] and not is_list(content):
                found.append(FieldSite(name, content, (*at, 2 * index + 1)))
    elif isinstance(item, list) and len(item) > 1:
        tag = item[0]
        if isinstance(tag, str) and _IS_TAG[tag]:
            found.append(FieldSite(tag, item, at))
    return found


def _named(tag: str, body: Members, at: Path) -> JsonField:
    """A field whose parts have names: the body of MARC-in-JSON, or a whole field."""
    indicators = _indicators(body)
    index, content = _member(body, _SUBFIELDS)
    if index >= 0:
        return _with_subfields(tag, indicators, content, (*at, 2 * index + 1))
    index, content = _member(body, _TEXTS)
    if isinstance(content, Members):
        return _named(tag, content, (*at, 2 * index + 1))
    if index < 0:
        return _with_subfields(tag, indicators, body, at)
    return JsonField(tag, text=_text(content), why_not=NO_SUBFIELDS)


def _listed(tag: str, item: Sequence[object], at: Path) -> JsonField:
    """A field that is a list: tag, indicators, and one list of subfields or all in a row."""
    if len(item) < 4:
        return JsonField(tag, text=_text(item[-1]), why_not=NO_SUBFIELDS)
    indicators = _sign(item[1]) + _sign(item[2])
    if is_list(item[3]):
        return _with_subfields(tag, indicators, item[3], (*at, 3))
    if item[3] == _WHOLE_TEXT or tag < "010":
        return JsonField(tag, text=_text(item[-1]), why_not=NO_SUBFIELDS)
    pairs = [
        _pair(item[k], item[k + 1], ((*at, k), (*at, k + 1)), (*at, k), (*at, k + 1))
        for k in range(3, len(item) - 1, 2)
    ]
    return JsonField(tag, indicators, pairs, why_not="" if len(item) % 2 else _NO_LIST)


def _with_subfields(tag: str, indicators: str, content: object, at: Path) -> JsonField:
    """The field whose subfields are in here."""
    found: list[JsonSubfield] = []
    why_not, one_of_a_kind = "", False
    if isinstance(content, Members):
        if _member(content, _CODES)[0] >= 0:
            found += _subfields_in(content, at)
            why_not = _NO_LIST
        else:
            found += _row(content, at)
            one_of_a_kind = True
    elif isinstance(content, list):
        for nth, element in enumerate(content):
            found += _subfields_in(element, (*at, nth))
    return JsonField(tag, indicators, found, "", why_not if found else NO_SUBFIELDS, one_of_a_kind)


def _row(content: Members, at: Path) -> Iterator[JsonSubfield]:
    """Subfields that are the members of one object: a name can stand there only once."""
    for index, (name, inner) in enumerate(content):
        if len(name) != 1 or isinstance(inner, Members):
            continue
        name_at, value_at = (*at, 2 * index), (*at, 2 * index + 1)
        if not is_list(inner):
            yield _pair(name, inner, (name_at, value_at), name_at, value_at)
            continue
        for nth, each in enumerate(inner):
            alone = len(inner) == 1
            yield _pair(name, each, (name_at, value_at), name_at, (*value_at, nth), alone=alone)


def _subfields_in(element: object, at: Path) -> Iterator[JsonSubfield]:
    if isinstance(element, Members):
        code_index, code = _member(element, _CODES)
        if isinstance(code, str):
            index, content = _member(element, _TEXTS)
            alone = len(element) == 2 and index >= 0
            code_at = (*at, 2 * code_index + 1)
            text_at = (*at, 2 * index + 1) if index >= 0 else code_at
            yield _pair(code, content, (at, at), code_at, text_at, alone=alone)
            return
        for index, (name, content) in enumerate(element):
            if len(name) != 1:
                continue
            name_at, value_at = (*at, 2 * index), (*at, 2 * index + 1)
            if not is_list(content):
                alone = len(element) == 1
                yield _pair(name, content, (at, at), name_at, value_at, alone=alone)
                continue
            for nth, each in enumerate(content):
                yield _pair(name, each, (at, at), name_at, (*value_at, nth), alone=False)
    elif isinstance(element, list) and len(element) == 2:
        yield _pair(element[0], element[1], (at, at), (*at, 0), (*at, 1))


def _pair(
    code: object,
    text: object,
    reach: tuple[Path, Path],
    code_at: Path,
    text_at: Path,
    *,
    alone: bool = True,
) -> JsonSubfield:
    """A subfield of these two values. It is `alone` when nothing else is where it reaches."""
    is_text = isinstance(text, str)
    is_pattern = alone and is_text and isinstance(code, str)
    return JsonSubfield(_text(code), _text(text), *reach, code_at, text_at, is_text, is_pattern)


def _indicators(body: Members) -> str:
    _, both = _member(body, _BOTH)
    if isinstance(both, str):
        return both[:2].ljust(2)
    if isinstance(both, list) and not isinstance(both, Members):
        return "".join(map(_sign, both))[:2].ljust(2)
    return "".join(_sign(_member(body, names)[1]) for names in _INDICATORS)


def _sign(value: object) -> str:
    return (_text(value) or " ")[0]


def _member(body: object, names: Sequence[str]) -> tuple[int, object]:
    """The first member that has one of these names: its index (or -1) and its value."""
    for index, (name, content) in enumerate(body if isinstance(body, Members) else ()):
        if name in names:
            return index, content
    return -1, None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
