"""Asking Alma for sets, beside the screen. What comes of it arrives as a message."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from textual.message import Message
from textual.widget import Widget

from orcid_tui.alma.contract import Institution
from orcid_tui.alma.faults import AlmaError, KeyRefused
from orcid_tui.crash import write_crash_log
from orcid_tui.language import _
from orcid_tui.session.sets import AlmaDoor, FoundSets, SetDetails
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.background import start

_UNEXPECTED: Final = AlmaError(
    _("Something went wrong inside the program; the log has the details."),
    _("{key} asks again.").format(key=key_of("ask-alma-again")),
)


@dataclass
class SetsCame(Message):
    """Another page of these sets is here."""

    found: FoundSets


@dataclass
class SetsFailed(Message):
    """No page came. `titles` is True when the key may read titles all the same."""

    found: FoundSets
    error: AlmaError
    titles: bool = False


@dataclass
class DetailsCame(Message):
    """More is known of a set, or why not."""

    set_id: str


@dataclass
class DetailsFailed(Message):
    """Alma does not answer at all."""

    error: AlmaError


@dataclass
class InstitutionCame(Message):
    """Whose Alma this is."""

    institution: Institution


@dataclass
class InstitutionFailed(Message):
    """It is not known whose Alma this is."""

    error: AlmaError


class SetAsking:
    """Asks one Alma on behalf of a screen."""

    def __init__(self, owner: Widget, door: AlmaDoor) -> None:
        self._owner, self._door = owner, door
        self.details = SetDetails(door.connection.api)
        self._loading: FoundSets | None = None
        self._asking_details = False

    def loading(self, found: FoundSets) -> bool:
        """Whether a page of these sets is on its way."""
        return self._loading is found

    def page(self, found: FoundSets) -> None:
        """Ask for one more page, unless one is on its way already."""
        if self._loading is not found and not found.complete:
            self._loading = found
            start(self._owner, "sets", self._fetch_page, found)

    def wanted(self, set_ids: Sequence[str]) -> None:
        """These sets are looked at: ask what is not known of them."""
        if self.details.want(set_ids) and not self._asking_details:
            self._asking_details = True
            start(self._owner, "details", self._fetch_details)

    def institution(self) -> None:
        """Ask whose Alma this is."""
        start(self._owner, "institution", self._fetch_institution)

    async def _fetch_page(self, found: FoundSets) -> None:
        error, titles = await _fault_of(found.fetch_page()), False
        if isinstance(error, KeyRefused):
            # Sets belong to another area than titles, and a key may have one without the other.
            with suppress(AlmaError):
                titles = await self._door.connection.api.may_read()
        if self._loading is found:
            self._loading = None
        self._owner.post_message(SetsFailed(found, error, titles) if error else SetsCame(found))

    async def _fetch_details(self) -> None:
        try:
            if error := await _fault_of(self._tell_details()):
                self._owner.post_message(DetailsFailed(error))
        finally:
            self._asking_details = False

    async def _tell_details(self) -> None:
        async for set_id in self.details.answers():
            self._owner.post_message(DetailsCame(set_id))

    async def _fetch_institution(self) -> None:
        error = await _fault_of(self._tell_institution())
        if error:
            self._owner.post_message(InstitutionFailed(error))

    async def _tell_institution(self) -> None:
        self._owner.post_message(InstitutionCame(await self._door.connection.api.institution()))


async def _fault_of(work: Coroutine[Any, Any, None]) -> AlmaError | None:
    """Do it; what went wrong, if anything did."""
    try:
        await work
    except AlmaError as error:
        return error
    except Exception as error:  # one odd answer must not end the program
        write_crash_log(error)
        return _UNEXPECTED
    return None
