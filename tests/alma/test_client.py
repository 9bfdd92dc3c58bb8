"""What exactly is asked, and what is made of the answers; the contract is alma-and-marc.md A."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.alma.connecting import connect
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import Environment, Institution, MembersPage
from orcid_tui.alma.faults import KeyRefused, NotFound
from orcid_tui.alma.manners import Pace, SavingManners
from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.secret import Secret
from tests.alma.answers import MMS_ID, bib, bibs, js, xml
from tests.alma.conftest import KEY, NETWORK_KEY, Open
from tests.alma_stand_in import AlmaStandIn, StandInSet, invented_bib, mms, network_pair
from tests.alma_stand_in.keys import NO_BIBS_KEY, NO_CONF_KEY, READ_ONLY_KEY
from tests.web.server import Answer, ScriptedServer

BODY = bib().encode()
SET = "77310000000001234"


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    with AlmaStandIn([invented_bib(n) for n in range(1, 4)]) as made:
        yield made


@pytest.fixture
async def connection(alma: AlmaStandIn, pace: Pace) -> AsyncIterator[Connection]:
    made = connect(alma.access(network=True), pace)
    yield made
    await made.aclose()


async def test_a_record_there_and_back_is_the_same(
    alma: AlmaStandIn, connection: Connection
) -> None:
    for number in (1, 2, 3):
        fetched = await connection.api.bib(mms(number))
        stored = await connection.api.put(mms(number), fetched.xml)
        assert stored.mms_id == mms(number)
        assert (await connection.api.bib(mms(number))).xml == stored.xml
    assert (alma.damage(), alma.careless, alma.leaks) == ([], [], [])
    assert connection.api.requests_sent == len(alma.requests.all) == 9


async def test_what_alma_does_not_know_is_left_out(connection: Connection) -> None:
    asked = [mms(2), mms(99), mms(1)]
    assert sorted(one.mms_id for one in await connection.api.bibs(asked)) == [mms(1), mms(2)]
    assert await connection.api.bibs([mms(99)]) == ()
    assert await connection.api.bibs([]) == ()
    assert connection.api.requests_sent == 2


async def test_an_unknown_record_is_not_found(alma: AlmaStandIn, connection: Connection) -> None:
    with pytest.raises(NotFound) as told:
        await connection.api.bib(mms(99))
    assert told.value.code == "402203"
    with pytest.raises(NotFound):
        await connection.api.bib("not a number")
    alma.service.bibs.unknown_refuses_list = True
    with pytest.raises(NotFound):
        await connection.api.bibs([mms(1), mms(99)])


async def test_the_network_is_asked_with_its_own_key(pace: Pace) -> None:
    shared, own = network_pair(7)
    with AlmaStandIn([own], network_bibs=[shared]) as both:
        connection = connect(both.access(network=True), pace)
        assert connection.network is not None
        found = await connection.api.bib(own.mms_id)
        assert found.link is not None
        assert found.link.mms_id == shared.mms_id
        assert (await connection.network.bib(found.link.mms_id)).mms_id == shared.mms_id
        await connection.aclose()
        assert [seen.key for seen in both.requests.all] == ["exl_api", "exl_network"]


async def test_who_it_is(alma: AlmaStandIn, connection: Connection) -> None:
    expected = Institution("01EXA_INST", "Example University", Environment.PRODUCTION)
    assert await connection.api.institution() == expected
    alma.service.conf.environment = "sandbox"
    assert (await connection.api.institution()).environment is Environment.SANDBOX
    alma.service.conf.environment = "something new"
    assert (await connection.api.institution()).environment is Environment.UNKNOWN


@pytest.mark.parametrize(
    ("key", "reads", "writes", "configures"),
    [
        (READ_ONLY_KEY, True, False, True),
        (NO_CONF_KEY, True, True, False),
        (NO_BIBS_KEY, False, False, True),
        ("l7nobody-knows-this-one", False, False, False),
    ],
)
async def test_what_a_key_may_do(
    alma: AlmaStandIn, pace: Pace, key: str, reads: bool, writes: bool, configures: bool
) -> None:
    connection = connect(alma.access(key), pace)
    assert await connection.api.may_read() is reads
    assert await connection.api.may_write() is writes
    if configures:
        await connection.api.institution()
    else:
        with pytest.raises(KeyRefused):
            await connection.api.institution()
    await connection.aclose()
    assert alma.stored == {}


@pytest.mark.parametrize("as_text", [False, True])
async def test_a_set_and_its_members(
    alma: AlmaStandIn, connection: Connection, as_text: bool
) -> None:
    members = [mms(n) for n in range(1, 151)]
    alma.sets.append(
        StandInSet(SET, "Snø", members, logical=True, private=True, number_as_text=as_text)
    )
    found = await connection.api.one_set(SET)
    assert (found.id, found.name, found.members) == (SET, "Snø", 150)
    assert (found.content, found.content_name) == ("BIB_MMS", "All Titles")
    assert (found.logical, found.private, found.holds_titles) == (True, True, True)
    assert found.created_by == "Kløvik, Borghild"
    assert await connection.api.members(SET, 0) == MembersPage(tuple(members[:100]), 150)
    assert await connection.api.members(SET, 100) == MembersPage(tuple(members[100:]), 150)
    assert await connection.api.members(SET, 200) == MembersPage((), 150)


async def test_an_empty_set_has_no_key_for_members(server: ScriptedServer, open_alma: Open) -> None:
    alma = open_alma().api
    for empty in (
        js({"total_record_count": 0}),
        js({"member": None, "total_record_count": "0"}),
        xml('<members total_record_count="0"/>'),
    ):
        server.otherwise = empty
        assert await alma.members(SET, 0) == MembersPage((), 0)


async def test_configuration_may_come_in_xml(server: ScriptedServer, open_alma: Open) -> None:
    alma = open_alma().api
    server.script.extend(
        [
            xml(
                '<members total_record_count="2"><member link="x"><id>991</id><description>a'
                "</description></member><member><id>992</id></member></members>"
            ),
            xml(
                f'<set link="x"><id>{SET}</id><name>Snø</name><type desc="Logical">LOGICAL</type>'
                '<content desc="All Titles">BIB_MMS</content><private desc="No">false</private>'
                '<number_of_members link="x">3</number_of_members></set>'
            ),
            xml(
                '<general><institution desc="Example Library">01EXA_INST</institution>'
                "<environment_type>sandbox</environment_type></general>"
            ),
        ]
    )
    assert await alma.members(SET, 0) == MembersPage(("991", "992"), 2)
    one = await alma.one_set(SET)
    assert (one.name, one.logical, one.private, one.members) == ("Snø", True, False, 3)
    assert await alma.institution() == Institution(
        "01EXA_INST", "Example Library", Environment.SANDBOX
    )


async def test_how_records_are_asked_for(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = xml(bibs(MMS_ID))
    await open_alma().api.bibs([MMS_ID, "99&expand=p_avail", "9,9"])
    server.otherwise = xml(bib("9/9?a"))
    await open_alma().api.bib("9/9?a")
    several, one = server.seen
    assert (several.method, several.path) == ("GET", "/almaws/v1/bibs")
    assert several.query == {"mms_id": f"{MMS_ID},99&expand=p_avail,9,9"}
    assert (one.path, one.query) == ("/almaws/v1/bibs/9%2F9%3Fa", {})
    for seen in server.seen:
        assert seen.headers["Accept"] == "application/xml"
        assert seen.headers["Authorization"] == f"apikey {KEY}"
        assert "Cookie" not in seen.headers


async def test_how_a_record_is_saved(server: ScriptedServer, open_alma: Open) -> None:
    await open_alma().api.put(MMS_ID, BODY)
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("PUT", f"/almaws/v1/bibs/{MMS_ID}")
    assert seen.query == {
        "validate": "false",
        "override_warning": "true",
        "override_lock": "false",
        "stale_version_check": "true",
        "check_match": "false",
    }
    assert seen.headers["Content-Type"] == "application/xml"
    declaration, _, rest = seen.body.partition("\n")
    assert declaration == '<?xml version="1.0" encoding="UTF-8"?>'
    assert rest.encode() == BODY


async def test_what_the_settings_say_about_saving(server: ScriptedServer, open_alma: Open) -> None:
    await open_alma(saving=SavingManners(" 1234 ", "30", validate=True)).api.put(MMS_ID, BODY)
    (seen,) = server.seen
    assert seen.query["normalization"] == "1234"
    assert seen.query["cataloger_level"] == "30"
    assert seen.query["validate"] == "true"
    assert seen.query["override_lock"] == "false"
    assert seen.query["stale_version_check"] == "true"


async def test_members_are_asked_for_by_the_hundred(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = js({"member": [{"id": 991}, {"description": "x"}], "total_record_count": 2})
    page = await open_alma().api.members(SET, 300)
    assert page == MembersPage(("991",), 2)
    (seen,) = server.seen
    assert seen.path == f"/almaws/v1/conf/sets/{SET}/members"
    assert seen.query == {"limit": "100", "offset": "300"}
    assert seen.headers["Accept"] == "application/json"


async def test_cookies_are_not_kept(server: ScriptedServer, open_alma: Open) -> None:
    server.script.append(
        Answer(200, BODY, "application/xml", headers={"Set-Cookie": "JSESSIONID=1; Path=/"})
    )
    alma = open_alma().api
    await alma.bib(MMS_ID)
    await alma.bib(MMS_ID)
    assert all("Cookie" not in seen.headers for seen in server.seen)


@pytest.mark.parametrize("key", ["", "l8xx 01", "l8xx\n01", "l8xxø01", " l8xx01", "l8\x0001"])
def test_what_cannot_be_a_key_is_never_sent(key: str) -> None:
    for access in (
        AlmaAccess("https://api-eu.example.org", AlmaKey(Secret(key), "the test")),
        AlmaAccess(
            "https://api-eu.example.org",
            AlmaKey(Secret(KEY), "here"),
            AlmaKey(Secret(key), "the test"),
        ),
    ):
        with pytest.raises(ConfigurationError, match="key from the test") as told:
            connect(access)
        assert not key or key not in str(told.value)


def test_a_region_or_an_address_leads_to_the_server() -> None:
    made = connect(AlmaAccess("eu", AlmaKey(Secret(KEY), "x"), AlmaKey(Secret(NETWORK_KEY), "x")))
    assert made.base_url == "https://api-eu.hosted.exlibrisgroup.com"
    assert made.api.host == "api-eu.hosted.exlibrisgroup.com"
    assert made.network is not None
    with pytest.raises(ConfigurationError):
        connect(AlmaAccess("http://alma.example.org", AlmaKey(Secret(KEY), "x")))
