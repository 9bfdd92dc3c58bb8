"""Everything that can be done about profiles and their secrets, in the list of them."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widgets import OptionList

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.moving import (
    LeftBehind,
    after_forgetting,
    delete_profile,
    forget_secret,
    move_secret,
)
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import use_profile
from orcid_tui.profiles.secret_status import SecretState, SecretStatus
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.profiles.site import SITE_SENTENCE
from orcid_tui.secrets import command
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean
from orcid_tui.ui.actions import keys_of
from orcid_tui.ui.render.profiles import NEW_PROFILE, concerns
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.screens.new_place import NewPlaceScreen
from orcid_tui.ui.screens.passphrase import file_opened
from orcid_tui.ui.screens.profiles_view import ProfilesView
from orcid_tui.ui.screens.typing_secret import TypingScreen
from orcid_tui.ui.screens.unlocking import UnlockingScreen


class ProfilesScreen(ProfilesView):
    """The list with its keys. A deed is done where nobody waits for it, and tells how it went."""

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
