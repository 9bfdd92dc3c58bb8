"""What a secret may look like, checked where it comes in.

A stray line break or a letter with a diacritic would end up, together with the secret, in the
error text of the HTTP library (secrets.md section 6.2). No message here quotes the value.
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

_SOURCES: Final = {
    SecretKind.ORCID: (_("ORCID secret"), _("Copy it again from ORCID's developer tools")),
    SecretKind.ALMA: (_("Alma key"), _("Copy it again from the Developer Network")),
    SecretKind.ALMA_NETWORK: (_("Alma key"), _("Copy it again from the Developer Network")),
}
"""What it is, and where a better copy comes from."""

_LIKE_A_SECRET: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""ORCID's client secrets are UUIDs; its client IDs never were (orcid-api.md section 1)."""

_SHORTEST: Final = 8
_LONGEST: Final = 256


def checked_secret(text: str, what: str, kind: SecretKind = SecretKind.ORCID) -> Secret:
    """The secret without blanks around it. `what` names it in messages, beginning a sentence.

    Raises ConfigurationError unless it is 8 to 256 printable ASCII characters without blanks.
    """
    bare = text.strip()
    name, where = _SOURCES[kind]
    hint = _("{where}; it is one word.").format(where=where)
    if not bare.isascii() or not bare.isprintable() or " " in bare:
        raise ConfigurationError(
            _("{what} contains a blank, a line break or a character that no {name} has.").format(
                what=what, name=name
            ),
            hint,
        )
    if not _SHORTEST <= len(bare) <= _LONGEST:
        raise ConfigurationError(
            _("{what} must have {shortest} to {longest} characters; this has {n}.").format(
                what=what, shortest=_SHORTEST, longest=_LONGEST, n=len(bare)
            ),
            hint,
        )
    return Secret(bare)


def checked_client_id(text: str, what: str) -> str:
    """The client ID without blanks around it.

    Raises ConfigurationError unless it is up to 256 printable ASCII characters without blanks, and
    for what is shaped like the secret: a client ID is shown, and recorded in the clear.
    """
    bare = text.strip()
    if _LIKE_A_SECRET.fullmatch(bare):
        raise ConfigurationError(
            _("{what} looks like the client secret, and a client ID is no secret.").format(
                what=what
            ),
            _("Take it out there: ORCID's client IDs look like APP-0123456789ABCDEF."),
        )
    if not bare or len(bare) > _LONGEST or not bare.isascii() or not bare.isprintable():
        raise ConfigurationError(
            _("{what} is not a client ID.").format(what=what),
            _("ORCID's client IDs look like APP-0123456789ABCDEF."),
        )
    if " " in bare:
        raise ConfigurationError(
            _("{what} contains a blank.").format(what=what),
            _("ORCID's client IDs look like APP-0123456789ABCDEF."),
        )
    return bare
