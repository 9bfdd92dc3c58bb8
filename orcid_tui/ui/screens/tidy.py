"""The offer to put older forms of iDs into the usual one: every field is shown, none is sure."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Change, FieldRefused, Preview, Wish
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import MUTED, STRONG, text
from orcid_tui.ui.render.changes import short_change_lines
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_ROW: Final = 4


class TidyScreen(ModalScreen[tuple[HeadingRef, ...]]):
    """Gives the headings that are to be tidied. Nothing is decided before the last question."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.TIDY)
    AUTO_FOCUS = "#untidy"
    DEFAULT_CSS = """
    TidyScreen {
        layout: vertical;
        background: $background;
        & #tidy-title { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #untidy { height: 1fr; }
    }
    """

    class Found(Message):
        """More headings carry an iD in an older form; `done` when all were looked at."""

        def __init__(self, done: bool) -> None:
            super().__init__()
            self.done = done

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._refs: list[HeadingRef] = []
        self._left_out: set[HeadingRef] = set()
        self._done = False
        self._preview = lru_cache(maxsize=256)(self._preview_now)

    def compose(self) -> ComposeResult:
        """How many are ticked, the fields, the keys."""
        yield Static("", id="tidy-title", markup=False)
        yield EvenList[HeadingRef](self._lines, _ROW, id="untidy")
        yield KeyLine(actions_in(Scope.TIDY))

    def on_mount(self) -> None:
        """Begin to look."""
        self._list.set_rows(self._refs)
        self._show_count()
        start(self, "untidy", self._look)

    @property
    def _list(self) -> EvenList[HeadingRef]:
        found: EvenList[HeadingRef] = self.query_one("#untidy", EvenList)
        return found

    @property
    def ticked(self) -> tuple[HeadingRef, ...]:
        """The headings that would be tidied, in the order of the source."""
        return tuple(ref for ref in self._refs if ref not in self._left_out)

    # --- looking for them ----------------------------------------------------------------

    async def _look(self) -> None:
        async for ref in in_slices(self._session.linked(), lambda: self._tell(done=False)):
            if self._session.is_untidy(ref):
                self._refs.append(ref)
        self._tell(done=True)

    def _tell(self, *, done: bool) -> None:
        self.post_message(self.Found(done))

    def on_tidy_screen_found(self, event: Found) -> None:
        """The list has grown."""
        self._done = event.done
        self._list.rows_grew()
        self._show_count()

    # --- keys --------------------------------------------------------------------------

    def action_tick(self) -> None:
        """With or without the field under the cursor."""
        ref = self._list.current
        if ref is not None:
            self._left_out ^= {ref}
            self._list.redraw(self._list.cursor)
            self._show_count()

    @on(VirtualList.Picked, "#untidy")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks."""
        self.action_tick()

    def action_tick_all(self) -> None:
        """All of them; none, when all are ticked."""
        self._left_out = set() if self._left_out else set(self._refs)
        self._list.redraw()
        self._show_count()

    def action_tidy_ticked(self) -> None:
        """Ask once, and then decide."""
        count = len(self.ticked)
        if not self._done or not count:
            return
        self.app.push_screen(
            AskScreen(
                many("Tidy {n:,} field?", "Tidy {n:,} fields?", count),
                _("Nothing is written before you save, and u takes all of it back in one step."),
                (Answer("t", many("tidy {n:,} field", "tidy {n:,} fields", count)),),
            ),
            self._answered,
        )

    def _answered(self, answer: str | None) -> None:
        if answer == "t":
            self.dismiss(self.ticked)

    def action_leave_tidying(self) -> None:
        """Nothing is decided."""
        self.dismiss(())

    # --- what is shown -------------------------------------------------------------------

    def _show_count(self) -> None:
        found, ticked = len(self._refs), len(self.ticked)
        if not self._done:
            strong, rest = (
                many("{n:,} older forms", "{n:,} older forms", found),
                _("found so far; looking on…"),
            )
        elif not found:
            strong, rest = (
                _("Nothing to tidy:"),
                _("every iD stands in the usual form. Esc goes back."),
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
        self.query_one("#tidy-title", Static).update(
            Content.assemble((strong, STRONG), " ", text(rest, MUTED)), layout=False
        )

    def _preview_now(self, ref: HeadingRef) -> Preview | str:
        try:
            return self._session.store.preview(Change(ref, None, Wish.TIDY))
        except FieldRefused as refused:
            return str(refused)

    def _lines(self, index: int, ref: HeadingRef, width: int) -> list[Content]:
        session = self._session
        return short_change_lines(
            "[ ]" if ref in self._left_out else "[x]",
            session.place(ref),
            session.heading(ref),
            self._preview(ref),
            width,
        )
