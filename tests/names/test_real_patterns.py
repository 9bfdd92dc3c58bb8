"""Patterns in which catalogues and persons write the same name differently, and hostile ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.names.agreement import Agreement, agreement
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import read_name
from orcid_tui.names.romanisation import as_written_by_persons
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.demo.query import parse
from orcid_tui.registry.orcid.query import name_query
from orcid_tui.registry.protocol import Breadth
from tests.fields import field

_ID = OrcidId.from_base("009900000000001")


def _agree(subfields: tuple[str, ...], given_names: str, family: str) -> Agreement:
    indicators = "1 " if "," in subfields[0] else "0 "
    name = read_name(field("100", indicators, *subfields))
    return agreement(name, FoundPerson(_ID, given_names, family))


@pytest.mark.parametrize(
    ("subfields", "given_names", "family"),
    [
        (("a Quell, Ada",), "Ada", "Quell"),
        (("a \x98The\x9c Quell, Ada",), "Ada", "Quell"),
        (("a Mu\u0308ller, Jo\u0308rg",), "Jörg", "Müller"),
        (("a Müller, Jörg",), "Joerg", "Mueller"),
        (("a Ørsted, Åse",), "Aase", "Oersted"),
        (("a O’Quell, Pat",), "Pat", "O'Quell"),
        (("a OʼQuell, Pat",), "Pat", "O’Quell"),
        (("a Masri, Nur al-",), "Nur", "al-Masri"),
        (("a al-Masri, Nur",), "Nur", "Almasri"),
        (("a Quell, Ludwig van",), "Ludwig", "van Quell"),
        (("a Zhang, Wen-tao",), "Wentao", "Zhang"),
        (("a Mao, Zedong",), "Ze Dong", "Mao"),
        (("a Smith, John, Jr.",), "John", "Smith Jr."),
        (("a Smith, John,", "c Jr."), "John", "Smith, Jr"),
        (("a Smith, John", "b III"), "John", "Smith III"),
        (("a 村上, 春樹",), "春樹", "村上"),
        (("a 村上，春樹",), "春樹", "村上"),
        (("a 村上春樹",), "春樹", "村上"),
        (("a Quellnikov, Dmitriĭ",), "Dmitry", "Quellnikov"),
        (("a Tolstoĭ, Lev",), "Lev", "Tolstoy"),
        (("a I\u0361Urʹev, Ivan",), "Ivan", "Yurev"),
        (("a I\ufe20U\ufe21rʹev, Ivan",), "Ivan", "Yurev"),
        (("a Plato",), "Plato", ""),
    ],
)
def test_one_name_in_two_forms(subfields: tuple[str, ...], given_names: str, family: str) -> None:
    assert _agree(subfields, given_names, family).rank <= Agreement.SPELLING.rank


@pytest.mark.parametrize(
    ("subfields", "given_names", "family", "grade"),
    [
        (("a Quell, J. A.", "q (John Andrew)"), "John", "Quell", Agreement.MIDDLE),
        (("a Quell, J. A.", "q (John Andrew)"), "James", "Quell", Agreement.INITIALS),
        (("a Quell, JA",), "John Andrew", "Quell", Agreement.INITIALS),
        (("a Quell, John",), "J.", "Quell", Agreement.INITIALS),
        (("a 村上, 春樹",), "村上", "春樹", Agreement.SWAPPED),
        (("a Quell Malz, Ada",), "Ada", "Quell", Agreement.PART),
        (("a Quell, John",), "Jane", "Quell", Agreement.CONFLICT),
        (("a Junior, Ada",), "Ada", "Junior", Agreement.SAME),
        (("a 村上春樹",), "龍", "村上", Agreement.CONFLICT),
    ],
)
def test_names_that_fit_less(
    subfields: tuple[str, ...], given_names: str, family: str, grade: Agreement
) -> None:
    assert _agree(subfields, given_names, family) is grade


@pytest.mark.parametrize("word", ["Quell", "Müller", "Ionesco", "Iurev", "Đặng", "Mihăilescu", ""])
def test_only_library_romanisation_is_rewritten(word: str) -> None:
    assert as_written_by_persons(word) == ()


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_two_names_can_be_compared(family: str, first: str, other: str, own: str) -> None:
    name = PersonName(family, first, fuller=own, original_script=other)
    person = FoundPerson(_ID, first, family, own, (other,))
    assert agreement(name, person) in Agreement
    agreement(name, FoundPerson(_ID, other, own, first, (family,)))


_WORD = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=2, max_size=8)


@given(_WORD, _WORD)
def test_a_name_agrees_with_itself_in_either_normal_form(family: str, first: str) -> None:
    decomposed = unicodedata.normalize("NFD", f"{family}, {first}")
    name = read_name(field("100", "1 ", f"a {decomposed},"))
    if unicodedata.normalize("NFC", decomposed) == f"{family}, {first}" and name.given:
        assert agreement(name, FoundPerson(_ID, first, family)).rank <= Agreement.SPELLING.rank


@given(st.text(max_size=60), st.sampled_from(["0 ", "1 ", "3 ", "  "]), st.text(max_size=20))
def test_no_field_makes_a_name_that_cannot_be_asked_for(
    text: str, indicators: str, more: str
) -> None:
    name = read_name(
        field("100", indicators, f"a {text}", f"b {more}", f"q {more}", f"d {more}"), more
    )
    for breadth in Breadth:
        if query := name_query(name, breadth):
            parse(query)
