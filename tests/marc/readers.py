"""Readers of records that know nothing of this program, each brought to one simple shape.

Perl's MARC::Record, Index Data's yaz-marcdump, pymarc and lxml. Where REQUIRE_INDEPENDENT_READERS
is set, a reader that is not installed makes the test fail; elsewhere it is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pymarc
import pytest

Pair = tuple[bytes, bytes]
"""Code and value of a subfield."""


class Row(NamedTuple):
    """A field as a reader sees it. `head` are the indicators, or the data of a control field;
    the leader is a row of its own, without what must follow a change: its length."""

    tag: str
    head: bytes
    subfields: tuple[Pair, ...] = ()


Found = list[list[Row]]

_PERL: Final = r"""
use strict; use warnings; use MARC::Batch;
my $batch = MARC::Batch->new('USMARC', $ARGV[0]);
$batch->strict_off; $batch->warnings_off;
sub hex_of { my $text = shift; utf8::encode($text) if utf8::is_utf8($text); unpack('H*', $text) }
while (my $record = $batch->next) {
  print join(' ', 'LDR', hex_of($record->leader)), "\n";
  for my $field ($record->fields) {
    print join(' ', $field->tag, $field->is_control_field
      ? hex_of($field->data)
      : (hex_of($field->indicator(1) . $field->indicator(2)),
         map { hex_of($_->[0]) . '=' . hex_of($_->[1]) } $field->subfields)), "\n";
  }
  print STDERR "$_\n" for $record->warnings;
}
print STDERR "$_\n" for $batch->warnings;
"""


def by_perl(file: Path) -> Found:
    """Binary records, read by Perl's MARC::Record without a word of warning."""
    perl = _needed("perl")
    if subprocess.run([perl, "-MMARC::Batch", "-e1"], capture_output=True).returncode:
        _missing("MARC::Record for Perl (libmarc-record-perl)")
    found: Found = []
    for line in _told(perl, "-e", _PERL, str(file)).decode("ascii").splitlines():
        tag, head, *pairs = line.split(" ")
        if tag == "LDR":
            found.append([Row(tag, bytes.fromhex(head)[5:])])
            continue
        split = (pair.split("=") for pair in pairs)
        subfields = tuple((bytes.fromhex(code), bytes.fromhex(value)) for code, value in split)
        found[-1].append(Row(tag, bytes.fromhex(head), subfields))
    return found


def by_yaz(file: Path, *, kind: str = "marc", charset: str | None = None) -> Found:
    """Records of a `kind` (marc, marcxml) in a character set, read by yaz-marcdump."""
    said = [] if charset is None else ["-f", charset, "-t", "utf8"]
    text = _told(_needed("yaz-marcdump"), "-i", kind, *said, "-o", "json", str(file)).decode()
    return [[*_rows_of(each)] for each in _values(text)]


def by_pymarc(file: Path) -> Found:
    """Binary records without decoding, read by pymarc."""
    found: Found = []
    with file.open("rb") as opened:
        for record in pymarc.MARCReader(opened, to_unicode=False):
            assert record is not None
            rows = [Row("LDR", str(record.leader)[5:].encode("latin-1"))]
            for field in record.fields:
                if field.control_field:
                    rows.append(Row(field.tag, _raw(field.data)))
                    continue
                pairs = tuple((_raw(each.code), _raw(each.value)) for each in field.subfields)
                rows.append(Row(field.tag, b"".join(map(_raw, field.indicators)), pairs))
            found.append(rows)
    return found


def _raw(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")


def _values(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        yield value


def _rows_of(record: Any) -> Iterator[Row]:
    yield Row("LDR", record["leader"][5:].encode())
    for field in record["fields"]:
        ((tag, content),) = field.items()
        if isinstance(content, str):
            yield Row(tag, content.encode())
            continue
        pairs = (pair for each in content["subfields"] for pair in each.items())
        yield Row(
            tag,
            (content["ind1"] + content["ind2"]).encode(),
            tuple((code.encode(), value.encode()) for code, value in pairs),
        )


def _told(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert done.stderr == b"", done.stderr
    return done.stdout


def _needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        _missing(program)
    return str(found)


def _missing(reader: str) -> None:
    if os.environ.get("REQUIRE_INDEPENDENT_READERS"):
        pytest.fail(f"{reader} is not installed")
    pytest.skip(f"{reader} is not installed")
