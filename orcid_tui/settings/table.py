"""A table of the settings file, looked at value by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.text import clean

Check = Callable[[object], str | None]
"""None for a value that may be; else the sentence that says which may."""

_LONGEST_SHOWN: Final = 100
"""Characters."""


def checked(
    name: str, table: Mapping[str, Any], usual: Mapping[str, Any], checks: Mapping[str, Check]
) -> dict[str, Any]:
    """The values of a table, with the usual ones where it has none; unknown keys are passed over.

    Raises ConfigurationError, which names the key and says which values it may have.
    """
    known = {key: table.get(key, value) for key, value in usual.items()}
    for key, check in checks.items():
        if (rule := check(known[key])) is not None:
            raise ConfigurationError(
                _("[{table}] {key} cannot be {value}.").format(
                    table=name, key=key, value=_shown(known[key])
                ),
                rule,
            )
    return known


def _shown(value: object) -> str:
    return clean(f"“{value}”" if isinstance(value, str) else str(value).lower())[:_LONGEST_SHOWN]
