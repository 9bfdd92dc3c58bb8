"""The file of kept answers: which key was answered with what, and when. Everything here blocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.folders import cache_folder
from orcid_tui.registry.kept.database import Database

MOST_BYTES: Final = 100_000_000
_FORM: Final = 1
_CREATE: Final = """
CREATE TABLE answers (
    number  INTEGER PRIMARY KEY,    -- grows with time: the oldest answer has the least
    key     BLOB NOT NULL UNIQUE,
    kept_at INTEGER NOT NULL,       -- seconds since 1970, UTC
    lasts   INTEGER NOT NULL,       -- seconds
    body    BLOB NOT NULL
)
"""
_LOOK_EVERY: Final = 200
"""Answers between two looks at the size of the file."""
_A_PART: Final = 10
"""When it is too large, every tenth answer goes, the oldest ones, until it is not."""


@dataclass(frozen=True, slots=True)
class KeptBody:
    """One answer as it stands in the file."""

    key: bytes
    kept_at: int
    lasts: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept. `oldest` in seconds since 1970, None when there is nothing."""

    answers: int
    bytes: int
    oldest: int | None


def answers_path() -> Path:
    """Where the file is, or will be."""
    return cache_folder() / "answers.sqlite"


class AnswersFile:
    """Grows to `most_bytes`, then the oldest answers go. Raises OSError and sqlite3.Error."""

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self._database = Database(path, _FORM, _CREATE)
        self._most_bytes = most_bytes
        self._until_look = 0

    def find(self, keys: Sequence[bytes]) -> list[KeptBody]:
        """Those of the keys that were answered, in no order."""
        marks = ",".join("?" * len(keys))
        question = f"SELECT key, kept_at, lasts, body FROM answers WHERE key IN ({marks})"  # noqa: S608 - question marks only
        rows = self._database.ask(lambda file: file.execute(question, keys).fetchall())
        return [KeptBody(*row) for row in rows]

    def keep(self, answers: Sequence[KeptBody]) -> None:
        """Put these in, in place of earlier ones with the same keys."""
        rows = [(each.key, each.kept_at, each.lasts, each.body) for each in answers]

        def put_in(file: sqlite3.Connection) -> None:
            file.executemany(
                "INSERT OR REPLACE INTO answers (key, kept_at, lasts, body) VALUES (?, ?, ?, ?)",
                rows,
            )

        self._database.run(put_in)
        self._until_look -= len(rows)
        if self._until_look <= 0:
            self._until_look = _LOOK_EVERY
            self._database.run(self._make_room)

    def forget(self, keys: Iterable[bytes]) -> None:
        """Throw these away."""
        rows = [(key,) for key in keys]
        self._database.run(lambda file: file.executemany("DELETE FROM answers WHERE key = ?", rows))

    def forget_all(self) -> int:
        """Throw everything away; says how many there were."""
        gone = self._database.run(lambda file: file.execute("DELETE FROM answers").rowcount)
        self._database.compact()
        return gone

    def holdings(self) -> Holdings:
        """How much is kept now."""

        def look(file: sqlite3.Connection) -> Holdings:
            question = "SELECT count(*), min(kept_at) FROM answers"
            count, oldest = file.execute(question).fetchone()
            return Holdings(count, _used(file), oldest)

        return self._database.ask(look)

    def close(self) -> None:
        """Give it back."""
        self._database.close()

    def _make_room(self, file: sqlite3.Connection) -> None:
        while _used(file) > self._most_bytes:
            (count,) = file.execute("SELECT count(*) FROM answers").fetchone()
            if not count:
                return
            file.execute(
                "DELETE FROM answers WHERE number IN "
                "(SELECT number FROM answers ORDER BY number LIMIT ?)",
                (max(1, count // _A_PART),),
            )


def _used(file: sqlite3.Connection) -> int:
    """Bytes of the pages that hold something."""
    pages, free, size = (
        int(file.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
