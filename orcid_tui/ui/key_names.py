"""Keys as people write them, and as Textual names them. Knows nothing of Textual."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

_KEY_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
}
_SPELLED: Final = {shown.casefold(): name for name, shown in _KEY_NAMES.items()} | {
    name: name for name in _KEY_NAMES
}
_SHORTER: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual's names of keys are not Unicode's."""

_HIGHEST_F: Final = 12
_LAST_MARK: Final = 0x20C0
"""Up to the signs of currencies."""


def key_name(key: str) -> str:
    """A key as people write it: `question_mark` is `?`, `ctrl+d` is `Ctrl+D`."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    if key.startswith("ctrl+"):
        return "Ctrl+" + key.removeprefix("ctrl+").upper()
    return _character(key) if len(key) > 1 else key


def key_typed(text: str) -> str | None:
    """The name of a key that a person wrote, as in `?`, `Esc`, `Ctrl+D`, `F5` or `ö`.

    None when it is no key, or one that not every terminal, tmux or screen lets through.
    """
    text = text.strip() or text
    if text == " ":
        return "space"
    plain = text.casefold().replace("-", "+")
    if plain in _SPELLED:
        return _SPELLED[plain]
    if len(text) == 1:
        return text if text.isalnum() else _marks().get(text)
    if plain[0:1] == "f" and plain[1:].isascii() and plain[1:].isdigit():
        return plain if 1 <= int(plain[1:]) <= _HIGHEST_F and plain[1] != "0" else None
    if plain.startswith("ctrl+"):
        letter = plain.removeprefix("ctrl+")
        usable = len(letter) == 1 and letter.isascii() and letter.isalpha()
        return f"ctrl+{letter}" if usable and letter not in _TAKEN else None
    return None


_TAKEN: Final = "abchijm"
"""With Ctrl they belong to screen (a) and tmux (b), interrupt (c), or are another key for the
terminal: backspace (h), tab (i), enter (j, m). terminal-ui.md section 4.2."""


@cache
def _marks() -> Mapping[str, str]:
    """Every mark that a keyboard of Europe has, with the name that Textual gives it."""
    named = {}
    for mark in map(chr, range(0x21, _LAST_MARK)):
        name = unicodedata.name(mark, "").lower().replace("-", "_").replace(" ", "_")
        if name and mark.isprintable() and not mark.isalnum():
            named[mark] = _SHORTER.get(name, name)
    return named


def _character(name: str) -> str:
    """The mark that Textual calls by this name, or the name itself."""
    return next((mark for mark, named in _marks().items() if named == name), name)
