"""What the set-up screens share: the keyring looked for, the form, test, save, and leaving."""

from __future__ import annotations

import asyncio
import contextlib
from typing import ClassVar, Final, Generic, Literal, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, RadioButton, RadioSet, Static
from textual.worker import Worker

from orcid_tui.errors import OrcidTuiError
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import Profiles, load_profiles
from orcid_tui.profiles.secret_status import rotation_sentence
from orcid_tui.profiles.verdict import record_accepted
from orcid_tui.secrets import command, daemon, system_keyring
from orcid_tui.secrets.keyring_state import KeyringState
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.screens.directions import Step, told
from orcid_tui.ui.screens.unlocking import UnlockingScreen
from orcid_tui.ui.widgets.copy_line import CopyLine
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO, SetUpForm

_LOOKING: Final = "Looking for the system keyring…"
_STAYS: Final = "What is kept stays where it is. Press Enter again to save the rest; Esc goes back."
_NOTHING_TYPED: Final = (
    "No secret is entered. If a command of yours gives it, press Enter again; else paste it."
)
_OTHER_PLACE: Final = "Choose one of the other places."
_WAYS: Final = {
    KeyringState.NONE: _OTHER_PLACE,
    KeyringState.UNSAFE: _OTHER_PLACE,
    KeyringState.BROKEN: _OTHER_PLACE,
    KeyringState.LOCKED: (
        "F7 unlocks it: that may open a window on the desktop, not in this terminal. Or keep "
        "the secret for this session only."
    ),
    KeyringState.NO_COLLECTION: (
        "Make one with the keyring's own program on the desktop, then F6 looks again."
    ),
    KeyringState.SILENT: (
        "A window on the desktop may be waiting for an answer. F6 looks again; or keep the secret "
        "for this session only."
    ),
}
_ALL_THE_SAME: Final = "Enter goes on all the same."


Tone = Literal["plain", "good", "problem"]

D = TypeVar("D")
"""What is typed: a draft of the part that is set up."""


class SetUpPage(Screen[bool], Generic[D]):
    """A part of one profile; dismissed with whether it was saved.

    Opens the named profile, else the default one, else an empty form. Which part it is, a
    subclass says with everything that raises NotImplementedError here.
    """

    SUBJECT: ClassVar[str]
    """What is set up, in the title."""
    KIND: ClassVar[SecretKind]
    """For whose secret the keyring is looked for."""
    STEPS: ClassVar[dict[int, str]]
    """What each step is about, for the title."""
    LABELS: ClassVar[dict[str, str]] = {}
    """Words on buttons that are not those of the action."""
    TESTING: ClassVar[str]
    """What is said while the test runs."""

    AUTO_FOCUS = "#institution"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  Textual's own form

    # With priority a tab moves on before the next key is read: on a slow line keys come in
    # bunches, and the secret must not land in the field before.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        *bindings_for(Scope.SET_UP),
    ]

    DEFAULT_CSS = """
    SetUpPage {
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
        self._deed: Worker[None] | None = None
        self.saved: Profile | None = None
        """What was saved, and in `told` a sentence about it."""
        self.told = ""
        self._agreed = ""
        """The question that was asked, and that the same key again says yes to."""

    # --- what a subclass says ----------------------------------------------------------

    def new_form(self) -> SetUpForm:
        """The fields."""
        raise NotImplementedError

    def directions(self) -> list[Step]:
        """How to get what belongs into the fields; always as many paragraphs."""
        raise NotImplementedError

    @property
    def form(self) -> SetUpForm:
        """The fields, mounted."""
        raise NotImplementedError

    @property
    def draft(self) -> D:
        """What is in the fields now."""
        raise NotImplementedError

    def missing(self, draft: D) -> str:
        """What the first step still needs, as a sentence; empty when it is all there."""
        raise NotImplementedError

    def without(self, draft: D) -> str:
        """A sentence when nothing secret belongs to this draft; empty when something does."""
        raise NotImplementedError

    def said_by_environment(self) -> str:
        """A sentence if this run does not ask with a profile. Raises ConfigurationError."""
        raise NotImplementedError

    async def try_out(self, draft: D, existing: Profile | None) -> tuple[str | Content, Tone]:
        """Really ask with this draft: what to say, and how it is meant.

        Raises OrcidTuiError; nothing is saved.
        """
        raise NotImplementedError

    def keep(self, draft: D, existing: Profile | None, to: KeptSecret) -> Profile:
        """Save it. Raises OrcidTuiError."""
        raise NotImplementedError

    def with_secret(self, draft: D, secret: Secret) -> D:
        """The draft with a secret that a command gave in place of the fields."""
        raise NotImplementedError

    def what_is_replaced(self, draft: D, existing: Profile | None) -> str:
        """A sentence about what a save would take away; empty when it takes nothing."""
        raise NotImplementedError

    def told_of(self, saved: Profile) -> str:
        """What was saved, and where its secrets are now."""
        raise NotImplementedError

    @property
    def web_page(self) -> str:
        """Where secrets are made."""
        raise NotImplementedError

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
            self.say(f"There is no profile named “{named}” yet, so this is a new one.")
        self._open(profile)
        self._show_what_hides()
        self.look_at_keyring()

    def _open(self, profile: Profile | None) -> None:
        self.form.show(profile)
        self._show_whose()

    def _show_whose(self) -> None:
        profile = self.form.profile
        whose = f": {clean(profile.institution)}" if profile else ""
        at = f"{self.form.step} of {PLACE}, {self.STEPS[self.form.step]}"
        title = Content.assemble(f"Set up {self.SUBJECT}{whose}", (f"  {at}", "not bold"))
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
        self._label("set-up-next", "Save" if step == PLACE else "Next")
        self._label("set-up-cancel", "Cancel" if step == WHO else "Back")

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
            self.say(f"Copied for {event.name}: {event.text}")
        else:
            self.say("Nothing was copied: the home page on the page before is empty.")

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
            f"There is a profile for {first.institution} already, so that one is open now. "
            "What you had typed is still in the fields."
        )

    def _show_what_hides(self) -> None:
        try:
            said = self.said_by_environment()
        except OrcidTuiError as fault:
            said = told(fault)
        line = self.query_one("#hidden", Static)
        line.update(Content(clean(said)))
        line.display = bool(said)

    # --- step by step --------------------------------------------------------------------

    def go_to(self, step: int) -> None:
        """Show a step, with the cursor in its first field."""
        self._agreed = ""
        self.form.show_step(step)
        if fields := self.form.fields:
            self.set_focus(fields[0])
        self._show_whose()
        self.query_one("#page").scroll_home(animate=False)

    def action_set_up_next(self) -> None:
        """Enter: the next field, behind the last one the next step, and at the end save.

        It acts before the next key is read, so that keys in one bunch go to their own fields.
        """
        at = self.focused
        if isinstance(at, Button):
            at.press()
            return
        if isinstance(at, CopyLine):
            at.action_copy()
            return
        if isinstance(at, RadioSet) and _chosen_anew(at):
            return
        fields = self.form.fields
        behind = fields[fields.index(at) + 1 :] if at in fields else []
        if behind:
            self.set_focus(behind[0])
            return
        step = self.form.step
        if step == WHO:
            self.hush()
            self.go_to(CREDENTIALS)
        self.run_worker(self._go_on(step), group="next", exclusive=True)

    async def _go_on(self, step: int) -> None:
        """Behind the last field of a step, as soon as all that was typed has arrived in it."""
        for field in self.form.query(Input):
            arrived = asyncio.Event()
            field.call_later(arrived.set)
            await arrived.wait()
        if self._deed is not None and not self._deed.is_finished:
            return
        self._open_the_first()
        draft = self.draft
        if lacking := self.missing(draft):
            self.go_to(WHO)
            self.say(lacking, "problem")
        elif step == PLACE:
            self.action_set_up_save()
        elif step == CREDENTIALS:
            self._behind_credentials(draft)

    def _behind_credentials(self, draft: D) -> None:
        if without := self.without(draft):
            if self._asked_before(f"{without} Press Enter again to save it so."):
                self.action_set_up_save()
        elif self.form.has_new_secret:
            if self._tested or self._agreed == _ALL_THE_SAME:
                self.hush()
                self.go_to(PLACE)
            else:
                self.action_set_up_test(then_on=True)
        elif self._keeps_one:
            if self._asked_before(_STAYS):
                self.action_set_up_save()
        elif self._asked_before(_NOTHING_TYPED):
            self.hush()
            self.go_to(PLACE)

    @property
    def _keeps_one(self) -> bool:
        profile = self.form.profile
        return profile is not None and profile.kept(self.KIND).place is not SecretPlace.NONE

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

    # --- test, save, leave -------------------------------------------------------------

    def action_set_up_test(self, then_on: bool = False) -> None:
        """Really ask with what is in the fields, and say how that went."""
        self._open_the_first()
        self.say(self.TESTING)
        self._deed = self.test(self.draft, self.form.profile, then_on=then_on)

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def test(self, draft: D, existing: Profile | None, *, then_on: bool) -> None:
        """Nothing is saved by it. With `then_on` a good answer leads to the next step."""
        try:
            sentence, tone = await self.try_out(draft, existing)
        except OrcidTuiError as fault:
            sentence, tone = told(fault), "problem"
        if then_on and tone != "problem":
            self.go_to(PLACE)
        self._tested = tone != "problem"
        if then_on and tone == "problem":
            self._agreed = _ALL_THE_SAME
            sentence = Content.assemble(sentence, " ", _ALL_THE_SAME)
        self.say(sentence, tone)

    def action_set_up_save(self) -> None:
        """Keep secrets and profile; ask first if that replaces something."""
        self._open_the_first()
        draft = self.draft
        if lacking := self.missing(draft):
            self.go_to(WHO)
            self.say(lacking, "problem")
            return
        if self.form.has_new_secret and self.form.step != PLACE and self.form.place_form.lacks:
            self.go_to(PLACE)
            self.say("One thing more: where to keep it. F2 saves.")
            return
        replaced = self.what_is_replaced(draft, self.form.profile)
        if replaced and not self._asked_before(f"{replaced} Press F2 again to do that."):
            return
        self.say("Saving…")
        self._deed = self.save(draft, self.form.profile, new=self.form.has_new_secret)

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def save(self, draft: D, existing: Profile | None, *, new: bool) -> None:
        """Keep it, and leave; or stay and say why not."""
        place = self.form.place_form
        try:
            to = KeptSecret(place.place)
            if new or (place.place is SecretPlace.COMMAND and not self._keeps_one):
                await place.make_ready()
                to = place.kept
            if to.place is SecretPlace.COMMAND and not new:
                draft = self.with_secret(draft, await self._given_by_command(to))
                sentence, tone = await self.try_out(draft, existing)
                if tone == "problem":
                    self.say(sentence, tone)
                    return
                self._tested = new = True
            saved = await asyncio.wrap_future(daemon.start(lambda: self.keep(draft, existing, to)))
            if new and self._tested:
                self._record_verdict(saved)
        except OrcidTuiError as fault:
            self.say(told(fault), "problem")
            return
        self.saved = saved
        self.told = self.told_of(saved)
        if new and existing is not None and existing.kept(self.KIND).place is not SecretPlace.NONE:
            self.told = f"{self.told} {rotation_sentence(self.KIND)}"
        self.dismiss(True)

    async def _given_by_command(self, to: KeptSecret) -> Secret:
        """What the command gives, tried now. Raises CommandFailed."""
        if to.terminal:
            with self.app.suspend():
                return command.read(to, self.KIND, at_terminal=True)
        return await asyncio.wrap_future(daemon.start(lambda: command.read(to, self.KIND)))

    def _record_verdict(self, saved: Profile) -> None:
        """That the service accepted it; a test that could not be recorded is no failure."""
        with contextlib.suppress(OrcidTuiError):
            record_accepted(saved, self.KIND)

    def action_set_up_cancel(self) -> None:
        """One step back; from the first one leave, but not with one key what was typed."""
        if self.form.step > WHO:
            self.hush()
            self.go_to(self.form.step - 1)
            return
        question = "Nothing is saved yet. Press Esc again to leave without saving; F2 saves."
        if not self.form.changed or self._asked_before(question):
            self.dismiss(False)

    def action_set_up_new(self) -> None:
        """An empty form for another institution."""
        question = "Your changes are not saved. Press F4 again to drop them; F2 saves."
        if self.form.profile is None or (self.form.changed and not self._asked_before(question)):
            return
        self._open(None)
        self.go_to(WHO)
        self.say("A new profile: enter the institution.")

    def action_set_up_page(self) -> None:
        """Open the page; over SSH there is no browser, so the address is said as well."""
        page = self.web_page
        if browser_at_hand():
            self.say(f"Opening {page} in your browser.")
            self.app.open_url(page)
        else:
            self.say(f"There is no browser here. Open this address on your own computer: {page}")


def _paragraph(step: Step) -> Static:
    if step.copied is not None:
        line = CopyLine(step.copied.name, step.copied.text, step.copied.instead)
        return line.add_class("step")
    return Static(step.text, classes=f"step -in-{step.indent}", markup=False)


def _chosen_anew(choices: RadioSet) -> bool:
    """Enter on one that is not chosen yet chooses it, and goes no further."""
    highlighted = choices.query(".-selected").results(RadioButton)
    one = next(iter(highlighted), None)
    if one is None or one.value or one.disabled:
        return False
    choices.action_toggle_button()
    return True
