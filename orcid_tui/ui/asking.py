"""Look-ups for the screen: what the cursor is on. What lies ahead, the session looks up itself.

Each method starts a worker of that part; what comes of it arrives as a message that names
its heading or person, so that a late answer cannot be taken for another one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Final, TypeVar

from textual.widget import Widget

from orcid_tui.crash import write_crash_log
from orcid_tui.errors import CredentialsRefused, RegistryError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.by_hand import PersonRefused
from orcid_tui.session.session import Session
from orcid_tui.ui.background import start
from orcid_tui.ui.messages import (
    Answered,
    AnsweredWidely,
    FoundAs,
    NotAnswered,
    NothingFound,
    PersonFound,
    ProfileCame,
    ProfileFailed,
    WentAnonymous,
)
from orcid_tui.ui.typed_id import id_in

T = TypeVar("T")

LOOK_UP_REST: Final = 0.12
"""Seconds the cursor must rest on a heading before the registry is asked, where keys follow each
other quickly: one that is held down passes hundreds."""
PROFILE_REST: Final = 0.25
"""Seconds the cursor must rest on a candidate before the public page is asked for."""

_UNEXPECTED: Final = _("Something went wrong inside the program; the log has the details.")


class Asking:
    """Asks the session on behalf of a part of the screen."""

    def __init__(self, owner: Widget, session: Session) -> None:
        self._owner = owner
        self._session = session
        self._asked_at = 0.0

    def candidates(self, ref: HeadingRef, *, rest: float = LOOK_UP_REST) -> None:
        """Ask for the candidates of a heading; an earlier question is dropped."""
        now, before = monotonic(), self._asked_at
        self._asked_at = now
        if now > before + 2 * LOOK_UP_REST or self._session.looking_ahead.is_under_way(ref):
            rest = 0  # one key, not a key that is held; or nothing more is sent for it
        start(self._owner, "look-up", self._ask, ref, rest)

    def candidates_again(self, ref: HeadingRef) -> None:
        """Ask for them as the registry has them now; an earlier question is dropped."""
        start(self._owner, "look-up", self._ask, ref, 0, again=True)

    def widely(self, ref: HeadingRef) -> None:
        """Ask for everybody who has a part of the name; an earlier question is dropped."""
        start(self._owner, "look-up", self._ask_widely, ref)

    def by_hand(self, ref: HeadingRef, words: str) -> None:
        """Ask for an iD that was typed, or for the candidates under a name that was typed."""
        start(self._owner, "by-hand", self._ask_by_hand, ref, words)

    def profile(self, orcid: OrcidId, *, rest: float = PROFILE_REST) -> None:
        """Ask for the public page of a person; an earlier question is dropped."""
        start(self._owner, "profile", self._ask_profile, orcid, rest)

    def carried(self, orcid: OrcidId, *, rest: float = PROFILE_REST) -> None:
        """Ask who is behind an iD in the record, whoever is highlighted meanwhile."""
        start(self._owner, "carried", self._ask_profile, orcid, rest)

    def drop(self, *groups: str) -> None:
        """Nobody waits for these answers any more."""
        for group in groups:
            self._owner.workers.cancel_group(self._owner, group)

    async def _ask(self, ref: HeadingRef, rest: float, *, again: bool = False) -> None:
        await asyncio.sleep(rest)
        ask = self._session.look_up_again if again else self._session.look_up
        try:
            await self._even_anonymously(lambda: ask(ref))
        except RegistryError as error:
            self._session.looking_ahead.failed(ref, error)
            self._owner.post_message(NotAnswered(ref, error.message, error.hint))
        except Exception as error:  # one odd answer must not end a day's work
            write_crash_log(error)
            self._session.looking_ahead.failed(ref, error)
            self._owner.post_message(NotAnswered(ref, _UNEXPECTED, ""))
        else:
            self._session.looking_ahead.answered_at_cursor(ref)
            self._owner.post_message(Answered(ref))

    async def _ask_widely(self, ref: HeadingRef) -> None:
        tell = self._owner.post_message
        try:
            look_up = await self._even_anonymously(lambda: self._session.look_up_widely(ref))
        except RegistryError as error:
            tell(NotAnswered(ref, error.message, error.hint, widely=True))
        except Exception as error:
            write_crash_log(error)
            tell(NotAnswered(ref, _UNEXPECTED, "", widely=True))
        else:
            tell(AnsweredWidely(ref, look_up))

    async def _ask_by_hand(self, ref: HeadingRef, words: str) -> None:
        tell, session, orcid = self._owner.post_message, self._session, id_in(words)
        try:
            if orcid:
                person = await self._even_anonymously(lambda: session.find_person(orcid))
                tell(PersonFound(words, person))
            else:
                found = await self._even_anonymously(lambda: session.look_up_as(ref, words))
                tell(FoundAs(words, found))
        except (RegistryError, PersonRefused) as error:
            tell(NothingFound(words, str(error)))
        except Exception as error:
            write_crash_log(error)
            tell(NothingFound(words, _UNEXPECTED))

    async def _ask_profile(self, orcid: OrcidId, rest: float) -> None:
        await asyncio.sleep(rest)
        try:
            await self._even_anonymously(lambda: self._session.profile(orcid))
        except RegistryError as error:
            self._owner.post_message(ProfileFailed(orcid, str(error)))
        except Exception as error:
            write_crash_log(error)
            self._owner.post_message(ProfileFailed(orcid, _UNEXPECTED))
        else:
            self._owner.post_message(ProfileCame(orcid))

    async def _even_anonymously(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask; if the credentials are refused, say so once and ask without them."""
        try:
            return await ask()
        except CredentialsRefused as error:
            self._session.go_on_anonymously()
            self._owner.post_message(
                WentAnonymous(
                    _("{message} The search goes on without credentials.").format(
                        message=error.message
                    )
                )
            )
            return await ask()
