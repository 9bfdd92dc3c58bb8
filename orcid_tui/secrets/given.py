"""Secrets given from outside the program: by variables, by files they name, by systemd.

The order, first match wins (secrets.md section 6.2), for the key of Alma for example:

1. ALMA_API_KEY
2. ALMA_API_KEY_FILE names a file; its first line counts
3. the file alma-api-key in $CREDENTIALS_DIRECTORY, which systemd makes for a service

A source that is named and broken stops the search: it is told, never passed over. Whatever the
program starts (a browser, a pager, a password manager) would inherit the variables, so those with
a secret are removed when one is looked for, and remembered for the life of the process.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.errors import ConfigurationError, SecretStoreError
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.secret_file import read_secret_file
from orcid_tui.secrets.shape import checked_client_id, checked_secret
from orcid_tui.text import clean

ID_VARIABLE: Final = "ORCID_CLIENT_ID"
URL_VARIABLE: Final = "ORCID_TUI_ALMA_URL"
"""Says where Alma is: a region's short name such as eu, or an address. It holds no secret."""

VARIABLES: Final = {
    SecretKind.ORCID: "ORCID_CLIENT_SECRET",
    SecretKind.ALMA: "ALMA_API_KEY",
    SecretKind.ALMA_NETWORK: "ALMA_NETWORK_API_KEY",
}
CREDENTIALS: Final = {
    SecretKind.ORCID: "orcid-client-secret",
    SecretKind.ALMA: "alma-api-key",
    SecretKind.ALMA_NETWORK: "alma-network-api-key",
}
"""The names of the credentials that systemd may load for a service."""
_CREDENTIALS_FOLDER: Final = "CREDENTIALS_DIRECTORY"


@dataclass(frozen=True, slots=True)
class Given:
    """A secret from outside, and by what: "the environment variable ALMA_API_KEY"."""

    secret: Secret
    source: str


_taken: dict[SecretKind, Secret] = {}
"""What the variables of the process held, as it stood there."""


def take_given(environ: MutableMapping[str, str] | None = None) -> None:
    """Remove the variables with secrets from the environment (by default the process's own).

    Those of the process are remembered; nothing is checked yet.
    """
    _take(os.environ if environ is None else environ, tuple(SecretKind))


def given(kind: SecretKind, environ: MutableMapping[str, str] | None = None) -> Given | None:
    """The secret of this kind that these variables give, or None. Removes what holds a secret.

    An empty variable counts as unset. Raises ConfigurationError for a source that is named and
    cannot be used, for two that exclude each other, and for a client ID without a secret.
    """
    environ = os.environ if environ is None else environ
    value = _take(environ, (kind,)).get(kind)
    variable = VARIABLES[kind]
    named_file = environ.get(f"{variable}_FILE", "").strip()
    if value is not None and named_file:
        raise ConfigurationError(
            _("The environment has both {variable} and {variable}_FILE.").format(variable=variable),
            _("Take one of them away, so that it is certain which secret is meant."),
        )
    if value is not None:
        checked = checked_secret(
            value.reveal(), _("The value of {variable}").format(variable=variable), kind
        )
        return Given(checked, _("the environment variable {variable}").format(variable=variable))
    if named_file:
        called = _("named by {variable}_FILE").format(variable=variable)
        return Given(
            _read(named_file, kind, called),
            _("the file {path}").format(path=clean(named_file)),
        )
    folder = environ.get(_CREDENTIALS_FOLDER, "").strip()
    credential = Path(folder) / CREDENTIALS[kind]
    if folder and os.path.lexists(credential):
        called = _("a credential of systemd")
        return Given(
            _read(str(credential), kind, called),
            _("the systemd credential {credential}").format(credential=CREDENTIALS[kind]),
        )
    if kind is SecretKind.ORCID and given_client_id(environ):
        raise ConfigurationError(
            _("The environment has {client_id} but not {variable}.").format(
                client_id=ID_VARIABLE, variable=variable
            ),
            _("Set both {client_id} and {variable} (or {variable}_FILE), or neither.").format(
                client_id=ID_VARIABLE, variable=variable
            ),
        )
    return None


def given_client_id(environ: MutableMapping[str, str] | None = None) -> str:
    """ORCID's client ID from the environment, or nothing. It is no secret and stays there.

    Raises ConfigurationError for a value that cannot be right.
    """
    environ = os.environ if environ is None else environ
    text = environ.get(ID_VARIABLE, "").strip()
    return (
        checked_client_id(text, _("The value of {client_id}").format(client_id=ID_VARIABLE))
        if text
        else ""
    )


def forget_given() -> None:
    """Forget what was taken from the process's own environment."""
    _taken.clear()


def _take(
    environ: MutableMapping[str, str], kinds: tuple[SecretKind, ...]
) -> dict[SecretKind, Secret]:
    """The variables that are not empty, removed; those of the process also from earlier looks."""
    found = {}
    for kind in kinds:
        if text := environ.pop(VARIABLES[kind], "").strip():
            found[kind] = Secret(text)
    if environ is not os.environ:
        return found
    _taken.update(found)
    return dict(_taken)


def _read(path: str, kind: SecretKind, called: str) -> Secret:
    try:
        return read_secret_file(path, kind, called)
    except SecretStoreError as fault:
        raise ConfigurationError(fault.message, fault.hint) from None
