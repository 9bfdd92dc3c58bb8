"""Alma's keys from the environment, and out of it.

A browser that this program starts would inherit them, so they are removed as soon as they are
looked for, also when they cannot be used; what was found is remembered for the life of the
process. Source: secrets.md sections 6.2 and 7.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret

KEY_VARIABLE: Final = "ALMA_API_KEY"
NETWORK_KEY_VARIABLE: Final = "ALMA_NETWORK_API_KEY"
URL_VARIABLE: Final = "ORCID_TUI_ALMA_URL"
"""Says where Alma is: a region's short name such as eu, or an address. It holds no secret."""


@dataclass(frozen=True, slots=True)
class AlmaKeys:
    """The institution's key, and the network's if there is one."""

    key: Secret
    network_key: Secret | None = None


_remembered: list[AlmaKeys | ConfigurationError] = []


def take_alma_keys(environ: MutableMapping[str, str] | None = None) -> AlmaKeys | None:
    """The keys from these variables (by default the process's own), removing them.

    An empty variable counts as unset. Raises ConfigurationError for a network's key without the
    institution's, and for a value that cannot be right; for the process's own also later.
    """
    environ = os.environ if environ is None else environ
    own = environ is os.environ
    key = environ.pop(KEY_VARIABLE, "").strip()
    network_key = environ.pop(NETWORK_KEY_VARIABLE, "").strip()
    if not key and not network_key:
        found = _remembered[0] if own and _remembered else None
    else:
        found = _checked(key, network_key)
        if own:
            _remembered[:] = [found]
    if isinstance(found, ConfigurationError):
        raise ConfigurationError(found.message, found.hint)
    return found


def forget_alma_keys() -> None:
    """Forget what was taken from the process's own environment."""
    _remembered.clear()


def _checked(key: str, network_key: str) -> AlmaKeys | ConfigurationError:
    if not key:
        return ConfigurationError(
            f"The environment has {NETWORK_KEY_VARIABLE} but not {KEY_VARIABLE}.",
            f"Set {KEY_VARIABLE} to the key of your own institution as well.",
        )
    try:
        return AlmaKeys(
            checked_secret(key, f"The value of {KEY_VARIABLE}", SecretKind.ALMA),
            checked_secret(
                network_key, f"The value of {NETWORK_KEY_VARIABLE}", SecretKind.ALMA_NETWORK
            )
            if network_key
            else None,
        )
    except ConfigurationError as fault:
        return ConfigurationError(fault.message, fault.hint)
