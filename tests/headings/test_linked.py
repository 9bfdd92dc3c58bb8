"""Every form in which an ORCID iD is found in a heading (alma-and-marc.md B2)."""

from __future__ import annotations

import pytest

from orcid_tui.headings.linked import read_links
from orcid_tui.orcid_id import OrcidId
from tests.fields import field

_ID = OrcidId.from_base("009900000000001")
_WITH_X = next(
    iD for n in range(50) if (iD := OrcidId.from_base(f"0099000000{n:05}")).value.endswith("X")
)
_PLAIN = _ID.value.replace("-", "")


@pytest.mark.parametrize(
    ("subfields", "orcid", "form"),
    [
        ([f"1 {_ID.uri}"], _ID, "$1 URI"),
        ([f"1 http://orcid.org/{_ID}"], _ID, "$1 URI"),
        ([f"1 https://www.orcid.org/{_ID}/"], _ID, "$1 URI"),
        ([f"1 (uri)https://orcid.org/{_ID}"], _ID, "$1 URI"),
        ([f"1 {_ID}"], _ID, "$1 bare"),
        ([f"0 (orcid){_ID}"], _ID, "$0 (orcid)"),
        ([f"0 (orcid){_PLAIN}"], _ID, "$0 (orcid)"),
        ([f"0 (ORCID){_PLAIN}"], _ID, "$0 (orcid)"),
        ([f"0 (orcid){_PLAIN}", f"1 {_ID.uri}"], _ID, "$1 URI"),
        ([f"0 {_ID}", "2 orcid"], _ID, "$0 bare"),
        ([f"0 {_PLAIN}", "2 orcid"], _ID, "$0 bare"),
        ([f"9 (orcid){_ID}"], _ID, "$9 (orcid)"),
        ([f"1 {_WITH_X.uri}"], _WITH_X, "$1 URI"),
        ([f"1 {_WITH_X.uri.lower()}"], _WITH_X, "$1 URI"),
    ],
)
def test_forms(subfields: list[str], orcid: OrcidId, form: str) -> None:
    links = read_links(field("100", "1 ", "a Smith, Jane", *subfields))
    assert (links.orcid, links.form, links.bad) == (orcid, form, "")


def test_other_sources_are_not_an_orcid() -> None:
    links = read_links(
        field(
            "100",
            "1 ",
            "a Smith, Jane",
            "0 (DE-588)118540238",
            "0 http://id.loc.gov/authorities/names/n00000000",
            "1 http://viaf.org/viaf/99999999",
            f"1 {_PLAIN}",
        )
    )
    assert links.orcid is None
    assert links.bad == ""
    assert links.other_uris == (
        "http://id.loc.gov/authorities/names/n00000000",
        "http://viaf.org/viaf/99999999",
    )


@pytest.mark.parametrize(
    "text",
    [
        f"1 https://orcid.org/{_ID.value[:-1]}{(int(_ID.value[-1]) + 1) % 10}"
        if _ID.value[-1] != "X"
        else "1 https://orcid.org/0099-0000-0000-0000",
        "1 https://orcid.org/",
        "0 (orcid)12345",
        f"1 https://sandbox.orcid.org/{_ID}",
    ],
)
def test_what_only_claims_to_be_an_id_is_named(text: str) -> None:
    links = read_links(field("100", "1 ", "a Smith, Jane", text))
    assert links.orcid is None
    assert links.bad == text[2:]
