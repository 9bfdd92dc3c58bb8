"""Serves the stand-in by hand: `python -m tests.alma_stand_in --records 250`.

Its records are of the demo's persons; a registry that knows some of them is served beside it. The
variables that are printed lead the program to both.
"""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from orcid_tui.registry.demo.transport import CLIENT_ID, CLIENT_SECRET, DemoTransport
from tests.alma_stand_in.by_hand import for_the_screen
from tests.alma_stand_in.faults import Fault
from tests.alma_stand_in.keys import KEYS
from tests.alma_stand_in.like_real import persons_like_real
from tests.registry.demo.serving import DemoServer, serve_demo


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.alma_stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="default: any that is free")
    parser.add_argument("--records", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sandbox", action="store_true", help="not a production environment")
    parser.add_argument("--per-second", type=int, help="refuse more requests than this a second")
    parser.add_argument("--calls", type=int, default=100_000, help="calls left for today")
    parser.add_argument("--wrong-host", action="store_true", help="answer with a web page")
    parser.add_argument(
        "--faults",
        nargs="*",
        default=[],
        metavar="NAME=CHANCE",
        help="as in LOCKED=0.1; ALL=0.05 means each: " + ", ".join(each.name for each in Fault),
    )
    given = parser.parse_args()
    chances: dict[Fault, float] = {}
    for text in given.faults:
        name, _, chance = text.partition("=")
        kinds = set(Fault) - {Fault.DAILY} if name == "ALL" else {Fault[name]}
        for fault in kinds:
            chances[fault] = float(chance or 0.1)
    alma = for_the_screen(
        given.records, seed=given.seed, chances=chances, port=given.port, log=_to_stderr
    )
    alma.service.conf.environment = "sandbox" if given.sandbox else "production"
    alma.service.per_second = given.per_second
    alma.service.remaining = given.calls
    alma.service.wrong_host = given.wrong_host
    done = Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    signal.signal(signal.SIGINT, lambda *_: done.set())
    with alma, TemporaryDirectory() as folder, _registry(Path(folder)) as registry:
        print(f"export ORCID_TUI_ALMA_URL={alma.url} ALMA_API_KEY={alma.key}")
        print(f"export ORCID_TUI_API_URL={registry.api_url}")
        print(f"export ORCID_TUI_TOKEN_URL={registry.token_url}")
        print(f"export ORCID_CLIENT_ID={CLIENT_ID} ORCID_CLIENT_SECRET={CLIENT_SECRET}")
        for key in KEYS:
            where = "network" if key.network else "institution"
            print(f"Key: {key.value}  ({where}, bibs {key.bibs or '-'}, conf {key.conf or '-'})")
        for each in alma.sets:
            print(f"Set: {each.id}  {each.name}, {each.content}, {len(each.members)} members")
        print("Ctrl-C ends.", flush=True)
        done.wait()
    for line in (*alma.leaks, *alma.careless, *alma.damage()):
        print(line)
    return 0


def _registry(folder: Path) -> AbstractContextManager[DemoServer]:
    return serve_demo(DemoTransport(persons_like_real(folder)))


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
