"""An Alma on this computer, for tests: `with AlmaStandIn(bibs=…) as alma:`."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from types import TracebackType
from typing import Self

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.secrets.secret import Secret
from tests.alma_stand_in import damage
from tests.alma_stand_in.bib_calls import edited
from tests.alma_stand_in.catalogue import Edit, Version, Zone, load
from tests.alma_stand_in.faults import ALWAYS, Fault, Faults
from tests.alma_stand_in.keys import KEY, NETWORK_KEY
from tests.alma_stand_in.records import StoredBib, StoredField
from tests.alma_stand_in.seen import Requests
from tests.alma_stand_in.server import Server
from tests.alma_stand_in.service import Service
from tests.alma_stand_in.sets import StandInSet


class AlmaStandIn:
    """A real HTTP server on a free port of 127.0.0.1.

    `service` has the options (per_second, remaining, wrong_host, conf.environment, …), `requests`
    all that was asked, `faults` what goes wrong. `clock` is in seconds; `slow` is how long an
    answer that does not come keeps its connection.
    """

    def __init__(
        self,
        bibs: Iterable[StoredBib] = (),
        sets: Iterable[StandInSet] = (),
        network_bibs: Iterable[StoredBib] = (),
        *,
        seed: int = 0,
        chances: Mapping[Fault, float] | None = None,
        port: int = 0,
        clock: Callable[[], float] = time.monotonic,
        slow: float = 60,
        log: Callable[[str], None] | None = None,
    ) -> None:
        self.faults = Faults(seed, chances)
        self.service = Service(self.faults)
        self.requests = Requests()
        self.slow = slow
        load(self.service.network, network_bibs)
        load(self.service.institution, bibs)
        self.sets.extend(sets)
        self._server = Server(
            self.service, self.requests, clock, lambda: self.slow, port=port, log=log
        )
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.service.conf.base = self.service.network_conf.base = self.url
        self.key = KEY
        self.network_key = NETWORK_KEY

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()
        if self._server.failures and error is None:
            raise self._server.failures[0]

    def access(self, key: str = KEY, *, network: bool = False) -> AlmaAccess:
        """How the program gets here."""
        network_key = AlmaKey(Secret(self.network_key), "the test") if network else None
        return AlmaAccess(self.url, AlmaKey(Secret(key), "the test"), network_key)

    # What stands there

    def add(self, *bibs: StoredBib) -> None:
        load(self.service.institution, bibs)

    @property
    def sets(self) -> list[StandInSet]:
        """The institution's sets; add to them and change them as you like."""
        return self.service.conf.sets

    def delete(self, mms_id: str) -> None:
        """Somebody deletes a record; it stays in the sets."""
        with self.service.lock:
            zone = self._zone(mms_id)
            del zone.present[mms_id], zone.baseline[mms_id]

    def bib(self, mms_id: str) -> StoredBib:
        """The record as it is now, of the institution or else of the network."""
        with self.service.lock:
            return self._zone(mms_id).view(mms_id)

    def fields(self, mms_id: str, tag: str) -> tuple[StoredField, ...]:
        """Its fields with this tag."""
        return self.bib(mms_id).marc.of(tag)

    def versions(self, mms_id: str) -> list[Version]:
        """All versions, the oldest first, with who wrote them."""
        return self._zone(mms_id).versions[mms_id]

    @property
    def stored(self) -> dict[str, int]:
        """How many PUTs were stored, by MMS ID."""
        return dict(self.service.desk.stored)

    @property
    def leaks(self) -> list[str]:
        """Where a key was that had no business there."""
        return self.requests.leaks

    @property
    def careless(self) -> list[str]:
        """What was asked of Alma without the care that the contract demands."""
        return self.service.desk.careless

    def damage(
        self,
        *,
        tags: Collection[str] = ("100", "700"),
        only: Collection[str] | None = None,
        dropping: bool = False,
    ) -> list[str]:
        """Every difference that is not an iD in a field allowed, and every lock overridden.

        `only`: the records that may have got one; `dropping`: iDs may also have gone.
        """
        with self.service.lock:
            found: list[str] = []
            for zone in (self.service.institution, self.service.network):
                found += damage.in_zone(zone, tags=tags, only=only, dropping=dropping)
            overridden = self.service.desk.locks_overridden
            return found + [f"{mms_id}: its lock was overridden" for mms_id in overridden]

    # What happens to it

    def script(self, key: str, fault: Fault, times: int = 1, *, method: str = "") -> None:
        """Let this happen at the next calls for a record (MMS ID) or path ("/conf/sets")."""
        self.faults.script(key, fault, times, method=method)

    def always(self, key: str, fault: Fault, *, method: str = "") -> None:
        """Let this happen at every call."""
        self.faults.script(key, fault, ALWAYS, method=method)

    def edit(self, mms_id: str, change: Edit | Fault, who: str = "somebody") -> None:
        """Somebody else changes a record now."""
        with self.service.lock:
            zone = self._zone(mms_id)
            if isinstance(change, Fault):
                edited(zone, mms_id, change, who)
            else:
                zone.edit(mms_id, change, who)

    def open_elsewhere(self, mms_id: str, who: str = "Lindqvåg, Mari") -> None:
        """Somebody has the record open until `closed_again`."""
        self.service.desk.open_elsewhere[mms_id] = who

    def closed_again(self, mms_id: str) -> None:
        self.service.desk.open_elsewhere.pop(mms_id, None)

    def _zone(self, mms_id: str) -> Zone:
        own = self.service.institution
        return own if mms_id in own.present else self.service.network
