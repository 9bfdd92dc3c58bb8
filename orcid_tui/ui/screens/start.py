"""The first screen without a file: what the program does, and what to do now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from orcid_tui.errors import ConfigurationError, FileLocked, OrcidTuiError, SourceError
from orcid_tui.folders import settings_path
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice, Writing
from orcid_tui.language import _
from orcid_tui.secrets import daemon
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, key_of, keys_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.recent import expected, recent_works, taken_off
from orcid_tui.ui.widgets.path_input import PathInput, line_of, sources_in
from orcid_tui.ui.widgets.start_list import RECENT, StartList

if TYPE_CHECKING:
    from orcid_tui.history.recent import RecentWork
    from orcid_tui.profiles.access import ResolvedAccess


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What was chosen. `profile` is the one to set up, if any.

    `sources` go with "files": names of files, or what stands for titles of Alma.
    """

    kind: Literal["demo", "files", "alma", "set-up", "quit"]
    sources: tuple[str, ...] = ()
    profile: str | None = None


_WHAT_IT_DOES: Final = _(
    "Opens MARC records, lists their personal names ({fields}) and shows for each the persons "
    "whom ORCID knows by that name, with where they work now. You choose; the iD goes into "
    "{subfields} of that field, and nothing else in the record changes. Nothing is written before "
    "you save."
)
_SUBFIELDS: Final = {Writing.URI: "$1", Writing.TEXT: "$0", Writing.BOTH: _("$0 and $1")}
_NO_PROFILE: Final = _(
    "No profile yet. You can begin without one; with a client ID of your own ORCID answers "
    "100,000 questions a day ({key})."
).format(key=key_of("start-set-up"))
_OPTIONS: Final = {
    "start-demo": (_("Try the demo"), _("no account, no network, invented records")),
    "start-open": (_("Open a MARC file"), _("it stays as it is until you save")),
    "start-alma": (_("Open from Alma"), _("a set, or titles by their MMS IDs")),
    "start-set-up": (_("Set up ORCID"), _("client ID and secret, sandbox")),
    "start-settings": (_("Settings"), _("where iDs go, and which fields get one")),
    "start-leave": (_("Quit"), ""),
}
"""The actions that stand in the list, in words."""
_PROFILES: Final = (_("Profiles"), _("your institutions, and their secrets"))
"""In place of the set-up as soon as there is one."""

_WIDEST: Final = 2 + max(len(what) for what, _more in (*_OPTIONS.values(), _PROFILES))

_LISTED: Final = tuple(action for action in actions_in(Scope.START) if action.id in _OPTIONS)
_BACK: Final = "start_back"
_WITH_LETTERS: Final = frozenset(each.method for each in actions_in(Scope.START)) - {_BACK}


class StartScreen(Screen[StartChoice]):
    """Dismissed with what to do next.

    `problem` is a sentence about what went wrong before, `typed` the line of file names that led
    to it, `profile` the one that was named at the start of the program.
    """

    AUTO_FOCUS = "#options"

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.START)

    DEFAULT_CSS = """
    StartScreen {
        align-horizontal: center;
        #page { max-width: 104; height: 1fr; padding: 1 2; }
        #title { text-style: bold; margin-bottom: 1; }
        #what, #orcid, #problem, #file-hint { max-width: 80; }
        #what { margin-bottom: 1; display: none; }
        #what.-shown { display: block; }
        #options {
            height: auto; border: none; background: transparent; padding: 0;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        #problem { color: $text-error; margin-top: 1; display: none; }
        #problem.-shown { display: block; }
        #file { height: auto; margin-top: 1; display: none; }
        #file.-shown { display: block; }
        #file Input { background: $panel; }
        #file-hint, #orcid { color: $text-muted; }
        #orcid { margin-top: 1; }
    }
    """

    def __init__(self, problem: str = "", typed: str = "", profile: str | None = None) -> None:
        super().__init__()
        self._problem = problem
        self._typed = typed
        self._profile = profile
        self._expected = expected()
        self._naming = False
        """Whether the keys belong to the name of a file, even before the line has the focus."""

    def compose(self) -> ComposeResult:
        """A few calm lines, the ways on, and how ORCID would be asked."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(_("ORCID iDs for the names in library records"), id="title", markup=False)
            yield Static(id="what", markup=False, classes="" if self._expected else "-shown")
            yield StartList(
                [
                    Option(_line(keys_of(action), *_OPTIONS[action.id]), id=action.id)
                    for action in _LISTED
                ],
                self._expected,
                id="options",
            )
            with Vertical(id="file"):
                yield PathInput(id="paths", compact=True)
                yield Static(
                    _(
                        "Enter opens, Esc goes back, → takes what is suggested. Several files: "
                        "with a blank between them; put quotes around a name with blanks. A file "
                        "of MMS IDs, alma:set/… and alma:mms/… open titles of Alma."
                    ),
                    id="file-hint",
                    markup=False,
                )
            yield Static(id="problem", markup=False)
            yield Static(_("Looking for a profile…"), id="orcid", markup=False)

    def on_mount(self) -> None:
        """Show what went wrong before, and find out how ORCID would be asked."""
        if self._typed:
            self.query_one(PathInput).value = self._typed
            self.action_start_open()
        if self._problem:
            self.show_problem(self._problem)
        self.look_at_profile()
        if self._expected:
            self.look_for_recent_work()

    def on_screen_resume(self) -> None:
        """Settings may have changed meanwhile."""
        self._say_what_it_does()

    @work(exclusive=True, group="recent", exit_on_error=False)
    async def look_for_recent_work(self) -> None:
        """What was worked on lately."""
        works = await recent_works()
        self.query_one(StartList).show_recent(works, datetime.now())
        self.query_one("#what").set_class(not works, "-shown")
        self._say_what_it_does()

    def _say_what_it_does(self) -> None:
        """To those who have not worked with it yet."""
        line = self.query_one("#what", Static)
        if line.has_class("-shown"):
            line.update(Content(what_it_does(_practice())))

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; it stays until something else is done."""
        line = self.query_one("#problem", Static)
        line.update(Content(clean(sentence)))
        line.set_class(bool(sentence), "-shown")
        self.call_after_refresh(line.scroll_visible, animate=False)

    @work(exclusive=True, group="profile", exit_on_error=False)
    async def look_at_profile(self) -> None:
        """How ORCID would be asked; the keyring may take its time, so nobody waits for it."""
        try:
            found = await asyncio.wrap_future(daemon.start(lambda: _access(self._profile)))
        except FileLocked as fault:
            sentence = _("{message} Its passphrase is asked for when it is needed.").format(
                message=fault.message
            )
            self._offer_profiles()
        except OrcidTuiError as fault:
            sentence = str(fault)
        else:
            self._profile = found.profile.name if found.profile else None
            if found.profile is not None:
                self._offer_profiles()
            sentence = _how_asked(found)
        self.query_one("#orcid", Static).update(Content(clean(sentence)))

    def _offer_profiles(self) -> None:
        """It is set up: the next thing to press opens records."""
        listed = self.query_one(StartList)
        listed.replace_option_prompt("start-set-up", _line("p", *_PROFILES))
        if listed.highlighted == 0:  # not where there is recent work: that comes first
            listed.highlighted = listed.get_option_index("start-open")

    # --- the ways on --------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter typed right behind `o` belongs to the file name; it starts nothing."""
        return not (self._naming and action in _WITH_LETTERS)

    @on(events.DescendantFocus, "#options")
    def _back_at_options(self) -> None:
        self._naming = False

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        match event.option_id:
            case str(option) if option.startswith(RECENT):
                self.action_start_go_on(int(option.removeprefix(RECENT)))
            case "start-demo":
                self.action_start_demo()
            case "start-open":
                self.action_start_open()
            case "start-alma":
                self.action_start_alma()
            case "start-set-up":
                self.action_start_set_up()
            case "start-settings":
                self.run_worker(self.action_start_settings(), group="settings")
            case _:
                self.action_start_leave()

    def action_start_go_on(self, number: int) -> None:
        """Open recent work; where nothing is there any more, ask for the new place."""
        found = self.query_one(StartList).work_at(number)
        if found is None:
            return
        if found.reachable:
            self.dismiss(StartChoice("files", found.sources))
        else:
            self._ask_for_the_new_place(found)

    def _ask_for_the_new_place(self, found: RecentWork) -> None:
        self.action_start_open()
        self.query_one(PathInput).value = line_of(found.sources)
        self.show_problem(
            _(
                "{name} is not where it was. Type where it is now: it is known again by its "
                "content, and the work goes on."
            ).format(name=found.label)
        )

    @work(exclusive=True, group="recent", exit_on_error=False)
    async def action_start_take_off(self) -> None:
        """Take the work under the cursor off the list."""
        found = self.query_one(StartList).work
        if found is None:
            return
        if await taken_off(found.sources):
            self.query_one(StartList).show_recent(await recent_works(), datetime.now())
        else:
            self.show_problem(_("It could not be taken off the list: nothing can be written."))

    def action_start_down(self) -> None:
        """To the next line."""
        self.query_one(StartList).action_cursor_down()

    def action_start_up(self) -> None:
        """To the line before."""
        self.query_one(StartList).action_cursor_up()

    def action_start_demo(self) -> None:
        """Try the program on invented records."""
        self.dismiss(StartChoice("demo"))

    def action_start_alma(self) -> None:
        """Choose titles of Alma."""
        self.dismiss(StartChoice("alma"))

    def action_start_set_up(self) -> None:
        """Go to the set-up screen."""
        self.dismiss(StartChoice("set-up", profile=self._profile))

    async def action_start_settings(self) -> None:
        """Go to the settings, and come back."""
        await self.run_action("app.settings")

    def action_start_leave(self) -> None:
        """Leave the program."""
        self.dismiss(StartChoice("quit"))

    def action_start_open(self) -> None:
        """Ask for the name of a file."""
        self._naming = True
        self.show_problem("")
        self.query_one("#file").add_class("-shown")
        self.query_one(PathInput).focus()

    def action_start_back(self) -> None:
        """From the line for file names back to the ways on."""
        self.show_problem("")
        self.query_one("#file").remove_class("-shown")
        self.query_one(StartList).focus()

    @on(Input.Submitted, "#paths")
    def _open_typed(self, event: Input.Submitted) -> None:
        try:
            sources = sources_in(event.value)
        except SourceError as wrong:
            self.show_problem(str(wrong))
        else:
            self.dismiss(StartChoice("files", sources))


def _line(key: str, what: str, more: str) -> Content:
    return Content.assemble((f" {key} ", "bold reverse"), "  ", (what.ljust(_WIDEST), "bold"), more)


def _access(profile: str | None) -> ResolvedAccess:
    from orcid_tui.profiles.access import resolve_access

    return resolve_access(profile)


def what_it_does(practice: Practice) -> str:
    """What the program does, in the fields and the form that are settled."""
    *others, last = practice.tags
    fields = _("{fields} and {last}").format(fields=", ".join(others), last=last)
    return _WHAT_IT_DOES.format(
        fields=fields if others else last, subfields=_SUBFIELDS[practice.writing]
    )


def _practice() -> Practice:
    """What is settled; a file that is broken is told where something is opened."""
    if not settings_path().exists():
        return USUAL_PRACTICE  # nothing to be loaded for the first picture
    from orcid_tui.settings.settings_file import load_settings

    try:
        return load_settings().practice
    except ConfigurationError:
        return USUAL_PRACTICE


def _how_asked(found: ResolvedAccess) -> str:
    if found.profile is None:
        return found.sentence if found.access.credentials else f"{found.sentence} {_NO_PROFILE}"
    from orcid_tui.profiles.site import SITE_WORDS

    whose = f" ({SITE_WORDS})" if found.profile.site else ""
    return _("Profile: {institution}{whose}. {sentence}").format(
        institution=found.profile.institution, whose=whose, sentence=found.warning or found.sentence
    )
