"""The keys of the stand-in, and the ways in which Alma refuses one (alma-and-marc.md A2, A9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tests.alma_stand_in.answers import AlmaFault

KEY = "l7canary-institution-3f9a1c"
READ_ONLY_KEY = "l7canary-reader-58d0b2"
NO_CONF_KEY = "l7canary-bibs-only-77e4aa"
NO_BIBS_KEY = "l7canary-conf-only-c01b9e"
NETWORK_KEY = "l7canary-network-90ab44"


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its rights: `bibs` and `conf` are "rw", "r" or "". `name` is who writes by it."""

    value: str
    name: str
    bibs: str = "rw"
    conf: str = "r"
    network: bool = False


KEYS = (
    Key(KEY, "exl_api"),
    Key(READ_ONLY_KEY, "exl_reader", bibs="r"),
    Key(NO_CONF_KEY, "exl_bibs", conf=""),
    Key(NO_BIBS_KEY, "exl_conf", bibs=""),
    Key(NETWORK_KEY, "exl_network", network=True),
)


class KeyAnswer(Enum):
    """How a key that nobody knows is refused: status, code, message."""

    UNAUTHORIZED = (
        400,
        "UNAUTHORIZED",
        "API-key not defined or not configured to allow this API.",
    )
    INVALID = (400, "INVALID_REQUEST", "Invalid API Key")
    FORBIDDEN = (403, "FORBIDDEN", "Forbidden")
    INVALID_REQUEST = (403, "INVALID_REQUEST", "Invalid API Key")

    def fault(self) -> AlmaFault:
        return AlmaFault(*self.value)
