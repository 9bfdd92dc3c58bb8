"""Keys that users give to actions: taken where they can be, explained where they cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.settings.screen_file import screen_path
from orcid_tui.ui.actions import USUAL_ACTIONS, Action, Scope
from orcid_tui.ui.actions.own_keys import with_own_keys
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.key_names import key_name, key_typed
from tests.cli.running import orcid_tui
from tests.ui.test_terminal import quiet, spawn

_BY_ID = {action.id: action for action in USUAL_ACTIONS}
_TOGETHER = (Scope.LISTS, Scope.EVERYWHERE)


def rebound(**wanted: tuple[str, ...]) -> tuple[dict[str, Action], tuple[str, ...]]:
    """The actions after these wishes, by id."""
    actions, problems = with_own_keys(
        USUAL_ACTIONS, {name.replace("_", "-"): keys for name, keys in wanted.items()}
    )
    return {action.id: action for action in actions}, problems


def test_a_wish_is_fulfilled_and_nothing_else_changes() -> None:
    actions, problems = rebound(skip=("F9", "ö"))
    assert actions.pop("skip").keys == ("f9", "ö")
    assert problems == ()
    assert actions == {name: action for name, action in _BY_ID.items() if name != "skip"}


def test_two_actions_can_change_places() -> None:
    actions, problems = rebound(skip=("x",), nobody=("s",))
    assert (actions["skip"].keys, actions["nobody"].keys, problems) == (("x",), ("s",), ())


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"skip": ("x",)}, ["skip", "x", "nobody"]),
        ({"skip": ("j",)}, ["skip", "j", "move-down"]),
        ({"skip": ("Alt+x",)}, ["Alt+x", "terminal"]),
        ({"skip": ("Ctrl+I",)}, ["Ctrl+I", "terminal"]),
        ({"skip": ("F13",)}, ["F13"]),
        ({"skip": ("F9", "")}, ["skip"]),
        ({"quit": ()}, ["quit"]),
        ({"keep_filter": ("k",)}, ["line of text"]),
        ({"choose_number": tuple("abcdefghiö")}, ["at most 9"]),
        ({"skipp": ("F9",)}, ["skipp", "did you mean “skip”"]),
        ({"zzzzzz": ("F9",)}, ["orcid-tui keys"]),
    ],
)
def test_what_cannot_be_is_explained_and_changes_nothing(
    wish: dict[str, tuple[str, ...]], words: list[str]
) -> None:
    actions, problems = rebound(**wish)
    assert actions == _BY_ID
    assert len(problems) == 1
    assert all(word in problems[0] for word in words)


def test_a_key_that_is_free_only_if_another_wish_is_fulfilled_stays_where_it_was() -> None:
    actions, problems = rebound(nobody=("Alt+n",), skip=("x",))
    assert actions == _BY_ID
    assert len(problems) == 2


@given(
    st.dictionaries(
        st.sampled_from(sorted(_BY_ID)),
        st.lists(st.text(max_size=8) | st.sampled_from("qwsxjkn?:"), max_size=3).map(tuple),
        max_size=6,
    )
)
def test_whatever_is_wished_no_key_has_two_meanings_and_quit_has_one(
    wanted: dict[str, tuple[str, ...]],
) -> None:
    actions, problems = with_own_keys(USUAL_ACTIONS, wanted)
    changed = [a for a in actions if a.keys != _BY_ID[a.id].keys]
    for action in changed:
        for other in actions:
            meet = action.scope is other.scope or {action.scope, other.scope} & set(_TOGETHER)
            if other is not action and meet:
                new = set(action.keys) - set(_BY_ID[action.id].keys)
                assert not new & set(other.keys)
    assert next(a for a in actions if a.id == "quit").keys
    assert len(problems) <= len(wanted)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("?", "question_mark"),
        (" / ", "slash"),
        (" ", "space"),
        ("Esc", "escape"),
        ("escape", "escape"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl-d", "ctrl+d"),
        ("↓", "down"),
        ("é", "é"),
        ("&", "ampersand"),
        ("_", "underscore"),
        ("F12", "f12"),
        ("f01", None),
        ("f0", None),
        ("Shift+F5", None),
        ("ctrl+é", None),
        ("", None),
        ("\x07", None),
        ("zz", None),
    ],
)
def test_keys_are_understood_as_people_write_them(typed: str, name: str | None) -> None:
    assert key_typed(typed) == name


@given(
    st.characters(exclude_categories=["C", "Z"])
    | st.characters(min_codepoint=33, max_codepoint=255)
)
def test_textual_calls_a_mark_by_the_same_name(character: str) -> None:
    from textual.keys import _character_to_key

    name = key_typed(character)
    if name is not None:
        assert name == _character_to_key(character)
        assert key_name(name) == character


def test_every_usual_key_can_be_typed() -> None:
    for action in USUAL_ACTIONS:
        for key in action.keys:
            assert key_typed(key_name(key)) == key, action.id


def test_keys_of_a_number_hand_over_the_number_and_not_the_key() -> None:
    methods = [b.action for b in bindings_for(Scope.REFINE) if "number" in str(b)]  # type: ignore[union-attr]
    assert methods == [f"choose_number({n})" for n in range(1, 10)]


def own_keys(text: str) -> None:
    """Put a file of the user's own keys in place."""
    screen_path().parent.mkdir(parents=True, exist_ok=True)
    screen_path().write_text(text, encoding="utf-8")


def test_the_command_names_them_and_says_what_is_wrong(own_home: Path) -> None:
    own_keys('[keys]\nskip = "F9"\nnobody = "j"\n')
    run = orcid_tui("keys")
    assert run.code == 2
    assert "skip\tF9\t" in run.out
    assert "nobody\tx\t" in run.out
    assert "move-down" in run.err


@pytest.mark.parametrize("text", ["[keys\n", "keys = 3\n", "[keys]\nskip = 5\n", "theme = 7\n"])
def test_a_broken_file_leaves_all_keys_as_usual_and_is_named(own_home: Path, text: str) -> None:
    own_keys(text)
    run = orcid_tui("keys")
    assert run.code == 2
    assert "skip\ts\t" in run.out
    assert "screen.toml" in run.err


def test_the_screen_takes_them_and_shows_them(own_home: Path) -> None:
    own_keys('[keys]\nskip = "F9"\nchoose-number = ["&", "é"]\n')
    os.environ.pop("COLUMNS", None)
    child = spawn("run_app(small_session(), mouse=False)", own_home, (120, 36))
    child.expect(b"open")
    screen = quiet(child)
    assert b"F9" in screen
    child.send("é")
    child.expect(b"1 decided")
    child.send("\x1b[20~")  # F9
    child.expect(b"Left for later")
    child.send("q")
    child.expect("d")
    child.send("d")
    child.expect(pexpect.EOF)


def test_a_wish_not_fulfilled_is_told_on_the_first_screen(own_home: Path) -> None:
    own_keys('[keys]\nskip = "j"\n')
    child = spawn("run_app(small_session(), mouse=False)", own_home, (120, 36))
    child.expect("cannot have the key")
    child.send("q")
    child.expect(pexpect.EOF)
