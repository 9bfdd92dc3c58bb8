"""The catalogues hold what the code says, and each translation keeps what has to be kept."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.language.catalogues import (
    LANGUAGES,
    TEMPLATE,
    compiled,
    gathered,
    is_done,
    mo_of,
    read,
    texts,
    written,
)

_KEPT = re.compile(
    r"\$[0-9a-z]\b|\b[1-9][0-9]{2}\b|\bF[1-9][0-2]?\b|\bCtrl-\w|\bEsc\b|https?://[^\s;]*|(?<!\w)--[a-z-]+|"
    r"\borcid-tui\b|\b[A-Z][A-Z0-9]*_[A-Z_]+\b"
)
"""Subfields, tags, keys, addresses, options and variables: the same in every language."""


def _forms(message: Message) -> list[tuple[str, str]]:
    """Each translated form beside the English one that it stands for."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))] if message.string else []
    return [
        (message.id[min(index, 1)], form) for index, form in enumerate(message.string or ()) if form
    ]


def _places(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


_HELP = "python -m tests.language.catalogues brings it up to date"


def test_the_template_has_exactly_the_texts_of_the_code() -> None:
    assert TEMPLATE.read_bytes() == written(gathered()), _HELP


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_no_other(language: str) -> None:
    translation = read(language)
    wanted = {(message.id, message.context) for message in texts(gathered())}
    assert {(message.id, message.context) for message in texts(translation)} == wanted, _HELP
    missing = [message.id for message in texts(translation) if not is_done(message)]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_reads_what_people_translated(language: str) -> None:
    assert mo_of(language).read_bytes() == compiled(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_named_places_are_the_same(language: str) -> None:
    different = [
        (english, own)
        for message in texts(read(language))
        for english, own in _forms(message)
        # A text that is never filled in may hold braces of its own.
        if "python-brace-format" in message.flags and _places(english) != _places(own)
    ]
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_subfields_keys_and_addresses_are_the_same(language: str) -> None:
    different = [
        (english, own)
        for message in texts(read(language))
        for english, own in _forms(message)
        if sorted(_KEPT.findall(english)) != sorted(_KEPT.findall(own))
    ]
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_and_lines_are_the_same(language: str) -> None:
    def shape(text: str) -> tuple[str, str, int]:
        return (
            text[: len(text) - len(text.lstrip(" "))],
            text[len(text.rstrip(" ")) :],
            text.count("\n"),
        )

    different = [
        (english, own)
        for message in texts(read(language))
        for english, own in _forms(message)
        if shape(english) != shape(own)
    ]
    assert not different
