"""A small SQLite file that only this user can reach and several copies of the program share.

Everything here blocks and belongs into a thread of its own. Faults come as OSError or
sqlite3.Error. SQLite's own documents: "Write-Ahead Logging", "PRAGMA user_version".
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from orcid_tui.folders import make_private

T = TypeVar("T")

_PATIENCE: Final = 2.0
"""Seconds to wait for another copy of the program that is writing."""
_PAUSE: Final = 0.02
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """Opened at the first use. `form` is the version of its tables, which `create` makes: a file
    with another one, or a damaged one, is thrown away, since nothing in it is irreplaceable."""

    def __init__(self, path: Path, form: int, create: str) -> None:
        self._path = path
        self._form = form
        self._create = create
        self._opened: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do this in one transaction, all or nothing."""
        try:
            return self._in_transaction(work)
        except sqlite3.DatabaseError as fault:
            if _code(fault) not in _DAMAGED:
                raise
        self._throw_away()
        return self._in_transaction(work)

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Only read."""
        try:
            return work(self._connection())
        except sqlite3.DatabaseError as fault:
            if _code(fault) not in _DAMAGED:
                raise
        self._throw_away()
        return work(self._connection())

    def compact(self) -> None:
        """Give the room of what was deleted back, if nobody else is at work."""
        with contextlib.suppress(sqlite3.OperationalError):
            self._connection().execute("VACUUM")
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """The last copy to close leaves one file behind."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _in_transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with _transaction(self._connection()) as connection:
            return work(connection)

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._make_private()
            connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._opened = connection
        return self._opened

    def _make_private(self) -> None:
        """Mode 0600 from birth; the files that SQLite puts beside it get the same."""
        make_private(self._path.parent)
        how = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self._path, how, 0o600)
        try:
            if os.name == "posix" and os.fstat(handle).st_mode & 0o077:
                os.fchmod(handle, 0o600)
        finally:
            os.close(handle)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
        connection.execute("PRAGMA synchronous = NORMAL")
        if _form(connection) == self._form:
            return
        with _transaction(connection):
            if _form(connection) == self._form:
                return  # another copy has made it meanwhile
            tables = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            for (name,) in tables.fetchall():
                connection.execute('DROP TABLE "{}"'.format(name.replace('"', '""')))
            connection.execute(self._create)
            connection.execute(f"PRAGMA user_version = {self._form}")

    def _throw_away(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.close()
        self._opened = None
        for ending in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _patiently(work: Callable[[], object]) -> None:
    """Two copies that make the file at the same moment are not always made to wait by SQLite."""
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            work()
        except sqlite3.OperationalError as fault:
            if _code(fault) != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _form(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def _code(fault: sqlite3.Error) -> int:
    """The primary result code; the extended ones have more above the lowest byte."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF
