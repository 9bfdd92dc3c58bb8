"""The page of one iD: names, affiliations with their dates, works, and iDs that are no more."""

from __future__ import annotations

import copy
import threading
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FurtherAffiliation,
    FurtherKind,
    PartialDate,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.registry.orcid.http import Reply
from orcid_tui.registry.orcid.profile_pages import is_current, read_date, read_profile
from tests.registry.orcid.conftest import Open
from tests.registry.orcid.pages import (
    ADA,
    BO,
    affiliation,
    day,
    error,
    hit,
    identifier,
    record,
    work,
)
from tests.web.server import Answer, ScriptedServer, answer, html

TODAY = date(2026, 5, 20)
NAME: dict[str, object] = {
    "given-names": {"value": "Ada"},
    "family-name": {"value": "Quellmalz"},
    "credit-name": None,
}
FULL = record(
    ADA,
    NAME,
    employments=[
        affiliation("employment", "Wall Institute", "1930-02-29", None, role_title="Mason"),
        affiliation("employment", "Brick Board", "2001", "2009-12", department_name="Clay"),
        affiliation("employment", None, "2001", None),
    ],
    educations=[affiliation("education", "Mortar College", None, "1999")],
    works=[
        work("Lichens", "2012-05", identifier("DOI", "https://doi.org/10.5555/A", "10.5555/a")),
        work(None, None),
        {"work-summary": None},
        None,
    ],
    memberships=[affiliation("membership", "Guild of Masons", "2003", None)],
    invited_positions=[affiliation("invited-position", "Gravel School", None, "2011")],
)


def read(body: dict[str, object], status: int = 200, location: str = "") -> PersonProfile | None:
    return read_profile(Reply(status, body, location), ADA, TODAY)


def test_a_full_page() -> None:
    assert read(FULL) == PersonProfile(
        ADA,
        given_names="Ada",
        family_name="Quellmalz",
        other_names=("A. Quell",),
        employments=(
            Affiliation(
                "Wall Institute", "", "Mason", "Ulm", "DE", PartialDate(1930, 2, 29), None, True
            ),
            Affiliation(
                "Brick Board", "Clay", "", "Ulm", "DE", PartialDate(2001), PartialDate(2009, 12)
            ),
        ),
        educations=(
            Affiliation("Mortar College", city="Ulm", country="DE", end=PartialDate(1999)),
        ),
        works=(
            PublishedWork(
                "Lichens", 2012, "Annals of Walls", "journal-article", (("doi", "10.5555/a"),)
            ),
            PublishedWork("", None, "Annals of Walls", "journal-article"),
        ),
        works_total=3,
        external_identifiers=(ExternalIdentifier("Scopus Author ID", "990099"),),
        further=(
            FurtherAffiliation(
                FurtherKind.INVITED_POSITION,
                Affiliation("Gravel School", city="Ulm", country="DE", end=PartialDate(2011)),
            ),
            FurtherAffiliation(
                FurtherKind.MEMBERSHIP,
                Affiliation("Guild of Masons", "", "", "Ulm", "DE", PartialDate(2003), None, True),
            ),
        ),
        keywords=("mortar",),
        countries=("DE",),
        websites=("https://w.example/",),
        last_modified=date(2017, 9, 8),
    )


@pytest.mark.parametrize("value", [None, "1504850007188", True, -1, 0, 10**15, 1.5, {}])
def test_a_change_that_no_clock_knows(value: object) -> None:
    profile = read(FULL | {"history": {"last-modified-date": {"value": value}}})
    assert profile is not None
    assert profile.last_modified is None


@pytest.mark.parametrize("name", [None, {}, {"given-names": None, "family-name": {"value": None}}])
def test_a_private_name(name: dict[str, object] | None) -> None:
    profile = read(record(ADA, name))
    assert profile is not None
    assert profile.state is ProfileState.NAME_PRIVATE


def test_an_empty_page() -> None:
    profile = read({"person": None, "activities-summary": None})
    assert profile == PersonProfile(ADA, ProfileState.NAME_PRIVATE)


@pytest.mark.parametrize(
    ("end", "current"),
    [
        (None, True),
        ("", True),
        ("2025", False),
        ("2026", True),
        ("2027", True),
        ("2026-04", False),
        ("2026-05", True),
        ("2026-05-19", False),
        ("2026-05-20", False),
        ("2026-05-21", True),
        ("2026-02-31", False),
    ],
)
def test_what_is_current(end: str | None, current: bool) -> None:
    assert is_current(read_date(day(end)), TODAY) is current


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (day("1930-02-30"), PartialDate(1930, 2, 30)),
        (day("2001-00-00"), PartialDate(2001)),
        ({"year": {"value": 2001}, "month": {"value": 7}}, PartialDate(2001, 7)),
        ({"year": {"value": "2001"}, "month": {"value": "July"}}, PartialDate(2001)),
        ({"year": {"value": "2001"}, "month": {"value": "700"}}, PartialDate(2001)),
        ({"year": None, "month": {"value": "07"}}, None),
        ({"year": {"value": "MMI"}}, None),
        ({"year": {"value": "٢٠٠١"}}, None),
        ({"year": {"value": "20011"}}, None),
        ("2001", None),
        (None, None),
    ],
)
def test_dates(written: object, read_as: PartialDate | None) -> None:
    assert read_date(written) == read_as


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (404, 9016, ProfileState.UNKNOWN),
        (409, 9018, ProfileState.LOCKED),
        (409, 9044, ProfileState.DEACTIVATED),
        (409, 9036, ProfileState.UNCLAIMED),
    ],
)
async def test_ids_that_show_nobody(
    server: ScriptedServer, open_registry: Open, status: int, code: int, state: ProfileState
) -> None:
    server.script.append(answer(status, error(status, code)))
    assert await open_registry().profile(ADA) == PersonProfile(ADA, state)
    (seen,) = server.seen
    assert seen.path == f"/v3.0/{ADA}/record"


@pytest.mark.parametrize(
    ("said", "successor"),
    [
        (answer(301, error(301, 9007), Location=f"https://pub.orcid.org/v3.0/{BO}/record"), BO),
        (answer(301, error(301, 9007, f"Please refer to account: {BO.uri}.")), BO),
        (Answer(301, headers={"Location": f"https://pub.orcid.org/v3.0/{BO}/record"}), BO),
        (answer(301, error(301, 9007)), None),
        (answer(301, error(301, 9007), Location=f"https://pub.orcid.org/v3.0/{ADA}/record"), None),
    ],
)
async def test_a_deprecated_id_names_its_successor_and_is_not_followed(
    server: ScriptedServer, open_registry: Open, said: Answer, successor: object
) -> None:
    server.script.append(said)
    profile = await open_registry().profile(ADA)
    assert profile.state is ProfileState.DEPRECATED
    assert profile.successor == successor
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "said",
    [
        html(404),
        answer(404, error(404, 9001)),
        answer(409, error(409, 1)),
        answer(200, {"num-found": 0}),
        Answer(301, headers={"Location": "https://pub.orcid.org/"}),
    ],
)
async def test_an_answer_that_says_nothing_about_the_id_is_an_error(
    server: ScriptedServer, open_registry: Open, said: Answer
) -> None:
    server.otherwise = said
    with pytest.raises(RegistryUnreachable, match="form that this program does not know"):
        await open_registry().profile(ADA)


async def test_finding_one_id(server: ScriptedServer, open_registry: Open) -> None:
    registry = open_registry()
    server.script.append(answer(200, {"expanded-result": [hit(ADA)], "num-found": 1}))
    found = await registry.find(ADA)
    assert found is not None
    assert found.orcid == ADA
    assert server.seen[0].query["q"] == f'orcid:"{ADA}"'
    assert await registry.find(BO) is None


def _paths(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    return [path, *(found for key, inner in pairs for found in _paths(inner, (*path, key)))]


@given(
    st.sampled_from(_paths(FULL)[1:]), st.sampled_from([None, [], {}, "text", 7, True, [None], [7]])
)
def test_any_part_may_be_something_else(path: tuple[object, ...], other: object) -> None:
    body: object = copy.deepcopy(FULL)
    at: object = body
    for key in path[:-1]:
        at = at[key]  # type: ignore[index]
    at[path[-1]] = other  # type: ignore[index]
    profile = read(body)  # type: ignore[arg-type]
    assert profile is not None
    assert profile.state in (ProfileState.PUBLIC, ProfileState.NAME_PRIVATE)


async def test_a_long_page_is_read_beside_the_screen(
    server: ScriptedServer, open_registry: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[bool] = []

    def watched(*page: Any) -> PersonProfile | None:
        where.append(threading.current_thread() is threading.main_thread())
        return read_profile(*page)

    monkeypatch.setattr("orcid_tui.registry.orcid.registry.read_profile", watched)
    works: list[object] = [work(f"Lichens, part {n}", "2012") for n in range(1500)]
    server.script.append(answer(200, record(ADA, NAME, works=works)))
    server.script.append(answer(200, record(ADA, NAME, works=works[:3])))
    registry = open_registry()
    assert (await registry.profile(ADA)).works_total == 1500
    assert (await registry.profile(ADA)).works_total == 3
    assert where == [False, True]
