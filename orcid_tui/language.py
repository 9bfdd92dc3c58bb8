"""The language of the screens, chosen once by the locale of the user (GNU gettext).

Every sentence for people is wrapped in `_`, or in `many` where a number decides about its form, or
in `sense` where one English word needs two translations. The translations are in
`orcid_tui/locale`; what has none stays English. The choice is made when this module is imported, so
that texts which are read at import time, such as the list of actions, are in the right language
too. `python -m tests.language.catalogues` gathers the texts and compiles the translations.
"""

from __future__ import annotations

import gettext
import os
import struct
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, SupportsIndex

DOMAIN: Final = "orcid_tui"
FOLDER: Final = Path(__file__).parent / "locale"


def wanted(environment: Mapping[str, str], system: str) -> list[str]:
    """The languages to look for, the best first; none means English.

    LC_ALL, LC_MESSAGES and LANG say which locale holds, in this order, and `system` where none of
    them does; LANGUAGE, a list with colons, goes before it, except that C and POSIX mean English
    whatever it says (GNU gettext, "Locale Environment Variables" and "The LANGUAGE variable").
    """
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    holds = next((one for one in named if one), system)
    if holds in ("", "C", "POSIX"):
        return []
    found = []
    for one in (*environment.get("LANGUAGE", "").split(":"), holds):
        bare = one.partition(".")[0]
        if bare in ("C", "POSIX") or bare.partition("_")[0].partition("@")[0] == "en":
            break  # the texts of the program are English: nothing to look for, and nothing after
        if bare:
            found.append(one)
    return found


def translation(languages: list[str], folder: Path = FOLDER) -> gettext.NullTranslations:
    """The first of these languages that is there and whole; English when none is.

    A translation that is damaged must not keep the program from starting.
    """
    for language in languages:
        try:
            return gettext.translation(DOMAIN, folder, [language])
        except (OSError, ValueError, LookupError, struct.error):  # none, or cut short, or no .mo
            continue
    return gettext.NullTranslations()


def _of_the_system() -> str:
    """The language of the screens of Windows; elsewhere the environment says it."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


_texts: Final = translation(wanted(os.environ, _of_the_system()))


def _(text: str) -> str:
    """A text in the language of the user."""
    return _texts.gettext(text) if text else ""


def sense(meaning: str, text: str) -> str:
    """A word whose English form means several things: `meaning` tells translators which one."""
    return _texts.pgettext(meaning, text)


def code() -> str:
    """The language of the texts as the web names it (BCP 47), as in `en` and `de`."""
    return str(_texts.info().get("language", "en")).replace("_", "-")


class Grouped(int):
    """A whole number that groups its digits as the language does wherever `:,` asks for it."""

    def __format__(self, spec: str) -> str:
        return int(self).__format__(spec).replace(",", _SEPARATOR)


def many(one: str, several: str, number: SupportsIndex, **places: object) -> str:
    """The form of a text that goes with this number; both forms may hold `{n:,}`, which is put
    in here, and the named `places`, whose whole numbers are grouped in the same way."""
    n = Grouped(number)
    named = {
        name: Grouped(value) if type(value) is int else value for name, value in places.items()
    }
    return _texts.ngettext(one, several, int(n)).format(n=n, **named)


def number(n: SupportsIndex) -> str:
    """A whole number with its digits in groups of three, as in `1,204`."""
    return f"{Grouped(n):,}"


def day(when: date) -> str:
    """A day as the language writes it in a table: `2026-03-09`, `09.03.2026`, `09/03/2026`."""
    return when.strftime(_DAY)


# Translators: what stands between groups of three digits; French takes U+202F.
_SEPARATOR: Final = sense("between groups of digits", ",")
# Translators: how a day is written in a table, in the letters of strftime.
_DAY: Final = sense("a day in a table", "%Y-%m-%d")
