"""What a passphrase may look like, and the bytes that a key is made of.

A keyboard may send é as one character or as two, so both are made one (NFC). Nothing is cut off
in silence: a new passphrase with a blank at an end is refused, because it would be forgotten or
lost in copying, and one that is typed to unlock is taken exactly as it was typed. No message
here quotes it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.secrets.secret import Secret

SHORTEST: Final = 8
"""Characters that a new passphrase needs at least."""

ADVICE: Final = _("Several words are easier to remember than one, and harder to guess.")


def checked_passphrase(passphrase: Secret) -> Secret:
    """A passphrase that may be used for a new file, as it was typed.

    Raises ConfigurationError for fewer than 8 characters, a blank at an end, and what no
    keyboard can send again (a line break or another control character).
    """
    text = unicodedata.normalize("NFC", passphrase.reveal())
    if len(text) < SHORTEST:
        raise ConfigurationError(
            _("The passphrase must have at least {shortest} characters; this has {n}.").format(
                shortest=SHORTEST, n=len(text)
            ),
            ADVICE,
        )
    if text != text.strip():
        raise ConfigurationError(
            _("The passphrase begins or ends with a blank, which nobody sees later."),
            _("Type it without that blank; blanks between words are welcome."),
        )
    if _bytes(text) is None or any(unicodedata.category(char) == "Cc" for char in text):
        raise ConfigurationError(
            _(
                "The passphrase contains a line break or another character that cannot be "
                "typed again."
            ),
            _("Use letters, digits, signs and blanks, in any script."),
        )
    return passphrase


def key_material(passphrase: Secret) -> bytes | None:
    """What the key is derived from; None for what can never have been a passphrase."""
    return _bytes(unicodedata.normalize("NFC", passphrase.reveal()))


def _bytes(text: str) -> bytes | None:
    # An error would carry the whole text with it, and so would what is raised beside it.
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None
