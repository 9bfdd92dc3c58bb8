"""An inverted index over persons, in the order that BM25 gives.

A field is read when it is first asked for, so that starting the demo costs nothing.
Source of fields and their types: orcid-api.md section 2.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Final

from orcid_tui.registry.demo.analysis import Analyser, beginning, whole
from orcid_tui.registry.demo.query import BrokenQuery, Fuzzy, Phrase, Range, Wildcard

Scores = dict[int, float]
"""Document number to score; a document that is not in it does not match."""

GAP: Final = 100
"""Places between two values of one field, so that no phrase reaches from one into the next."""

_K1: Final = 1.2
_B: Final = 0.75


@dataclass(slots=True)
class _Postings:
    """One field: term to document to places, and how many terms each document has."""

    analyser: Analyser
    places: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    terms: list[str] = field(default_factory=list)
    average: float = 1.0


class Index:
    """Looks documents up by field. Safe to be asked by several threads."""

    def __init__(
        self,
        documents: Sequence[Mapping[str, Sequence[str]]],
        fields: Mapping[str, Analyser],
        everything: str = "text",
    ) -> None:
        """`documents` map field names to values; `everything` is the field that holds all."""
        self._documents = documents
        self._fields = fields
        self._everything = everything
        self._ready: dict[str, _Postings] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._documents)

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self._fields

    def all(self) -> Scores:
        """Every document."""
        return dict.fromkeys(range(len(self._documents)), 1.0)

    def filled(self, name: str) -> Scores:
        """Documents that have anything in this field."""
        return dict.fromkeys(self._postings(name).lengths, 1.0)

    def words(self, name: str, text: str) -> Scores | None:
        """Documents with any word of the text; None when the text has no word at all."""
        postings = self._postings(name)
        terms = postings.analyser(text)
        return _sum(self._term(postings, term) for term in terms) if terms else None

    def phrase(self, name: str, phrase: Phrase) -> Scores | None:
        """Documents where the words follow each other; None when there is no word."""
        postings = self._postings(name)
        terms = postings.analyser(phrase.text)
        if len(terms) < 2:
            return self._term(postings, terms[0]) if terms else None
        found = [postings.places.get(term, {}) for term in terms]
        common = set(found[0]).intersection(*found[1:])
        scores = [self._term(postings, term) for term in terms]
        return {
            doc: sum(score[doc] for score in scores)
            for doc in common
            if _in_a_row([places[doc] for places in found], phrase.slop)
        }

    def wildcard(self, name: str, pattern: Wildcard) -> Scores:
        """Documents with a term of this shape, all equal in score."""
        postings = self._postings(name)
        pieces = [beginning(postings.analyser, piece) for piece in pattern.pieces]
        source = re.escape(pieces[0])
        for mark, piece in zip(pattern.marks, pieces[1:], strict=True):
            source += (".*" if mark == "*" else ".") + re.escape(piece)
        fits = re.compile(source, re.DOTALL).fullmatch
        found: Scores = {}
        for term in postings.terms[bisect_left(postings.terms, pieces[0]) :]:
            if not term.startswith(pieces[0]):
                break
            if fits(term):
                found.update(dict.fromkeys(postings.places[term], 1.0))
        return found

    def fuzzy(self, name: str, query: Fuzzy) -> Scores:
        """Documents with a term few letters away; nearer terms count more."""
        postings = self._postings(name)
        word = beginning(postings.analyser, query.text)
        found: Scores = {}
        for term in postings.terms:
            if abs(len(term) - len(word)) > query.edits:
                continue
            distance = edits(term, word)
            if distance <= query.edits:
                weight = 1 - distance / max(len(word), 1)
                for doc, score in self._term(postings, term).items():
                    found[doc] = max(found.get(doc, 0.0), score * weight)
        return found

    def between(self, name: str, query: Range) -> Scores:
        """Documents with a term from `low` to `high`."""
        if query.low is None and query.high is None:
            return self.filled(name)
        postings = self._postings(name)
        found: Scores = {}
        for term in postings.terms:
            if (query.low is None or term >= query.low) and (
                query.high is None or term <= query.high
            ):
                found.update(dict.fromkeys(postings.places[term], 1.0))
        return found

    def _term(self, postings: _Postings, term: str) -> Scores:
        places = postings.places.get(term, {})
        total = len(postings.lengths)
        rarity = math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5))
        if postings.analyser is whole:
            return dict.fromkeys(places, rarity)
        scores = {}
        for doc, at in places.items():
            norm = _K1 * (1 - _B + _B * postings.lengths[doc] / postings.average)
            scores[doc] = rarity * len(at) * (_K1 + 1) / (len(at) + norm)
        return scores

    def _postings(self, name: str) -> _Postings:
        ready = self._ready.get(name)
        if ready is not None:
            return ready
        if name not in self._fields:
            raise BrokenQuery(f"undefined field {name}")
        with self._lock:
            if name not in self._ready:
                self._ready[name] = self._read(name)
            return self._ready[name]

    def _read(self, name: str) -> _Postings:
        postings = _Postings(self._fields[name])
        places: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
        for number, document in enumerate(self._documents):
            if name == self._everything:
                values: Iterable[str] = (v for several in document.values() for v in several)
            else:
                values = document.get(name, ())
            place = count = 0
            for value in values:
                terms = postings.analyser(value)
                for term in terms:
                    places[term].setdefault(number, []).append(place)
                    place += 1
                count += len(terms)
                place += GAP
            if count:
                postings.lengths[number] = count
        postings.places = dict(places)
        postings.terms = sorted(places)
        if postings.lengths:
            postings.average = sum(postings.lengths.values()) / len(postings.lengths)
        return postings


def _in_a_row(places: Sequence[Sequence[int]], slop: int) -> bool:
    """Whether one place of each word can be chosen so that they stand in order."""
    moved = [{at - step for at in found} for step, found in enumerate(places)]
    if not slop:
        return bool(set.intersection(*moved))
    starts = set.union(*moved)
    return any(
        all(any(start <= at <= start + slop for at in found) for found in moved) for start in starts
    )


def _sum(parts: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for part in parts:
        for doc, score in part.items():
            total[doc] = total.get(doc, 0.0) + score
    return total


@lru_cache(maxsize=4096)
def edits(one: str, other: str) -> int:
    """Letters to insert, drop, change or swap with a neighbour to make one the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
