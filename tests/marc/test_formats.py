"""What a file is, found by its content; and one sentence when it is nothing for us."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest

from orcid_tui.errors import SourceError
from orcid_tui.marc.formats import open_content
from tests.marc.building import collection_xml, record_bytes, record_json, record_mrk


def zipped(*names: str) -> bytes:
    """A zip archive with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "text")
    return made.getvalue()


def database() -> bytes:
    """An SQLite file with one table."""
    memory = sqlite3.connect(":memory:")
    memory.execute("create table books (title text)")
    try:
        return memory.serialize()
    finally:
        memory.close()


RECORD = [("001", "x"), ("245", "10", [("a", "T")])]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (record_bytes(RECORD), "MARC 21, binary"),
        (b"\xef\xbb\xbf\r\n" + record_bytes(RECORD), "MARC 21, binary"),
        (b"00000" + record_bytes(RECORD)[5:], "MARC 21, binary"),
        (collection_xml([RECORD]), "MARCXML"),
        (b"\xef\xbb\xbf" + collection_xml([RECORD]), "MARCXML"),
        (collection_xml([RECORD], encoding="utf-16"), "MARCXML"),
        (collection_xml([RECORD], declaration="").lstrip(), "MARCXML"),
        (gzip.compress(record_bytes(RECORD), mtime=0), "MARC 21, binary"),
        (b'{"leader": "00000nam", "fields": []}', "MARC in JSON"),
        (json.dumps([record_json(RECORD)]).encode(), "MARC in JSON"),
        (b"=LDR  00000nam a2200000 i 4500\r\n", "MARC as MarcEdit text"),
        (record_mrk(RECORD).encode("utf-8-sig"), "MARC as MarcEdit text"),
        (record_mrk(RECORD).encode("utf-16"), "MARC as MarcEdit text"),
        (b"\xfe\xff" + json.dumps(record_json(RECORD)).encode("utf-16-be"), "MARC in JSON"),
    ],
)
def test_recognised(tmp_path: Path, content: bytes, name: str) -> None:
    file = tmp_path / "anything.txt"
    file.write_bytes(content)
    opened = open_content(file)
    assert opened.name == name
    opened.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (gzip.compress(record_bytes(RECORD), mtime=0)[:12], "gzip and damaged"),
        (gzip.compress(b"", mtime=0), "gzip, and what was packed is empty"),
        (gzip.compress(b"{\\rtf1", mtime=0), "formatted text document"),
        (b"\r\n" * 9, "nothing but blank lines"),
        (b"\n" * 400_000, "nothing but blank lines"),
        (zipped("a.txt"), "zip archive"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel workbook"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "Excel or Word file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF document"),
        (database(), "SQLite database"),
        (bz2.compress(b"x"), "compressed with bzip2"),
        (lzma.compress(b"x"), "compressed with xz"),
        ("Dear colleague,\nžluť".encode("utf-16"), "text in UTF-16, but holds no MARC"),
        ("\n \n".encode("utf-16"), "nothing but blank lines"),
        ('{"a": 1}'.encode("utf-16"), "JSON, but holds no MARC"),
        (b"<!DOCTYPE html>\n<title>Log in</title>", "web page"),
        (b'[\n  {"leader": "00000nam"}]', "JSON, but holds no MARC records"),
        (b"Dear colleague,\nplease find attached", "no MARC records"),
        (b"\x00" * 500, "no MARC records"),
        (b"<html><body>Not here</body></html>", "no MARC records"),
        (b"<collection></collection>", "no MARC records"),
        (b"<collection><record>", "not well-formed XML"),
        (b"<?xml version='1.0' encoding='no-such'?><collection/>", "encoding"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        (random.Random(1).randbytes(3000).replace(b"\x1d", b""), "no MARC records"),
    ],
)
def test_refused_with_one_sentence_and_a_hint(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "strange\x1b[31m.mrc"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=words) as refused:
        open_content(file)
    assert refused.value.message.endswith(".")
    assert refused.value.hint
    assert "\x1b" not in refused.value.message


def test_places_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file"):
        open_content(tmp_path / "gone.mrc")
    with pytest.raises(SourceError, match="is a folder"):
        open_content(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="not an ordinary file"):
        open_content(tmp_path / "pipe")
    with pytest.raises(SourceError, match=r"could not be read|There is no file"):
        open_content(Path("a\x00b"))


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret.mrc"
    file.write_bytes(record_bytes(RECORD))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceError, match=r"may not read secret\.mrc"):
        open_content(file)
