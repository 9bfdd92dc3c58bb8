"""Words that stand in columns or share a line fit in each language."""

from __future__ import annotations

import pytest
from textual.content import Content

from orcid_tui.ui.actions import ACTIONS, Action, Scope, keys_of
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.render.states import WORD_WIDTH
from orcid_tui.ui.widgets import detail_pane
from tests.language.catalogues import LANGUAGES, read, texts

_BESIDE_DETAILS = (
    "for", "against", "page", "now", "before", "works", "earlier", "more", "studied", "also",
    "elsewhere", "there", "chosen",
)  # fmt: skip
"""Labels in front of what is known of a person."""

_IN_FORMS = (
    "Institution", "Home page", "Client ID", "Client secret", "Keep secret in", "Region", "Address",
    "API key", "Network's key", "Keep keys in", "API address", "Token address",
)  # fmt: skip
_FORM_LABEL = 14
_LINE = 80


def _words(language: str) -> dict[tuple[str, str | None], str]:
    return {
        (message.id, message.context): str(message.string)
        for message in texts(read(language))
        if isinstance(message.id, str)
    }


def _cells(text: str) -> int:
    return Content(text).cell_length


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_states_fit_their_column(language: str) -> None:
    states = [own for (_, context), own in _words(language).items() if context == "state"]
    assert len(states) >= 9
    assert [own for own in states if _cells(own) > WORD_WIDTH] == []
    assert len(set(states)) == len(states)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_beside_what_they_name(language: str) -> None:
    words = _words(language)
    details = [words[label, None] for label in _BESIDE_DETAILS]
    assert [own for own in details if _cells(own) >= detail_pane._LABEL] == []
    forms = [words[label, None] for label in _IN_FORMS]
    assert [own for own in forms if _cells(own) > _FORM_LABEL] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.SET_UP])
def test_the_most_needed_keys_fit_on_one_line(language: str, scope: Scope) -> None:
    words = _words(language)
    shown = [each for each in ACTIONS if each.scope is scope and each.footer == 1]
    needed = sum(_cells(f" {_key(each)} {_label(each, words)} ") for each in shown)
    english = sum(_cells(f" {_key(each)} {each.label} ") for each in shown)
    assert needed <= _LINE or english > _LINE  # there the last ones give way in English, too


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_keys_are_a_word_or_two(language: str) -> None:
    words = _words(language)
    assert not [each.id for each in ACTIONS if _cells(_label(each, words)) > 22]


def _key(action: Action) -> str:
    return keys_of(action) if action.numbered else key_name(action.keys[0])


def _label(action: Action, words: dict[tuple[str, str | None], str]) -> str:
    """Names of services have no translation."""
    return words.get((action.label, None), action.label)
