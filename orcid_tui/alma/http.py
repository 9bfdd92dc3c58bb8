"""One key's way to Alma: paced, repeated where that is safe, silent about the key.

What may be repeated differs: reading can always be, but a PUT without an answer may have been
stored, so somebody has to look first (alma-and-marc.md A9).
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, TypeVar

import httpx

from orcid_tui.alma.access import AlmaKey
from orcid_tui.alma.answers import (
    Area,
    Complaint,
    fault_of,
    is_complaint,
    is_web_page,
    read_complaint,
)
from orcid_tui.alma.calls_left import CallsLeft
from orcid_tui.alma.faults import (
    AlmaError,
    AlmaRefused,
    AlmaUnreachable,
    OutcomeUnknown,
    WrongHost,
)
from orcid_tui.alma.gate import Gate
from orcid_tui.alma.manners import Pace
from orcid_tui.alma.safe_xml import UnreadableAnswer
from orcid_tui.language import _
from orcid_tui.text import clean
from orcid_tui.web.addresses import host_of
from orcid_tui.web.sending import LATER, Lack, NoAnswer, Sending, open_client

_log = logging.getLogger(__name__)

T = TypeVar("T")

XML: Final = "application/xml"
JSON: Final = "application/json"
_LARGE: Final = 1 << 15
_LOOK_FIRST: Final = _("It may have been stored: look at the record before saving it again.")
_REGIONAL: Final = _(
    "Check Alma's address: it is the server of your region, such as "
    "https://api-eu.hosted.exlibrisgroup.com, and not the library's own Alma. If it is "
    "right, the network may want you to sign in first."
)
_TOO_FAST: Final = _("Alma gets more calls in a second than it takes from this institution")


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `path` begins behind the base address, `query` is encoded already."""

    method: str
    path: str
    area: Area
    query: str = ""
    accept: str = XML
    body: bytes = field(default=b"", repr=False)

    @property
    def saves(self) -> bool:
        """Whether Alma may have stored something although no answer came."""
        return self.method == "PUT"


@dataclass(frozen=True, slots=True)
class _Answer:
    """Never printed: it may echo a key."""

    status: int
    kind: str
    body: bytes = field(repr=False)


class _Cure(Enum):
    """Which pauses come before a repeat."""

    LATER = auto()
    ONCE = auto()
    SLOWER = auto()


@dataclass(frozen=True, slots=True)
class _Passing:
    """What a repeat may cure, and what to raise when it does not."""

    fault: AlmaError
    cure: _Cure = _Cure.LATER


class Door:
    """Sends calls with one key. One httpx client for its life; used within one event loop."""

    def __init__(self, base_url: str, key: AlmaKey, pace: Pace, gate: Gate) -> None:
        self.host = host_of(base_url)
        self.calls_left = CallsLeft(pace.floor, pace.clock)
        self.requests_sent = 0
        self._base_url = base_url
        self._key = key
        self._source = clean(key.source)
        self._pace = pace
        self._gate = gate
        self._sending = Sending("Alma", pace.whole, pace.clock, _log, with_path=True)
        self._client: httpx.AsyncClient | None = None
        self._closed = False

    async def ask(self, call: Call, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the body of a good answer, after repeats where they help.

        `read` raises UnreadableAnswer for what it cannot use; it may be run in a thread. Raises
        AlmaError.
        """
        pauses = self._pauses()
        while True:
            outcome = await self._attempt(call)
            judged = self._judge(call, outcome)
            if isinstance(judged, _Answer):
                value = await _in_thread(read, judged.body)
                if not isinstance(value, UnreadableAnswer):
                    return value
                judged = self._unreadable(call, judged, value)
            if isinstance(judged, AlmaError):
                raise judged
            pause = next(pauses[judged.cure], None)
            if pause is None:
                raise judged.fault
            pause += random.uniform(0, self._pace.jitter)  # noqa: S311 - nothing is secret here
            if judged.cure is _Cure.SLOWER:
                self._gate.pause(pause)
            else:
                await self._pace.sleep(pause)

    async def aclose(self) -> None:
        """Give back connections. Nothing can be asked after that."""
        self._closed = True
        if self._client is not None:
            await self._client.aclose()

    def _pauses(self) -> dict[_Cure, Iterator[float]]:
        waits = iter(self._pace.waits)
        once = iter(self._pace.waits[:1])
        return {
            _Cure.LATER: waits,
            _Cure.ONCE: once,
            _Cure.SLOWER: iter(self._pace.threshold_waits),
        }

    async def _attempt(self, call: Call) -> _Answer | NoAnswer:
        async with self._gate.slots:
            self.calls_left.check()
            await self._gate.begin()
            self.calls_left.begin()
            try:
                return await self._send(call)
            finally:
                self.calls_left.over()

    async def _send(self, call: Call) -> _Answer | NoAnswer:
        if self._closed:
            return NoAnswer(Lack.SETTINGS, _("The connection to Alma is closed already."), LATER)
        if self._client is None:
            opened = open_client(accept=XML, connect=self._pace.connect, read=self._pace.read)
            if isinstance(opened, NoAnswer):
                return opened
            self._client = opened
        url = f"{self._base_url}{call.path}{'?' if call.query else ''}{call.query}"
        kind = {"Content-Type": XML} if call.method != "GET" else {}
        request = self._client.build_request(
            call.method, url, headers={"Accept": call.accept, **kind}, content=call.body or None
        )
        request.headers["Authorization"] = f"apikey {self._key.value.reveal()}"
        self.requests_sent += 1
        outcome = await self._sending.send(self._client, request, self._gate.write)
        if isinstance(outcome, NoAnswer):
            return outcome
        self.calls_left.heard(outcome.headers.get("X-Exl-Api-Remaining", "").strip())
        return _Answer(
            outcome.status_code, outcome.headers.get("Content-Type", ""), outcome.content
        )

    def _judge(self, call: Call, answer: _Answer | NoAnswer) -> _Answer | AlmaError | _Passing:
        """The answer itself where it is good and its body is still to be read."""
        if isinstance(answer, NoAnswer):
            return _without_answer(call, answer)
        status = answer.status
        if 200 <= status < 300 and not is_complaint(answer.body):
            return answer
        said = self._said(answer.body)
        if said.per_day:
            self.calls_left.threshold()
            return self.calls_left.used_up()
        if said.per_second or status == 429:
            return _Passing(AlmaUnreachable(f"{_TOO_FAST}.", LATER), _Cure.SLOWER)
        if said.general:
            if call.saves:
                sentence = _("Alma does not know what became of it: {sentence}.").format(
                    sentence=said.sentence
                )
                return OutcomeUnknown(sentence, _LOOK_FIRST)
            return _Passing(fault_of(status, said, call.area, self._source))
        if status >= 500 or status == 408 or said.of_the_gateway:
            what = said.sentence or _("no more is known")
            sentence = _("Alma has a fault of its own (HTTP {status}): {what}.").format(
                status=status, what=what
            )
            if call.saves:
                return OutcomeUnknown(sentence, _LOOK_FIRST)
            return _Passing(AlmaUnreachable(sentence, LATER))
        if is_web_page(answer.body, answer.kind) or 300 <= status < 400:
            return self._wrong_host()
        return fault_of(status, said, call.area, self._source)

    def _said(self, body: bytes) -> Complaint:
        said = read_complaint(body)
        hide = self._key.value.hidden_in
        return Complaint(hide(said.code), hide(said.message), hide(said.tracking_id))

    def _unreadable(
        self, call: Call, answer: _Answer, why: UnreadableAnswer
    ) -> AlmaError | _Passing:
        sentence = _("Alma's answer cannot be used: {why}.").format(why=why)
        if call.saves:
            return OutcomeUnknown(sentence, _LOOK_FIRST)
        if is_web_page(answer.body, answer.kind):
            return self._wrong_host()
        return _Passing(AlmaRefused(sentence, LATER), _Cure.ONCE)

    def _wrong_host(self) -> WrongHost:
        return WrongHost(
            _("{host} answered with a web page instead of data.").format(host=self.host), _REGIONAL
        )


def _without_answer(call: Call, outcome: NoAnswer) -> AlmaError | _Passing:
    fault = AlmaUnreachable(outcome.message, outcome.hint)
    if outcome.final:
        return fault
    if call.saves and outcome.connected and outcome.written:
        return OutcomeUnknown(outcome.message, _LOOK_FIRST)
    return _Passing(fault)


async def _in_thread(read: Callable[[bytes], T], body: bytes) -> T | UnreadableAnswer:
    """Pages of records take a while to go through; the screen must not wait for that."""
    try:
        return read(body) if len(body) < _LARGE else await asyncio.to_thread(read, body)
    except UnreadableAnswer as why:
        return why
