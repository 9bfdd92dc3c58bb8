"""All the work of the day: decisions, kills, a walk through the list, a rest, and the save."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orcid_tui.registry.demo.transport import CLIENT_ID, CLIENT_SECRET
from tests.benchmarks.day.cataloguer import Cataloguer, Lost
from tests.benchmarks.day.collection import Name
from tests.benchmarks.day.registry import Asked, SlowServer
from tests.benchmarks.day.saved import wrong_headings
from tests.benchmarks.day.terminal import Press, Terminal


@dataclass(slots=True)
class Day:
    """What was measured. `idle` are the bytes of a rest at the end, when all is known; `between`
    those that came between two decisions, while more was being looked up."""

    cataloguer: Cataloguer
    asked: Asked
    kills: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    between: list[int] = field(default_factory=list)
    moves: list[Press] = field(default_factory=list)
    idle: int = 0


def work(
    home: Path,
    names: Sequence[Name],
    server: SlowServer,
    *,
    every: float,
    kills: int,
    idle: float = 10.0,
    moves: int = 100,
) -> Day:
    """Decide about all headings, with the program killed now and then, and save them."""
    source = home / "day.mrc"
    environment = {
        "HOME": str(home),
        "ORCID_TUI_API_URL": server.api_url,
        "ORCID_TUI_TOKEN_URL": server.token_url,
        "ORCID_CLIENT_ID": CLIENT_ID,
        "ORCID_CLIENT_SECRET": CLIENT_SECRET,
    }
    cataloguer = Cataloguer(names, Terminal([str(source)], environment))
    day = Day(cataloguer, server.asked())
    try:
        _decide(day, source, environment, every, kills)
        cataloguer.terminal.settle()
        day.moves = _walk(cataloguer, moves)
        cataloguer.terminal.settle()
        day.idle = cataloguer.terminal.rest(idle)
        _save(cataloguer.terminal)
        day.wrong = wrong_headings(source, home / "day-orcid.mrc", names, cataloguer.decided)
    except Lost as lost:
        day.lost.append(str(lost))
    except TimeoutError as late:  # what was measured before it is told all the same
        day.wrong.append(f"never came: {late}")
    finally:
        day.asked = server.asked()
        cataloguer.terminal.kill()
    return day


def _decide(
    day: Day, source: Path, environment: Mapping[str, str], every: float, kills: int
) -> None:
    chance, cataloguer = random.Random(3), day.cataloguer
    total = len(cataloguer.names)
    moments = set(chance.sample(range(1, total - 1), min(kills, total - 2)))
    cataloguer.come()
    while cataloguer.left:
        begun = time.monotonic()
        if len(cataloguer.decided) in moments:
            moments.discard(len(cataloguer.decided))
            day.kills += 1
            pressed = chance.random() < 0.7
            if pressed:
                cataloguer.begin_to_decide()
            cataloguer.terminal.rest(chance.uniform(0, 0.06 if pressed else every))
            cataloguer.terminal.kill()
            cataloguer.come_back(Terminal([str(source)], environment), pressed=pressed)
            begun = time.monotonic()  # whoever comes back reads the heading as any other
        else:
            cataloguer.decide()
        left = every - (time.monotonic() - begun)
        day.between.append(cataloguer.terminal.rest(left))


def _walk(cataloguer: Cataloguer, moves: int) -> list[Press]:
    """Down the list, now that all answers are there."""
    terminal, names = cataloguer.terminal, cataloguer.names
    terminal.press("g")
    return [
        terminal.press(
            "j",
            lambda picture, name=name: picture.answers(name.heading),  # type: ignore[misc]
        )
        for name in names[1 : moves + 1]
    ]


def _save(terminal: Terminal) -> None:
    """Into a new file, and leave."""
    terminal.send("w")
    terminal.until(lambda: "will change" in terminal.text)
    terminal.settle()
    terminal.send("\r")
    terminal.until(lambda: "Saved" in terminal.text)
    terminal.send("\x1b")
    terminal.rest(0.3)
    terminal.send("q")
    terminal.leave()
