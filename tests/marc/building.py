"""Records made from readable specifications, in both forms that MARC 21 files have.

A field is `("001", "data")` or `("100", "1 ", [("a", "Smith, Jane,"), ("e", "author.")])`.
Every text may also be given as bytes, which then stand in the record as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

LEADER: Final = "00000nam a2200000 i 4500"
MARC8_LEADER: Final = "00000nam  2200000 i 4500"
SLIM: Final = "http://www.loc.gov/MARC21/slim"

FieldSpec = tuple[Any, ...]


def field_bytes(field: FieldSpec, encoding: str = "utf-8") -> bytes:
    """The content of one variable field, its terminator 1E included."""

    def raw(text: str | bytes) -> bytes:
        return text if isinstance(text, bytes) else text.encode(encoding)

    if len(field) == 2:
        return raw(field[1]) + b"\x1e"
    _, indicators, subfields = field
    body = b"".join(b"\x1f" + raw(code) + raw(value) for code, value in subfields)
    return raw(indicators) + body + b"\x1e"


def record_bytes(
    fields: Sequence[FieldSpec], *, leader: str = LEADER, encoding: str = "utf-8"
) -> bytes:
    """One binary MARC record. Lengths and base address of the leader are filled in."""
    directory, data = b"", b""
    for field in fields:
        content = field_bytes(field, encoding)
        directory += b"%3s%04d%05d" % (field[0].encode("ascii"), len(content), len(data))
        data += content
    base = 24 + len(directory) + 1
    head = leader.encode("latin-1")
    length = b"%05d" % (base + len(data) + 1)
    return length + head[5:12] + b"%05d" % base + head[17:24] + directory + b"\x1e" + data + b"\x1d"


def record_xml(
    fields: Sequence[FieldSpec],
    *,
    leader: str = LEADER,
    prefix: str = "",
    indent: str = "  ",
    declare: bool = False,
) -> str:
    """One record as MARCXML text, `prefix` as in `marc:`; `declare` binds the namespace here."""
    name = prefix.rstrip(":")
    binding = f" xmlns{':' + name if name else ''}={quoteattr(SLIM)}" if declare else ""
    lines = [f"<{prefix}record{binding}>", f"{indent}<{prefix}leader>{leader}</{prefix}leader>"]
    for field in fields:
        if len(field) == 2:
            lines.append(
                f'{indent}<{prefix}controlfield tag="{field[0]}">{escape(field[1])}'
                f"</{prefix}controlfield>"
            )
            continue
        tag, indicators, subfields = field
        lines.append(
            f'{indent}<{prefix}datafield tag="{tag}" ind1="{indicators[0]}" ind2="{indicators[1]}">'
        )
        lines.extend(
            f"{indent * 2}<{prefix}subfield code={quoteattr(code)}>{escape(value)}"
            f"</{prefix}subfield>"
            for code, value in subfields
        )
        lines.append(f"{indent}</{prefix}datafield>")
    lines.append(f"</{prefix}record>")
    return "\n".join(lines)


def collection_xml(
    records: Sequence[Sequence[FieldSpec]],
    *,
    prefix: str = "",
    indent: str = "  ",
    encoding: str = "utf-8",
    declaration: str | None = None,
    leader: str = LEADER,
) -> bytes:
    """A MARCXML collection. `declaration` None makes the usual one for the encoding."""
    name = prefix.rstrip(":")
    if declaration is None:
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    body = "\n".join(
        record_xml(fields, prefix=prefix, indent=indent, leader=leader) for fields in records
    )
    text = (
        f"{declaration}<{prefix}collection xmlns{':' + name if name else ''}={quoteattr(SLIM)}>\n"
        f"{body}\n</{prefix}collection>\n"
    )
    return text.encode(encoding)


def record_json(
    fields: Sequence[FieldSpec], *, leader: str = LEADER, shape: str = "marc-in-json"
) -> dict[str, Any]:
    """One record as Python values for `json`, in one of the shapes in use: marc-in-json, value,
    data, sierra, nested or flat."""
    if shape == "flat":
        rows = [["LDR", None, None, "_", leader]]
        for tag, *rest in fields:
            if len(rest) == 1:
                rows.append([tag, None, None, "_", rest[0]])
            else:
                rows.append([tag, *rest[0], *(part for pair in rest[1] for part in pair)])
        return {"_id": "7", "record": rows}
    if shape == "data":
        return {
            "leader": leader,
            "controlfield": [{"tag": f[0], "data": f[1]} for f in fields if len(f) == 2],
            "datafield": [
                {
                    "tag": f[0],
                    "ind": f[1],
                    "subfield": [{"code": code, "data": text} for code, text in f[2]],
                }
                for f in fields
                if len(f) == 3
            ],
        }
    shapes: dict[str, Callable[[FieldSpec], Any]] = {
        "marc-in-json": _marc_in_json,
        "value": _named("tag", "code", "value"),
        "sierra": _named("marcTag", "tag", "content"),
        "nested": _nested,
    }
    return {"leader": leader, "fields": list(map(shapes[shape], fields))}


def _nested(field: FieldSpec) -> list[Any]:
    if len(field) == 2:
        return list(field)
    tag, indicators, subfields = field
    return [tag, *indicators, [list(pair) for pair in subfields]]


def _marc_in_json(field: FieldSpec) -> dict[str, Any]:
    if len(field) == 2:
        return {field[0]: field[1]}
    tag, indicators, subfields = field
    return {
        tag: {
            "ind1": indicators[0],
            "ind2": indicators[1],
            "subfields": [{code: text} for code, text in subfields],
        }
    }


def _named(tag: str, code: str, text: str) -> Callable[[FieldSpec], dict[str, Any]]:
    def field(spec: FieldSpec) -> dict[str, Any]:
        if len(spec) == 2:
            return {tag: spec[0], text: spec[1]}
        return {
            tag: spec[0],
            "ind1": spec[1][0],
            "ind2": spec[1][1],
            "subfields": [{code: c, text: t} for c, t in spec[2]],
        }

    return field


def record_mrk(fields: Sequence[FieldSpec], *, leader: str = LEADER, line_end: str = "\n") -> str:
    """One record as MarcEdit text, without the blank line that follows."""

    def plain(text: str) -> str:
        return text.replace("{", "{lcub}").replace("$", "{dollar}")

    lines = ["=LDR  " + leader.replace(" ", "\\")]
    for field in fields:
        if len(field) == 2:
            lines.append(f"={field[0]}  " + plain(field[1]).replace(" ", "\\"))
        else:
            tag, indicators, subfields = field
            body = "".join(f"${code}{plain(text)}" for code, text in subfields)
            lines.append(f"={tag}  " + indicators.replace(" ", "\\") + body)
    return line_end.join(lines) + line_end
