"""First set-up and later changes: who asks ORCID, and where the secret is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, RadioSet, Static

from orcid_tui.errors import OrcidTuiError
from orcid_tui.profiles import saving
from orcid_tui.profiles.profile import Environment, Profile, SecretPlace
from orcid_tui.profiles.profile_file import Profiles, load_profiles, profiles_path
from orcid_tui.profiles.saving import Draft
from orcid_tui.secrets import daemon, environment, system_keyring
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.screens.set_up_text import developer_tools, saved_sentence, steps, told
from orcid_tui.ui.widgets.profile_form import ProfileForm

_LOOKING: Final = "Looking for the system keyring…"


class SetUpScreen(Screen[bool]):
    """One ORCID profile; dismissed with whether it was saved.

    Opens the named profile, else the default one, else an empty form.
    """

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
    SetUpScreen {
        #title { padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
        #page { height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
        #left, #steps { height: auto; padding: 1 2 0 2; }
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
        &.-narrow #steps { border-top: solid $panel; margin-top: 1; }
    }
    """

    def __init__(self, profile_name: str | None = None) -> None:
        super().__init__()
        self._asked_for = profile_name
        self._profiles = Profiles()
        self._agreed = ""
        """The question that was asked, and that the same key again says yes to."""

    def compose(self) -> ComposeResult:
        """Form and directions side by side if there is room, else one below the other."""
        yield Static(id="title", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            with Vertical(id="left"):
                yield Static(_LOOKING, id="keyring", markup=False)
                yield ProfileForm(id="form")
            with Vertical(id="steps"):
                for step in steps(Environment.PRODUCTION, ""):
                    yield Static(step.text, classes=f"step -in-{step.indent}", markup=False)
        yield Static(id="message", markup=False)
        with Horizontal(id="buttons"):
            for action in actions_in(Scope.SET_UP):
                if action.footer:
                    words = Content.assemble((key_name(action.keys[0]), "bold"), " ", action.label)
                    deed = f"screen.{action.method}"
                    yield Button(words, action=deed, id=f"do-{action.id}", compact=True)

    @property
    def _form(self) -> ProfileForm:
        return self.query_one(ProfileForm)

    def on_mount(self) -> None:
        """Fill the form and begin to look for the keyring."""
        try:
            self._profiles = load_profiles()
        except OrcidTuiError as fault:
            self._say(told(fault), "problem")
        named = self._asked_for
        profile = self._profiles.default if named is None else self._profiles.find(named)
        if named is not None and profile is None:
            self._say(f"There is no profile named “{named}” yet, so this is a new one.")
        self._open(profile)
        self.look_at_keyring()

    def _open(self, profile: Profile | None) -> None:
        self._form.show(profile)
        self._show_whose()

    def _show_whose(self) -> None:
        profile = self._form.profile
        title = f"Set up ORCID: {clean(profile.institution)}" if profile else "Set up ORCID"
        self.query_one("#title", Static).update(Content(title))
        self.query_one("#do-set-up-new").display = profile is not None
        self._show_steps()

    @on(RadioSet.Changed, "#environment")
    def _show_steps(self) -> None:
        shown = steps(self._form.environment, str(profiles_path()))
        for line, step in zip(self.query(".step").results(Static), shown, strict=True):
            line.update(step.text)

    def _say(self, sentence: str, kind: str = "plain") -> None:
        line = self.query_one("#message", Static)
        line.update(Content(clean(sentence)))
        line.set_classes(f"-{kind} -shown")

    def _asked_before(self, question: str) -> bool:
        """Ask before something is lost; the same key pressed again is the answer."""
        if self._agreed == question:
            return True
        self._agreed = question
        self._say(question)
        return False

    @on(Input.Changed)
    def _typed(self) -> None:
        self._agreed = ""

    @on(Input.Blurred, "#institution")
    def _open_the_first(self) -> None:
        """An institution has one ORCID profile: a second one becomes a change of the first."""
        if self._form.profile is not None:
            return
        first = self._profiles.find_by_institution(self._form.draft.institution)
        if first is None:
            return
        self._form.show_instead(first)
        self._show_whose()
        self._say(
            f"There is a profile for {first.institution} already, so that one is open now. "
            "What you had typed is still in the fields."
        )

    # --- the keyring -------------------------------------------------------------------

    @work(exclusive=True, group="keyring", exit_on_error=False)
    async def look_at_keyring(self) -> None:
        """Say on top what was found, and offer only what is there."""
        report = await asyncio.wrap_future(daemon.start(system_keyring.examine))
        sentence = report.sentence
        if not report.ready:
            sentence = f"{sentence} {report.hint} F6 looks again."
        try:
            if environment.take_client_pair() is not None:
                sentence += f" This run asks ORCID with {environment.SOURCE}, not with a profile."
        except OrcidTuiError as fault:
            sentence += f" {told(fault)}"
        self.query_one("#keyring", Static).update(Content(clean(sentence)))
        self._form.show_keyring(report)

    def action_set_up_look(self) -> None:
        """Ask the keyring once more, after it was unlocked."""
        self.query_one("#keyring", Static).update(Content(_LOOKING))
        self.look_at_keyring()

    # --- test, save, leave -------------------------------------------------------------

    def action_set_up_test(self) -> None:
        """Get a token with what is in the fields, and say how that went."""
        self._open_the_first()
        self._say("Asking ORCID for a token…")
        self.test(self._form.draft, self._form.profile)

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def test(self, draft: Draft, existing: Profile | None) -> None:
        """Really ask the token address; nothing is saved by it."""
        from orcid_tui.registry.orcid.pace import POLITE
        from orcid_tui.registry.orcid.token import request_token

        try:
            access = await asyncio.wrap_future(
                daemon.start(lambda: saving.access_for_test(draft, existing))
            )
            # Somebody waits before the screen: one repeat, not three.
            await request_token(access, pace=replace(POLITE, waits=(1,), whole=30))
        except OrcidTuiError as fault:
            self._say(told(fault), "problem")
        else:
            label = access.endpoints.label
            self._say(
                f"{label} accepted the client ID and the secret and gave a token. F2 saves.", "good"
            )

    def action_set_up_save(self) -> None:
        """Keep the secret and the profile; ask first if that replaces something."""
        self._open_the_first()
        draft = self._form.draft
        replaced = _what_is_replaced(draft, self._form.profile)
        if replaced and not self._asked_before(f"{replaced} Press F2 again to do that."):
            return
        self._say("Saving…")
        self.save(draft, self._form.profile, self._form.place)

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def save(self, draft: Draft, existing: Profile | None, place: SecretPlace) -> None:
        """Keep it, and leave; or stay and say why not."""
        try:
            saved = await asyncio.wrap_future(
                daemon.start(lambda: saving.save(draft, existing, place))
            )
        except OrcidTuiError as fault:
            self._say(told(fault), "problem")
        else:
            self.notify(saved_sentence(saved), title="Saved", markup=False)
            self.dismiss(True)

    def action_set_up_cancel(self) -> None:
        """Leave without saving; what was typed is not thrown away by one key."""
        question = "Nothing is saved yet. Press Esc again to leave without saving; F2 saves."
        if not self._form.changed or self._asked_before(question):
            self.dismiss(False)

    def action_set_up_new(self) -> None:
        """An empty form for another institution."""
        question = "Your changes are not saved. Press F4 again to drop them; F2 saves."
        if self._form.profile is None or (self._form.changed and not self._asked_before(question)):
            return
        self._open(None)
        self._say("A new profile: enter the institution.")
        self._form.query_one("#institution").focus()

    def action_set_up_page(self) -> None:
        """Open ORCID's page; over SSH there is no browser, so the address is said as well."""
        page = developer_tools(self._form.environment)
        if browser_at_hand():
            self._say(f"Opening {page} in your browser.")
            self.app.open_url(page)
        else:
            self._say(f"There is no browser here. Open this address on your own computer: {page}")


def _what_is_replaced(draft: Draft, existing: Profile | None) -> str:
    if existing is None or not existing.client_id:
        return ""
    if not draft.client_id:
        return f"This removes the client ID {existing.client_id} and its secret."
    if draft.client_id != existing.client_id:
        return f"This replaces the client ID {existing.client_id} and its secret."
    return "This replaces the secret that is kept." if draft.secret else ""
