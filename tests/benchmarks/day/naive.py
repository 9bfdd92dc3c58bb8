"""The naive flow beside ours: what Alma Refine does (alma-and-marc.md part C).

A page of five records; when it is opened the distinct names on it are asked for in batches of ten
names, ten candidates each; nothing is asked in advance and nothing is kept from page to page.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import httpx

from tests.benchmarks.day.collection import Name

_RECORDS: Final = 5
_AT_ONCE: Final = 10
_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class Naive:
    """Waits in seconds, one for each heading; requests, and names whose request failed."""

    waits: list[float]
    requests: int
    failed: int


def work_naively(api_url: str, names: Sequence[Name]) -> Naive:
    """Open page after page; how long one decides does not matter, since nothing is asked ahead."""
    records = [list(group) for _, group in groupby(names, key=lambda name: name.control_number)]
    pages = [
        [name for record in records[n : n + _RECORDS] for name in record]
        for n in range(0, len(records), _RECORDS)
    ]
    waits: list[float] = []
    requests = failed = 0
    accept = {"Accept": "application/json"}
    with httpx.Client(timeout=30, headers=accept) as client, ThreadPoolExecutor(_AT_ONCE) as pool:

        def ask(heading: str) -> bool:
            family, _, given = heading.partition(", ")
            query = f'family-name:"{family}"' + (f' AND given-names:"{given}"' if given else "")
            answer = client.get(
                f"{api_url}/expanded-search/", params={"q": query, "rows": str(_CANDIDATES)}
            )
            try:
                return answer.status_code == 200 and "num-found" in answer.json()
            except ValueError:
                return False

        for page in pages:
            started = time.perf_counter()
            distinct = list(dict.fromkeys(name.heading for name in page))
            outcomes = list(pool.map(ask, distinct))
            waits += [time.perf_counter() - started] + [0.0] * (len(page) - 1)
            requests += len(distinct)
            failed += outcomes.count(False)
    return Naive(waits, requests, failed)
