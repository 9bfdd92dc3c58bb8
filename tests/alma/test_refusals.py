"""Every refusal of Alma becomes the fault that it is, with a sentence for a cataloguer."""

from __future__ import annotations

import pytest

from orcid_tui.alma.answers import read_complaint
from orcid_tui.alma.faults import (
    AlmaError,
    AlmaRefused,
    KeyRefused,
    Locked,
    NotFound,
    Stale,
    WrongHost,
)
from orcid_tui.errors import ExitCode
from tests.alma.answers import MMS_ID, SHAPES, bib, complaint, xml
from tests.alma.conftest import Open
from tests.web.server import Answer, ScriptedServer, html

BODY = bib().encode()
NO_RIGHT = "API-key not defined or not configured to allow this API."


@pytest.mark.parametrize("shape", SHAPES)
def test_all_shapes_of_errors_are_read(shape: str) -> None:
    answer = complaint("402203", "Input parameters mmsId 99 is not valid.", 400, "E02-27", shape)
    said = read_complaint(answer.body)
    assert said.code == "402203"
    assert said.message == "Input parameters mmsId 99 is not valid."
    assert said.tracking_id == "E02-27"


def test_several_errors_are_told_together() -> None:
    text = (
        '{"errorList": {"error": [{"errorCode": 4022032, "errorMessage": "No 245"},'
        '{"errorCode": "4022032", "errorMessage": "No\\u001b[2J 008"}, {"errorCode": "1"}]}}'
    )
    said = read_complaint(text.encode())
    assert (said.code, said.message, said.tracking_id) == ("4022032", "No 245 No[2J 008", "")


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"<a/>", b"<html>", b'{"errorList": null}', b'{"errorList": {}}'],
)
def test_without_an_error_nothing_is_made_up(body: bytes) -> None:
    said = read_complaint(body)
    assert (said.code, said.message, said.sentence) == ("", "", "")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "UNAUTHORIZED", NO_RIGHT),
        (403, "UNAUTHORIZED", NO_RIGHT),
        (401, "UNAUTHORIZED", NO_RIGHT),
        (403, "FORBIDDEN", ""),
        (403, "INVALID_REQUEST", ""),
        (400, "INVALID_REQUEST", "Invalid API Key"),
        (400, "GENERAL_ERROR", "Invalid API Key"),
    ],
)
async def test_a_key_that_is_not_accepted(
    server: ScriptedServer, open_alma: Open, shape: str, status: int, code: str, message: str
) -> None:
    server.otherwise = complaint(code, message, status, shape=shape)
    alma = open_alma().api
    with pytest.raises(KeyRefused, match="API key from the test") as told:
        await alma.bib(MMS_ID)
    assert told.value.exit_code is ExitCode.USAGE
    assert told.value.hint
    assert not await alma.may_read()
    assert not await alma.may_write()


async def test_a_403_that_says_nothing_is_about_the_key(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = Answer(403)
    with pytest.raises(KeyRefused, match="right to write bibliographic records"):
        await open_alma().api.put(MMS_ID, BODY)


@pytest.mark.parametrize("status", [200, 401, 403, 404])
async def test_a_web_page_is_the_wrong_host(
    server: ScriptedServer, open_alma: Open, status: int
) -> None:
    server.otherwise = html(status)
    alma = open_alma().api
    with pytest.raises(WrongHost, match=r"127\.0\.0\.1 answered with a web page") as told:
        await alma.bib(MMS_ID)
    assert "library's own Alma" in told.value.hint
    assert told.value.exit_code is ExitCode.USAGE
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        ("4022034", "A newer version of this record exists in the repository.", Stale),
        ("402290", "The record is locked by another user.", Locked),
        ("402290", "Record is being edited by klovik", Locked),
        ("40166499", "Cannot update: record in use by klovik", Locked),
        ("402203", "Input parameters mmsId 99 is not valid.", NotFound),
        ("402204", "Input parameters mmsid 99x is not numeric.", NotFound),
        ("40166454", "Not supported from the community zone.", AlmaRefused),
        ("4022032", "The record failed validation: 245 is blocked.", AlmaRefused),
        ("REQUEST_TOO_LARGE", "Too large.", AlmaRefused),
        ("", "", AlmaRefused),
    ],
)
async def test_why_a_record_is_not_stored(
    server: ScriptedServer, open_alma: Open, code: str, message: str, kind: type[AlmaRefused]
) -> None:
    server.otherwise = complaint(code, message, 400, "E01-2311000001-EXAMP")
    with pytest.raises(AlmaRefused) as told:
        await open_alma().api.put(MMS_ID, BODY)
    assert type(told.value) is kind
    assert (told.value.code, told.value.tracking_id) == (code, "E01-2311000001-EXAMP")
    assert message in told.value.message
    assert code in told.value.message
    assert "E01-2311000001-EXAMP" in told.value.message
    assert told.value.message.endswith(".")
    assert len(server.seen) == 1


async def test_what_only_reads_is_never_locked(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = complaint("1", "This set is locked by another user.")
    with pytest.raises(AlmaRefused) as told:
        await open_alma().api.one_set("77")
    assert type(told.value) is AlmaRefused


async def test_a_set_that_is_gone(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = complaint("60107", "Set not found: Set ID 77")
    for ask in (open_alma().api.one_set("77"), open_alma().api.members("77", 0)):
        with pytest.raises(NotFound, match=r"no such set.*77"):
            await ask


async def test_an_error_in_an_answer_of_200_is_an_error(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = complaint("402203", "Not valid.", 200)
    with pytest.raises(NotFound):
        await open_alma().api.bib(MMS_ID)
    server.otherwise = complaint("60107", "Set not found.", 200, shape="one")
    with pytest.raises(NotFound):
        await open_alma().api.members("77", 0)


async def test_a_title_that_names_an_error_is_none(server: ScriptedServer, open_alma: Open) -> None:
    """Of a record that was stored it must not be said that it was refused."""
    server.otherwise = xml(bib().replace("Wetterbuch", "errorsExist and errorList explained"))
    connection = open_alma()
    assert (await connection.api.put(MMS_ID, bib().encode())).mms_id == MMS_ID


async def test_what_alma_says_cannot_move_the_cursor(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = complaint("1", "Bad\x1b[31m\n news\u202e", shape="one")
    with pytest.raises(AlmaRefused, match=r"Bad\[31m news") as told:
        await open_alma().api.bib(MMS_ID)
    assert told.value.message.isprintable()


@pytest.mark.parametrize("mms_id", ["", " ", ".", ".."])
async def test_without_a_number_nothing_else_is_asked_for(
    server: ScriptedServer, open_alma: Open, mms_id: str
) -> None:
    alma = open_alma().api
    for ask in (alma.bib(mms_id), alma.put(mms_id, BODY), alma.one_set(mms_id)):
        with pytest.raises(NotFound):
            await ask
    assert not server.seen


async def test_another_record_than_was_asked_for_is_not_taken(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = xml(bib("9900000000901234"))
    with pytest.raises(AlmaError, match="another record"):
        await open_alma().api.bib(MMS_ID)
    with pytest.raises(AlmaError, match="another record"):
        await open_alma().api.put(MMS_ID, BODY)
