"""Names in braces that stand for letters in MarcEdit text, decoded for display only.

Source: the character tables of MARCMaker (Library of Congress, "MARC mnemonics"), which
MarcEdit took over. A diacritic stands in front of its letter, as in MARC-8.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_BEFORE_THE_LETTER: Final = {
    "hooka": "\u0309",
    "grave": "\u0300",
    "acute": "\u0301",
    "circ": "\u0302",
    "tilde": "\u0303",
    "macr": "\u0304",
    "breve": "\u0306",
    "dot": "\u0307",
    "uml": "\u0308",
    "diaer": "\u0308",
    "caron": "\u030c",
    "ring": "\u030a",
    "llig": "\ufe20",
    "rlig": "\ufe21",
    "rcommaa": "\u0315",
    "dblac": "\u030b",
    "candra": "\u0310",
    "cedil": "\u0327",
    "ogon": "\u0328",
    "dotb": "\u0323",
    "dbldotb": "\u0324",
    "ringb": "\u0325",
    "dblunder": "\u0333",
    "under": "\u0332",
    "commab": "\u0326",
    "rcedil": "\u031c",
    "breveb": "\u032e",
    "ldbltil": "\ufe22",
    "rdbltil": "\ufe23",
    "commaa": "\u0313",
}
_SIGNS: Final = {
    "Dstrok": "Đ",
    "Lstrok": "Ł",
    "Ohorn": "Ơ",
    "Ostrok": "Ø",
    "Uhorn": "Ư",
    "dstrok": "đ",
    "lstrok": "ł",
    "ohorn": "ơ",
    "ostrok": "ø",
    "uhorn": "ư",
    "inodot": "ı",
    "softsign": "ʹ",
    "hardsign": "ʺ",
    "mlrhring": "ʼ",
    "mllhring": "ʻ",
    "phono": "℗",
    "scriptl": "ℓ",
    "flat": "♭",
    "sharp": "♯",
    "esc": "\x1b",
    "joiner": "\u200d",
    "nonjoin": "\u200c",
    "spcirc": "^",
    "spgrave": "`",
    "sptilde": "~",
    "spunder": "_",
    "curren": "¤",
}

_MNEMONIC: Final = re.compile(r"\{([A-Za-z0-9]{2,10})\}")
_MARKED: Final = re.compile(
    r"((?:\{(?:" + "|".join(_BEFORE_THE_LETTER) + r")\})+)(\{[A-Za-z0-9]{2,10}\}|[^{])?"
)
_OTHER_SET: Final = re.compile(r"\{esc\}[A-Za-z]?")


def decode_mnemonics(text: str) -> str:
    """The text with its letters. A name that nobody knows stays as it is."""
    if "{" not in text:
        return text
    text = _OTHER_SET.sub("", text)
    text = _MARKED.sub(_letter_first, text)
    return _MNEMONIC.sub(_sign, text)


def _letter_first(found: re.Match[str]) -> str:
    marks = "".join(_BEFORE_THE_LETTER[name] for name in _MNEMONIC.findall(found[1]))
    return (found[2] or "") + marks


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    return _SIGNS.get(name) or html5.get(f"{name};") or found[0]
