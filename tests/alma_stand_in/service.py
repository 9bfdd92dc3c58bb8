"""What the stand-in does with a request: limits, keys, rights, faults, and then the call."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from tests.alma_stand_in.answers import (
    BROKEN,
    HTML,
    SHAPES,
    AlmaFault,
    Answer,
    json_error,
    refused,
    xml_error,
)
from tests.alma_stand_in.bib_calls import BibCalls
from tests.alma_stand_in.calls import ROOT, Incoming, no_such_call, test_answer
from tests.alma_stand_in.catalogue import Clock, Zone
from tests.alma_stand_in.conf_calls import ConfCalls
from tests.alma_stand_in.faults import BEFORE, HELD_BACK, Fault, Faults
from tests.alma_stand_in.inventing import INSTITUTION, NETWORK
from tests.alma_stand_in.keys import KEYS, Key, KeyAnswer
from tests.alma_stand_in.saving import Desk


@dataclass
class Service:
    """One Alma with an institution and its network. All options can be changed at any time.

    `per_second`: more requests than this within a second are refused. `remaining`: calls left
    today. `key_answer`: how a key is refused that nobody knows. `json_shape`: None for all in
    turn.
    """

    faults: Faults
    per_second: int | None = None
    remaining: int = 100_000
    wrong_host: bool = False
    key_answer: KeyAnswer = KeyAnswer.UNAUTHORIZED
    json_shape: int | None = None
    keys: dict[str, Key] = field(default_factory=lambda: {key.value: key for key in KEYS})
    desk: Desk = field(default_factory=Desk)

    def __post_init__(self) -> None:
        clock = Clock()
        self.network = Zone(NETWORK, clock)
        self.institution = Zone(INSTITUTION, clock, self.network)
        self.conf = ConfCalls(INSTITUTION, "Example University")
        self.network_conf = ConfCalls(NETWORK, "Example Network")
        self.bibs = BibCalls(self.desk)
        self.answered = 0
        self.lock = threading.RLock()

    def answer(self, incoming: Incoming, recent: int) -> tuple[Answer, tuple[Fault, ...]]:
        """The answer and the faults that came about. `recent` counts this second's requests."""
        with self.lock:
            self.answered += 1
            came: list[Fault] = []
            try:
                return self._answer(incoming, recent, came), tuple(came)
            except AlmaFault as fault:
                return self._error(fault, incoming), tuple(came)

    def _answer(self, incoming: Incoming, recent: int, came: list[Fault]) -> Answer:
        def note(fault: Fault) -> None:
            self.faults.happened(incoming.call, fault)
            came.append(fault)

        if self.wrong_host:
            return Answer(401, HTML, "text/html;charset=utf-8")
        key = self._key(incoming)
        if self.per_second is not None and recent > self.per_second:
            raise _per_second()
        if self.remaining <= 0:
            raise _daily()
        drawn = self.faults.draw(incoming.call)
        for fault in drawn & {*BEFORE, *HELD_BACK}:
            note(fault)
            return _before(fault)
        self.remaining -= 1
        zone = self.network if key.network else self.institution
        if not incoming.path.startswith(f"{ROOT}/bibs"):
            _right(key.conf, incoming.method)
            return (self.network_conf if key.network else self.conf).answer(incoming)
        _right(key.bibs, incoming.method)
        rest = incoming.path.removeprefix(f"{ROOT}/bibs").strip("/")
        if rest == "test" and incoming.method in ("GET", "POST"):
            return test_answer(incoming.method, zone.code)
        if not rest and incoming.method == "GET":
            return self.bibs.several(incoming, zone)
        if "/" in rest or incoming.method not in ("GET", "PUT"):
            raise no_such_call()
        if not rest.isdigit():
            raise refused("402204", f"Input parameters mmsid {rest} is not numeric.")
        if incoming.method == "GET":
            return self.bibs.one(incoming, zone, drawn, note)
        return self.bibs.put(incoming, zone, key.name, drawn, note)

    def _key(self, incoming: Incoming) -> Key:
        word, _, value = incoming.headers.get("authorization", "").partition(" ")
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
    if fault is Fault.GATEWAY:
        return Answer(502, HTML.replace(b"401", b"502"), "text/html;charset=utf-8")
    if fault is Fault.FILTERED:
        return Answer(403, HTML.replace(b"401", b"403"), "text/html;charset=utf-8")
    if fault is Fault.FORBIDDEN:
        return Answer(403, b"", "text/plain")
    raise AlmaFault(500, "GENERAL_ERROR", "General error.")
