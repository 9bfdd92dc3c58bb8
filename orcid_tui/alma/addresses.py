"""Where an Alma may be asked: one of Ex Libris' regions, or another address (alma-and-marc.md A1).

A proxy in front of Alma is a real use, so any safe address is taken. A library's own Alma address
is not the API's: it answers every key with a web page, so it is refused here already.
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.alma.access import REGIONS
from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.web.addresses import check_address, host_of

EXAMPLE: Final = _(
    "Name the region ({regions}), or the address of its server, such as {example}."
).format(regions=", ".join(REGIONS), example=REGIONS["eu"][1])
_PATH_OF_THE_API: Final = re.compile(r"(/almaws(/v1)?|/)+$")
_OF_A_LIBRARY: Final = (".alma.exlibrisgroup.com", ".alma.exlibrisgroup.com.cn")


def checked_base_url(text: str, what: str = _("the address of Alma")) -> str:
    """The base address, without a slash and without /almaws at its end.

    `text` is a region's short name or an address; `what` names it in messages. Raises
    ConfigurationError for an address that is not https (or http to this computer itself).
    """
    typed = text.strip()
    if typed.lower() in REGIONS:
        return REGIONS[typed.lower()][1]
    address = _PATH_OF_THE_API.sub("", check_address(typed, what, EXAMPLE))
    if host_of(address).endswith(_OF_A_LIBRARY):
        raise ConfigurationError(
            _("A library's own Alma was named in {what}: that serves people, not programs.").format(
                what=what
            ),
            EXAMPLE,
        )
    return address


def region_of(text: str) -> str:
    """The short name of the region that a base address (or a short name) means; else empty."""
    typed = text.strip().lower()
    if typed in REGIONS:
        return typed
    address = _PATH_OF_THE_API.sub("", typed)
    return next((short for short, (_, base) in REGIONS.items() if base == address), "")
