"""Every form in which an ORCID iD is found in a heading (alma-and-marc.md B2)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.linked import MARC21_CODES, find_marks, read_links
from orcid_tui.headings.orcid_text import as_seen, read_claim, with_another
from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.plain_names import PLAIN_NAME
from orcid_tui.orcid_id import OrcidId
from tests.fields import field
from tests.marc.building import LEADER, MARC8_LEADER, record_bytes

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
        ([f"0 {_ID.uri}"], _ID, "$0 URI"),
        ([f"1 {_ID.uri}?lang=en"], _ID, "$1 URI"),
        ([f"1 {_ID.uri}#works"], _ID, "$1 URI"),
        ([f"1 https://orcid.org/my-orcid?orcid={_ID}"], _ID, "$1 URI"),
        ([f"1 {_ID.uri} {_ID.uri}"], _ID, "$1 URI"),
        ([f"1 \u200bhttps://orcid.org/{_ID}\u00a0"], _ID, "$1 URI"),
        ([f"1 https://orcid.org/{_ID}".replace("-", "\u2011")], _ID, "$1 URI"),
        ([f"0 {_ID}".replace("-", "\u2010")], _ID, "$0 bare"),
        ([f"0 (orcid) {_ID}".replace("-", " - ")], _ID, "$0 (orcid)"),
        ([f"0 {_ID}".replace("-", " "), "2 orcid"], _ID, "$0 bare"),
        ([f"1 {_PLAIN}", "2 ORCID"], _ID, "$1 bare"),
        ([f"9 ORCID {_ID}"], _ID, "$9 (orcid)"),
        ([f"9 ORCID iD: {_ID}"], _ID, "$9 (orcid)"),
        ([f"9 [orcid]{_PLAIN}"], _ID, "$9 (orcid)"),
        ([f"9 (DE-588)118540238 (orcid){_ID}"], _ID, "$9 (orcid)"),
        ([f"1 {_WITH_X.uri}"], _WITH_X, "$1 URI"),
        ([f"0 (orcid){_WITH_X}".replace("-", "").replace("X", "x")], _WITH_X, "$0 (orcid)"),
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
            f"1 https://profiles.example.org/orcid/{_ID}",
            f"0 (isni){_PLAIN}",
            f"0 (isni){_ID}".replace("-", " "),
            "9 imported from ORCID in 2021",
            "9 (local)orcid",
            "0 (DE-588)4079163-4",
        )
    )
    assert links.orcid is None
    assert links.bad == ""
    assert links.other_uris == (
        "http://id.loc.gov/authorities/names/n00000000",
        "http://viaf.org/viaf/99999999",
        f"https://profiles.example.org/orcid/{_ID}",
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
        f"1 https://qa.orcid.org/{_ID}",
        f"1 {_ID.uri} {_WITH_X.uri}",
        f"0 (orcid){_ID};{_WITH_X}",
        f"1 {_ID.uri}7",
    ],
)
def test_what_only_claims_to_be_an_id_is_named(text: str) -> None:
    links = read_links(field("100", "1 ", "a Smith, Jane", text))
    assert links.orcid is None
    assert links.bad == text[2:]


def test_what_says_more_than_an_id_is_told_apart() -> None:
    for text in (
        _ID.uri, f"{_ID.uri}?lang=en", f"(uri){_ID.uri}", f"(orcid){_PLAIN}", f"ORCID iD: {_ID}",
        "https://orcid.org/", f"https://sandbox.orcid.org/{_ID}", "(orcid)12345", str(_ID),
        f"{_ID.uri} {_WITH_X.uri}", f"{_ID.uri}, {_ID.uri}.",
    ):  # fmt: skip
        claim = read_claim(text)
        assert claim is not None, text
        assert claim.nothing_else, text
    for text in (
        f"(DE-588)1 (orcid){_ID}", f"Smith, {_ID.uri}", f"{_ID.uri} (checked 2020)",
        f"(DE-588)1/orcid.org/{_ID}", f"ORCID {_ID} or so",
    ):  # fmt: skip
        claim = read_claim(text)
        assert claim is not None, text
        assert not claim.nothing_else, text


def test_an_id_gives_way_to_another_within_a_text() -> None:
    assert with_another(f"(DE-588)1 (orcid){_ID}", _WITH_X) == f"(DE-588)1 (orcid){_WITH_X}"
    assert with_another(f"see {_PLAIN}.", _WITH_X) == f"see {_WITH_X}.".replace("-", "")
    assert with_another(f"é {_ID}", _WITH_X) is None
    assert with_another(f"{_ID} {_WITH_X}", _WITH_X) is None
    assert with_another("ORCID: 12", _WITH_X) is None


_IDS = st.integers(0, 10**11 - 1).map(lambda n: OrcidId.from_base(f"0099{n:011}"))
_HYPHEN = st.sampled_from(
    ["-", "-", "", "\u2010", "\u2011", "\u2013", "\u2212", " - ", "\u200b-", "-\u00ad", "\uff0d"]
)
_BEFORE = st.sampled_from(
    ["https://orcid.org/", "http://orcid.org/", "https://www.orcid.org/", "HTTPS://ORCID.ORG/",
     "orcid.org/", "(orcid)", "(ORCID) ", "orcid:", "ORCID iD: ", "(uri)https://orcid.org/",
     "\u200b(orcid)\ufeff", " https://orcid.org//"]
)  # fmt: skip
_BEHIND = st.sampled_from(
    ["", "", "/", " ", "?lang=en", "#x", "/?a=b", "\u00a0", ".", ",", "\u200e"]
)


@settings(max_examples=300)
@given(_IDS, _HYPHEN, _BEFORE, _BEHIND, st.booleans(), st.sampled_from(MARC21_CODES))
def test_any_dress_is_seen_through(
    orcid: OrcidId, hyphen: str, before: str, behind: str, lower: bool, code: str
) -> None:
    number = str(orcid).replace("-", hyphen)
    text = before + (number.lower() if lower else number) + behind
    (mark,) = find_marks(field("100", "1 ", "a Smith, Jane", f"{code} {text}"))
    assert mark.orcid == orcid
    assert mark.claim.nothing_else


@settings(max_examples=300)
@given(_IDS, st.integers(0, 15), st.integers(1, 9), _BEFORE)
def test_a_mistyped_digit_is_always_noticed(
    orcid: OrcidId, at: int, shift: int, before: str
) -> None:
    digits = str(orcid).replace("-", "")
    wrong = "0" if digits[at] == "X" else str((int(digits[at]) + shift) % 10)
    text = before + digits[:at] + wrong + digits[at + 1 :]
    (mark,) = find_marks(field("100", "1 ", "a Smith, Jane", f"1 {text}"))
    assert mark.orcid is None


@given(st.text(max_size=60), _IDS | st.none())
def test_any_text_is_read_without_failing(text: str, orcid: OrcidId | None) -> None:
    text = text if orcid is None else f"{text}{orcid}{text}"
    claim = read_claim(text)
    if claim is not None:
        assert "orcid" in as_seen(text).lower() or re.search(r"\d{4}-\d{4}", as_seen(text))


_BITS = (
    b"orcid", b"ORCID", b"OrCiD", b"0099", b"-", b" ", b"  ", b"0000-0002-1825-0097", b"X", b"x",
    b"0000000218250097", b"000000021825 009", b"0000 0002 1825 0097", b"0000 - 0002-18250097",
    b"\xe2\x80\x90", b"\xe2\x80\x8b", b"\xc2\xad", b"\xef\xbc\x90", b"\x1b(B", b"\x1bs", b"\x1bp",
    b"\x1b$1", b"\x88", b"\x00", b"\t", b"(isni)", b"(orcid)", b"https://orcid.org/", b"\x1f1",
    b"\x1f0", b"\x1f2orcid", b"\x1f9", b"\x1fe", b"\x1f", b"\xc4\xb0", b"\xff", b"Smith",
)  # fmt: skip
_BYTES = st.lists(st.sampled_from(_BITS) | st.binary(max_size=3), max_size=12).map(b"".join)
_SPLIT_ID = st.lists(st.sampled_from([b"", b"-", b" ", b"  ", b"- "]), min_size=4, max_size=4).map(
    lambda seps: b"".join(
        a + b for a, b in zip(seps, (b"0000", b"0002", b"1825", b"0097"), strict=True)
    )
)


@settings(max_examples=1500, deadline=None)
@given(_BYTES, st.sampled_from([b"0", b"1", b"9", b"e"]), _SPLIT_ID | _BYTES, st.booleans())
def test_a_plain_name_never_carries_an_id(
    name: bytes, code: bytes, text: bytes, sourced: bool
) -> None:
    """The guard of the quick reading: whatever bytes a field holds."""
    content = b"1 \x1faSmith" + name + b"\x1f" + code + text + b"\x1f2orcid" * sourced + b"\x1e"
    if PLAIN_NAME.fullmatch(content) is None:
        return
    for leader in (LEADER, MARC8_LEADER):
        raw = record_bytes([("700", content[:-1])], leader=leader)
        found = read_record(1, raw).field(0)
        assert not find_marks(found)
        assert found.first("a")
        assert not found.values("t")


def test_the_guard_lets_ordinary_numbers_pass() -> None:
    for text in (b"(DE-588)118540238", b"http://id.loc.gov/authorities/names/n00000000", b"123"):
        assert PLAIN_NAME.fullmatch(b"1 \x1faSmith\x1f0" + text + b"\x1e")
