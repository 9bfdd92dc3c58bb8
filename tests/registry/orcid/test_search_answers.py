"""Hits as persons, whatever is null, missing or of another type."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.orcid.answers import read_search
from orcid_tui.registry.protocol import SearchAnswer
from tests.registry.orcid.pages import ADA, BO, hit


def test_a_full_row_and_an_empty_one() -> None:
    row = hit(
        ADA,
        given_names="Ada",
        family_names="Que\u0308llmalz\x1b[2J",
        credit_name="A. Quellmalz",
        other_name=["Ada Q.", "Ada Q.", "", None, 7],
        institution_name=["Wall\nInstitute", "ärchive"],
    )
    answer = read_search({"expanded-result": [row, hit(BO)], "num-found": 63})
    assert answer == SearchAnswer(
        (
            FoundPerson(
                ADA,
                "Ada",
                "Quëllmalz[2J",
                "A. Quellmalz",
                ("Ada Q.",),
                ("Wall Institute", "ärchive"),
            ),
            FoundPerson(BO),
        ),
        63,
    )


@pytest.mark.parametrize(
    ("body", "total"),
    [
        ({"expanded-result": None, "num-found": 0}, 0),
        ({"expanded-result": None}, 0),
        ({"num-found": 12}, 12),
        ({"expanded-result": "oops", "num-found": "13"}, 13),
        ({"expanded-result": [], "num-found": True}, 0),
        ({"expanded-result": [], "num-found": -1}, 0),
    ],
)
def test_no_hits(body: dict[str, object], total: int) -> None:
    assert read_search(body) == SearchAnswer((), total)


@pytest.mark.parametrize("body", [{}, {"error-code": 9008}, {"result": None}])
def test_something_else_is_not_no_hits(body: dict[str, object]) -> None:
    assert read_search(body) is None


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        "text",
        [],
        {},
        {"orcid-id": None},
        {"orcid-id": 5},
        {"orcid-id": "0099-0000-0000-0000"},
    ],
)
def test_a_broken_row_is_dropped_and_the_others_stay(broken: object) -> None:
    answer = read_search({"expanded-result": [broken, hit(ADA), hit(ADA)], "num-found": 3})
    assert answer is not None
    assert [person.orcid for person in answer.persons] == [ADA]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(hit(ADA))), inner)
    ),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_json_is_survived(row: object, total: object) -> None:
    body = {"expanded-result": [row, hit(BO)], "num-found": total}
    answer = read_search(json.loads(json.dumps(body)))
    assert answer is not None
    assert answer.persons[-1].orcid == BO
