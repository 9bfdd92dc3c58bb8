"""The naive flow beside ours: what Alma Refine does (alma-and-marc.md part C).

A page of five records; when it is opened the distinct names on it are asked for in batches of ten
names, ten candidates each; nothing is asked in advance and nothing is kept from page to page. A
name without an answer is asked for again when the user comes to it, by hand.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import httpx

from tests.benchmarks.day.collection import Name
from tests.benchmarks.day.registry import Asked, Manners, serve_slowly

_RECORDS: Final = 5
_AT_ONCE: Final = 10
_CANDIDATES: Final = 10
_PATIENCE: Final = 5


@dataclass(frozen=True, slots=True)
class Naive:
    """Waits in seconds, one for each heading; names without an answer at first, and how often
    they were asked for again by hand."""

    waits: list[float]
    failed: int
    asked_again: int
    asked: Asked


def work_naively(persons: Path, manners: Manners, names: Sequence[Name], every: float) -> Naive:
    """Page after page against a registry of its own, with a decision `every` so many seconds."""
    waits: list[float] = []
    failed = again = 0
    accept = {"Accept": "application/json"}
    with (
        serve_slowly(persons, manners) as server,
        httpx.Client(timeout=30, headers=accept) as client,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):

        def ask(heading: str) -> bool:
            family, _, given = heading.partition(", ")
            query = f'family-name:"{family}"' + (f' AND given-names:"{given}"' if given else "")
            try:
                response = client.get(
                    f"{server.api_url}/expanded-search/",
                    params={"q": query, "start": 0, "rows": _CANDIDATES},
                )
                response.raise_for_status()
                response.json()
            except (httpx.HTTPError, ValueError):
                return False
            return True

        for page in _pages(names):
            started = time.perf_counter()
            distinct = list(dict.fromkeys(name.heading for name in page))
            missing = {
                heading
                for heading, there in zip(distinct, pool.map(ask, distinct), strict=True)
                if not there
            }
            failed += len(missing)
            waited = time.perf_counter() - started
            for name in page:
                started = time.perf_counter()
                if name.heading in missing:
                    for _ in range(_PATIENCE):
                        again += 1
                        if ask(name.heading):
                            missing.discard(name.heading)
                            break
                waits.append(waited + time.perf_counter() - started)
                waited = 0.0
                time.sleep(every)
        return Naive(waits, failed, again, server.asked())


def _pages(names: Sequence[Name]) -> list[list[Name]]:
    records = [list(group) for _, group in groupby(names, key=lambda name: name.control_number)]
    return [
        [name for record in records[n : n + _RECORDS] for name in record]
        for n in range(0, len(records), _RECORDS)
    ]
