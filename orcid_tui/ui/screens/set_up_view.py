"""How a set-up looks: form, directions, messages, and what is known of the places for secrets."""

from __future__ import annotations

import asyncio
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, RadioSet, Static

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.profile import Profile
from orcid_tui.profiles.profile_file import Profiles, load_profiles
from orcid_tui.secrets import daemon, system_keyring
from orcid_tui.secrets.keyring_state import KeyringState
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, key_of
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.screens.directions import Step, told
from orcid_tui.ui.screens.set_up_part import D, SetUpPart, Tone
from orcid_tui.ui.screens.unlocking import UnlockingScreen
from orcid_tui.ui.widgets.copy_line import CopyLine
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO

_LOOKING: Final = _("Looking for the system keyring…")
_OTHER_PLACE: Final = _("Choose one of the other places.")
_WAYS: Final = {
    KeyringState.NONE: _OTHER_PLACE,
    KeyringState.UNSAFE: _OTHER_PLACE,
    KeyringState.BROKEN: _OTHER_PLACE,
    KeyringState.LOCKED: (
        _(
            "{key} unlocks it: that may open a window on the desktop, not in this terminal. Or "
            "keep the secret for this session only."
        ).format(key=key_of("set-up-unlock"))
    ),
    KeyringState.NO_COLLECTION: (
        _(
            "Make a keyring (wallet, database) with its own program on the desktop, then {key} "
            "looks again."
        ).format(key=key_of("set-up-look"))
    ),
    KeyringState.SILENT: (
        _(
            "A window on the desktop may be waiting for an answer. {key} looks again; or keep "
            "the secret for this session only."
        ).format(key=key_of("set-up-look"))
    ),
}


class SetUpView(SetUpPart[D]):
    """What a set-up shows; nothing here tests or saves.

    Opens the named profile, else the default one, else an empty form.
    """

    AUTO_FOCUS = "#institution"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  Textual's own form
    DEFAULT_CSS = """
    SetUpView {
        #title {
            height: 1; padding: 0 1; background: $panel; color: $foreground; text-style: bold;
        }
        #page { height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
        #left, #steps { height: auto; padding: 1 2 0 2; }
        #hidden { color: $text-warning; height: auto; margin-bottom: 1; display: none; }
        #keyring { color: $text-muted; height: auto; margin-bottom: 1; }
        #message { height: auto; max-height: 5; padding: 0 2; display: none; }
        #message.-shown { display: block; }
        #message.-good { color: $text-success; }
        #message.-problem { color: $text-error; }
        #buttons { height: 1; padding: 0 1; }
        #buttons Button { margin-right: 1; min-width: 8; }
        &.-wide #page { layout: horizontal; }
        .step.-in-3 { padding-left: 3; }
        .step.-in-5 { padding-left: 5; }
        &.-wide #left { width: 60; }
        &.-wide #steps { width: 1fr; }
        &.-narrow #steps { border-top: solid $panel; padding: 0 2; }
    }
    """

    def __init__(
        self, profile_name: str | None = None, why: str = "", *, new: bool = False
    ) -> None:
        """`why`: a sentence about what led here. `new`: an empty form, whatever there is."""
        super().__init__()
        self._new = new
        self._asked_for = profile_name
        self._why = why
        self._profiles = Profiles()
        self._locked = False
        self._tested = False
        """Whether what is in the fields now was tried out and found good."""
        self._agreed = ""
        """The question that was asked, and that the same key again says yes to."""

    # --- what is shown -----------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Form and directions side by side if there is room, else one below the other."""
        yield Static(id="title", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            with Vertical(id="left"):
                yield Static(id="hidden", markup=False)
                yield Static(_LOOKING, id="keyring", markup=False)
                yield self.new_form()
            with Vertical(id="steps"):
                for step in self.directions():
                    yield _paragraph(step)
        yield Static(id="message", markup=False)
        with Horizontal(id="buttons"):
            for action in actions_in(Scope.SET_UP):
                if action.footer:
                    label = self.LABELS.get(action.id, action.label)
                    words = Content.assemble((key_name(action.keys[0]), "bold"), " ", label)
                    deed = f"screen.{action.method}"
                    yield Button(words, action=deed, id=f"do-{action.id}", compact=True)

    def on_mount(self) -> None:
        """Fill the form and begin to look for the keyring."""
        if self._why:
            self.say(self._why)
        try:
            self._profiles = load_profiles()
        except OrcidTuiError as fault:
            self.say(told(fault), "problem")
        named = self._asked_for
        profile = self._profiles.default if named is None else self._profiles.find(named)
        if self._new or (profile is not None and profile.site):
            profile = None  # an administrator's is left alone: this makes one of one's own
        if named is not None and self._profiles.find(named) is None:
            self.say(
                _("There is no profile named “{named}” yet, so this is a new one.").format(
                    named=named
                )
            )
        self._open(profile)
        self._show_what_hides()
        self.look_at_keyring()

    def _open(self, profile: Profile | None) -> None:
        self.form.show(profile)
        self._show_whose()

    def _show_whose(self) -> None:
        profile = self.form.profile
        whose = f": {clean(profile.institution)}" if profile else ""
        at = _("{step} of {steps}, {about}").format(
            step=self.form.step, steps=PLACE, about=self.STEPS[self.form.step]
        )
        title = Content.assemble(
            _("Set up {subject}{whose}").format(subject=self.SUBJECT, whose=whose),
            (f"  {at}", "not bold"),
        )
        self.query_one("#title", Static).update(title)
        self._show_buttons()
        self.show_directions()

    def _show_buttons(self) -> None:
        """Only the keys that are of use here; the others work all the same."""
        step = self.form.step
        useful = {
            "set-up-new": step == WHO and self.form.profile is not None,
            "set-up-test": step == CREDENTIALS,
            "set-up-page": step == CREDENTIALS,
            "set-up-save": step == WHO,
            "set-up-look": step == PLACE,
            "set-up-unlock": step == PLACE and self._locked,
        }
        for name, shown in useful.items():
            self.query_one(f"#do-{name}").display = shown
        self._label("set-up-next", _("Save") if step == PLACE else _("Next"))
        self._label("set-up-cancel", _("Cancel") if step == WHO else _("Back"))

    def _label(self, action: str, words: str) -> None:
        key = next(each for each in actions_in(Scope.SET_UP) if each.id == action).keys[0]
        button = self.query_one(f"#do-{action}", Button)
        button.label = Content.assemble((key_name(key), "bold"), " ", words)

    def show_directions(self) -> None:
        """Draw them anew, after a choice that they depend on."""
        at = self.form.step
        for line, step in zip(self.query(".step").results(Static), self.directions(), strict=True):
            line.display = step.at == at
            if isinstance(line, CopyLine):
                line.show(step.copied.text if step.copied else "")
            else:
                line.update(step.text)
        self.query_one("#keyring").display = at == PLACE

    @on(CopyLine.Copied)
    def _copied(self, event: CopyLine.Copied) -> None:
        if event.text:
            self.say(_("Copied for {name}: {text}").format(name=event.name, text=event.text))
        else:
            self.say(_("Nothing was copied: the home page on the page before is empty."))

    def say(self, sentence: str | Content, tone: Tone = "plain") -> None:
        """Say something; it stays until the next."""
        line = self.query_one("#message", Static)
        line.update(sentence if isinstance(sentence, Content) else Content(clean(sentence)))
        line.set_classes(f"-{tone} -shown")

    def hush(self) -> None:
        """Nothing more to say."""
        self.query_one("#message", Static).set_classes("")

    def _asked_before(self, question: str) -> bool:
        """Ask before something is lost; the same key pressed again is the answer."""
        if self._agreed == question:
            return True
        self._agreed = question
        self.say(question)
        return False

    @on(Input.Changed)
    @on(RadioSet.Changed)
    def _typed(self) -> None:
        self._agreed = ""
        self._tested = False

    @on(Input.Blurred, "#institution")
    def _open_the_first(self) -> None:
        """An institution has one profile: a second one becomes a change of the first."""
        if self.form.profile is not None:
            return
        first = self._profiles.find_by_institution(self.form.institution)
        if first is None:
            return
        self.form.show_instead(first)
        self._show_whose()
        self.say(
            _(
                "There is a profile for {institution} already, so that one is open now. What "
                "you had typed is still in the fields."
            ).format(institution=first.institution)
        )

    def _show_what_hides(self) -> None:
        try:
            said = self.said_by_environment()
        except OrcidTuiError as fault:
            said = told(fault)
        line = self.query_one("#hidden", Static)
        line.update(Content(clean(said)))
        line.display = bool(said)

    # --- the keyring -------------------------------------------------------------------

    @work(exclusive=True, group="keyring", exit_on_error=False)
    async def look_at_keyring(self) -> None:
        """Say on top what was found, and offer only what is there."""
        report = await asyncio.wrap_future(daemon.start(system_keyring.examine))
        sentence = f"{report.sentence} {_WAYS.get(report.state, '')} {self._about_file()}"
        self._locked = report.state is KeyringState.LOCKED
        self._show_buttons()
        self.query_one("#keyring", Static).update(Content(clean(sentence)))
        self.form.show_keyring(report)

    def _about_file(self) -> str:
        return self.form.place_form.file_sentence

    def action_set_up_unlock(self) -> None:
        """Have the keyring ask for its password on the desktop, and look again."""
        self.app.push_screen(UnlockingScreen(), self._unlocked)

    def _unlocked(self, problem: str | None) -> None:
        if problem:
            self.say(problem, "problem")
        self.action_set_up_look()

    def action_set_up_look(self) -> None:
        """Ask the keyring once more, after it was unlocked."""
        self.query_one("#keyring", Static).update(Content(_LOOKING))
        self.form.place_form.look_at_file()
        self.look_at_keyring()


def _paragraph(step: Step) -> Static:
    if step.copied is not None:
        line = CopyLine(step.copied.name, step.copied.text, step.copied.instead)
        return line.add_class("step")
    return Static(step.text, classes=f"step -in-{step.indent}", markup=False)
