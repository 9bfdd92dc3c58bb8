"""Making the connection to an Alma: the one place that brings its parts together."""

from __future__ import annotations

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.alma.addresses import checked_base_url
from orcid_tui.alma.client import AlmaClient
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.gate import Gate
from orcid_tui.alma.http import Door
from orcid_tui.alma.manners import Pace, SavingManners
from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.text import clean

_USUAL_PACE = Pace()
_USUAL_MANNERS = SavingManners()


def connect(
    access: AlmaAccess, pace: Pace = _USUAL_PACE, manners: SavingManners = _USUAL_MANNERS
) -> Connection:
    """Both doors, which keep to one limit together. Nothing is sent yet.

    To be used within one event loop. Raises ConfigurationError for an address that must not be
    asked, or a key that cannot be one.
    """
    base_url = checked_base_url(access.base_url)
    gate = Gate(pace)

    def open_door(key: AlmaKey) -> AlmaClient:
        _check(key)
        return AlmaClient(Door(base_url, key, pace, gate), manners)

    network = None if access.network_key is None else open_door(access.network_key)
    return Connection(base_url, open_door(access.key), network)


def _check(key: AlmaKey) -> None:
    """A stray line break would end up, with the key, in the error text of the HTTP library."""
    value = key.value.reveal()
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigurationError(
            _(
                "The Alma API key from {source} is empty, or has a blank or a character in "
                "it that no key has."
            ).format(source=clean(key.source)),
            _("Copy it again from the Developer Network of Ex Libris; it is one word."),
        )
