"""Numbers of a person in $0 and $1, in the forms that catalogues write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.person_identifiers import person_identifiers, same_identifier
from orcid_tui.persons.person import ExternalIdentifier
from tests.fields import field


@pytest.mark.parametrize(
    ("subfields", "kind", "value"),
    [
        (("0 (isni)0000000998765432",), "ISNI", "0000000998765432"),
        (("0 (isni) 0000 0009 9876 543x",), "ISNI", "000000099876543X"),
        (("1 https://isni.org/isni/0000000998765432",), "ISNI", "0000000998765432"),
        (("1 http://www.isni.org/0000000998765432/",), "ISNI", "0000000998765432"),
        (("0 0000 0009 9876 5432", "2 isni"), "ISNI", "0000000998765432"),
        (("o ISNI0000000998765432",), "ISNI", "0000000998765432"),
        (("1 http://viaf.org/viaf/990012345",), "VIAF", "990012345"),
        (("0 (viaf)990012345",), "VIAF", "990012345"),
        (("1 http://www.wikidata.org/entity/Q99001",), "Wikidata", "Q99001"),
        (("1 https://www.wikidata.org/wiki/q99001",), "Wikidata", "Q99001"),
        (
            ("0 https://www.scopus.com/authid/detail.uri?authorId=99001234567",),
            "Scopus",
            "99001234567",
        ),
        (("0 http://www.researcherid.com/rid/Z-0099-2012",), "ResearcherID", "Z-0099-2012"),
    ],
)
def test_forms(subfields: tuple[str, ...], kind: str, value: str) -> None:
    (found,) = person_identifiers(field("700", "1 ", "a Quell, Ada.", *subfields))
    assert found == ExternalIdentifier(kind, value)


@pytest.mark.parametrize(
    "subfield",
    [
        "0 (DE-588)118540238",
        "1 https://orcid.org/0000-0002-1825-0097",
        "0 (orcid)0000-0002-1825-0097",
        "0 0000000218250097",
        "1 http://id.loc.gov/authorities/names/n79021164",
        "0 (isni)12345",
        "1 http://viaf.org/viaf/",
        "a (isni)0000000998765432",
    ],
)
def test_other_numbers_are_left_alone(subfield: str) -> None:
    assert person_identifiers(field("700", "1 ", subfield)) == ()


def test_one_number_in_two_forms_is_one() -> None:
    twice = ("0 (isni)0000000998765432", "1 https://isni.org/isni/0000000998765432")
    assert len(person_identifiers(field("100", "1 ", *twice))) == 1


@pytest.mark.parametrize(
    ("here", "source", "value", "same"),
    [
        ("0000000998765432", "ISNI", "0000 0009 9876 5432", True),
        ("0000000998765432", "ISNI", "https://isni.org/isni/0000000998765432/", True),
        ("0000000998765432", "Other-ID", "0000-0009-9876-5432", True),
        ("0000000998765432", "ISNI", "0000000998765431", False),
        ("Q42", "Wikidata", "q42", True),
        ("Q42", "Loop profile", "Q42", False),
    ],
)
def test_same_identifier(here: str, source: str, value: str, same: bool) -> None:
    kind = "Wikidata" if here.startswith("Q") else "ISNI"
    assert (
        same_identifier(ExternalIdentifier(kind, here), ExternalIdentifier(source, value)) is same
    )


@given(st.text(max_size=80))
def test_any_text_may_stand_there(text: str) -> None:
    for found in person_identifiers(field("100", "1 ", f"0 {text}", f"1 (isni){text}")):
        assert found.value.replace("-", "").isalnum()
