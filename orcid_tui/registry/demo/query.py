"""Reads the query language of the search engine, as strictly as the engine does.

The grammar is that of Solr's standard parser: fields, phrases, groups, AND OR NOT, + and -,
wildcards, fuzzy words, ranges, boosts (read and ignored) and backslash escapes; the default
operator is OR. What the engine would not take raises BrokenQuery, so that a mistake in a query
shows in the demo and not first at ORCID.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final


class BrokenQuery(Exception):
    """The engine cannot read the query; the message is for its log, not for users."""


class Occur(Enum):
    """How a clause takes part in its group."""

    SHOULD = ""
    MUST = "+"
    MUST_NOT = "-"


@dataclass(frozen=True, slots=True)
class Word:
    """A bare term, escapes undone. The field's analysis may cut it into several words."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, at most `slop` places apart."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern as literal pieces between the marks: `*` is any text, `?` one character."""

    pieces: tuple[str, ...]
    marks: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word with at most `edits` letters changed."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Range:
    """Terms between two ends; None is open."""

    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Everything:
    """`*:*`, and `field:*` within a field."""


@dataclass(frozen=True, slots=True)
class InField:
    """A query that looks into one field."""

    field: str
    query: Query


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses side by side."""

    clauses: tuple[tuple[Occur, Query], ...]


Query = Word | Phrase | Wildcard | Fuzzy | Range | Everything | InField | Group

_BLANK: Final = " \t\n\r\u3000"
_NOT_FIRST: Final = frozenset(_BLANK + '+-!():^[]"{}~*?\\/')
_NOT_INSIDE: Final = _NOT_FIRST - frozenset("+-*?")
_AFTER_OPERATOR: Final = _NOT_INSIDE - {"\\"}
_MOST_CLAUSES: Final = 1024
_DEEPEST: Final = 100
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


def parse(text: str, default: Occur = Occur.SHOULD) -> Group:
    """Read a whole query. `default` is what a clause without operator is. Raises BrokenQuery."""
    reader = _Reader(text, default)
    group = reader.group(closing="")
    return Group(()) if group is None else group


class _Reader:
    def __init__(self, text: str, default: Occur) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.default = default

    def fail(self, why: str) -> BrokenQuery:
        return BrokenQuery(f"Cannot parse '{self.text}': {why} at column {self.at}")

    def skip_blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _BLANK:
            self.at += 1

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    def group(self, closing: str) -> Group | None:
        """Clauses up to the closing bracket or the end; None when there is not one."""
        clauses: list[tuple[Occur, Query]] = []
        seen = 0
        while True:
            self.skip_blanks()
            if not self.char or self.char == ")":
                break
            conjunction = self.conjunction() if seen else ""
            self.skip_blanks()
            modifier = self.modifier()
            query = self.clause()
            seen += 1
            _add(clauses, conjunction, modifier, query, self.default)
        if len(clauses) > _MOST_CLAUSES:
            raise self.fail("too many boolean clauses")
        if self.char != closing:
            raise self.fail(f"unexpected {self.char!r}" if self.char else "unexpected end")
        self.at += len(closing)
        return Group(tuple(clauses)) if seen else None

    def operator(self, *names: str) -> str:
        """One of these operators if it stands here as a word of its own."""
        for name in names:
            end = self.at + len(name)
            after = self.text[end : end + 1]
            if self.text.startswith(name, self.at) and (not after or after in _AFTER_OPERATOR):
                self.at = end
                return name
        return ""

    def conjunction(self) -> str:
        found = self.operator("AND", "&&", "OR", "||")
        return {"&&": "AND", "||": "OR"}.get(found, found)

    def modifier(self) -> str:
        if self.operator("NOT"):
            self.skip_blanks()
            return "-"
        if self.char and self.char in "+-!":
            after = self.text[self.at + 1 : self.at + 2]
            if after and after in _BLANK:
                return ""  # a bare operator is read as text
            self.at += 1
            return "+" if self.text[self.at - 1] == "+" else "-"
        return ""

    def clause(self) -> Query | None:
        if not self.char:
            raise self.fail("unexpected end")
        if self.char in "+-!" and self.text[self.at + 1 : self.at + 2] in (*_BLANK,):
            self.at += 1
            return None
        if self.text.startswith("*:*", self.at):
            self.at += 3
            self.boost()
            return Everything()
        start = self.at
        if self.char not in _NOT_FIRST or self.char == "\\":
            if self.operator("AND", "OR", "NOT", "&&", "||"):
                raise self.fail("an operator without its clause")
            name = self.bare()
            if self.char == ":":
                self.at += 1
                self.skip_blanks()
                return InField(_unescaped(name), self.value())
            self.at = start
        return self.value()

    def value(self) -> Query:
        query: Query
        char = self.char
        if char == "(":
            self.at += 1
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.fail("too many groups within groups")
            group = self.group(closing=")")
            self.depth -= 1
            if group is None:
                raise self.fail("an empty group")
            query = group
        elif char == '"':
            query = self.phrase()
        elif char in ("[", "{"):
            query = self.range()
        elif char in ("*", "?") or (char and (char not in _NOT_FIRST or char == "\\")):
            query = self.word()
        else:
            raise self.fail(f"unexpected {char!r}" if char else "unexpected end")
        self.boost()
        return query

    def bare(self) -> str:
        """The characters of one term, escapes kept."""
        start = self.at
        while self.char:
            if self.char == "\\":
                if self.at + 1 >= len(self.text):
                    raise self.fail("a backslash at the end")
                self.at += 2
            elif self.char in _NOT_INSIDE:
                break
            else:
                self.at += 1
        return self.text[start : self.at]

    def word(self) -> Query:
        raw = self.bare()
        pieces, marks = _cut_at_wildcards(raw)
        if self.char == "~":
            self.at += 1
            number = self.number()
            if marks:
                raise self.fail("a fuzzy word with a wildcard")
            return Fuzzy(pieces[0], 2 if number is None or 0 < number < 1 else min(2, int(number)))
        if raw == "*":
            return Everything()
        return Wildcard(pieces, marks) if marks else Word(pieces[0])

    def phrase(self) -> Query:
        end = self.at + 1
        while end < len(self.text) and self.text[end] != '"':
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise self.fail("a quotation mark without its partner")
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        slop = 0
        if self.char == "~":
            self.at += 1
            slop = int(self.number() or 0)
        return Phrase(_unescaped(inside), slop)

    def range(self) -> Query:
        found = re.compile(r"[\[{]\s*(\S+|\"[^\"]*\")\s+TO\s+(\S+?|\"[^\"]*\")\s*[\]}]").match(
            self.text, self.at
        )
        if found is None:
            raise self.fail("an unreadable range")
        self.at = found.end()
        low, high = (_unescaped(end.strip('"')) for end in found.groups())
        return Range(None if low == "*" else low, None if high == "*" else high)

    def number(self) -> float | None:
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return float(found.group())

    def boost(self) -> None:
        if self.char == "^":
            self.at += 1
            if self.number() is None:
                raise self.fail("a boost without a number")


def _add(
    clauses: list[tuple[Occur, Query]],
    conjunction: str,
    modifier: str,
    query: Query | None,
    default: Occur,
) -> None:
    """Join a clause the way the classic parser does: AND binds its left neighbour too."""
    if clauses and conjunction == "AND" and clauses[-1][0] is Occur.SHOULD:
        clauses[-1] = (Occur.MUST, clauses[-1][1])
    if (
        clauses
        and default is Occur.MUST
        and conjunction == "OR"
        and clauses[-1][0] is not Occur.MUST_NOT
    ):
        clauses[-1] = (Occur.SHOULD, clauses[-1][1])
    if query is None:
        return
    if modifier:
        occur = Occur(modifier)
    elif conjunction == "AND":
        occur = Occur.MUST
    elif conjunction == "OR":
        occur = Occur.SHOULD
    else:
        occur = default
    clauses.append((occur, query))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def _cut_at_wildcards(raw: str) -> tuple[tuple[str, ...], str]:
    """Literal pieces, escapes undone, and the wildcard marks between them."""
    pieces = [""]
    marks = ""
    at = 0
    while at < len(raw):
        if raw[at] == "\\":
            pieces[-1] += raw[at + 1]
            at += 2
            continue
        if raw[at] in "*?":
            marks += raw[at]
            pieces.append("")
        else:
            pieces[-1] += raw[at]
        at += 1
    return tuple(pieces), marks
