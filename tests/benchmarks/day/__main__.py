"""`python -m tests.benchmarks.day`: the figures of a day's work, beside those of the naive flow."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Final

import pymarc

from orcid_tui.registry.demo.transport import CLIENT_ID, CLIENT_SECRET
from tests.alma_stand_in.like_real import persons_like_real
from tests.benchmarks.day.cataloguer import Cataloguer
from tests.benchmarks.day.collection import Name, write_collection
from tests.benchmarks.day.naive import work_naively
from tests.benchmarks.day.registry import SlowRegistry
from tests.benchmarks.day.terminal import Press, Terminal
from tests.registry.demo.serving import DemoServer, serve_demo

_IDLE: Final = 5.0


def main() -> int:
    """Run it and print; 1 when the file is not what was decided."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.day")
    parser.add_argument("--decisions", type=int, default=500)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two decisions")
    parser.add_argument("--latency", type=float, default=0.3, help="seconds an answer takes")
    parser.add_argument("--per-second", type=float, default=12, help="requests before a 503")
    parser.add_argument("--faults", type=float, default=0.02, help="share of requests that fail")
    parser.add_argument("--kills", type=int, default=20, help="times that the program is killed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        persons = persons_like_real(home)
        names = write_collection(home / "day.mrc", persons, given.decisions)
        slow = SlowRegistry(
            persons, latency=given.latency, per_second=given.per_second, faults=given.faults
        )
        with serve_demo(slow) as server:
            day = work(home, names, server, every=given.every, kills=given.kills)
        report(day, slow)
        wrong = compare(home / "day-orcid.mrc", names, day.decided)
        naive_registry = SlowRegistry(
            persons, latency=given.latency, per_second=given.per_second, faults=given.faults
        )
        with serve_demo(naive_registry) as server:
            naive = work_naively(server.api_url, names)
    print("\nthe naive flow: pages of five records, ten names at once, nothing ahead or kept")
    there = sum(1 for wait in naive.waits if wait < _FRAME)
    print(f"  candidates there on arrival   {100 * there / len(names):6.1f} %")
    print(f"  waited in all                 {sum(naive.waits):6.1f} s")
    print(f"  requests a heading            {naive.requests / len(names):6.2f}")
    print(f"  names without an answer       {naive.failed:6}")
    return 1 if wrong else 0


_FRAME: Final = 1 / 60


def work(
    home: Path, names: Sequence[Name], server: DemoServer, *, every: float, kills: int
) -> Cataloguer:
    """All decisions, with the program killed now and then; in the end they are saved."""
    environment = {
        "HOME": str(home),
        "ORCID_TUI_API_URL": server.api_url,
        "ORCID_TUI_TOKEN_URL": server.token_url,
        "ORCID_CLIENT_ID": CLIENT_ID,
        "ORCID_CLIENT_SECRET": CLIENT_SECRET,
    }
    source = [str(home / "day.mrc")]
    chance = random.Random(3)
    moments = set(chance.sample(range(1, len(names) - 1), min(kills, len(names) - 2)))
    terminal = Terminal(source, environment)
    day = Cataloguer(terminal, len(names))
    terminal.until(lambda: terminal.open == len(names) and terminal.answered)
    while terminal.rest(1.0):
        pass
    idle = terminal.rest(_IDLE)
    while len(day.decided) < len(names):
        begun = time.monotonic()
        if len(day.decided) in moments:
            moments.discard(len(day.decided))
            day.begin_to_decide()
            day.terminal.rest(chance.uniform(0, 0.06))
            day.terminal.kill()
            day.come_back(Terminal(source, environment))
        else:
            day.decide()
        day.terminal.rest(every - (time.monotonic() - begun))
    print(f"idle for {_IDLE:.0f} s                     {idle:6} bytes")
    moves(day.terminal, len(names))
    save(day.terminal)
    return day


def moves(terminal: Terminal, rows: int) -> None:
    """Move about in the list, now that all answers are there, and count the bytes."""
    terminal.press("g")
    sent = [terminal.press("j").sent for _ in range(min(100, rows - 1))]
    print(f"cursor down, with its candidates   {mean(sent):6.0f} bytes, worst {max(sent)}")


def save(terminal: Terminal) -> None:
    """Into a new file, and leave."""
    terminal.send("w")
    terminal.until(lambda: "will change" in terminal.text)
    while terminal.rest(0.3):
        pass
    terminal.send("\r")
    terminal.until(lambda: "Saved" in terminal.text)
    terminal.send("\x1b")
    terminal.rest(0.3)
    terminal.send("q")
    terminal.leave()


def report(day: Cataloguer, slow: SlowRegistry) -> None:
    """What the day was like."""
    presses: list[Press] = day.presses
    there = [press for press in presses if press.at_once]
    late = sorted(press.candidates for press in presses if not press.at_once)
    print(f"decisions                     {len(day.decided):6}, {len(presses)} of them measured")
    print(f"  candidates there on arrival   {100 * len(there) / len(presses):6.1f} %")
    print(f"  waited in all                 {sum(late):6.1f} s, longest {max(late, default=0):.2f}")
    print(f"  key to first byte, median     {1000 * median(p.first for p in presses):6.1f} ms")
    print(f"  bytes a decision, mean        {mean(p.sent for p in presses):6.0f}")
    print(f"  requests a heading            {slow.sent / len(day.decided):6.2f}")
    print(f"  most requests in a second     {slow.most_in_a_second:6}")
    print(f"  answers                       {dict(slow.outcomes)}")
    print(f"  looked up again by hand       {day.asked_again:6}")


def compare(path: Path, names: Sequence[Name], decided: Sequence[str | None]) -> int:
    """How many headings of the saved file are not as they were decided."""
    written: dict[tuple[str, str, int], str | None] = {}
    with path.open("rb") as file:
        for record in pymarc.MARCReader(file):
            assert record is not None
            for tag in ("100", "700"):
                for n, found in enumerate(record.get_fields(tag), start=1):
                    links = found.get_subfields("1")
                    key = str(record["001"].data), tag, n
                    written[key] = links[0].rpartition("/")[2] if links else None
    wrong = [
        name
        for name, orcid in zip(names, decided, strict=True)
        if written[name.control_number, name.tag, name.occurrence] != orcid
    ]
    chosen = sum(orcid is not None for orcid in decided)
    print(f"saved file: {chosen} iDs, {len(wrong)} headings not as decided")
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
