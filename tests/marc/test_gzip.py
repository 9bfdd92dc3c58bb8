"""gzip files as RFC 1952 allows them: read whole, or refused in one sentence."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import tempfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SaveError, SourceError
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.formats import open_content
from orcid_tui.marc.gzip_bytes import DamagedGzip, Packer, UnpackedBytes, open_bytes
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import FieldSpec, collection_xml, record_bytes, record_json, record_mrk
from tests.stores.working import put, scanned, to

RECORD = [("001", "x"), ("100", "1 ", [("a", "Name")]), ("245", "10", [("a", "T")])]


def packed(content: bytes, *, name: str = "", time: int = 0) -> bytes:
    """One member, as the standard library writes it."""
    made = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=made, mtime=time) as file:
        file.write(content)
    return made.getvalue()


def unpacked(folder: Path, raw: bytes) -> bytes:
    """The content as we see it."""
    (folder / "file").write_bytes(raw)
    source = open_bytes(folder / "file")
    try:
        assert source.status.st_size == len(raw)
        return source.read(0, 10_000_000)
    finally:
        source.close()


@pytest.mark.parametrize(
    "content",
    [
        record_bytes(RECORD),
        collection_xml([RECORD]),
        collection_xml([RECORD], encoding="utf-16"),
        repr(record_json(RECORD)).replace("'", '"').encode(),
        record_mrk(RECORD).encode(),
    ],
    ids=["binary", "xml", "utf-16", "json", "mrk"],
)
def test_every_format_is_found_inside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plain").write_bytes(content)
    (tmp_path / "packed").write_bytes(packed(content))
    plain, found = open_content(tmp_path / "plain"), open_content(tmp_path / "packed")
    try:
        assert plain.advance(10_000) == found.advance(10_000) == [(1, "100", 1)]
        assert plain.name == found.name
        assert plain.digest() == found.digest()
        assert found.finished
        assert found.source.size == len(content)
    finally:
        plain.close()
        found.close()


@pytest.mark.parametrize(
    "write",
    [
        lambda books: b"".join(map(record_bytes, books)),
        collection_xml,
        partial(collection_xml, encoding="utf-16"),
    ],
    ids=["binary", "xml", "utf-16"],
)
def test_the_record_reached_last_is_whole_while_the_size_is_only_guessed(
    tmp_path: Path, write: Callable[[list[list[FieldSpec]]], bytes]
) -> None:
    """The beginning packs worse than the rest, so that the guess falls short."""
    books: list[list[FieldSpec]] = [
        [*RECORD, ("500", "  ", [("a", os.urandom(4_000).hex() if n < 100 else 8_000 * "a")])]
        for n in range(600)
    ]
    file = tmp_path / "records.gz"
    file.write_bytes(packed(write(books)))
    content = open_content(file)
    whole = content.source.size
    while not content.finished:
        content.advance(1 << 16)
        assert not content.records or "100" in content.record(content.records).tags
    assert whole < content.source.size
    assert content.records == len(books)
    content.close()


def test_only_as_much_is_unpacked_as_is_read(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "file").write_bytes(packed(content)[:-1])
    source = open_bytes(tmp_path / "file")
    assert source.read(1_000_000, 1000) == content[1_000_000:1_001_000]
    assert source.size > 1_001_000
    assert abs(source.size - len(content)) < 800_000
    assert not source.damage
    for _ in range(2):
        assert source.read(2_900_000, 200_000) == content[2_900_000:]
        assert "ends too early" in source.damage
        assert source.size == len(content)
    assert source.read(0, 10) == content[:10]
    source.close()


def test_two_threads_read_the_same(tmp_path: Path) -> None:
    content = b"".join(b"%08d" % k for k in range(400_000))
    (tmp_path / "file").write_bytes(packed(content))
    source = open_bytes(tmp_path / "file")
    with ThreadPoolExecutor(4) as pool:
        starts = [k * 7919 % len(content) for k in range(400)]
        for start, found in zip(
            starts, pool.map(lambda at: source.read(at, 5000), starts), strict=True
        ):
            assert found == content[start : start + 5000]
    source.close()


@pytest.mark.parametrize("records", [1, 700])
@pytest.mark.parametrize("step", [37, 10_000])
def test_a_scan_that_ends_where_the_file_ends(tmp_path: Path, records: int, step: int) -> None:
    for content in (
        record_bytes(RECORD) * records,
        record_mrk(RECORD).encode() * records,
        json.dumps([record_json(RECORD)] * records).encode(),
        collection_xml([RECORD] * records),
    ):
        (tmp_path / "file").write_bytes(packed(content))
        found = open_content(tmp_path / "file")
        places = found.advance(step)
        while not found.finished:
            places += found.advance(step)
        assert len(places) == found.records == records
        assert found.source.size == found.position == len(content)
        assert found.digest() == hashlib.sha256(content).digest()
        found.close()


MEMBERS = [b"first" * 100_000, b"", b"second"]


@pytest.mark.parametrize(
    "raw",
    [
        b"".join(map(packed, MEMBERS)),
        b"".join(map(packed, MEMBERS)) + b"\x00" * 600_000,
        packed(b"".join(MEMBERS), name="a" * 3000, time=2**32 - 1),
    ],
    ids=["members", "padding", "long name"],
)
def test_all_members_count(tmp_path: Path, raw: bytes) -> None:
    assert unpacked(tmp_path, raw) == b"".join(MEMBERS)


def test_a_plain_file_stays_what_it_is(tmp_path: Path) -> None:
    assert unpacked(tmp_path, b"\x1f") == b"\x1f"
    assert unpacked(tmp_path, b"") == b""


WHOLE = packed(record_bytes(RECORD) * 50)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (WHOLE[:2], "ends too early"),
        (WHOLE[:10] + b"\xff" * 20, "data are wrong"),
        (packed(WHOLE), "gzip twice"),
        (packed(b""), "what was packed is empty"),
        (packed(b"Dear colleague"), "no MARC records"),
    ],
)
def test_damage_is_one_sentence(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "books.mrc.gz").write_bytes(raw)
    with pytest.raises(SourceError, match=words) as refused:
        open_content(tmp_path / "books.mrc.gz")
    assert refused.value.message.endswith(".")
    assert refused.value.message.startswith("books.mrc.gz ")
    assert refused.value.hint


MANY = packed(b"".join(record_bytes([("001", f"{k}"), *RECORD[1:]]) for k in range(40_000)))
HOLE = len(MANY) // 2


@pytest.mark.parametrize(
    ("raw", "words", "least", "most"),
    [
        (WHOLE[:-1], "ends too early", 50, 50),
        (WHOLE[:-8] + b"\x00" * 4 + WHOLE[-4:], "checksum does not fit.: any record", 50, 50),
        (WHOLE[:-4] + b"\x00" * 4, "checksum does not fit.: any record", 50, 50),
        (WHOLE + b"something else", "not gzip stands behind", 50, 50),
        (MANY[:HOLE], "ends too early", 15_000, 25_000),
        (MANY[:HOLE] + bytes(range(256)) + MANY[HOLE + 256 :], "at about 50 %", 15_000, 25_000),
    ],
)
@pytest.mark.parametrize("step", [10_000, 1 << 20])
def test_what_stands_before_the_damage_can_be_read(
    tmp_path: Path, raw: bytes, words: str, least: int, most: int, step: int
) -> None:
    (tmp_path / "books.mrc.gz").write_bytes(raw)
    found = open_content(tmp_path / "books.mrc.gz")
    places = found.advance(step)
    while not found.finished:
        places += found.advance(step)
    assert re.search(words, found.source.damage)
    assert found.source.damage.endswith("Fetch or export it again.")
    assert least <= found.records <= most
    assert len(places) >= found.records - 99  # right before the damage nothing fits
    assert (
        str(found.record(places[-99 if found.records > 99 else 0][0]).field(1)) == "100 1_ $a Name"
    )
    found.close()


async def test_a_damaged_file_is_listed_but_never_written(tmp_path: Path) -> None:
    (tmp_path / "books.mrc.gz").write_bytes(MANY[:HOLE])
    store = MarcFileStore(tmp_path / "books.mrc.gz")
    assert not store.read_only
    refs = await scanned(store)
    assert len(refs) > 15_000
    assert "ends too early" in store.read_only
    assert store.troubles[0] == (store.records, store.read_only)
    with pytest.raises(SaveError, match="ends too early"):
        await store.save(put(refs[0]), to(tmp_path / "out"))
    assert [each.name for each in tmp_path.iterdir()] == ["books.mrc.gz"]
    store.close()


def test_no_room_to_unpack_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "books.mrc.gz").write_bytes(WHOLE)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SourceError, match=r"no room to unpack books\.mrc\.gz") as refused:
        open_content(tmp_path / "books.mrc.gz")
    assert refused.value.hint


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_nothing_is_left_open_or_lying_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "good").write_bytes(WHOLE)
    (tmp_path / "bad").write_bytes(WHOLE[:-1])
    before = len(os.listdir("/proc/self/fd"))
    source = open_bytes(tmp_path / "good")
    assert source.read(0, 10)
    assert list((tmp_path / "temporary").iterdir()) == []
    source.close()
    source.close()
    assert len(os.listdir("/proc/self/fd")) == before
    with pytest.raises(DamagedGzip):
        open_bytes(tmp_path / "bad", whole=True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_name_and_time_of_the_header_are_written_again(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(packed(b"one", name="books.mrc", time=1_000_000_000))
    source = open_bytes(tmp_path / "in")
    assert isinstance(source, UnpackedBytes)
    source.close()
    handle = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT, 0o600)
    packer = source.packer(handle)
    for part in (b"new ", b"", b"content" * 1000):
        packer.write(part)
    packer.finish()
    os.close(handle)
    made = (tmp_path / "out").read_bytes()
    assert gzip.decompress(made) == b"new " + b"content" * 1000
    assert made[4:8] == (1_000_000_000).to_bytes(4, "little")
    assert made[10:20] == b"books.mrc\x00"
    listed = subprocess.run(["gzip", "-t", "-v"], input=made, capture_output=True, check=False)
    assert listed.returncode == 0, listed.stderr


@given(
    st.lists(st.binary(max_size=3000), max_size=4),
    st.binary(max_size=20).map(lambda raw: raw.replace(b"\x00", b"")),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_what_is_packed_is_unpacked(parts: list[bytes], name: bytes, time: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        handle = os.open(Path(folder) / "file", os.O_WRONLY | os.O_CREAT, 0o600)
        packer = Packer(handle, name, time)
        for part in parts:
            packer.write(part)
        packer.finish()
        os.close(handle)
        source = open_bytes(Path(folder) / "file")
        assert isinstance(source, UnpackedBytes)
        assert (source.name, source.time) == (name, time)
        assert source.read(0, 100_000) == b"".join(parts)
        source.close()


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_changed_bytes_are_seen_or_make_no_difference(at: int, new: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(WHOLE[:at] + new + WHOLE[at + len(new) :])
        try:
            source: FileBytes = open_bytes(file, whole=True)
        except DamagedGzip:
            return
        content = source.read(0, source.size)
        source.close()
        assert not isinstance(source, UnpackedBytes) or content == zlib.decompress(WHOLE, 31)


FORMATS = [
    record_bytes(RECORD) * 30,
    collection_xml([RECORD] * 30),
    json.dumps([record_json(RECORD)] * 30).encode(),
    (record_mrk(RECORD) * 30).encode("utf-16"),
]


@given(
    st.sampled_from(FORMATS).map(packed),
    st.floats(0, 1, exclude_max=True),
    st.binary(min_size=1, max_size=3),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_what_can_be_had_from_a_damaged_file(
    raw: bytes, where: float, new: bytes, cut: bool
) -> None:
    at = int(where * len(raw))
    damaged = raw[:at] + (b"" if cut else new + raw[at + len(new) :])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(damaged)
        try:
            found = open_content(file)
            while not found.finished:
                found.advance(500)
        except SourceError:
            return
        for number in range(1, found.records + 1):
            list(found.record(number).fields())
        same = found.digest() == hashlib.sha256(zlib.decompress(raw, 31)).digest()
        assert found.source.damage or (same and found.records == 30)
        found.close()
