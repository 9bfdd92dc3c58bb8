"""Whether the saved file is the source with what was decided, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import pymarc

from tests.benchmarks.day.collection import Name


def wrong_headings(
    source: Path, saved: Path, names: Sequence[Name], decided: Sequence[str | None]
) -> list[str]:
    """A sentence for each heading that is not as it was decided, and each record that differs in
    anything else."""
    expected = {
        (name.control_number, name.tag, name.occurrence): orcid
        for name, orcid in zip(names, decided, strict=True)
    }
    said = []
    for before, after in zip_longest(_records(source), _records(saved)):
        if before is None or after is None:
            said.append("there are not as many records as before")
            break
        number = str(before["001"].data)
        for tag in ("100", "700"):
            for n, field in enumerate(after.get_fields(tag), start=1):
                links = [link.rpartition("/")[2] for link in field.get_subfields("1")]
                orcid = expected[number, tag, n]
                if links != ([orcid] if orcid else []):
                    said.append(f"{number} {tag} {n}: {links}, decided was {orcid}")
                field.delete_subfield("1")
        if _content(before) != _content(after):
            said.append(f"{number} differs in more than its links")
    return said


def _content(record: pymarc.Record) -> tuple[str, object]:
    """All but the lengths, which grow with the links."""
    leader = str(record.leader)
    return leader[5:12] + leader[17:], record.as_dict()["fields"]


def _records(path: Path) -> Iterator[pymarc.Record]:
    with path.open("rb") as file:
        for record in pymarc.MARCReader(file):
            assert record is not None
            yield record
