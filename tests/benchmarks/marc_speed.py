"""How fast files open and are saved, beside pymarc, a plain copy and a bare scan.

    python -m tests.benchmarks.marc_speed [RECORDS] [FOLDER]

Every line is processor time for the whole file and the ratio to pymarc doing the same.
pymarc is timed on the first tenth of the records and its time multiplied, because it takes
minutes for the whole.
"""

from __future__ import annotations

import asyncio
import io
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pymarc

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Insertion, SaveMode, SaveReport, SaveTarget
from tests.marc.building import MARC8_LEADER, FieldSpec, collection_xml, record_bytes

IDS = OrcidId.from_base("000000000000001")
WORDS = "library of the history and theory river mountain études Größe Łódź 日本 записки".split()


def made(count: int, *, seed: int = 1) -> Iterator[tuple[list[FieldSpec], bool]]:
    """Records of about 1,200 bytes and 24 fields; every fifth in MARC-8. With the sign of that."""
    chance = random.Random(seed)

    def words(number: int, *, ascii_only: bool) -> str:
        chosen = chance.choices(WORDS, k=number)
        return " ".join(w if not ascii_only or w.isascii() else "word" for w in chosen)

    for number in range(count):
        marc8 = number % 5 == 0
        fields: list[FieldSpec] = [
            ("001", f"rec{number:08}"),
            ("003", "XX-Xx"),
            ("005", "20200101120000.0"),
            ("008", "050101s2005    xx            000 0 eng d"),
            ("010", "  ", [("a", f"  {number:010}")]),
            ("020", "  ", [("a", f"978{number:010}")]),
            ("035", "  ", [("a", f"(XX){number:010}")]),
            ("040", "  ", [("a", "XX"), ("c", "XX"), ("d", "YY")]),
            ("050", "00", [("a", "Z699"), ("b", f".A{number % 97} 2005")]),
            ("082", "00", [("a", f"025.{number % 97}"), ("2", "22")]),
        ]
        name = words(2, ascii_only=marc8).title()
        if number % 2:
            fields.append(("100", "1 ", [("a", f"{name}, A.,"), ("e", "author.")]))
        fields += [
            ("245", "10", [("a", words(9, ascii_only=marc8)), ("c", name)]),
            ("264", " 1", [("a", "Town :"), ("b", "Publisher,"), ("c", "2005.")]),
            ("300", "  ", [("a", "xii, 300 p. :"), ("b", "ill. ;"), ("c", "24 cm.")]),
            ("336", "  ", [("a", "text"), ("b", "txt"), ("2", "rdacontent")]),
            ("337", "  ", [("a", "unmediated"), ("b", "n"), ("2", "rdamedia")]),
            ("338", "  ", [("a", "volume"), ("b", "nc"), ("2", "rdacarrier")]),
            ("490", "1 ", [("a", words(3, ascii_only=marc8))]),
            ("504", "  ", [("a", "Includes bibliographical references and index.")]),
            ("520", "  ", [("a", words(chance.randint(3, 40), ascii_only=marc8))]),
        ]
        fields += [
            ("650", " 0", [("a", words(3, ascii_only=marc8)), ("x", "History.")]) for _ in range(3)
        ]
        fields += [
            ("700", "1 ", [("a", f"{name}, {k}."), ("4", "aut")])
            for k in range(chance.choice((0, 0, 1, 1)))
        ]
        fields += [("999", "  ", [("i", f"{number:014}"), ("l", "MAIN"), ("m", "STACKS")])]
        yield fields, marc8


def mixed_bytes(count: int) -> list[bytes]:
    """The same as binary records."""
    return [
        record_bytes(fields, leader=MARC8_LEADER) if marc8 else record_bytes(fields)
        for fields, marc8 in made(count)
    ]


@contextmanager
def timed(results: dict[str, float], name: str) -> Iterator[None]:
    """Note how much time of the processor something took, in all threads.

    The clock on the wall would measure what else the machine is doing.
    """
    began = time.process_time()
    yield
    results[name] = time.process_time() - began


def pymarc_reads(raw: bytes) -> None:
    """Read every record with default options."""
    for _ in pymarc.MARCReader(io.BytesIO(raw)):
        pass


def pymarc_adds(raw: bytes, output: Path, *, every: int) -> None:
    """Read, add a subfield in every so many records, write."""
    with output.open("wb") as file:
        for number, record in enumerate(pymarc.MARCReader(io.BytesIO(raw))):
            if record is None:
                continue
            if number % every == 0:
                for field in record.get_fields("100", "700"):
                    field.add_subfield("1", IDS.uri)
            file.write(record.as_marc())


async def first_batch(path: Path) -> int:
    """Until the first headings could be shown, decoded."""
    store = MarcFileStore(path)
    async for batch in store.scan():
        for ref in batch.refs[:50]:
            store.record(ref.record).occurrence(ref.tag, ref.occurrence)
        return len(batch.refs)
    return 0


async def all_headings(path: Path) -> tuple[MarcFileStore, list[HeadingRef]]:
    """Index the file, then decode every heading."""
    store, refs = await indexed(path)
    for ref in refs:
        store.record(ref.record).occurrence(ref.tag, ref.occurrence)
    return store, refs


async def indexed(path: Path) -> tuple[MarcFileStore, list[HeadingRef]]:
    """Index the file."""
    store = MarcFileStore(path)
    return store, [ref async for batch in store.scan() for ref in batch.refs]


async def open_decide_save(path: Path, output: Path) -> SaveReport:
    """Index, decide every twentieth record, save with all checks."""
    store, refs = await indexed(path)
    chosen = [Insertion(ref, IDS) for ref in refs if ref.record % 20 == 0]
    report = await store.save(chosen, SaveTarget(SaveMode.TO_PATH, output))
    store.close()
    return report


def bare_scan(path: Path) -> int:
    """What no reader can beat: jump from length to length."""
    raw = path.read_bytes()
    at = count = 0
    while at < len(raw):
        at += int(raw[at : at + 5])
        count += 1
    return count


def show(title: str, results: dict[str, float], base: dict[str, str]) -> None:
    """Print one table."""
    print(f"\n{title}")
    for name, seconds in results.items():
        against = base.get(name)
        ratio = f"{results[against] / seconds:10.1f} × {against}" if against else ""
        print(f"  {name:<42}{seconds:9.3f} s{ratio}")


def run(task: Callable[[], object], results: dict[str, float], name: str) -> None:
    """Time one thing."""
    with timed(results, name):
        task()


def binary(folder: Path, count: int) -> None:
    """The table for binary MARC."""
    records = mixed_bytes(count)
    path = folder / "mixed.mrc"
    path.write_bytes(b"".join(records))
    tenth = b"".join(records[: count // 10])
    del records
    results: dict[str, float] = {}
    run(lambda: pymarc_reads(tenth), results, "pymarc reads")
    run(lambda: pymarc_adds(tenth, folder / "p.mrc", every=20), results, "pymarc adds and writes")
    results = {name: seconds * 10 for name, seconds in results.items()}
    run(lambda: shutil.copyfile(path, folder / "copy"), results, "cp")
    run(lambda: bare_scan(path), results, "bare scan")
    run(lambda: asyncio.run(first_batch(path)), results, "first 50 headings")
    run(lambda: asyncio.run(indexed(path)), results, "index")
    run(lambda: asyncio.run(all_headings(path)), results, "index and decode all headings")
    run(
        lambda: asyncio.run(open_decide_save(path, folder / "o.mrc")),
        results,
        "open, decide 5 %, save",
    )
    names: Sequence[str] = ("bare scan", "first 50 headings", "index")
    base = dict.fromkeys((*names, "index and decode all headings"), "pymarc reads")
    base |= {"open, decide 5 %, save": "pymarc adds and writes", "cp": "pymarc adds and writes"}
    show(f"binary: {count:,} records, {path.stat().st_size / 1e6:.1f} MB", results, base)


def xml(folder: Path, count: int) -> None:
    """The table for MARCXML."""
    path = folder / "mixed.xml"
    path.write_bytes(collection_xml([fields for fields, _ in made(count)]))
    tenth = folder / "tenth.xml"
    tenth.write_bytes(collection_xml([fields for fields, _ in made(count // 10)]))
    results: dict[str, float] = {}

    def read() -> None:
        pymarc.map_xml(lambda _: None, str(tenth))  # type: ignore[no-untyped-call]

    def read_and_write() -> None:
        with (folder / "p.xml").open("wb") as file:
            writer = pymarc.XMLWriter(file)
            pymarc.map_xml(writer.write, str(tenth))  # type: ignore[no-untyped-call]
            writer.close(close_fh=False)

    run(read, results, "pymarc reads")
    run(read_and_write, results, "pymarc reads and writes")
    results = {name: seconds * 10 for name, seconds in results.items()}
    run(lambda: asyncio.run(first_batch(path)), results, "first 50 headings")
    run(lambda: asyncio.run(indexed(path)), results, "index")
    run(lambda: asyncio.run(all_headings(path)), results, "index and decode all headings")
    run(
        lambda: asyncio.run(open_decide_save(path, folder / "o.xml")),
        results,
        "open, decide 5 %, save",
    )
    names = ("first 50 headings", "index", "index and decode all headings")
    base = dict.fromkeys(names, "pymarc reads")
    base["open, decide 5 %, save"] = "pymarc reads and writes"
    show(f"XML: {count:,} records, {path.stat().st_size / 1e6:.1f} MB", results, base)


def main(arguments: Sequence[str]) -> None:
    """Measure both forms."""
    count = int(arguments[0]) if arguments else 100_000
    where = arguments[1] if len(arguments) > 1 else None
    with tempfile.TemporaryDirectory(dir=where) as name:
        binary(Path(name), count)
        xml(Path(name), count // 5)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this whole run, makers included: {peak:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
