"""Each piece shows what its name says, and the registry has the right persons for it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.registry.demo.transport import DemoTransport
from tests.making.binary import MadeField
from tests.making.collection import Heading, collection
from tests.making.records import MadeRecord

API = "https://demo.invalid/v3.0"
_FIELDS = ("given-and-family-names", "other-names", "credit-name")


@pytest.fixture
async def registry() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=DemoTransport(), headers={"Accept": "application/json"}
    ) as client:
        yield client


async def _ask(registry: httpx.AsyncClient, query: str) -> list[dict[str, Any]]:
    answer = await registry.get(f"{API}/expanded-search/", params={"q": query, "rows": "200"})
    assert answer.status_code == 200, query
    return answer.json()["expanded-result"] or []


async def _ids(registry: httpx.AsyncClient, query: str) -> set[str]:
    return {hit["orcid-id"] for hit in await _ask(registry, query)}


def _piece(name: str) -> MadeRecord:
    made = collection()
    return made.records[made.pieces[name] - 1]


def _field(record: MadeRecord, tag: str, occurrence: int = 1) -> MadeField:
    return [field for field in record.fields if field.tag == tag][occurrence - 1]


def _forms(record: MadeRecord, heading: Heading) -> list[str]:
    """The name of a heading, and that of its linked 880."""
    field = _field(record, heading.tag, heading.occurrence)
    forms = [field.text("a")]
    if link := re.fullmatch(r"880-(\d\d)", field.text("6")):
        partner = f"{heading.tag}-{link[1]}"
        forms += [
            other.text("a")
            for other in record.fields
            if other.tag == "880" and other.text("6").startswith(partner)
        ]
    return forms


def _name_query(form: str) -> str:
    words = re.findall(r"[^\s,.\-،/־]+", unicodedata.normalize("NFC", form))
    parts = [f"{word}*" if len(word) == 1 and word.isascii() else f'"{word}"' for word in words]
    return " OR ".join(f"{field}:({' AND '.join(parts)})" for field in _FIELDS)


def _work_query(record: MadeRecord) -> str:
    title = record.work("")["title"].split(":")[0]
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    parts = [f'work-titles:"{escaped}"']
    if doi := record.first("024", "a"):
        parts.append(f'digital-object-ids:"{doi}"')
    if isbn := record.first("020", "a").split(" ")[0]:
        parts.append(f'isbn:"{isbn}"')
    return " OR ".join(parts)


_TRUTHS = collection().truths
_KNOWN = [t for t in _TRUTHS if t.orcid]
_HAVE_A_PUBLIC_NAME = [
    t for t in _KNOWN if t.record != collection().pieces["the iD of a person whose name is private"]
]


@pytest.mark.parametrize(
    "truth", _HAVE_A_PUBLIC_NAME, ids=lambda t: f"{t.record}-{t.tag}-{t.occurrence}"
)
async def test_the_person_is_found_by_name(registry: httpx.AsyncClient, truth: Heading) -> None:
    record = collection().records[truth.record - 1]
    found: set[str] = set()
    for form in _forms(record, truth):
        found |= await _ids(registry, _name_query(form))
    assert truth.orcid is not None
    assert truth.orcid.value in found


async def test_exactly_those_who_claim_a_work_are_found_by_it(registry: httpx.AsyncClient) -> None:
    made = collection()
    claims: dict[int, set[str]] = {number: set() for number in range(1, len(made.records) + 1)}
    for truth in _KNOWN:
        if truth.claims and truth.orcid:
            claims[truth.record].add(truth.orcid.value)
    for number, record in enumerate(made.records, 1):
        if record.kind == "authority" or not claims[number]:
            continue
        assert claims[number] <= await _ids(registry, _work_query(record)), number
        if doi := record.first("024", "a"):
            assert await _ids(registry, f'digital-object-ids:"{doi}"') <= claims[number]


async def test_nobody_who_is_not_there_is_found(registry: httpx.AsyncClient) -> None:
    made = collection()
    absent = [truth for truth in _TRUTHS if truth.orcid is None]
    assert absent
    for truth in absent:
        record = made.records[truth.record - 1]
        found = await _ids(registry, _name_query(_forms(record, truth)[0]))
        if record is _piece("someone who died in 1890"):
            assert len(found) == 1, "a living name-sake"
        else:
            assert not found


# --- single pieces --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "family", "count"),
    [
        ("Anna", "Brandt", 4),
        ("Liisu", "Tamm", 2),
        ("Mingyuan", "Qiu", 2),
        ("Clement", "Underhay", 2),
    ],
)
async def test_name_sakes(registry: httpx.AsyncClient, name: str, family: str, count: int) -> None:
    query = f"given-and-family-names:({name} AND {family})"
    assert len(await _ids(registry, query)) == count


async def test_a_person_with_two_current_employers(registry: httpx.AsyncClient) -> None:
    [hit] = await _ask(registry, "family-name:Delacroze")
    jobs = (await registry.get(f"{API}/{hit['orcid-id']}/employments")).json()["affiliation-group"]
    current = [j for j in jobs if j["summaries"][0]["employment-summary"]["end-date"] is None]
    assert len(current) == 2


async def test_a_person_with_past_employers_only(registry: httpx.AsyncClient) -> None:
    [hit] = await _ask(registry, "family-name:Farnleigh")
    answer = await registry.get(
        f"{API}/expanded-search/",
        params={
            "q": f"orcid:{hit['orcid-id']}",
            "fl": "orcid,current-institution-affiliation-name",
        },
    )
    assert answer.json()["expanded-result"][0]["institution-name"] == []
    assert hit["institution-name"] == ["University of Strathbeg"]


async def test_a_membership_passes_for_an_employer_in_the_index(
    registry: httpx.AsyncClient,
) -> None:
    [hit] = await _ask(registry, "family-name:Harrowgate")
    assert "Guild of Coastal Composers" in hit["institution-name"]
    jobs = await registry.get(f"{API}/{hit['orcid-id']}/employments")
    assert "Guild" not in jobs.text


@pytest.mark.parametrize(
    ("piece", "status", "code"),
    [
        ("a deprecated iD", 301, 9007),
        ("the iD of a locked record", 409, 9018),
        ("the iD of a deactivated record", 409, 9044),
        ("the iD of a record that was never claimed", 409, 9036),
        ("an iD that the registry does not know", 404, 9016),
        ("the iD of a person whose name is private", 200, None),
    ],
)
async def test_ids_that_lead_somewhere_odd(
    registry: httpx.AsyncClient, piece: str, status: int, code: int | None
) -> None:
    orcid = OrcidId.parse(_field(_piece(piece), "100").text("1"))
    answer = await registry.get(f"{API}/{orcid}/person")
    assert (answer.status_code, answer.json().get("error-code")) == (status, code)
    if status == 200:
        assert answer.json()["name"] is None


@pytest.mark.parametrize(
    ("piece", "code", "pattern"),
    [
        ("an iD as https in $1", "1", r"https://orcid\.org/0099-\d{4}-\d{4}-\d{3}[\dX]"),
        ("an iD in $0 with (orcid)", "0", r"\(orcid\)0099-\d{4}-\d{4}-\d{3}[\dX]"),
        ("an iD in $0 without hyphens", "0", r"\(orcid\)0099\d{11}[\dX]"),
        ("the same iD in $0 and $1", "1", r"https://orcid\.org/0099.*"),
        ("a bare iD in $0 with $2 orcid", "0", r"0099-.*"),
        ("an iD in $9", "9", r"\(orcid\)0099-.*"),
        ("an iD that ends in X", "1", r".*X"),
        ("a small x at the end", "0", r".*x"),
        ("http and a slash at the end", "1", r"http://orcid\.org/.*/"),
        ("already linked as it should be", "1", r"https://orcid\.org/0099-.*"),
    ],
)
async def test_an_id_in_each_form(
    registry: httpx.AsyncClient, piece: str, code: str, pattern: str
) -> None:
    record = _piece(piece)
    text = _field(record, "100").text(code)
    assert re.fullmatch(pattern, text)
    [truth] = [t for t in collection().truths if t.record == collection().pieces[piece]]
    assert OrcidId.parse(text) == truth.orcid


def test_ids_that_are_none() -> None:
    for piece in ("a mistyped check digit", "an iD of the sandbox", "VIAF in $1 only"):
        with pytest.raises(InvalidOrcidId):
            OrcidId.parse(_field(_piece(piece), "100").text("1"))


def test_other_uris_beside_and_behind() -> None:
    both = [
        v for c, v in _field(_piece("VIAF and an iD side by side"), "100").subfields if c == "1"
    ]
    assert ["viaf" in uri for uri in both] == [True, False]
    behind = _field(_piece("a GND number, and all that can stand behind"), "100").subfields
    assert [code for code, _ in behind] == ["a", "d", "e", "0", "1", "4", "5", "8", "9"]


async def test_an_isni_that_agrees(registry: httpx.AsyncClient) -> None:
    piece = "an ISNI in $0 that agrees with the person's"
    isni = _field(_piece(piece), "100").text("0").removeprefix("(isni)")
    [found] = await _ids(registry, f'external-id-type-and-value:"ISNI={isni}"')
    [truth] = [t for t in collection().truths if t.record == collection().pieces[piece]]
    assert truth.orcid is not None
    assert found == truth.orcid.value
    assert len(await _ids(registry, _name_query("Novotná, Ludmila"))) == 2


async def test_the_id_of_a_name_sake(registry: httpx.AsyncClient) -> None:
    record = _piece("the iD of a name-sake")
    present = OrcidId.parse(_field(record, "100").text("1"))
    [right] = await _ids(registry, f'doi-self:"{record.first("024", "a")}"')
    assert right != present.value


def test_odd_records() -> None:
    assert "\x1b" in _piece("escape sequences in the title").first("245", "a")
    assert {"\x98", "\x9c"} <= set(_piece("non-sorting marks around the article").first("245", "a"))
    assert "[/x]" in _piece("a title that looks like markup").first("245", "a")
    assert len(_piece("a very long title").first("245", "a")) > 300
    assert _piece("[microform] in the title").first("245", "h") == "[microform] :"
    assert "ca. 1900" in _piece("[ca. 1900] in title and date").first("245", "a")
    authors = [f for f in _piece("thirty authors").fields if f.tag in ("100", "700")]
    assert len(authors) == 30
    assert _field(_piece("a name and title heading"), "700").text("t")
    assert _field(_piece("a family name"), "100").indicators == "3 "
    assert not unicodedata.is_normalized("NFC", _piece("decomposed letters").first("100", "a"))


def test_leaders_and_code_pages() -> None:
    old = _piece("an old record in MARC-8").binary(1)
    assert old[9:10] == b" "
    with pytest.raises(UnicodeDecodeError):
        old.decode()
    unflagged = _piece("UTF-8 that the leader does not admit").binary(1)
    assert unflagged[9:10] == b" "
    assert "vóór" in unflagged.decode()
    assert _piece("an authority record among the others").binary(1)[6:7] == b"z"
    assert b"001" not in _piece("a record without control number").binary(1)[24:36]


async def test_the_rest_has_name_sakes_too(registry: httpx.AsyncClient) -> None:
    answer = await registry.get(f"{API}/expanded-search/", params={"q": "*:*"})
    hits = answer.json()["expanded-result"]
    names = Counter(f"{hit['given-names']} {hit['family-names']}" for hit in hits)
    assert sum(1 for count in names.values() if count > 1) >= 25
