"""The registry of actions: complete, without clashes, and free of Textual."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from orcid_tui.ui.actions import ACTIONS, Action, Scope, actions_in, key_table, keys_of
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.screens.beside import BesideScreen
from orcid_tui.ui.screens.by_hand import ByHandScreen
from orcid_tui.ui.screens.conflict import ConflictScreen
from orcid_tui.ui.screens.figures import FiguresScreen
from orcid_tui.ui.screens.filtering import FilterScreen
from orcid_tui.ui.screens.meanwhile import MeanwhileScreen
from orcid_tui.ui.screens.note import NoteScreen
from orcid_tui.ui.screens.person import PersonScreen
from orcid_tui.ui.screens.profiles import ProfilesScreen
from orcid_tui.ui.screens.recommended import RecommendedScreen
from orcid_tui.ui.screens.record import RecordScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.refused import RefusedScreen
from orcid_tui.ui.screens.same_name import SameNameScreen
from orcid_tui.ui.screens.save import SaveScreen
from orcid_tui.ui.screens.saved import SavedScreen
from orcid_tui.ui.screens.saving import SavingScreen
from orcid_tui.ui.screens.set_up import SetUpScreen
from orcid_tui.ui.screens.sets import SetsScreen
from orcid_tui.ui.screens.settings import SettingsScreen
from orcid_tui.ui.screens.start import StartScreen
from orcid_tui.ui.screens.tidy import TidyScreen
from orcid_tui.ui.screens.undo_save import UndoSaveScreen
from orcid_tui.ui.widgets.block_pane import BlockPane
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.filter_bar import FilterBar
from orcid_tui.ui.widgets.virtual_list import VirtualList

_HOMES: dict[Scope, tuple[type, ...]] = {
    Scope.EVERYWHERE: (OrcidTuiApp,),
    Scope.LISTS: (VirtualList, DetailPane, BlockPane),
    Scope.REFINE: (RefineScreen,),
    Scope.RECORD: (RecordScreen,),
    Scope.PERSON: (PersonScreen,),
    Scope.BESIDE: (BesideScreen,),
    Scope.FILTER: (FilterBar,),
    Scope.WORKLIST: (FilterScreen,),
    Scope.BY_HAND: (ByHandScreen,),
    Scope.CONFLICT: (ConflictScreen,),
    Scope.TICKING: (TidyScreen, SameNameScreen, RecommendedScreen),
    Scope.TIDY: (TidyScreen,),
    Scope.SAME_NAME: (SameNameScreen,),
    Scope.RECOMMENDED: (RecommendedScreen,),
    Scope.REFUSED: (RefusedScreen,),
    Scope.NOTE: (NoteScreen,),
    Scope.SAVE: (SaveScreen,),
    Scope.SAVING: (SavingScreen,),
    Scope.SAVED: (SavedScreen,),
    Scope.MEANWHILE: (MeanwhileScreen,),
    Scope.SAVES: (UndoSaveScreen,),
    Scope.START: (StartScreen,),
    Scope.SET_UP: (SetUpScreen,),
    Scope.SETTINGS: (SettingsScreen,),
    Scope.SETS: (SetsScreen,),
    Scope.PROFILES: (ProfilesScreen,),
    Scope.FIGURES: (FiguresScreen,),
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_method_where_it_is_at_home(action: Action) -> None:
    for home in _HOMES[action.scope]:
        assert callable(getattr(home, f"action_{action.method}", None)), home


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_says_what_it_does(action: Action) -> None:
    assert action.label
    assert action.help.endswith(".")
    assert action.help[0].isupper()


def test_ids_are_unique() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1
    ids = [binding.id for binding in bindings_for(*Scope) if not isinstance(binding, tuple)]
    assert all(ids)
    assert max(Counter(ids).values()) == 1


@pytest.mark.parametrize(
    "together",
    [
        (Scope.REFINE, Scope.LISTS, Scope.EVERYWHERE),
        (Scope.SAVE, Scope.LISTS),
        (Scope.SAVING,),
        (Scope.SAVED, Scope.LISTS),
        (Scope.MEANWHILE, Scope.LISTS),
        (Scope.SAVES, Scope.LISTS),
        (Scope.CONFLICT, Scope.LISTS),
        (Scope.RECORD, Scope.LISTS),
        (Scope.PERSON, Scope.LISTS),
        (Scope.BESIDE, Scope.LISTS),
        (Scope.TICKING, Scope.TIDY, Scope.LISTS),
        (Scope.TICKING, Scope.SAME_NAME, Scope.LISTS),
        (Scope.TICKING, Scope.RECOMMENDED, Scope.LISTS),
        (Scope.REFUSED, Scope.LISTS),
        (Scope.NOTE,),
        (Scope.FILTER,),
        (Scope.BY_HAND, Scope.LISTS),
        (Scope.START,),
        (Scope.SET_UP,),
        (Scope.SETTINGS,),
        (Scope.SETS, Scope.LISTS),
        (Scope.PROFILES,),
        (Scope.FIGURES, Scope.LISTS),
    ],
)
def test_no_key_has_two_meanings_in_one_place(together: tuple[Scope, ...]) -> None:
    keys = Counter(key for action in actions_in(*together) for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_key_needs_a_third_hand_or_belongs_to_tmux_or_the_terminal() -> None:
    taken = {"ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+c"}
    keys = {key for action in ACTIONS for key in action.keys}
    assert not keys & taken
    assert not [key for key in keys if "alt" in key or "bracket" in key or "brace" in key]


def test_the_key_table_has_a_row_for_every_action_with_a_key() -> None:
    table = key_table()
    assert len(table) == len([action for action in ACTIONS if action.keys])
    assert ("1-9", ACTIONS[0].help) in table
    assert all(keys and text for keys, text in table)


def test_keys_are_written_as_people_write_them() -> None:
    by_id = {action.id: keys_of(action) for action in ACTIONS}
    assert by_id["show-help"] == "?, F1"
    assert by_id["page-down"] == "Ctrl+D, PgDn"
    assert by_id["move-down"] == "j, ↓"


def test_the_registry_needs_no_textual() -> None:
    code = "import sys, orcid_tui.ui.actions; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
