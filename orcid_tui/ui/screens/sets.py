"""Opening titles from Alma: sets to search and choose from, or MMS IDs to type or paste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from orcid_tui.alma.contract import AlmaSet, Institution
from orcid_tui.errors import SourceError
from orcid_tui.language import _, number
from orcid_tui.session.sets import AlmaDoor, FoundSets
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.stores.alma.whose import NOBODY_KNOWS, system_state
from orcid_tui.stores.protocol import SystemState
from orcid_tui.ui.actions import Scope, actions_in, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.render.sets import (
    NOT_KNOWN_YET,
    NOT_TOLD,
    set_columns,
    set_context,
    why_closed,
)
from orcid_tui.ui.render.system import calls_left
from orcid_tui.ui.set_asking import (
    DetailsCame,
    DetailsFailed,
    InstitutionCame,
    InstitutionFailed,
    SetAsking,
    SetsCame,
    SetsFailed,
)
from orcid_tui.ui.set_sentences import (
    how_many,
    no_sets,
    titles_in,
    why_no_sets,
)
from orcid_tui.ui.widgets.lines import KeyLine, StatusLine, TitleLine
from orcid_tui.ui.widgets.mms_input import MmsInput
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput
from orcid_tui.ui.widgets.set_list import SetList
from orcid_tui.ui.widgets.virtual_list import VirtualList

_ON_THE_LIST: Final = ("open_set", "search_sets", "type_mms_ids", "ask_alma_again")

_NOT_YET: Final = _("The sets are not here yet.")

_TYPE_IDS: Final = _(
    "Type or paste MMS IDs with blanks, commas or line breaks between them. Enter opens "
    "them, Esc goes back."
)


@dataclass(frozen=True, slots=True)
class SetsState:
    """What was typed, so that the screen can be shown again as it was."""

    words: str = ""
    mms_ids: str = ""


@dataclass(frozen=True, slots=True)
class SetChoice:
    """What to open, and its name for people where it has one."""

    source: AlmaSource
    name: str
    state: SetsState


class SetsScreen(Screen[SetChoice | None]):
    """Dismissed with what to open, or with None to go back.

    `problem` is a sentence about what went wrong before.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SETS)
    AUTO_FOCUS = "#sets"
    DEFAULT_CSS = """
    SetsScreen {
        layout: vertical;
        & .typing { height: 1; padding: 0 1; background: $panel; }
        & .typing Static { width: auto; padding-right: 1; color: $text-muted; }
        & .typing Input { width: 1fr; background: $panel; }
        & #set-columns { height: 1; text-wrap: nowrap; }
        & #sets { height: 1fr; }
        & #set-context {
            height: 3; padding: 0 1; background: $surface; text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & StatusLine { max-height: 8; }
        & #mms { display: none; }
        & #mms.-shown { display: block; }
    }
    """

    def __init__(self, door: AlmaDoor, state: SetsState | None = None, problem: str = "") -> None:
        super().__init__()
        self._door = door
        self._state = state or SetsState()
        self._problem = problem
        self._asking = SetAsking(self, door)
        self._found = FoundSets(door.connection.api, self._state.words)
        self._institution: Institution | None = None
        self._to_the_end = False
        """Every page is wanted, because the last set is."""
        self._end = 0
        """Where the last set was when the cursor went there."""
        self._gave_up = False
        """Alma did not answer: nothing more is asked until the user says so."""

    def compose(self) -> ComposeResult:
        """Whose Alma, the search, the sets, the one under the cursor, the state, the keys."""
        yield TitleLine()
        with Horizontal(classes="typing"):
            yield Static(_("Sets with the words"), markup=False)
            field = PasteFriendlyInput(
                self._state.words, placeholder=_("(any: / to type some)"), id="words", compact=True
            )
            field.cursor_blink = False
            yield field
        yield Static("", id="set-columns", markup=False)
        yield SetList(self._members, id="sets")
        yield Static("", id="set-context", markup=False)
        with Horizontal(id="mms", classes="typing"):
            yield Static(_("MMS IDs"), markup=False)
            yield MmsInput(id="mms-ids", compact=True)
        yield StatusLine()
        yield KeyLine(actions_in(Scope.SETS))

    def on_mount(self) -> None:
        """Ask for the first sets, and whose they are."""
        self._asking.institution()
        self._begin(self._found)
        if self._state.mms_ids:
            with self.prevent(Input.Changed):
                self.query_one(MmsInput).value = self._state.mms_ids
            self.action_type_mms_ids()
        if self._problem:
            self._say(self._problem, WARN)

    # --- the sets ------------------------------------------------------------------------

    @property
    def _list(self) -> SetList:
        return self.query_one(SetList)

    def _begin(self, found: FoundSets) -> None:
        """Show the sets of another search."""
        self._found, self._to_the_end, self._gave_up = found, False, False
        self._asking.details.forget_faults()
        self._list.set_rows(found.sets)
        self._asking.page(found)
        self._say("")
        self._show_all()

    def on_sets_came(self, event: SetsCame) -> None:
        """The list has grown."""
        event.stop()
        if event.found is not self._found:
            return
        self._list.rows_grew()
        if self._to_the_end:
            self._list.cursor = self._end = len(self._found.sets) - 1
        if self._found.complete and not self._found.sets:
            self._say(no_sets(self._found))
        elif self.query_one(StatusLine).notice == _NOT_YET:
            self._say("")
        self._look_around()
        self._show_all()

    def on_sets_failed(self, event: SetsFailed) -> None:
        """What is here can still be opened."""
        event.stop()
        if event.found is self._found:
            self._give_up(why_no_sets(event.error, titles=event.titles))

    def on_details_came(self, event: DetailsCame) -> None:
        """Show the number of members."""
        event.stop()
        self._list.refresh_set(event.set_id)
        self._show_all()

    def on_details_failed(self, event: DetailsFailed) -> None:
        """The numbers of members stay open."""
        event.stop()
        self._give_up(
            _("{error} {key} asks again.").format(error=event.error, key=key_of("ask-alma-again"))
        )

    def _give_up(self, sentence: str) -> None:
        self._gave_up = True
        self._list.refresh()
        self._say(sentence, WARN)
        self._show_all()

    @on(SetList.Looked)
    def _look_around(self) -> None:
        """Ask for what is in sight, and for the next page before it is."""
        if self._gave_up:
            return
        self._asking.wanted([one.id for one in self._list.in_sight if not why_closed(one)])
        if self._to_the_end or self._list.near_the_end:
            self._asking.page(self._found)
            self._show_state()

    @on(SetList.ToTheEnd)
    def _fetch_the_rest(self) -> None:
        self._to_the_end, self._end = not self._found.complete, self._list.cursor
        self._look_around()

    @on(VirtualList.Highlighted, "#sets")
    def _highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        if event.index < self._end:
            self._to_the_end = False
        self._show_context()

    # --- whose Alma ----------------------------------------------------------------------

    def on_institution_came(self, event: InstitutionCame) -> None:
        """Name it, with its environment."""
        event.stop()
        self._institution = event.institution
        self._show_all()

    def on_institution_failed(self, event: InstitutionFailed) -> None:
        """What is not known is treated like production. Why, the sets will say as well."""
        event.stop()
        self._institution = NOBODY_KNOWS
        self._show_all()

    # --- what is shown -------------------------------------------------------------------

    def _members(self, found: AlmaSet) -> str:
        """The number of members for the list."""
        if why_closed(found):
            return ""
        known = self._asking.details.known(found.id) or found
        if known.members is not None:
            return f"{known.members:,}"
        missing = self._gave_up or self._asking.details.fault(found.id)
        return NOT_TOLD if missing else NOT_KNOWN_YET

    def _say(self, sentence: str, style: str = "") -> None:
        self.query_one(StatusLine).show_notice(sentence, style)

    def _show_all(self) -> None:
        api = self._door.connection.api
        who, system = self._institution, None
        if who is not None:
            system = system_state(who, api.host, api.remaining)
        self.query_one(TitleLine).show(_("Open from Alma"), system=system)
        self._show_state()
        self._show_context()

    def _show_state(self) -> None:
        sets = how_many(self._found, loading=self._asking.loading(self._found))
        left = SystemState("", calls_left=self._door.connection.api.remaining)
        self.query_one(StatusLine).show_state(Content(sets), calls_left(left))

    def _show_context(self) -> None:
        current = self._list.current
        lines: list[Content] = []
        if current is not None:
            details = self._asking.details
            known = details.known(current.id) or current
            lines = set_context(known, details.fault(current.id))
        self.query_one("#set-context", Static).update(Content("\n").join(lines), layout=False)

    def on_resize(self, event: events.Resize) -> None:
        """The heads stand above their columns."""
        heads = set_columns(max(0, event.size.width - 1))  # the scroll bar takes one
        self.query_one("#set-columns", Static).update(heads)

    # --- the lines to type in ------------------------------------------------------------

    def action_search_sets(self) -> None:
        """Type words of a name."""
        # Not `focus()`, which waits for its turn behind keys that were pressed meanwhile.
        self.set_focus(self.query_one("#words", Input))

    def action_type_mms_ids(self) -> None:
        """Type or paste MMS IDs."""
        self.query_one("#mms").add_class("-shown")
        self.set_focus(self.query_one(MmsInput))
        self._say(_TYPE_IDS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed right behind `/` or `m` belongs to that line; it starts nothing."""
        return not (isinstance(self.focused, Input) and action in _ON_THE_LIST)

    @on(Input.Submitted, "#words")
    def _search(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self._list)
        self._begin(FoundSets(self._door.connection.api, " ".join(event.value.split())))

    @on(Input.Submitted, "#mms-ids")
    def _open_ids(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            source = titles_in(event.value)
        except SourceError as wrong:
            self._say(str(wrong), WARN)
        else:
            self._choose(source)

    @on(Input.Changed, "#mms-ids")
    def _count_ids(self, event: Input.Changed) -> None:
        event.stop()
        try:
            count = len(titles_in(event.value).mms_ids)
        except SourceError:
            count = 0  # it is said when Enter is pressed: nobody is done yet
        self._say(
            _("{n} titles. Enter opens them.").format(n=number(count)) if count > 1 else _TYPE_IDS
        )

    # --- going on ------------------------------------------------------------------------

    def action_open_set(self) -> None:
        """Open the highlighted set."""
        current = self._list.current
        if current is None:
            loading = self._asking.loading(self._found)
            self._say(_NOT_YET if loading else _("No set is here that could be opened."), WARN)
        elif closed := why_closed(current):
            self._say(closed, WARN)
        else:
            self._choose(AlmaSource(set_id=current.id), current.name)

    @on(VirtualList.Picked, "#sets")
    def _picked(self, event: VirtualList.Picked) -> None:
        event.stop()
        self.action_open_set()

    def _choose(self, source: AlmaSource, name: str = "") -> None:
        state = SetsState(self._found.words, self.query_one(MmsInput).value)
        self.dismiss(SetChoice(source, name, state))

    def action_ask_alma_again(self) -> None:
        """Ask for what failed."""
        if self._institution is NOBODY_KNOWS:
            self._asking.institution()
        if not self._gave_up:
            self._say(_("Nothing has failed. / looks for other sets."))
            return
        self._gave_up = False
        self._asking.details.forget_faults()
        self._asking.page(self._found)
        self._list.refresh()
        self._say("")
        self._look_around()
        self._show_all()

    def action_leave_sets(self) -> None:
        """Back to the list, or to the start."""
        if not isinstance(self.focused, Input):
            self.dismiss(None)
            return
        self.query_one("#mms").remove_class("-shown")
        self.set_focus(self._list)
        self._say("")
