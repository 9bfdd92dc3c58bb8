"""What each decision does to a field, in every form in which an iD is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.changes import Wish, is_untidy, steps_for
from orcid_tui.headings.linked import find_marks
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import carried_out
from orcid_tui.orcid_id import OrcidId
from tests.fields import field

_ID = OrcidId.from_base("009900000000001")
_OTHER = OrcidId.from_base("009900000000002")
_PLAIN = _ID.value.replace("-", "")
_BROKEN = "https://orcid.org/0000-0000-0000-0000"
_NAME = "a Smith, Jane,"


def after(
    texts: Sequence[str],
    wish: Wish,
    orcid: OrcidId | None = None,
    writing: Writing = Writing.URI,
) -> list[str]:
    """The subfields that are left, as `code value`."""
    before = field("100", "1 ", *texts)
    steps = steps_for(before, wish, orcid, Practice(writing=writing))
    return [f"{each.code} {each.value}" for each in carried_out(before.subfields, steps)]


@pytest.mark.parametrize(
    ("writing", "added"),
    [
        (Writing.URI, [f"1 {_ID.uri}"]),
        (Writing.TEXT, [f"0 (orcid){_ID}"]),
        (Writing.BOTH, [f"0 (orcid){_ID}", f"1 {_ID.uri}"]),
    ],
)
def test_linking_adds_the_form_of_the_library(writing: Writing, added: list[str]) -> None:
    rest = ["e author.", "4 aut"]
    assert after([_NAME, *rest], Wish.LINK, _ID, writing) == [_NAME, "e author.", *added, "4 aut"]
    assert after([_NAME, *added], Wish.LINK, _ID, writing) == [_NAME, *added]


def test_linking_never_takes_the_place_of_anything() -> None:
    other_source = ["0 (DE-588)1", "1 http://viaf.org/viaf/1"]
    assert after([_NAME, *other_source], Wish.LINK, _ID) == [_NAME, *other_source, f"1 {_ID.uri}"]
    assert after([_NAME, f"1 {_BROKEN}"], Wish.LINK, _ID) == [
        _NAME,
        f"1 {_BROKEN}",
        f"1 {_ID.uri}",
    ]
    with pytest.raises(FieldRefused, match=str(_OTHER)):
        after([_NAME, f"9 (orcid){_OTHER}"], Wish.LINK, _ID)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([f"1 {_OTHER.uri}"], [f"1 {_ID.uri}"]),
        ([f"1 {_BROKEN}"], [f"1 {_ID.uri}"]),
        ([f"1 {_OTHER}"], [f"1 {_ID.uri}"]),
        (
            [f"0 (orcid){_OTHER}", f"1 {_OTHER.uri}", "4 aut"],
            [f"0 (orcid){_ID}", f"1 {_ID.uri}", "4 aut"],
        ),
        ([f"0 {_OTHER}", "2 orcid"], [f"0 {_ID}", f"1 {_ID.uri}", "2 orcid"]),
        ([f"1 {_OTHER.uri}", f"1 {_ID.uri}"], [f"1 {_ID.uri}"]),
        ([f"1 {_OTHER.uri}?lang=en"], [f"1 {_ID.uri}"]),
        ([f"1 https://sandbox.orcid.org/{_ID}"], [f"1 {_ID.uri}"]),
        ([f"1 {_OTHER.uri} {_BROKEN}"], [f"1 {_ID.uri}"]),
        ([f"0 {_OTHER.uri}"], [f"0 {_ID.uri}", f"1 {_ID.uri}"]),
        (
            [f"9 (DE-588)1 (orcid){_OTHER}"],
            [f"1 {_ID.uri}", f"9 (DE-588)1 (orcid){_ID}"],
        ),
        (
            [f"1 {_OTHER.uri}", "1 http://viaf.org/viaf/1"],
            [f"1 {_ID.uri}", "1 http://viaf.org/viaf/1"],
        ),
    ],
)
def test_replacing_keeps_places_and_forms(before: list[str], expected: list[str]) -> None:
    assert after([_NAME, *before], Wish.REPLACE, _ID) == [_NAME, *expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([f"1 {_ID.uri}", "4 aut"], ["4 aut"]),
        ([f"1 {_BROKEN}"], []),
        ([f"0 (orcid){_PLAIN}", f"1 {_ID.uri}", "9 local"], ["9 local"]),
        ([f"0 {_PLAIN}", "2 orcid"], []),
        ([f"1 {_ID.uri}", "0 (DE-588)1", "2 gnd"], ["0 (DE-588)1", "2 gnd"]),
        ([f"1 {_PLAIN}", "2 ORCID"], []),
        (
            [f"1 {_ID.uri}?lang=en", f"1 https://example.org/orcid/{_ID}"],
            [f"1 https://example.org/orcid/{_ID}"],
        ),
        ([f"1 {_ID.uri}".replace("-", "\u2011"), f"0 (isni){_PLAIN}"], [f"0 (isni){_PLAIN}"]),
    ],
)
def test_removing_takes_every_form_of_an_id_and_nothing_else(
    before: list[str], expected: list[str]
) -> None:
    assert after([_NAME, *before], Wish.REMOVE) == [_NAME, *expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([f"0 (orcid){_PLAIN}"], [f"1 {_ID.uri}"]),
        ([f"0 {_ID}", "2 orcid", "4 aut"], [f"1 {_ID.uri}", "4 aut"]),
        ([f"9 (orcid){_ID}", "9 local"], [f"1 {_ID.uri}", "9 local"]),
        ([f"1 http://www.orcid.org/{_ID}/"], [f"1 {_ID.uri}"]),
        ([f"0 (orcid){_ID}", f"1 {_ID.uri}"], [f"1 {_ID.uri}"]),
        ([f"1 {_ID.uri}"], [f"1 {_ID.uri}"]),
        ([f"0 {_ID.uri}"], [f"1 {_ID.uri}"]),
        ([f"1 {_ID.uri}?lang=en"], [f"1 {_ID.uri}"]),
        ([f"1 {_ID.uri} {_ID.uri}"], [f"1 {_ID.uri}"]),
        ([f"1 {_ID.uri}".replace("-", "\u2010")], [f"1 {_ID.uri}"]),
        ([f"9 ORCID iD: {_ID}", "9 local"], [f"1 {_ID.uri}", "9 local"]),
        (
            [f"9 (DE-588)1 (orcid){_ID}"],
            [f"1 {_ID.uri}", f"9 (DE-588)1 (orcid){_ID}"],
        ),
    ],
)
def test_tidying(before: list[str], expected: list[str]) -> None:
    assert after([_NAME, *before], Wish.TIDY) == [_NAME, *expected]
    untidy = field("100", "1 ", _NAME, *before)
    assert is_untidy(untidy, Practice()) == (before != expected)


def test_what_is_not_tidied() -> None:
    with pytest.raises(FieldRefused, match="correct"):
        after([_NAME, f"1 {_ID.uri}", f"0 (orcid){_OTHER}"], Wish.TIDY)
    with pytest.raises(FieldRefused, match="correct"):
        after([_NAME, f"1 {_BROKEN}"], Wish.TIDY)
    with pytest.raises(FieldRefused, match="correct"):
        after([_NAME, f"1 {_ID.uri} {_OTHER.uri}"], Wish.TIDY)
    with pytest.raises(FieldRefused, match="no iD"):
        after([_NAME], Wish.REMOVE)


def test_nothing_is_lost_with_an_id() -> None:
    """What says more than the iD is changed within the text, or not at all."""
    more = f"9 (DE-588)1 (orcid){_ID}"
    with pytest.raises(FieldRefused, match=r"\$9 says more"):
        after([_NAME, more, f"1 {_ID.uri}"], Wish.REMOVE)
    with pytest.raises(FieldRefused, match=r"\$9 says more"):
        after([_NAME, f"9 Müller (orcid){_ID}"], Wish.REPLACE, _OTHER)
    with pytest.raises(FieldRefused, match=r"\$9 says more"):
        after([_NAME, f"9 {_ID} or (orcid){_OTHER}"], Wish.REPLACE, _OTHER)


def test_linking_where_the_same_id_stands_in_a_longer_text() -> None:
    more = f"9 (DE-588)1 (orcid){_ID}"
    assert after([_NAME, more], Wish.LINK, _ID) == [_NAME, f"1 {_ID.uri}", more]
    with pytest.raises(FieldRefused, match=str(_ID)):
        after([_NAME, more], Wish.LINK, _OTHER)


def test_unimarc_takes_nothing_until_a_subfield_is_named() -> None:
    name = field("700", " 1", "a Dupont", "b Jeanne")
    with pytest.raises(FieldRefused, match="UNIMARC"):
        steps_for(name, Wish.LINK, _ID, Practice(), unimarc=True)
    steps = steps_for(name, Wish.LINK, _ID, Practice(unimarc_subfield="o"), unimarc=True)
    assert carried_out(name.subfields, steps) == (*name.subfields, Subfield("o", _ID.uri))


_IDS = st.sampled_from([_ID, _OTHER])
_FORMS = _IDS.flatmap(
    lambda orcid: st.sampled_from(
        [
            Subfield("1", orcid.uri),
            Subfield("1", f"http://orcid.org/{orcid}"),
            Subfield("0", f"(orcid){orcid}"),
            Subfield("0", str(orcid)),
            Subfield("9", f"(orcid){orcid}"),
            Subfield("1", _BROKEN),
            Subfield("1", f"{orcid.uri}?lang=en"),
            Subfield("0", f"(DE-588)1 (orcid){orcid}"),
            Subfield("1", f"{orcid.uri} {_OTHER.uri}"),
        ]
    )
)
_OTHERS = st.builds(
    Subfield,
    st.sampled_from("abcdeqtu0124789"),
    st.sampled_from(["Smith", "(DE-588)1", "aut", "orcid", "http://viaf.org/viaf/1", ""]),
)


@settings(max_examples=400)
@given(
    st.lists(_FORMS | _OTHERS, max_size=9), st.sampled_from(Wish), _IDS, st.sampled_from(Writing)
)
def test_every_change_of_any_field(
    subfields: list[Subfield], wish: Wish, orcid: OrcidId, writing: Writing
) -> None:
    practice = Practice(writing=writing)
    before = Field("100", "1 ", tuple(subfields))
    wanted = orcid if wish in (Wish.LINK, Wish.REPLACE) else None
    try:
        steps = steps_for(before, wish, wanted, practice)
    except FieldRefused:
        return
    now = Field("100", "1 ", carried_out(before.subfields, steps))
    marks = find_marks(now)
    ids = {mark.orcid for mark in marks}
    if wish is Wish.REMOVE:
        assert not ids
    elif wish is Wish.REPLACE:
        assert ids == {orcid}
    elif wish is Wish.LINK:
        assert ids - {None} == {orcid}
    if wish is not Wish.REMOVE:
        assert all(form in now.subfields for form in practice.forms(wanted or the_one(ids)))
        assert not steps_for(now, wish, wanted, practice), "done once is done"
    if wish is Wish.TIDY:
        alone = [mark for mark in marks if mark.claim.nothing_else]
        assert len(alone) == len(practice.forms(orcid))
    assert _rest(now) == _rest(before), "nothing that is no iD has changed"
    assert _words(now) == _words(before), "nor any text around one"


def the_one(ids: set[OrcidId | None]) -> OrcidId:
    (found,) = ids
    assert found is not None
    return found


def _words(of: Field) -> list[str]:
    return [each.value.partition("(orcid)")[0] for each in of.subfields if "DE-588" in each.value]


def _rest(of: Field) -> list[Subfield]:
    at = {mark.at for mark in find_marks(of)}
    return [
        each
        for index, each in enumerate(of.subfields)
        if index not in at and each != Subfield("2", "orcid")
    ]
