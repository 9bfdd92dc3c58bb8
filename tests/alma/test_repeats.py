"""What is repeated, how often, after which pause; and what is not, least of all a PUT."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Event

import pytest

from orcid_tui.alma.faults import AlmaError, AlmaRefused, AlmaUnreachable, OutcomeUnknown
from tests.alma.answers import MMS_ID, bib, complaint, xml
from tests.alma.conftest import Open, OwnTime
from tests.web.server import Answer, ScriptedServer, html

BODY = bib().encode()
GENERAL = complaint("401652", "General Error - An error has occurred.")

PASSING: list[Callable[[], Answer]] = [
    lambda: Answer(500),
    lambda: html(500),
    lambda: html(503),
    lambda: complaint("ROUTING_ERROR", "No route", 503, shape="list"),
    lambda: complaint("401652", "General Error", 500),
    lambda: GENERAL,
    lambda: complaint("GENERAL_ERROR", "General error."),
    lambda: Answer(408),
    lambda: Answer(200, BODY, "application/xml", short=True),
    lambda: Answer(200, b"not gzip", headers={"Content-Encoding": "gzip"}),
    lambda: Answer(drop=True),
]
UNREADABLE: list[Callable[[], Answer]] = [
    lambda: Answer(200, b"", "application/xml"),
    lambda: Answer(200, b"{}"),
    lambda: xml("<bib><mms_id>99</bib>"),
    lambda: xml("<holdings/>"),
    lambda: xml("<bibs/>"),
    lambda: xml(bib("9900000000901234")),
    lambda: Answer(200, b'<!DOCTYPE bib [<!ENTITY a "b">]>' + BODY, "application/xml"),
]


@pytest.mark.parametrize("fault", PASSING)
async def test_reading_is_repeated(
    server: ScriptedServer, open_alma: Open, time: OwnTime, fault: Callable[[], Answer]
) -> None:
    server.script.extend([fault(), fault(), fault()])
    alma = open_alma().api
    assert (await alma.bib(MMS_ID)).mms_id == MMS_ID
    assert time.pauses == [1, 2, 4]
    assert len(server.seen) == alma.requests_sent == 4


@pytest.mark.parametrize("fault", PASSING)
async def test_a_fault_that_lasts_is_told_in_a_sentence(
    server: ScriptedServer, open_alma: Open, fault: Callable[[], Answer]
) -> None:
    server.otherwise = fault()
    with pytest.raises((AlmaUnreachable, AlmaRefused)) as told:
        await open_alma().api.bib(MMS_ID)
    assert len(server.seen) == 4
    assert told.value.message.endswith(".")
    assert told.value.__cause__ is None
    assert told.value.__context__ is None


@pytest.mark.parametrize("fault", UNREADABLE)
async def test_an_answer_that_cannot_be_used_is_asked_for_once_more(
    server: ScriptedServer, open_alma: Open, time: OwnTime, fault: Callable[[], Answer]
) -> None:
    server.otherwise = fault()
    with pytest.raises(AlmaRefused, match="cannot be used") as told:
        await open_alma().api.bib(MMS_ID)
    assert told.value.code == ""
    assert time.pauses == [1]
    assert len(server.seen) == 2


@pytest.mark.parametrize("fault", [*PASSING, *UNREADABLE, lambda: html(200)])
async def test_a_put_that_may_have_been_stored_is_never_repeated(
    server: ScriptedServer, open_alma: Open, time: OwnTime, fault: Callable[[], Answer]
) -> None:
    server.script.append(fault())
    with pytest.raises(OutcomeUnknown) as told:
        await open_alma().api.put(MMS_ID, BODY)
    assert "look at the record" in told.value.hint
    assert [seen.method for seen in server.seen] == ["PUT"]
    assert time.pauses == []


async def test_a_put_without_an_answer_in_time_is_not_repeated(
    server: ScriptedServer, open_alma: Open
) -> None:
    let_go = Event()
    server.script.append(Answer(wait=let_go))
    try:
        with pytest.raises(OutcomeUnknown, match="too long") as told:
            await open_alma(read=0.1).api.put(MMS_ID, BODY)
    finally:
        let_go.set()
    assert "look" in told.value.hint
    assert len(server.seen) == 1


async def test_a_slow_answer_is_asked_for_again_when_only_reading(
    server: ScriptedServer, open_alma: Open
) -> None:
    let_go = Event()
    server.script.append(Answer(wait=let_go))
    try:
        assert (await open_alma(whole=0.2).api.bib(MMS_ID)).mms_id == MMS_ID
    finally:
        let_go.set()
    assert len(server.seen) == 2


async def test_a_put_that_never_went_out_is_repeated(open_alma: Open, time: OwnTime) -> None:
    """Where there is no connection Alma cannot have stored anything."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
    alma = open_alma(at=nowhere).api
    with pytest.raises(AlmaUnreachable, match=r"no connection to 127\.0\.0\.1"):
        await alma.put(MMS_ID, BODY)
    assert alma.requests_sent == 4
    assert time.pauses == [1, 2, 4]


@pytest.mark.parametrize("saving", [False, True])
@pytest.mark.parametrize(
    "refusal",
    [
        complaint("PER_SECOND_THRESHOLD", "More than allowed", 429, tracking="", shape="list"),
        Answer(429, b"Too Many Requests", "text/plain"),
    ],
)
async def test_too_many_in_a_second_is_waited_for_also_when_saving(
    server: ScriptedServer, open_alma: Open, time: OwnTime, saving: bool, refusal: Answer
) -> None:
    server.script.extend([refusal] * 3)
    alma = open_alma(threshold_waits=(10, 20, 30, 40)).api
    await (alma.put(MMS_ID, BODY) if saving else alma.bib(MMS_ID))
    assert len(server.seen) == 4
    assert time.pauses == [10, 20, 30]


async def test_too_many_in_a_second_for_too_long(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = complaint("PER_SECOND_THRESHOLD", status=429)
    with pytest.raises(AlmaUnreachable, match="in a second"):
        await open_alma(threshold_waits=(1, 1)).api.put(MMS_ID, BODY)
    assert len(server.seen) == 3


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 415])
async def test_refusals_are_told_at_once(
    server: ScriptedServer, open_alma: Open, status: int
) -> None:
    server.otherwise = complaint("402999", "Not today, dear colleague.", status)
    for saving in (False, True):
        alma = open_alma().api
        with pytest.raises(AlmaRefused, match=r"Not today.*402999.*E01-0"):
            await (alma.put(MMS_ID, BODY) if saving else alma.bib(MMS_ID))
        assert alma.requests_sent == 1


async def test_redirects_are_not_followed(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = Answer(302, headers={"Location": f"{server.base}/elsewhere"})
    with pytest.raises(AlmaError, match="web page"):
        await open_alma().api.put(MMS_ID, BODY)
    assert len(server.seen) == 1


async def test_after_closing_nothing_is_sent(server: ScriptedServer, open_alma: Open) -> None:
    connection = open_alma()
    await connection.api.bib(MMS_ID)
    await connection.aclose()
    with pytest.raises(AlmaUnreachable, match="closed"):
        await connection.api.put(MMS_ID, BODY)
    assert len(server.seen) == 1
