"""All profiles: how the secrets of each are found, and everything that can be done about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from orcid_tui.errors import FileLocked, OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.moving import (
    LeftBehind,
    after_forgetting,
    delete_profile,
    forget_secret,
    move_secret,
)
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import Profiles, load_profiles, use_profile
from orcid_tui.profiles.secret_status import SecretState, SecretStatus, secret_status
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.profiles.site import SITE_SENTENCE
from orcid_tui.secrets import command, daemon
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, keys_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.profiles import (
    NEW_PROFILE,
    concerns,
    profile_line,
    secret_lines,
    where_asked,
)
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.screens.new_place import NewPlaceScreen
from orcid_tui.ui.screens.passphrase import file_opened
from orcid_tui.ui.screens.typing_secret import TypingScreen
from orcid_tui.ui.screens.unlocking import UnlockingScreen
from orcid_tui.ui.widgets.lines import KeyLine

_TYPED_INSTEAD = frozenset(SecretState) - {SecretState.READY, SecretState.SESSION}


def any_profile() -> bool:
    """Whether there is a profile at all, or a file of them that has to be looked at."""
    try:
        return bool(load_profiles().items)
    except OrcidTuiError:
        return False


class ProfilesScreen(Screen[str | None]):
    """A list of profiles above, the state of the highlighted one's secrets below.

    Dismissed with the name of the profile to work with, or None when nothing was chosen.
    """

    AUTO_FOCUS = "#profiles"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Scope.PROFILES),
        Binding("j", "app.simulate_key('down')", show=False),
        Binding("k", "app.simulate_key('up')", show=False),
    ]
    DEFAULT_CSS = """
    ProfilesScreen {
        #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        #profiles { height: auto; max-height: 8; border: none; background: transparent; }
        #states { height: 1fr; padding: 0 2; border-top: solid $panel; }
        #states Static { height: auto; margin-bottom: 1; }
        #message { height: auto; max-height: 6; padding: 0 2; display: none; }
        #message.-shown { display: block; }
        #message.-problem { color: $text-error; }
        #message.-good { color: $text-success; }
    }
    """

    def __init__(
        self, set_up: Callable[[str | None, SecretKind], None], in_use: str | None = None
    ) -> None:
        """`set_up` opens the set-up of a profile (None: of a new one); `in_use`: its name."""
        super().__init__()
        self._set_up = set_up
        self._in_use = in_use
        self._profiles = Profiles()
        self._states: dict[SecretKind, SecretStatus] = {}

    def compose(self) -> ComposeResult:
        """Profiles, states, message, keys."""
        yield Static(_("Profiles"), id="title", markup=False)
        yield OptionList(id="profiles", markup=False)
        with VerticalScroll(id="states", can_focus=False), Vertical():
            yield Static(id="where", markup=False)
            for kind in SecretKind:
                yield Static(id=f"state-{kind.value}", markup=False)
        yield Static(id="message", markup=False)
        yield KeyLine(actions_in(Scope.PROFILES))

    def on_mount(self) -> None:
        """Read the file."""
        self._load(self._in_use)

    def on_screen_resume(self) -> None:
        """Back from a set-up, in which everything may have changed."""
        self._load(self.current.name if self.current else self._in_use)

    def came_back(self, saved: Profile | None, told: str) -> None:
        """From a set-up in which something was saved."""
        if saved is not None:
            self._in_use = None
            self._load(saved.name)
        self.say(told, "good")

    @property
    def current(self) -> Profile | None:
        """The highlighted profile."""
        index = self.query_one(OptionList).highlighted
        items = self._profiles.items
        return items[index] if index is not None and index < len(items) else None

    def _load(self, name: str | None) -> None:
        try:
            self._profiles = load_profiles()
        except OrcidTuiError as fault:
            self.say(str(fault), "problem")
            return
        default = self._profiles.default
        used = self._in_use or (default.name if default else "")
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(profile_line(one, used)) for one in self._profiles.items])
        names = [one.name for one in self._profiles.items]
        if names:
            wanted = name if name in names else used
            listed.highlighted = names.index(wanted) if wanted in names else 0
        self._look()

    # --- what is shown -----------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._look()

    def _look(self) -> None:
        profile = self.current
        if profile is None:
            return
        self.query_one("#where", Static).update(Content(where_asked(profile)))
        self.look(profile)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self, profile: Profile) -> None:
        """Find out how each secret is found; nothing is unlocked or run by it."""
        for kind in SecretKind:
            status = await asyncio.wrap_future(
                daemon.start(lambda kind=kind: secret_status(profile, kind))  # type: ignore[misc]
            )
            self._states[kind] = status
            line = self.query_one(f"#state-{kind.value}", Static)
            line.display = concerns(profile, status)
            line.update(secret_lines(status, own=not profile.site))

    def say(self, sentence: str, tone: str = "plain") -> None:
        """Say something; it stays until the next."""
        line = self.query_one("#message", Static)
        line.update(Content(clean(sentence)))
        line.set_classes(f"-shown -{tone}")

    # --- profiles ----------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_use_profile()

    def action_use_profile(self) -> None:
        """Work with the highlighted one from now on."""
        profile = self.current
        if profile is None:
            return
        if not profile.site:
            try:
                use_profile(profile.name)
            except OrcidTuiError as fault:
                self.say(str(fault), "problem")
                return
        self.dismiss(profile.name)

    def action_leave_profiles(self) -> None:
        """Back, without choosing."""
        self.dismiss(None)

    def action_edit_orcid(self) -> None:
        """Its ORCID part: change it, or put in another secret."""
        self._edit(SecretKind.ORCID)

    def action_edit_alma(self) -> None:
        """Its Alma part."""
        self._edit(SecretKind.ALMA)

    def _edit(self, kind: SecretKind) -> None:
        profile = self.current
        if profile is None:
            self._set_up(None, kind)
        elif profile.site:
            self.say(
                _("{sentence} {key}: use your own.").format(
                    sentence=SITE_SENTENCE, key=keys_of(NEW_PROFILE)
                )
            )
        else:
            self._set_up(profile.name, kind)

    def action_new_profile(self) -> None:
        """One for another institution, or your own in place of the administrator's."""
        self._set_up("", SecretKind.ORCID)

    def action_delete_profile(self) -> None:
        """Delete it with its secrets; asks first."""
        profile = self.current
        if profile is None:
            return
        if profile.site:
            self.say(_("Set up by your administrator; it cannot be deleted here."))
            return

        def answered(key: str | None) -> None:
            if key == "d":
                self._delete(profile)

        self.app.push_screen(
            AskScreen(
                _("Delete the profile of {institution}?").format(
                    institution=clean(profile.institution)
                ),
                _(
                    "The profile goes, and its secrets out of the places where they are "
                    "kept. Copies in backups remain. Records are not touched."
                ),
                (Answer("d", _("delete it")),),
            ),
            answered,
        )

    def _delete(self, profile: Profile) -> None:
        def delete() -> str:
            remains = delete_profile(profile.name)
            return " ".join(
                [
                    _("The profile of {institution} is deleted.").format(
                        institution=clean(profile.institution)
                    ),
                    *remains,
                ]
            )

        self.do(delete)

    # --- secrets -----------------------------------------------------------------------

    def action_look_again(self) -> None:
        """Look again, after something was unlocked or corrected; commands are run anew."""
        command.forget_read()
        self.say(_("Looking again."))
        self._load(self.current.name if self.current else None)

    def action_open_secrets(self) -> None:
        """Unlock the keyring, or open the encrypted file, whichever is shut."""
        states = {status.state for status in self._states.values()}
        if SecretState.FILE_LOCKED in states:
            self.run_worker(self._open_file(), group="deed", exclusive=True)
        elif SecretState.LOCKED in states:
            self.app.push_screen(UnlockingScreen(), lambda problem: self.say(problem or "Open."))
        else:
            self.say(_("Nothing is locked here."))

    async def _open_file(self) -> None:
        if await file_opened(self.app, without=False):
            self.say(_("The encrypted file is open until the program ends."), "good")

    def action_type_secret(self) -> None:
        """Enter a secret for this session only; what is kept stays as it is."""
        self._with_kind(_("Type which one?"), self._type, lambda status: not status.site)

    def _type(self, profile: Profile, kind: SecretKind) -> None:
        def typed(secret: Secret | None) -> None:
            if secret is not None:
                keep_for_session(profile.name, secret, kind)
                self.say(
                    _("The {secret} is kept for this session only.").format(secret=kind.full_words),
                    "good",
                )
                self._look()

        self.app.push_screen(TypingScreen(kind), typed)

    def action_move_secret(self) -> None:
        """Keep a secret in another place from now on."""
        self._with_kind(_("Move which one?"), self._move, _is_kept(self))

    def _move(self, profile: Profile, kind: SecretKind) -> None:
        def chosen(to: KeptSecret | None) -> None:
            if to is not None:
                self.do(lambda: _moved(profile, kind, to))

        self.app.push_screen(NewPlaceScreen(profile, kind), chosen)

    def action_forget_secret(self) -> None:
        """Delete a secret from its place; asks first."""
        self._with_kind(_("Forget which one?"), self._forget, _is_kept(self))

    def _forget(self, profile: Profile, kind: SecretKind) -> None:
        kept = profile.kept(kind)
        ask = AskScreen(
            _("Forget the {secret}?").format(secret=kind.full_words),
            _("It is deleted here and not at {service}. {advice}").format(
                service=kind.service, advice=after_forgetting(kept, kind)
            ),
            (Answer("f", _("forget it")),),
        )

        def forget() -> str:
            forget_secret(profile, kind)
            said = _("The {secret} is forgotten.").format(secret=kind.full_words)
            return f"{said} {after_forgetting(kept, kind)}"

        def answered(key: str | None) -> None:
            if key == "f":
                self.do(forget)

        self.app.push_screen(ask, answered)

    def _with_kind(
        self,
        question: str,
        then: Callable[[Profile, SecretKind], None],
        possible: Callable[[SecretStatus], bool],
    ) -> None:
        profile = self.current
        if profile is None:
            return
        if profile.site:
            self.say(
                _("{sentence} {key}: use your own.").format(
                    sentence=SITE_SENTENCE, key=keys_of(NEW_PROFILE)
                )
            )
            return
        kinds = [
            kind
            for kind, status in self._states.items()
            if possible(status) and concerns(profile, status)
        ]
        if not kinds:
            self.say(_("There is none here."))
        elif len(kinds) == 1:
            then(profile, kinds[0])
        else:

            def answered(key: str | None) -> None:
                if key:
                    then(profile, kinds[int(key) - 1])

            answers = tuple(Answer(str(n), kind.full_words) for n, kind in enumerate(kinds, 1))
            self.app.push_screen(
                AskScreen(question, "", answers),
                answered,
            )

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def do(self, deed: Callable[[], str]) -> None:
        """Do it where nobody waits for it, ask for a passphrase if need be, and say how it went."""
        name = self.current.name if self.current else None
        try:
            try:
                said = await asyncio.wrap_future(daemon.start(deed))
            except FileLocked:
                if not await file_opened(self.app, without=False):
                    return
                said = await asyncio.wrap_future(daemon.start(deed))
        except OrcidTuiError as fault:
            self._load(name)
            self.say(str(fault), "problem")
        else:
            self._load(name)
            self.say(said, "good")


def _moved(profile: Profile, kind: SecretKind, to: KeptSecret) -> str:
    from orcid_tui.profiles.kept_secret import keeper_words

    try:
        recorded = move_secret(profile, kind, to)
    except LeftBehind as left:
        return str(left)
    return _("The {secret} is now kept in {place}.").format(
        secret=kind.full_words, place=keeper_words(recorded.kept(kind))
    )


def _is_kept(screen: ProfilesScreen) -> Callable[[SecretStatus], bool]:
    def kept(status: SecretStatus) -> bool:
        profile = screen.current
        return profile is not None and profile.kept(status.kind).place is not SecretPlace.NONE

    return kept
