"""The way through a set-up: from field to field and page to page, test, save, and leaving."""

from __future__ import annotations

import asyncio
import contextlib
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Input, RadioButton, RadioSet
from textual.worker import Worker

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.secret_status import rotation_sentence
from orcid_tui.profiles.verdict import record_accepted
from orcid_tui.secrets import command, daemon
from orcid_tui.secrets.secret import Secret
from orcid_tui.ui.actions import Scope, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.screens.directions import told
from orcid_tui.ui.screens.set_up_part import D
from orcid_tui.ui.screens.set_up_view import SetUpView
from orcid_tui.ui.widgets.copy_line import CopyLine
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO

_STAYS: Final = _(
    "What is kept stays where it is. Press {enter} again to save the rest; {escape} goes back."
).format(enter=key_of("set-up-next"), escape=key_of("set-up-cancel"))
_NOTHING_TYPED: Final = _(
    "No secret is entered. If a command of yours gives it, press {enter} again; else paste it."
).format(enter=key_of("set-up-next"))
_ALL_THE_SAME: Final = _("{enter} goes on all the same.").format(enter=key_of("set-up-next"))


class SetUpPage(SetUpView[D]):
    """A part of one profile; dismissed with whether it was saved."""

    # With priority a tab moves on before the next key is read: on a slow line keys come in
    # bunches, and the secret must not land in the field before.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        *bindings_for(Scope.SET_UP),
    ]

    def __init__(
        self, profile_name: str | None = None, why: str = "", *, new: bool = False
    ) -> None:
        """`why`: a sentence about what led here. `new`: an empty form, whatever there is."""
        super().__init__(profile_name, why, new=new)
        self._deed: Worker[None] | None = None
        self.saved: Profile | None = None
        """What was saved, and in `told` a sentence about it."""
        self.told = ""

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
        if isinstance(at, Button) and at.id != "do-set-up-next":  # which leads here, and on
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
            if self._asked_before(
                _("{without} Press {enter} again to save it so.").format(
                    without=without, enter=key_of("set-up-next")
                )
            ):
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
            self.say(
                _("One thing more: where to keep it. {key} saves.").format(
                    key=key_of("set-up-save")
                )
            )
            return
        replaced = self.what_is_replaced(draft, self.form.profile)
        if replaced and not self._asked_before(
            _("{replaced} Press {key} again to do that.").format(
                replaced=replaced, key=key_of("set-up-save")
            )
        ):
            return
        self.say(_("Saving…"))
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
        question = _(
            "Nothing is saved yet. Press {escape} again to leave without saving; {save} saves."
        ).format(escape=key_of("set-up-cancel"), save=key_of("set-up-save"))
        if not self.form.changed or self._asked_before(question):
            self.dismiss(False)

    def action_set_up_new(self) -> None:
        """An empty form for another institution."""
        question = _(
            "Your changes are not saved. Press {new} again to drop them; {save} saves."
        ).format(new=key_of("set-up-new"), save=key_of("set-up-save"))
        if self.form.profile is None or (self.form.changed and not self._asked_before(question)):
            return
        self._open(None)
        self.go_to(WHO)
        self.say(_("A new profile: enter the institution."))

    def action_set_up_page(self) -> None:
        """Open the page; over SSH there is no browser, so the address is said as well."""
        page = self.web_page
        if browser_at_hand():
            self.say(_("Opening {page} in your browser.").format(page=page))
            self.app.open_url(page)
        else:
            self.say(
                _(
                    "There is no browser here. Open this address on your own computer: {page}"
                ).format(page=page)
            )


def _chosen_anew(choices: RadioSet) -> bool:
    """Enter on one that is not chosen yet chooses it, and goes no further."""
    highlighted = choices.query(".-selected").results(RadioButton)
    one = next(iter(highlighted), None)
    if one is None or one.value or one.disabled:
        return False
    choices.action_toggle_button()
    return True
