"""What a file is, found by its content; and one sentence when it is nothing for us."""

from __future__ import annotations

import gzip
import json
import os
import random
from pathlib import Path

import pytest

from orcid_tui.errors import SourceError
from orcid_tui.marc.formats import open_content
from tests.marc.building import collection_xml, record_bytes, record_json, record_mrk

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
        (gzip.compress(record_bytes(RECORD), mtime=0)[:-1], "gzip and damaged"),
        (b"PK\x03\x04rest", "zip archive"),
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
