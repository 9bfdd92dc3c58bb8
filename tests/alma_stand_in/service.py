"""What the stand-in does with a request, before and behind its records."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.alma_stand_in import layout
from tests.alma_stand_in.answers import (
    HTML,
    SHAPES,
    AlmaFault,
    Answer,
    json_error,
    refused,
    xml_error,
)
from tests.alma_stand_in.catalogue import Clock, Zone
from tests.alma_stand_in.edits import EDITS
from tests.alma_stand_in.faults import AFTER_STORING, BEFORE, Call, Fault, Faults
from tests.alma_stand_in.inventing import INSTITUTION, NETWORK
from tests.alma_stand_in.keys import KEYS, Key, KeyAnswer
from tests.alma_stand_in.records import StoredBib, StoredField
from tests.alma_stand_in.records import field as made_field
from tests.alma_stand_in.saving import Desk, Put
from tests.alma_stand_in.sets import StandInSet, as_xml, found, paging

BROKEN = Answer(0, b"")
"""No answer: the connection is closed."""
SILENT = Answer(-1, b"")
"""No answer: the connection stays open until the other side gives up."""

ROOT = "/almaws/v1"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came. `headers` have lower-case names."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def wants_json(self) -> bool:
        return "json" in self.headers.get("accept", "")

    @property
    def call(self) -> Call:
        last = self.path.rsplit("/", 1)[-1]
        one = "/bibs/" in self.path and last.isdigit()
        return Call(self.method, last if one else self.path.removeprefix(ROOT))


@dataclass
class Service:
    """One Alma with an institution and its network. All options can be changed at any time."""

    faults: Faults
    environment: str = "production"
    per_second: int | None = None
    remaining: int = 100_000
    wrong_host: bool = False
    key_answer: KeyAnswer = KeyAnswer.UNAUTHORIZED
    unknown_refuses_list: bool = False
    json_shape: int | None = None
    layouts: tuple[layout.Layout, ...] = layout.LAYOUTS
    base: str = ""
    keys: dict[str, Key] = field(default_factory=lambda: {key.value: key for key in KEYS})
    desk: Desk = field(default_factory=Desk)
    sets: list[StandInSet] = field(default_factory=list)
    network_sets: list[StandInSet] = field(default_factory=list)

    def __post_init__(self) -> None:
        clock = Clock()
        self.network = Zone(NETWORK, clock)
        self.institution = Zone(INSTITUTION, clock, self.network)
        self.answered = 0
        self.lock = threading.RLock()

    def answer(self, incoming: Incoming, recent: int) -> tuple[Answer, tuple[Fault, ...]]:
        """The answer and the faults that came about. `recent` counts this second's requests."""
        with self.lock:
            self.answered += 1
            drawn = self.faults.draw(incoming.call)
            came: list[Fault] = []
            try:
                return self._answer(incoming, recent, drawn, came), tuple(came)
            except AlmaFault as fault:
                return self._error(fault, incoming), tuple(came)

    def _answer(
        self, incoming: Incoming, recent: int, drawn: frozenset[Fault], came: list[Fault]
    ) -> Answer:
        if self.wrong_host:
            return Answer(401, HTML, "text/html;charset=utf-8")
        key = self._key(incoming)
        if self.per_second is not None and recent > self.per_second:
            raise _per_second()
        if self.remaining <= 0:
            raise _daily()
        for fault in drawn & set(BEFORE):
            self._note(incoming.call, fault, came)
            return _before(fault)
        self.remaining -= 1
        zone = self.network if key.network else self.institution
        if incoming.path.startswith(f"{ROOT}/bibs"):
            _right(key.bibs, incoming.method)
            return self._bibs(incoming, zone, key, drawn, came)
        _right(key.conf, incoming.method)
        return self._conf(incoming, zone)

    def _note(self, call: Call, fault: Fault, came: list[Fault]) -> None:
        self.faults.happened(call, fault)
        came.append(fault)

    def _key(self, incoming: Incoming) -> Key:
        given = incoming.headers.get("authorization", "")
        word, _, value = given.partition(" ")
        if word.lower() != "apikey":
            value = incoming.query.get("apikey", "")
        known = self.keys.get(value.strip())
        if known is None:
            raise self.key_answer.fault()
        return known

    def _error(self, fault: AlmaFault, incoming: Incoming) -> Answer:
        tracking = f"E01-2311{self.answered:06d}-EXAMP-AWAE{self.answered * 7919 % 10**9:09d}"
        if incoming.wants_json:
            shape = self.answered % SHAPES if self.json_shape is None else self.json_shape
            kind = "application/json;charset=UTF-8"
            return Answer(fault.status, json_error(fault, tracking, shape), kind)
        body = xml_error(fault, tracking, namespace=self.answered % 4 != 0)
        return Answer(fault.status, body)

    # Bibliographic records

    def _bibs(
        self,
        incoming: Incoming,
        zone: Zone,
        key: Key,
        drawn: frozenset[Fault],
        came: list[Fault],
    ) -> Answer:
        rest = incoming.path.removeprefix(f"{ROOT}/bibs").strip("/")
        if rest == "test" and incoming.method in ("GET", "POST"):
            return _test(incoming.method, zone.code)
        if not rest and incoming.method == "GET":
            return self._several(incoming, zone)
        if "/" in rest or incoming.method not in ("GET", "PUT"):
            raise AlmaFault(400, "INVALID_REQUEST", "The request is invalid.")
        if not rest.isdigit():
            raise refused("402204", f"Input parameters mmsid {rest} is not numeric.")
        if incoming.method == "GET":
            return self._one(incoming, zone, rest, drawn, came)
        return self._put(incoming, zone, key, drawn, came)

    def _several(self, incoming: Incoming, zone: Zone) -> Answer:
        asked = [each for each in incoming.query.get("mms_id", "").split(",") if each]
        unknown = [each for each in asked if each not in zone.present]
        if not 1 <= len(asked) <= 100 or (unknown and self.unknown_refuses_list):
            raise refused("402203", "Input parameter mmsId list is not valid.")
        bibs = [self._shown(incoming, zone, each) for each in sorted(set(asked) - set(unknown))]
        brief = incoming.query.get("view") == "brief"
        if not incoming.wants_json:
            hand = self.layouts[self.answered % len(self.layouts)]
            return Answer(200, layout.bibs_xml(bibs, hand, brief=brief))
        made = [layout.bib_json(bib, brief=brief) for bib in bibs]
        return _json({"bib": made, "total_record_count": len(made)})

    def _one(
        self,
        incoming: Incoming,
        zone: Zone,
        mms_id: str,
        drawn: frozenset[Fault],
        came: list[Fault],
    ) -> Answer:
        if mms_id not in zone.present:
            raise refused("402203", f"Input parameters mmsId {mms_id} is not valid.")
        answer = self._bib(incoming, self._shown(incoming, zone, mms_id))
        for fault in drawn & set(EDITS):
            self._note(incoming.call, fault, came)
            self.edited(zone, mms_id, fault)
        return answer

    def edited(self, zone: Zone, mms_id: str, fault: Fault, who: str = "somebody") -> None:
        """Somebody else changes a record, in the zone where its fields are kept."""
        if zone.linked(mms_id) and zone.shared is not None:
            zone.shared.edit(zone.present[mms_id].linked[1], EDITS[fault], who)
            zone.edit(mms_id, lambda bib: bib, who)
        else:
            zone.edit(mms_id, EDITS[fault], who)

    def _put(
        self,
        incoming: Incoming,
        zone: Zone,
        key: Key,
        drawn: frozenset[Fault],
        came: list[Fault],
    ) -> Answer:
        put = Put(
            incoming.call.key,
            incoming.query,
            incoming.headers.get("content-type", ""),
            incoming.body,
            key.name,
        )
        if refusing := drawn & {Fault.LOCKED, Fault.GENERAL_ERROR, Fault.INVALID}:
            drawn = frozenset({min(refusing, key=lambda fault: fault.name)})
        try:
            stored = self.desk.put(zone, put, drawn)
        except AlmaFault:
            for fault in refusing:
                if fault in drawn:
                    self._note(incoming.call, fault, came)
            raise
        for fault in drawn:
            self._note(incoming.call, fault, came)
        for fault in drawn & set(AFTER_STORING):
            return _after(fault)
        return self._bib(incoming, stored)

    def _shown(self, incoming: Incoming, zone: Zone, mms_id: str) -> StoredBib:
        """As `view` and `expand` ask: what is then shown is not what is stored."""
        bib = zone.view(mms_id)
        more: list[StoredField] = []
        if incoming.query.get("expand", "None") != "None":
            more.append(made_field("AVA", "  ", "bMAIN", "cStacks", "eavailable"))
        if incoming.query.get("view") == "ld_enrich":
            more.append(made_field("758", "  ", "1https://open-na.example.org/work"))
        if incoming.query.get("view") == "local_fields":
            return bib.with_fields(lambda fields: [f for f in fields if f.control or f.local])
        return bib.with_fields(lambda fields: (*fields, *more))

    def _bib(self, incoming: Incoming, bib: StoredBib) -> Answer:
        brief = incoming.query.get("view") == "brief"
        if incoming.wants_json:
            return _json(layout.bib_json(bib, brief=brief))
        hand = self.layouts[int(bib.mms_id[-8:-4]) % len(self.layouts)]
        return Answer(200, layout.document(layout.bib_xml(bib, hand, brief=brief)))

    # Configuration

    def _conf(self, incoming: Incoming, zone: Zone) -> Answer:
        path = incoming.path.removeprefix(ROOT).rstrip("/")
        if incoming.method != "GET":
            raise AlmaFault(400, "INVALID_REQUEST", "The request is invalid.")
        if path == "/conf/test":
            return _test("GET", zone.code)
        if path == "/conf/general":
            return self._made(incoming, "general", self._general(zone))
        chosen = self.network_sets if zone is self.network else self.sets
        if path == "/conf/sets":
            return self._made(incoming, "sets", self._sets(incoming, chosen))
        if match := re.fullmatch(r"/conf/sets/([^/]+)(/members)?", path):
            one = next((each for each in chosen if each.id == match[1]), None)
            if one is None:
                raise refused("60107", f"Set not found: Set ID {match[1]}")
            if not match[2]:
                return self._made(incoming, "set", one.alone(self.base))
            return self._made(incoming, "members", one.page(self.base, *paging(incoming.query)))
        raise AlmaFault(400, "INVALID_REQUEST", "The request is invalid.")

    def _general(self, zone: Zone) -> dict[str, Any]:
        name = "Example Network" if zone is self.network else "Example University"
        return {
            "institution": {"value": zone.code, "desc": name},
            "alma_url": "alma.example.org",
            "environment_type": self.environment,
            "time_zone": "Europe/Oslo",
        }

    def _sets(self, incoming: Incoming, chosen: list[StandInSet]) -> dict[str, Any]:
        limit, offset = paging(incoming.query)
        every = found(chosen, incoming.query)
        page = [each.in_list(self.base) for each in every[offset : offset + limit]]
        made: dict[str, Any] = {"total_record_count": len(every)}
        return {"set": page, **made} if page else made

    def _made(self, incoming: Incoming, root: str, made: dict[str, Any]) -> Answer:
        if incoming.wants_json:
            return _json(made)
        return Answer(200, layout.document(as_xml(root, made)))


def _json(made: object) -> Answer:
    return Answer(200, json.dumps(made).encode(), "application/json;charset=UTF-8")


def _test(method: str, code: str) -> Answer:
    text = f"{method} - OK - institutionCode: {code}"
    return Answer(200, layout.document(f"<test>{text}</test>"))


def _right(rights: str, method: str) -> None:
    if ("r" if method == "GET" else "w") not in rights:
        raise KeyAnswer.UNAUTHORIZED.fault()


def _per_second() -> AlmaFault:
    words = "HTTP requests are more than allowed per second. See https://alma.example.org/limits "
    return AlmaFault(429, "PER_SECOND_THRESHOLD", words)


def _daily() -> AlmaFault:
    return AlmaFault(429, "DAILY_THRESHOLD", "Daily API Threshold has been reached.")


def _before(fault: Fault) -> Answer:
    if fault is Fault.DROPPED:
        return BROKEN
    if fault is Fault.THRESHOLD:
        raise _per_second()
    if fault is Fault.DAILY:
        raise _daily()
    if fault is Fault.UNAVAILABLE:
        raise AlmaFault(503, "ROUTING_ERROR", "The service is not available for the moment.")
    raise AlmaFault(500, "GENERAL_ERROR", "General error.")


def _after(fault: Fault) -> Answer:
    if fault is Fault.STORED_THEN_DROPPED:
        return BROKEN
    if fault is Fault.STORED_THEN_SLOW:
        return SILENT
    if fault is Fault.STORED_THEN_EMPTY:
        return Answer(200, b"")
    raise AlmaFault(500, "GENERAL_ERROR", "General error.")
