"""Answers of a registry that are kept for days, for whoever asks the same again.

Whatever is wrong with the file, no question fails because of it: it is then asked of the registry,
as without one. Failures are never kept.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Final, Generic, TypeVar

import orcid_tui
from orcid_tui.language import _
from orcid_tui.registry.kept.answers_file import AnswersFile, Holdings, KeptBody
from orcid_tui.registry.kept.own_thread import OwnThread
from orcid_tui.registry.kept.plain import plain, read_plain, shape_of

T = TypeVar("T")

DAY: Final = 86_400
_LONGEST_WAIT: Final = 1.0
"""Seconds: a disk that is slower than this is slower than the registry."""
_OFTEN: Final = 3
_CLOCK_SLIP: Final = 60
"""Seconds by which an answer may seem to come from the future."""


class Kind(Generic[T]):
    """A kind of answer: its name in keys, and the class of its answers. An answer is found again
    only by the same version of the program, and by the same shape of the class."""

    def __init__(self, name: str, answers: type[T]) -> None:
        self.answers = answers
        self._mark = (orcid_tui.__version__, name, shape_of(answers))

    def key(self, *question: str) -> bytes:
        """What a question is kept under: nothing of it can be read from the file."""
        return sha256(json.dumps([*self._mark, *question]).encode()).digest()[:16]


class KeptAnswers:
    """The answers in one file, each for at most `days`. Used within one event loop; the file is
    opened with the first question. `now` gives seconds since 1970."""

    def __init__(
        self, file: AnswersFile, *, days: float = 7, now: Callable[[], float] = time.time
    ) -> None:
        self._file = file
        self._longest = int(days * DAY)
        self._now = now
        self._thread = OwnThread("kept answers")
        self._too_slow = 0
        self._off = ""

    @property
    def notice(self) -> str:
        """Why nothing is kept any more, in a sentence; empty while all is well."""
        return self._off

    async def find(self, kind: Kind[T], keys: Sequence[bytes]) -> dict[bytes, T]:
        """Those of the keys that were answered lately, whoever asked."""
        if self._off or not keys:
            return {}
        work = self._thread.do(lambda: self._read(kind, keys))
        try:
            found = await asyncio.wait_for(asyncio.wrap_future(work), _LONGEST_WAIT)
        except TimeoutError:
            self._too_slow += 1
            if self._too_slow >= _OFTEN:
                self._off = _not_kept(_("the disk takes too long"))
            return {}
        except OSError:  # closed
            return {}
        self._too_slow = 0
        return found

    def keep(self, answers: Mapping[bytes, object], *, days: float | None = None) -> None:
        """Put these into the file, some time soon; for fewer days than usual where that is said."""
        if self._off or not answers:
            return
        lasts = self._longest if days is None else min(self._longest, int(days * DAY))
        now = int(self._now())
        self._thread.do(lambda: self._write(answers, now, lasts))

    async def holdings(self) -> Holdings | None:
        """How much is kept; None when the file cannot be used, as `notice` says then."""
        return await asyncio.wrap_future(self._thread.do(lambda: self._safely(self._file.holdings)))

    async def forget_all(self) -> int | None:
        """Throw everything away; how many there were, or None as above."""
        return await asyncio.wrap_future(
            self._thread.do(lambda: self._safely(self._file.forget_all))
        )

    async def aclose(self) -> None:
        """Write what is to be written, and give the file back; a stuck disk is left alone."""
        await self._thread.end_with(self._file.close)

    # --- in the thread -----------------------------------------------------------------

    def _read(self, kind: Kind[T], keys: Sequence[bytes]) -> dict[bytes, T]:
        rows = self._safely(lambda: self._file.find(keys)) or ()
        found, unreadable = {}, []
        for row in rows:
            if not self._is_fresh(row):
                continue
            try:
                found[row.key] = _unpacked(kind.answers, row.body)
            except (ValueError, TypeError, zlib.error, RecursionError):
                unreadable.append(row.key)
        if unreadable:
            self._safely(lambda: self._file.forget(unreadable))
        return found

    def _write(self, answers: Mapping[bytes, object], now: int, lasts: int) -> None:
        rows = [KeptBody(key, now, lasts, _packed(answer)) for key, answer in answers.items()]
        self._safely(lambda: self._file.keep(rows))

    def _is_fresh(self, row: KeptBody) -> bool:
        age = self._now() - row.kept_at
        return -_CLOCK_SLIP <= age < min(row.lasts, self._longest)

    def _safely(self, work: Callable[[], T]) -> T | None:
        """Do it, or give up on the file for this run."""
        if self._off:
            return None
        try:
            return work()
        except (OSError, sqlite3.Error) as fault:
            self._off = _not_kept(_reason(fault))
            return None


def _packed(answer: object) -> bytes:
    return zlib.compress(json.dumps(plain(answer), ensure_ascii=False).encode(), 6)


def _unpacked(kind: type[T], body: bytes) -> T:
    return read_plain(kind, json.loads(zlib.decompress(body)))


def _not_kept(reason: str) -> str:
    return _(
        "Answers are not kept on this computer for now, and everything is asked anew: {reason}."
    ).format(reason=reason)


def _reason(fault: OSError | sqlite3.Error) -> str:
    match getattr(fault, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return _("the disk is full")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _("another copy of the program keeps their file to itself")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return _("their file cannot be written")
    if isinstance(fault, OSError):
        return _("their file cannot be written")
    return _("their file cannot be used")
