"""The same records as a whole file in every format and dress, made without the program.

So a file that a save must produce can be made too, from the records as they must be.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tests.marc.building import (
    MARC8_LEADER,
    FieldSpec,
    collection_xml,
    record_bytes,
    record_json,
    record_mrk,
)

Records = Sequence[Sequence[FieldSpec]]
Dress = Callable[[Records], bytes]


def _binary(records: Records, between: bytes = b"", **said: str) -> bytes:
    return between.join(record_bytes(record, **said) for record in records) + between


def _json(records: Records, shape: str, indent: int | None) -> bytes:
    made = [record_json(record, shape=shape) for record in records]
    return json.dumps(made, ensure_ascii=False, indent=indent).encode() + b"\n"


def _json_lines(records: Records) -> bytes:
    return "".join(json.dumps(record_json(record)) + "\n" for record in records).encode()


def _mrk(records: Records, line_end: str) -> bytes:
    return line_end.join(record_mrk(record, line_end=line_end) for record in records).encode()


def _in_utf16(dress: Dress, records: Records) -> bytes:
    return dress(records).decode().encode("utf-16")


def _one_line_xml(records: Records) -> bytes:
    return collection_xml(records, indent="").replace(b"\n", b"")


DRESSES: Final[dict[str, Dress]] = {
    "binary": _binary,
    "binary, a line a record": partial(_binary, between=b"\r\n"),
    "binary, no flag for UTF-8": partial(_binary, leader=MARC8_LEADER),
    "binary, Latin-1": partial(_binary, leader=MARC8_LEADER, encoding="latin-1"),
    "XML": collection_xml,
    "XML on one line": _one_line_xml,
    "XML with a prefix": partial(collection_xml, prefix="marc:", indent="\t"),
    "XML in UTF-16": partial(collection_xml, encoding="utf-16"),
    "XML in Latin-1": partial(collection_xml, encoding="iso-8859-1"),
    "JSON lines": _json_lines,
    **{
        f"JSON, {shape}{', indented' if indent else ''}": partial(_json, shape=shape, indent=indent)
        for shape in ("marc-in-json", "value", "data", "sierra", "nested", "flat")
        for indent in (None, 2)
    },
    "mrk": partial(_mrk, line_end="\n"),
    "mrk, CR LF": partial(_mrk, line_end="\r\n"),
    "mrk in UTF-16": partial(_in_utf16, partial(_mrk, line_end="\r\n")),
    "JSON in UTF-16": partial(_in_utf16, partial(_json, shape="value", indent=2)),
}
"""By name. None of them is compressed."""


def pack(content: bytes) -> bytes:
    """The same, compressed."""
    return gzip.compress(content, mtime=0)
