"""No sentence names a key that users can give to something else: it asks for the key's name."""

from __future__ import annotations

import re
from typing import Final

import pytest
from textual.content import Content

from orcid_tui.session.states import HeadingState
from orcid_tui.ui.actions import USUAL_ACTIONS
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.render.states import CONFLICT_MEANING, REFUSED_MEANING
from orcid_tui.ui.render.worklist import criterion_line
from tests.language.catalogues import LANGUAGES, gathered, read, texts

_NAMES: Final = {key_name(key) for action in USUAL_ACTIONS for key in action.keys}
_NO_WORDS: Final = {"a", "A", "I"} | set("123456789,?/:")
"""Words of English, numbers and stops look the same."""
_KEYS: Final = "|".join(
    sorted((re.escape(name) for name in _NAMES - _NO_WORDS if name.isascii()), key=len)[::-1]
)
_ALONE: Final = re.compile(rf"(?<![\w$'’{{\[.+])(?:{_KEYS})(?![\w'’}}\]])|(?i:press [?/:])")
_UNITS: Final = re.compile(r"\{\w+(?::[^}]*)?\} [hs]\b")

_FIXED: Final = (
    # Lines of text, and dialogs without actions: these keys are always the same.
    "Enter", "Esc", "Tab", "Space",
    "Type or paste MMS IDs", "Enter opens, Esc goes back", "Enter asks where",
    "Enter opens, {key}", "{n} titles. Enter opens them.",
    "leave; they stay as they are (Enter", "leave; your choices stay (Enter",
    "That was the third try", "3. Accept the terms", "wide and {rows} rows high",
    # Not a key, or the key of any keyboard.
    "Enter the ", "from F1 to F12", "F1 to F12", "o or 1", "verified e-mail", "Home page",
)  # fmt: skip


def _named(text: str) -> list[str]:
    if any(text == fixed or (" " in fixed and fixed in text) for fixed in _FIXED):
        return []
    return _ALONE.findall(_UNITS.sub("", text))


def test_keys_in_sentences_come_from_the_actions() -> None:
    found = {
        one: keys
        for message in texts(gathered())
        if any("orcid_tui/ui/" in place for place, _ in message.locations)
        for one in (message.id if isinstance(message.id, (list, tuple)) else [message.id])
        if (keys := _named(one))
    }
    assert found == {}


@pytest.mark.parametrize(
    "sentence", ["Done; w saves.", "Press ? for help.", "F2 saves.", "Then Esc goes back.", "(s)"]
)
def test_a_key_that_is_named_is_found(sentence: str) -> None:
    assert _named(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_filters_is_cut_with_a_hundred_thousand_headings(language: str) -> None:
    words = {message.id: str(message.string) for message in texts(read(language))}
    wanted = [each for each in words if isinstance(each, str) and _is_state(each)]
    assert len(wanted) >= len(HeadingState)
    for english in wanted:
        for shown in (english, words[english]):
            row = criterion_line("", False, "x", shown, 100_000, 79)
            assert "…" not in row.plain, shown
            assert Content(row.plain).cell_length == 79


def _is_state(text: str) -> bool:
    from orcid_tui.ui.render import states

    meanings = {*states._MEANINGS.values(), CONFLICT_MEANING, REFUSED_MEANING}
    return text in meanings or text == "advised: one is recommended (of those looked up)"
