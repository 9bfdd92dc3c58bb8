"""What the stand-in remembers of every request, for assertions."""

from __future__ import annotations

import select
import socket
import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A request. `query` has no key; `at` is in seconds of the stand-in's clock; `faults` came
    about at it; `status` is 0 where no answer was given."""

    method: str
    path: str
    query: dict[str, str]
    at: float
    key: str
    status: int = 0
    faults: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def hung_up(connection: socket.socket) -> bool:
    """Whether the other side has closed it; then its request is in flight no longer."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


class Requests:
    """All requests in their order."""

    def __init__(self) -> None:
        self.all: list[Seen] = []
        self.leaks: list[str] = []
        """Where a key stood that should have stood in the Authorization header alone."""
        self.most_in_flight = 0
        self._open: list[socket.socket] = []
        self._arrivals: list[float] = []
        self._lock = threading.Lock()

    def arrived(self, at: float, connection: socket.socket) -> None:
        with self._lock:
            self._open.append(connection)
            in_flight = sum(1 for each in self._open if not hung_up(each))
            self.most_in_flight = max(self.most_in_flight, in_flight)
            self._arrivals.append(at)

    def left(self, seen: Seen, connection: socket.socket) -> None:
        with self._lock:
            self._open.remove(connection)
            self.all.append(seen)

    def unanswered(self, seen: Seen, connection: socket.socket, patience: float) -> None:
        """Keep a request waiting until the other side gives up, or for so many seconds."""
        with self._lock:
            self.all.append(seen)
        select.select([connection], [], [], patience)
        with self._lock:
            self._open.remove(connection)

    def leaked(self, where: str) -> None:
        with self._lock:
            self.leaks.append(where)

    def recent(self, now: float) -> int:
        """How many requests came in the second before now."""
        with self._lock:
            return sum(1 for at in self._arrivals[-1000:] if now - 1 < at <= now)

    @property
    def most_in_a_second(self) -> int:
        """The most that came within any sliding second."""
        arrivals, most, start = sorted(self._arrivals), 0, 0
        for end, at in enumerate(arrivals):
            while arrivals[start] <= at - 1:
                start += 1
            most = max(most, end - start + 1)
        return most

    def of(self, method: str, path: str = "") -> list[Seen]:
        """Those of a method whose path has this in it."""
        return [each for each in self.all if each.method == method and path in each.path]
