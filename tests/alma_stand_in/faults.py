"""What can go wrong, when it does, and how often it did.

A fault comes by a script, so many times for a record or a path, or by chance from a seed. The
chance is drawn for the record, the kind and the number of the call, not from one row of dice:
so the same run has the same faults, whatever the order of its requests.
"""

from __future__ import annotations

import random
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """The kinds, with what happens."""

    SERVER_ERROR = "500 and nothing was done"
    UNAVAILABLE = "503 ROUTING_ERROR and nothing was done"
    DROPPED = "the connection breaks and nothing was done"
    GATEWAY = "502 with a web page, and nothing was done"
    FILTERED = "403 with a web page: something in between lets it not through"
    FORBIDDEN = "403 with nothing"
    THRESHOLD = "429 PER_SECOND_THRESHOLD and nothing was done"
    DAILY = "429 DAILY_THRESHOLD"

    CUT_OFF = "the connection breaks in the middle of the answer"
    SUBJECT_ADDED = "after this GET somebody adds a 650"
    HEADING_CHANGED = "after this GET somebody changes the first heading"
    HEADING_MOVED = "after this GET somebody puts another heading in front"
    HEADING_GONE = "after this GET somebody takes the first heading away"

    STORED_THEN_ERROR = "stored, and answered with 500"
    STORED_THEN_DROPPED = "stored, and the connection breaks"
    STORED_THEN_SLOW = "stored, and no answer for a long time"
    STORED_THEN_EMPTY = "stored, and answered without a body"
    STORED_THEN_CUT_OFF = "stored, and the connection breaks in the middle of the answer"
    STORED_THEN_GATEWAY = "stored, and a gateway answers with 504 and a web page"
    NOT_STORED = "answered with 200, but the fields are as they were"
    LOCKED = "another user has the record open"
    GENERAL_ERROR = "401652"
    INVALID = "4022032: the record fails validation"
    NORMALIZED = "stored with subfields and fields in another order"
    WARNED = "stored, with warnings in the answer"


class On(Enum):
    """Which calls a fault can befall."""

    ANY = "any"
    READ = "GET of one record"
    WRITE = "PUT"


EDITS = (Fault.SUBJECT_ADDED, Fault.HEADING_CHANGED, Fault.HEADING_MOVED, Fault.HEADING_GONE)
BEFORE = (
    Fault.SERVER_ERROR,
    Fault.UNAVAILABLE,
    Fault.DROPPED,
    Fault.GATEWAY,
    Fault.THRESHOLD,
    Fault.DAILY,
)
HELD_BACK = (Fault.FILTERED, Fault.FORBIDDEN)
"""What something in between does to a record for what it holds, so by a script only."""
AFTER_STORING = (
    Fault.STORED_THEN_ERROR,
    Fault.STORED_THEN_DROPPED,
    Fault.STORED_THEN_SLOW,
    Fault.STORED_THEN_EMPTY,
    Fault.STORED_THEN_CUT_OFF,
    Fault.STORED_THEN_GATEWAY,
)
REFUSING = (Fault.LOCKED, Fault.GENERAL_ERROR, Fault.INVALID)
LASTING = (Fault.LOCKED, Fault.GENERAL_ERROR, Fault.INVALID, Fault.NOT_STORED, Fault.NORMALIZED)
"""By chance these befall a record at every call or never, as they do in life."""


def befalls(fault: Fault) -> On:
    if fault in (*BEFORE, *HELD_BACK):
        return On.ANY
    return On.READ if fault in (*EDITS, Fault.CUT_OFF) else On.WRITE


@dataclass(frozen=True, slots=True)
class Call:
    """A request as the faults see it. `key` is the MMS ID, or the path of other calls."""

    method: str
    key: str

    def open_to(self, fault: Fault) -> bool:
        kind = befalls(fault)
        if kind is On.ANY:
            return True
        if not self.key.isdigit():
            return False
        return self.method == ("GET" if kind is On.READ else "PUT")


ALWAYS = 1_000_000


class Faults:
    """Decides about every call. `chances` can be changed at any time."""

    def __init__(self, seed: int = 0, chances: Mapping[Fault, float] | None = None) -> None:
        self.seed = seed
        self.chances = dict(chances or {})
        self.done: Counter[Fault] = Counter()
        """How often each kind came."""
        self.befell: defaultdict[str, list[Fault]] = defaultdict(list)
        """What befell each record or path, in order."""
        self._scripts: defaultdict[str, list[tuple[Fault, str]]] = defaultdict(list)
        self._calls: Counter[tuple[Fault, str, str]] = Counter()
        self._lock = threading.Lock()

    def script(self, key: str, fault: Fault, times: int = 1, *, method: str = "") -> None:
        """Let this happen at the next calls for a record or path; with `method` only at those."""
        with self._lock:
            if times >= ALWAYS:
                self._scripts[key].append((fault, method + "*"))
            else:
                self._scripts[key].extend([(fault, method)] * times)

    def clear(self) -> None:
        """From now on all goes well."""
        with self._lock:
            self._scripts.clear()
            self.chances.clear()

    def draw(self, call: Call) -> frozenset[Fault]:
        """What happens at this call; at most one of each kind of moment."""
        with self._lock:
            drawn = self._by_chance(call)
            if (scripted := self._next(call)) is not None:
                drawn = {scripted}
            return frozenset(drawn)

    def happened(self, call: Call, fault: Fault) -> None:
        """Count a fault that did come about."""
        with self._lock:
            self.done[fault] += 1
            self.befell[call.key].append(fault)

    def _next(self, call: Call) -> Fault | None:
        for key in (call.key, "*"):
            queue = self._scripts.get(key, [])
            for nth, (fault, method) in enumerate(queue):
                if method.rstrip("*") in ("", call.method) and call.open_to(fault):
                    if not method.endswith("*"):
                        del queue[nth]
                    return fault
        return None

    def _by_chance(self, call: Call) -> set[Fault]:
        drawn: set[Fault] = set()
        for fault, chance in self.chances.items():
            if not call.open_to(fault):
                continue
            nth = 0 if fault in LASTING else self._calls[fault, call.method, call.key]
            self._calls[fault, call.method, call.key] += 1
            seed = f"{self.seed} {fault.name} {call.method} {call.key} {nth}"
            if random.Random(seed).random() < chance:
                drawn.add(fault)
        for group in (BEFORE, AFTER_STORING, EDITS):
            kept = [fault for fault in group if fault in drawn][:1]
            drawn -= set(group) - set(kept)
        return drawn
