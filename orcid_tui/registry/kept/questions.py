"""How many questions were sent today, by all copies of the program of this user together.

ORCID counts per day of its server (orcid-api.md section 5), which we cannot see; the day of
Greenwich stands for it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from orcid_tui.folders import state_folder
from orcid_tui.registry.kept.database import Database
from orcid_tui.registry.kept.own_thread import OwnThread

_FORM: Final = 1
_CREATE: Final = """
CREATE TABLE questions (
    day  TEXT NOT NULL,     -- as in 2026-11-23, UTC
    who  TEXT NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (day, who)
)
"""
_DAYS: Final = 30
"""Earlier days are forgotten."""

_DayOf = tuple[str, str]
T = TypeVar("T")


def questions_path() -> Path:
    """Where the file is, or will be."""
    return state_folder() / "questions.sqlite"


def who_asks(host: str, client_id: str = "") -> str:
    """As whom a host counts us: by client ID, of which nothing can be read here, or by address."""
    if not client_id:
        return f"{host} anonymous"
    return f"{host} {sha256(client_id.encode()).hexdigest()[:16]}"


def utc_now() -> datetime:
    """The time in Greenwich."""
    return datetime.now(UTC)


class QuestionsToday:
    """Counts at once, and writes it down in a thread of its own; what is read here is never older
    than this copy's last question. Where the file cannot be used, only this copy is counted."""

    def __init__(self, path: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._database = Database(path, _FORM, _CREATE)
        self._now = now
        self._thread = OwnThread("questions today")
        self._lock = Lock()
        self._known: Counter[_DayOf] = Counter()
        self._unwritten: Counter[_DayOf] = Counter()
        self._usable = True

    def sent(self, who: str) -> None:
        """One more has gone out."""
        with self._lock:
            nothing_waits = not self._unwritten
            self._unwritten[self._today, who] += 1
        if nothing_waits:
            self._thread.do(self._write)

    def look(self, who: str) -> None:
        """Find out, some time soon, how many went out before this copy was started."""
        day = self._today
        self._thread.do(lambda: self._read((day, who)))

    def count(self, who: str) -> int:
        """How many went out today, as far as it is known."""
        key = self._today, who
        with self._lock:
            return self._known[key] + self._unwritten[key]

    async def aclose(self) -> None:
        """Give the file back, once what was counted is written; a stuck disk is left alone."""
        await self._thread.end_with(self._close)

    @property
    def _today(self) -> str:
        return self._now().date().isoformat()

    # --- in the thread -----------------------------------------------------------------

    def _write(self) -> None:
        with self._lock:
            adding = Counter(self._unwritten)
        if not adding:
            return
        totals = self._add(adding)
        with self._lock:
            for key, number in adding.items():
                self._known[key] = totals[key] if totals else self._known[key] + number
            self._unwritten -= adding
            more = bool(self._unwritten)
        if more:
            self._thread.do(self._write)

    def _add(self, adding: Counter[_DayOf]) -> dict[_DayOf, int] | None:
        """The totals of all copies, or None where the file cannot be used."""
        earliest = max(date.fromisoformat(day) for day, _ in adding) - timedelta(days=_DAYS)

        def add(file: sqlite3.Connection) -> dict[_DayOf, int]:
            for (day, who), number in adding.items():
                file.execute(
                    "INSERT INTO questions (day, who, sent) VALUES (?, ?, ?) "
                    "ON CONFLICT (day, who) DO UPDATE SET sent = sent + excluded.sent",
                    (day, who, number),
                )
            file.execute("DELETE FROM questions WHERE day < ?", (earliest.isoformat(),))
            return {key: _sent(file, key) for key in adding}

        return self._safely(lambda: self._database.run(add))

    def _read(self, key: _DayOf) -> None:
        found = self._safely(lambda: self._database.ask(lambda file: _sent(file, key)))
        with self._lock:
            self._known[key] = max(self._known[key], found or 0)

    def _close(self) -> None:
        self._write()
        self._database.close()

    def _safely(self, work: Callable[[], T]) -> T | None:
        """Do it, or count only this copy from now on."""
        if not self._usable:
            return None
        try:
            return work()
        except (OSError, sqlite3.Error):
            self._usable = False
            return None


def _sent(file: sqlite3.Connection, key: _DayOf) -> int:
    row = file.execute("SELECT sent FROM questions WHERE day = ? AND who = ?", key).fetchone()
    return int(row[0]) if row else 0
