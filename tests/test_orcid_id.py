"""The iD: every dress is read, only one is written, and the check character is tested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.orcid_id import InvalidOrcidId, OrcidId, check_character

_BASES = st.text("0123456789", min_size=15, max_size=15)
_DRESSES = (
    "{}",
    "  {}\n",
    "ORCID: {}",
    "(orcid){}",
    "orcid.org/{}",
    "https://orcid.org/{}",
    "http://www.orcid.org/{}/",
)


def test_the_example_of_the_standard() -> None:
    assert check_character("000000021825009") == "7"
    assert check_character("000000021694233") == "X"


@given(_BASES, st.sampled_from(_DRESSES), st.booleans(), st.booleans())
def test_every_dress_is_the_same_id(base: str, dress: str, plain: bool, small: bool) -> None:
    orcid = OrcidId.from_base(base)
    bare = orcid.value.replace("-", "") if plain else orcid.value
    assert OrcidId.parse(dress.format(bare.lower() if small else bare)) == orcid
    assert orcid.uri == f"https://orcid.org/{orcid.value}"


@given(_BASES, st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(base: str, place: int, step: int) -> None:
    good = OrcidId.from_base(base).value.replace("-", "")
    wrong = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]
    with pytest.raises(InvalidOrcidId, match="check character"):
        OrcidId.parse(wrong)


@pytest.mark.parametrize(
    "text",
    ["", "Smith", "0000-0002-1825-009", "0000-0002-1825-00977", "٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧",
     "https://sandbox.orcid.org/0000-0002-1825-0097", "https://example.org/0000-0002-1825-0097"],
)  # fmt: skip
def test_what_is_not_an_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidOrcidId):
        OrcidId.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_either_an_id_or_refused(text: str) -> None:
    try:
        orcid = OrcidId.parse(text)
    except InvalidOrcidId:
        return
    assert OrcidId.parse(orcid.uri) == orcid


def test_invented_ids_can_be_told() -> None:
    assert OrcidId.from_base("009900000000001").is_invented
    assert not OrcidId.from_base("009800000000001").is_invented
