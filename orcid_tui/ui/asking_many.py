"""Look-ups for a list of headings: a few at a time, what is in sight first, until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from textual.widget import Widget

from orcid_tui.crash import write_crash_log
from orcid_tui.errors import CredentialsRefused, RegistryError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.registry.urgency import Rank, asking
from orcid_tui.session.session import Session
from orcid_tui.ui.background import start
from orcid_tui.ui.messages import Answered, AskedAll, NotAnswered, WentAnonymous

_AT_ONCE: Final = 3
"""Look-ups in flight; how often the registry is really asked is decided behind the session."""
_GIVE_UP: Final = 3
"""Failures one after the other that mean that asking on is of no use now."""
_GROUP: Final = "look-up-many"


class AskingMany:
    """Asks for one heading after the other on behalf of a screen.

    Each answer is told as `Answered` or `NotAnswered`; `AskedAll` comes when nothing is left, or
    after several failures in a row, with the last sentence.
    """

    def __init__(self, owner: Widget, session: Session) -> None:
        self._owner = owner
        self._session = session
        self._failures = 0
        self.underway = False

    def begin(self, next_one: Callable[[], HeadingRef | None]) -> None:
        """Look up what `next_one` gives, until it gives None. It must not give the same heading
        again."""
        self._failures = 0
        self.underway = True
        start(self._owner, _GROUP, self._ask_all, next_one)

    def stop(self) -> None:
        """Nobody waits for more. What was asked already may still be answered, and is kept."""
        self.underway = False
        self._owner.workers.cancel_group(self._owner, _GROUP)

    async def _ask_all(self, next_one: Callable[[], HeadingRef | None]) -> None:
        with asking(Rank.SIGHT):
            reasons = await asyncio.gather(*(self._ask_on(next_one) for _nth in range(_AT_ONCE)))
        self.underway = False
        self._owner.post_message(AskedAll(next(filter(None, reasons), "")))

    async def _ask_on(self, next_one: Callable[[], HeadingRef | None]) -> str:
        """Ask until nothing is left; returns why not, else nothing."""
        reason = ""
        while self._failures < _GIVE_UP:
            ref = next_one()
            if ref is None:
                return ""
            reason = await self._ask(ref)
            self._failures = self._failures + 1 if reason else 0
            # An answer that is at hand must not keep the screen from its turn.
            await asyncio.sleep(0)
        return reason

    async def _ask(self, ref: HeadingRef) -> str:
        tell, session = self._owner.post_message, self._session
        try:
            try:
                await session.look_up(ref)
            except CredentialsRefused as error:
                session.go_on_anonymously()
                tell(
                    WentAnonymous(
                        _("{problem} The search goes on without credentials.").format(
                            problem=error.message
                        )
                    )
                )
                await session.look_up(ref)
        except RegistryError as error:
            tell(NotAnswered(ref, error.message, error.hint))
            return str(error)
        except Exception as error:  # one odd answer must not end a day's work
            write_crash_log(error)
            sentence = _("Something went wrong inside the program; the log has the details.")
            tell(NotAnswered(ref, sentence, ""))
            return sentence
        tell(Answered(ref))
        return ""
