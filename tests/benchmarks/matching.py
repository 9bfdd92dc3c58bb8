"""How often the right person comes first, beside the order that the registry itself gives.

    python -m tests.benchmarks.matching

Over the bundled sample and the demo registry, of which the tests know who is who. The
registry's own order is asked for in two ways: with the fielded query of reconciliation services
and with the quick search of orcid.org. Below the table stands how far scores can be believed.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.demo.opening import DEMO
from orcid_tui.registry.demo.transport import DemoTransport
from orcid_tui.registry.orcid.access import OrcidAccess
from orcid_tui.registry.orcid.escaping import words
from orcid_tui.registry.orcid.query import LOOSE_PARAMETERS
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from tests.making.collection import collection

CLAIMED: Final = "claimed"
UNCLAIMED: Final = "unclaimed"
ABSENT: Final = "none"
_FIRST_TEN: Final = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """One heading whose person is known: `truth` is None when the registry does not have them.

    `fielded` and `quick` are the registry's own orders, for the two ways of asking.
    """

    kind: str
    name: str
    truth: OrcidId | None
    ours: LookUp
    fielded: tuple[str, ...]
    quick: tuple[str, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """Our candidates, best first."""
        return tuple(candidate.orcid.value for candidate in self.ours.candidates)


@dataclass(frozen=True, slots=True)
class Measured:
    """All headings with a known person, and the requests that the look-ups of all cost."""

    headings: tuple[Answered, ...]
    requests: int

    def of(self, kind: str) -> tuple[Answered, ...]:
        """The headings of one kind."""
        return tuple(each for each in self.headings if each.kind == kind)


async def measure() -> Measured:
    """Look up every heading of the sample whose person is known."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.mrc"
        path.write_bytes(collection().sample())
        registry = OrcidRegistry(OrcidAccess(DEMO), transport=DemoTransport())
        session = Session(MarcFileStore(path, holds_demo=True), registry)
        async for _ in session.scan():
            pass
        try:
            async with httpx.AsyncClient(transport=DemoTransport()) as client:
                return await _all(session, client)
        finally:
            await session.aclose()


async def _all(session: Session, client: httpx.AsyncClient) -> Measured:
    found = []
    for truth in collection().truths:
        ref = HeadingRef(truth.record, truth.tag, truth.occurrence)
        if not session.has(ref) or not session.heading(ref).eligible:
            continue
        name = session.heading(ref).field.first("a")
        family, _, given = name.partition(",")
        fielded = _fielded(words(family), words(given))
        quick = {"q": " ".join(words(name)).lower(), **LOOSE_PARAMETERS}
        kind = (CLAIMED if truth.claims else UNCLAIMED) if truth.orcid else ABSENT
        found.append(
            Answered(
                kind,
                session.heading(ref).name,
                truth.orcid,
                await session.look_up(ref),
                await _order(client, {"q": fielded}),
                await _order(client, quick),
            )
        )
    return Measured(tuple(found), session.registry.requests_sent)


def _fielded(family: Sequence[str], given: Sequence[str]) -> str:
    clauses = [f'family-name:"{" ".join(family)}"'] if family else []
    clauses += [f'given-names:"{" ".join(given)}"'] if given else []
    return " AND ".join(clauses) or '"nobody"'


async def _order(client: httpx.AsyncClient, query: dict[str, str]) -> tuple[str, ...]:
    answer = await client.get(
        f"{DEMO.api_url}/expanded-search/",
        params={"rows": "50", "fl": "orcid", **query},
        headers={"Accept": "application/json"},
    )
    answer.raise_for_status()
    return tuple(hit["orcid-id"] for hit in answer.json()["expanded-result"] or ())


def share(headings: Iterable[Answered], order: str, first: int = 1) -> float:
    """Of the headings with a person, how many have them among the first; 0 to 1."""
    known = [each for each in headings if each.truth]
    hits = sum(each.truth.value in getattr(each, order)[:first] for each in known if each.truth)
    return hits / len(known) if known else 0.0


def deciles(headings: Iterable[Answered]) -> dict[int, tuple[int, float, float]]:
    """By tenth of the score: how many candidates, the share of right ones, the mean score."""
    scores: dict[int, list[float]] = defaultdict(list)
    right: Counter[int] = Counter()
    for each in headings:
        for candidate in each.ours.candidates:
            tenth = min(9, int(candidate.score * 10))
            scores[tenth].append(candidate.score)
            right[tenth] += candidate.orcid == each.truth
    return {
        tenth: (len(found), right[tenth] / len(found), sum(found) / len(found))
        for tenth, found in sorted(scores.items(), reverse=True)
    }


def table(measured: Measured) -> str:
    """What was measured, for a terminal of 80 columns."""
    known = [each for each in measured.headings if each.truth]
    recommended = [each for each in measured.headings if each.ours.recommended]
    right = [each for each in recommended if each.ours.recommended == each.truth]
    lines = [f"{'':42}{'ours':>10}{'fielded':>12}{'quick':>12}"]
    for label, some, first in (
        ("right person first, claimed", measured.of(CLAIMED), 1),
        ("right person first, unclaimed", measured.of(UNCLAIMED), 1),
        ("right person among the first ten", known, _FIRST_TEN),
    ):
        shares = "".join(
            f"{share(some, order, first):>{width}.1%}"
            for order, width in (("order", 10), ("fielded", 12), ("quick", 12))
        )
        lines.append(f"{label:<34}{len(some):>6}  {shares}")
    lines.append(f"recommended {len(recommended)}, of which right {len(right)}")
    for kind in (CLAIMED, UNCLAIMED):
        hits = sum(each.kind == kind for each in right)
        lines.append(f"  {kind} with the right recommendation: {hits} of {len(measured.of(kind))}")
    lines.append(f"requests: {measured.requests} for {len(measured.headings)} headings")
    lines.append("score      candidates   right   mean score")
    for tenth, (count, ratio, mean) in deciles(measured.headings).items():
        low = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
        lines.append(f"{low:<10} {count:>10} {ratio:>7.1%} {mean:>12.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure())))
