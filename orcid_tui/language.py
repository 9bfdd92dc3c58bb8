"""The language of the screens, chosen once by the locale of the user (GNU gettext).

Every sentence for people is wrapped in `_`, or in `many` where a number decides about its form.
The translations are in `orcid_tui/locale`; what has none stays English. The choice is made when
this module is imported, so that texts which are read at import time, such as the list of actions,
are in the right language too.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "locale"
_DOMAIN: Final = "orcid_tui"


def _wanted() -> list[str] | None:
    """The languages that the environment names; elsewhere (Windows, macOS) the system's own."""
    if any(os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")):
        return None  # gettext reads these by itself
    found = locale.getlocale()[0]
    return [found] if found else None


_texts: Final = gettext.translation(_DOMAIN, _FOLDER, _wanted(), fallback=True)


def _(text: str) -> str:
    """A text in the language of the user."""
    return _texts.gettext(text)


def many(one: str, several: str, number: int) -> str:
    """The form of a text that goes with this number; both forms may hold `{n:,}`, which is put
    in here."""
    return _texts.ngettext(one, several, number).format(n=number)
