"""The offer to put older forms of iDs into the usual one: every field is shown, none is sure."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Change, FieldRefused, Preview, Wish
from orcid_tui.ui.actions import Scope, key_of
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.changes import short_change_lines
from orcid_tui.ui.screens.dialogs import Answer
from orcid_tui.ui.screens.ticking import TickingScreen

_ROW: Final = 4


class TidyScreen(TickingScreen):
    """Gives the headings that are to be tidied; all are ticked at first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.TIDY)

    class Found(Message):
        """More headings carry an iD in an older form; `done` when all were looked at."""

        def __init__(self, done: bool) -> None:
            super().__init__()
            self.done = done

    def __init__(self, session: Session) -> None:
        super().__init__(session, Scope.TIDY, _ROW)
        self._done = False
        self._preview = lru_cache(maxsize=256)(self._preview_now)

    def on_mount(self) -> None:
        """Begin to look."""
        start(self, "untidy", self._look)

    # --- looking for them ----------------------------------------------------------------

    async def _look(self) -> None:
        async for ref in in_slices(self._session.linked(), lambda: self._tell(done=False)):
            if self._session.is_untidy(ref):
                self.take_in(ref, ticked=True)
        self._tell(done=True)

    def _tell(self, *, done: bool) -> None:
        self.post_message(self.Found(done))

    def on_tidy_screen_found(self, event: Found) -> None:
        """The list has grown."""
        self._done = event.done
        self.rows.rows_grew()
        self.show_count()

    # --- keys ------------------------------------------------------------------------------

    def action_tidy_ticked(self) -> None:
        """Ask once, and then decide."""
        count = len(self._ticked)
        if self._done and count:
            self.ask(
                many("Tidy {n:,} field?", "Tidy {n:,} fields?", count),
                _(
                    "Nothing is written before you save, and {key} takes all of it back in "
                    "one step."
                ).format(key=key_of("undo")),
                Answer("t", many("tidy {n:,} field", "tidy {n:,} fields", count)),
            )

    # --- what is shown ---------------------------------------------------------------------

    def show_count(self) -> None:
        """How many were found, and will be tidied."""
        found, ticked = len(self._refs), len(self._ticked)
        if not self._done:
            strong = many("{n:,} older forms", "{n:,} older forms", found)
            rest = _("found so far; looking on…")
        elif not found:
            strong = _("Nothing to tidy:")
            rest = _("every iD stands in the usual form. {key} goes back.").format(
                key=key_of("leave-ticks")
            )
        else:
            strong = many(
                "{ticked} of {n:,} older forms",
                "{ticked} of {n:,} older forms",
                found,
                ticked=number(ticked),
            )
            rest = _("will be tidied. Nothing is written before you save.")
            if not self._session.scanned:
                rest = _("found in what was read so far will be tidied.")
        self.show_title(strong, rest)

    def _preview_now(self, ref: HeadingRef) -> Preview | str:
        try:
            return self._session.store.preview(Change(ref, None, Wish.TIDY))
        except FieldRefused as refused:
            return str(refused)

    def row_lines(self, mark: str, ref: HeadingRef, width: int) -> list[Content]:
        """Where the field is, and how it looks before and after."""
        session = self._session
        return short_change_lines(
            mark, session.place(ref), session.heading(ref), self._preview(ref), width
        )
