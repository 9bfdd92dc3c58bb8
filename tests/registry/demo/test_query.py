"""The query language: what is read, and what is refused as the engine refuses it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from luqum.parser import parser as luqum

from orcid_tui.registry.demo.query import (
    BrokenQuery,
    Everything,
    Fuzzy,
    Group,
    InField,
    Occur,
    Phrase,
    Range,
    Wildcard,
    Word,
    parse,
)

M, S, N = Occur.MUST, Occur.SHOULD, Occur.MUST_NOT


def _shape(text: str) -> str:
    """Clauses as `+a b -c`, for words only."""
    return " ".join(
        occur.value + (part.text if isinstance(part, Word) else "?")
        for occur, part in parse(text).clauses
    )


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a b", "a b"),
        ("a OR b", "a b"),
        ("a || b", "a b"),
        ("a AND b", "+a +b"),
        ("a && b", "+a +b"),
        ("a AND b OR c", "+a +b c"),
        ("a OR b AND c", "a +b +c"),
        ("a NOT b", "a -b"),
        ("a AND NOT b", "+a -b"),
        ("+a -b !c", "+a -b -c"),
        ("a - b", "a b"),
        ("and or not", "and or not"),
        ("ANDES ORAL", "ANDES ORAL"),
        (r"\AND b", "AND b"),
        (r"O\'Brien a\:b \(c\)", "O'Brien a:b (c)"),
        ("wet-land c++", "wet-land c++"),
        ("a^2 b^0.5", "a b"),
    ],
)
def test_clauses(text: str, shape: str) -> None:
    assert _shape(text) == shape


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('"two words"', Phrase("two words")),
        (r'"with \" and \\ inside"', Phrase(r"with " + '" and \\ inside')),
        ('"near enough"~3', Phrase("near enough", 3)),
        ("Carb*", Wildcard(("Carb", ""), "*")),
        ("C?r*y", Wildcard(("C", "r", "y"), "?*")),
        (r"a\*b", Word("a*b")),
        ("Tirimbo~", Fuzzy("Tirimbo", 2)),
        ("Tirimbo~1", Fuzzy("Tirimbo", 1)),
        ("Tirimbo~0.8", Fuzzy("Tirimbo", 2)),
        ("[* TO *]", Range(None, None)),
        ("[a TO b}", Range("a", "b")),
        ("*:*", Everything()),
        ("field:*", InField("field", Everything())),
        ('other-names:"x y"', InField("other-names", Phrase("x y"))),
        ("f:(a AND b)", InField("f", Group(((M, Word("a")), (M, Word("b")))))),
        ("f:(a -b)", InField("f", Group(((S, Word("a")), (N, Word("b")))))),
        ("f: a", InField("f", Word("a"))),
    ],
)
def test_parts(text: str, part: object) -> None:
    assert parse(text) == Group(((S, part),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "family-name:(", "family-name:)", "a)", "(a", "()", "f:()", "f:", "a AND", "AND a", "OR",
        "a OR OR b", "NOT", '"open', "a\\", "[a TO", "a:b:c", "+", "a -", "^2", "~", "a^", "/a/",
        "10.1000/abc", "a]", "}", "f:-a", "Mul*r~",
    ],
)  # fmt: skip
def test_broken(text: str) -> None:
    with pytest.raises(BrokenQuery):
        parse(text)


def test_too_many_clauses_and_too_deep() -> None:
    parse(" ".join(["a"] * 1024))
    with pytest.raises(BrokenQuery, match="too many"):
        parse(" ".join(["a"] * 1025))
    with pytest.raises(BrokenQuery, match="too many"):
        parse("(" * 5000 + "a" + ")" * 5000)


@given(st.text('abA *?~^:\\"()[]{}+-!&|/ANDORT1.', max_size=25))
@example("a~9999999999")
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BrokenQuery):
        assert isinstance(parse(text), Group)


@given(st.text(max_size=30))
def test_an_escaped_phrase_is_always_read(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    query = f'f:("{escaped}" AND "x")'
    assert parse(query) == Group(((S, InField("f", Group(((M, Phrase(text)), (M, Phrase("x")))))),))


_words = st.text("abcdeü", min_size=1, max_size=5)
_part = st.one_of(
    _words,
    _words.map(lambda word: f'"{word} {word}"'),
    _words.map(lambda word: f"{word}*"),
    _words.map(lambda word: f"field:{word}"),
)
_whole = st.recursive(
    _part,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' AND '.join(parts)})"),
        inner.map(lambda part: f"other:({part})"),
    ),
    max_leaves=8,
)


@given(_whole)
def test_another_parser_reads_the_same_queries(text: str) -> None:
    luqum.parse(text)
    parse(text)
