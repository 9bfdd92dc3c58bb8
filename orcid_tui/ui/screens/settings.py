"""What a library settles once: where iDs go, which fields get one, and how Alma is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Checkbox, Input, Label, RadioSet, Static

from orcid_tui.errors import ConfigurationError
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.language import _
from orcid_tui.settings.settings import Settings
from orcid_tui.settings.settings_file import load_settings, save_settings, settings_path
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.screens.settings_text import (
    HOW_LONG,
    ON_DEMAND,
    TAGS,
    UNIMARC,
    WRITINGS,
    example,
)
from orcid_tui.ui.widgets.alma_settings_form import AlmaSettingsForm
from orcid_tui.ui.widgets.choice import Choice
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.tick import Tick

_WRITINGS = tuple(Writing)


class SettingsScreen(Screen[bool]):
    """The settings of the settings file; dismissed with whether they were saved."""

    AUTO_FOCUS = "#writing"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SETTINGS)
    DEFAULT_CSS = """
    SettingsScreen {
        #title { padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
        #page { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        .head { text-style: bold; margin-top: 1; }
        .hint { color: $text-muted; height: auto; }
        RadioSet { height: auto; width: 100%; background: transparent; border: none; padding: 0; }
        RadioSet:focus { border: none; }
        RadioSet > Choice { height: auto; }
        RadioSet > Choice > .toggle--button { color: $foreground; }
        RadioSet > Choice.-on > .toggle--button { color: $text-success; }
        #unimarc-row { height: 1; }
        #unimarc-row Label { width: auto; padding-right: 1; }
        #unimarc { width: 6; background: $panel; }
        #message { height: auto; max-height: 5; padding: 0 2; display: none; }
        #message.-shown { display: block; }
        #message.-problem { color: $text-error; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._loaded: object = None
        self._asked = False

    def compose(self) -> ComposeResult:
        """Four groups, each with what it means."""
        yield Static(_("Settings"), id="title", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(HOW_LONG, classes="hint", markup=False)
            yield Static(_("Where the iD goes in MARC 21"), classes="head", markup=False)
            with RadioSet(id="writing"):
                for writing in _WRITINGS:
                    yield Choice(WRITINGS[writing])
            yield Static("", id="example", classes="hint", markup=False)
            yield Static(_("Which fields get an iD"), classes="head", markup=False)
            for tag, words in TAGS.items():
                yield Tick(f"{tag}  {words}", id=f"tag-{tag}")
            yield Static(ON_DEMAND, classes="hint", markup=False)
            yield Static("UNIMARC", classes="head", markup=False)
            yield Static(UNIMARC, classes="hint", markup=False)
            with Horizontal(id="unimarc-row"):
                yield Label(_("Subfield $"), markup=False)
                field = Input(id="unimarc", compact=True, max_length=1)
                field.cursor_blink = False
                yield field
            yield Static(_("Alma"), classes="head", markup=False)
            yield AlmaSettingsForm()
        yield Static(id="message", markup=False)
        yield KeyLine(actions_in(Scope.SETTINGS))

    def on_mount(self) -> None:
        """Show what is settled."""
        try:
            self._settings = load_settings()
        except ConfigurationError as fault:
            self._say(str(fault), problem=True)
        if self._settings.unknown:
            keys = ", ".join(self._settings.unknown)
            self._say(
                _("{name} also has {keys}: this version does not use that.").format(
                    name=settings_path().name, keys=keys
                )
            )
        self._show(self._settings.practice)
        self.query_one(AlmaSettingsForm).show(self._settings.alma)
        self._loaded = self._typed
        self._changed()

    @property
    def _typed(self) -> object:
        """All that is chosen and typed, for comparing."""
        return self.practice, self.query_one(AlmaSettingsForm).typed

    @property
    def practice(self) -> Practice:
        """What is chosen now."""
        # A choice that was set by the program is not yet "pressed" when it shows already.
        buttons = self.query_one("#writing", RadioSet).query(Choice)
        chosen = [button.value for button in buttons]
        return Practice(
            tuple(tag for tag in TAGS if self.query_one(f"#tag-{tag}", Tick).value),
            _WRITINGS[chosen.index(True) if True in chosen else 0],
            self.query_one("#unimarc", Input).value.strip(),
        )

    def _show(self, practice: Practice) -> None:
        buttons = list(self.query_one("#writing", RadioSet).query(Choice))
        buttons[_WRITINGS.index(practice.writing)].value = True
        for tag in TAGS:
            self.query_one(f"#tag-{tag}", Tick).value = tag in practice.tags
        self.query_one("#unimarc", Input).value = practice.unimarc_subfield

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        line = self.query_one("#message", Static)
        line.update(Content(clean(sentence)))
        line.set_classes("-shown -problem" if problem else "-shown")

    @on(RadioSet.Changed)
    @on(Checkbox.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self._asked = False
        self.query_one("#example", Static).update(Content(example(self.practice)))

    def action_settings_save(self) -> None:
        """Keep them, and leave; or stay and say why not."""
        try:
            alma = self.query_one(AlmaSettingsForm).settings
            save_settings(replace(self._settings, practice=self.practice, alma=alma))
        except ConfigurationError as fault:
            self._say(str(fault), problem=True)
        else:
            self.dismiss(True)

    def action_settings_leave(self) -> None:
        """Leave without saving; the same key again drops what was changed."""
        if self._typed != self._loaded and not self._asked:
            self._asked = True
            self._say(
                _(
                    "Nothing is saved yet. Press {escape} again to leave without saving; "
                    "{save} saves."
                ).format(escape=key_of("settings-leave"), save=key_of("settings-save"))
            )
            return
        self.dismiss(False)
