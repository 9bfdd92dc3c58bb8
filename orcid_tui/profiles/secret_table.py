"""One secret's table in the file of profiles: where it is kept, never what it is.

    [profiles.oslo-university-library.alma_api_key]
    store = "command"                           # or "keyring", "file", "session", "none"
    command = ["op", "read", "op://Cataloguing/Alma/key"]
    terminal = true                             # it may ask at the terminal, before the screens
    keeper = "op"
    since = 2026-03-03
    accepted = 2026-03-04T14:03:00              # when the service last accepted it in a test

With "file" an administrator's profile also has a `path`. Source: secrets.md section 6.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.profile import KeptSecret, SecretPlace
from orcid_tui.text import clean

KEYS: Final = frozenset({"store", "keeper", "since", "command", "terminal", "path", "accepted"})
"""What such a table may hold."""


def read_table(
    table: object, profile: str, key: str, broken: Callable[[str], ConfigurationError]
) -> KeptSecret:
    """Where the secret is. `broken` makes the error of the file from what is wrong with it."""
    name = clean(profile)
    if not isinstance(table, dict):
        # Whatever stands there may be the secret itself: it is not quoted.
        raise broken(
            _(
                "has a profile “{name}” with an {key} that does not say where the secret is "
                "kept; no secret may stand in this file"
            ).format(name=name, key=key)
        )
    try:
        place = SecretPlace(table.get("store", "none"))
    except ValueError:
        raise broken(
            _(
                "has a profile “{name}” whose secret is kept in a place that this version "
                "does not know"
            ).format(name=name)
        ) from None
    command = table.get("command", [])
    if not isinstance(command, list) or not all(isinstance(word, str) for word in command):
        raise broken(
            _(
                "has a profile “{name}” whose {key} has a command that is not a list of "
                "words in quotes, program first"
            ).format(name=name, key=key)
        )
    if place is SecretPlace.COMMAND and not any(command):
        raise broken(
            _("has a profile “{name}” whose {key} is kept by a command, and names none").format(
                name=name, key=key
            )
        )
    keeper, since, path = table.get("keeper", ""), table.get("since"), table.get("path", "")
    accepted = table.get("accepted")
    return KeptSecret(
        place,
        clean(keeper) if isinstance(keeper, str) else "",
        since if type(since) is date else None,
        tuple(command),
        table.get("terminal") is True,
        path if isinstance(path, str) else "",
        accepted if isinstance(accepted, datetime) else None,
    )


def written_table(kept: KeptSecret) -> dict[str, Any]:
    """The table that says the same."""
    table: dict[str, Any] = {"store": kept.place.value}
    optional: Mapping[str, Any] = {
        "command": list(kept.command),
        "terminal": kept.terminal,
        "path": kept.path,
        "keeper": kept.keeper,
        "since": kept.since,
        "accepted": kept.accepted,
    }
    return table | {key: value for key, value in optional.items() if value}
