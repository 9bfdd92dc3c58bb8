"""Client ID and secret from the environment, and out of it.

Whatever this program starts (a browser, a pager) would inherit the variables, so they are
removed as soon as they are read. The pair is remembered for the life of the process, because
a second session may be opened in it. Source: secrets.md sections 6.2 and 7.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_client_id, checked_secret

ID_VARIABLE: Final = "ORCID_CLIENT_ID"
SECRET_VARIABLE: Final = "ORCID_CLIENT_SECRET"  # noqa: S105  the name, not the secret
SOURCE: Final = f"the environment variables {ID_VARIABLE} and {SECRET_VARIABLE}"


@dataclass(frozen=True, slots=True)
class ClientPair:
    """A client ID with its secret."""

    client_id: str
    client_secret: Secret


_remembered: list[ClientPair] = []


def take_client_pair(environ: MutableMapping[str, str] | None = None) -> ClientPair | None:
    """The pair from these variables (by default the process's own), removing them.

    An empty variable counts as unset. Raises ConfigurationError, which names both variables,
    for one without the other, and for a value that cannot be right.
    """
    environ = os.environ if environ is None else environ
    own = environ is os.environ
    client_id = environ.get(ID_VARIABLE, "").strip()
    secret = environ.get(SECRET_VARIABLE, "").strip()
    if not client_id and not secret:
        return _remembered[0] if own and _remembered else None
    if not client_id or not secret:
        there, missing = (
            (ID_VARIABLE, SECRET_VARIABLE) if client_id else (SECRET_VARIABLE, ID_VARIABLE)
        )
        raise ConfigurationError(
            f"The environment has {there} but not {missing}.",
            f"Set both {ID_VARIABLE} and {SECRET_VARIABLE}, or neither.",
        )
    pair = ClientPair(
        checked_client_id(client_id, f"The value of {ID_VARIABLE}"),
        checked_secret(secret, f"The value of {SECRET_VARIABLE}"),
    )
    for variable in (ID_VARIABLE, SECRET_VARIABLE):
        environ.pop(variable, None)
    if own:
        _remembered[:] = [pair]
    return pair


def forget_client_pair() -> None:
    """Forget the pair that was taken from the process's own environment."""
    _remembered.clear()
