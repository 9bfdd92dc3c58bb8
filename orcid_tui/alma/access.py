"""Where an Alma is, and with which key it is asked.

A key belongs to one institution and one environment, with rights by area; a network has a key
of its own (alma-and-marc.md A1, A2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orcid_tui.language import _
from orcid_tui.secrets.secret import Secret

REGIONS: Final = {
    "eu": (_("Europe"), "https://api-eu.hosted.exlibrisgroup.com"),
    "na": (_("North America"), "https://api-na.hosted.exlibrisgroup.com"),
    "ap": (_("Asia Pacific"), "https://api-ap.hosted.exlibrisgroup.com"),
    "aps": (_("Asia Pacific 2"), "https://api-aps.hosted.exlibrisgroup.com"),
    "ca": (_("Canada"), "https://api-ca.hosted.exlibrisgroup.com"),
    "cn": (_("China"), "https://api-cn.hosted.exlibrisgroup.com.cn"),
}
"""Short name, name for people, base address: the servers of Ex Libris' own OpenAPI file."""


@dataclass(frozen=True, slots=True)
class AlmaKey:
    """An API key. `source` says in words where it comes from, for messages."""

    value: Secret
    source: str


@dataclass(frozen=True, slots=True)
class AlmaAccess:
    """Everything that is needed before the first request.

    `base_url` ends without a slash and without `/almaws`. `network_key` belongs to the
    network's own account at the same address; without it records of the Network Zone are
    only read.
    """

    base_url: str
    key: AlmaKey
    network_key: AlmaKey | None = None
