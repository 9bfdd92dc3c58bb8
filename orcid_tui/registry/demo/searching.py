"""Answers a query from the index: the standard parser and the forgiving one (edismax).

Source: orcid-api.md section 2, "Parameters", "Escaping" and "What orcid.org itself sends".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from orcid_tui.registry.demo.index import Index, Scores
from orcid_tui.registry.demo.query import (
    BrokenQuery,
    Everything,
    Fuzzy,
    Group,
    InField,
    Occur,
    Phrase,
    Query,
    Range,
    Wildcard,
    Word,
    parse,
)

Leaf = Word | Phrase | Wildcard | Fuzzy | Range | Everything
_Look = Callable[[Leaf], Scores | None]

_LOCAL: Final = re.compile(
    r"\{!(?P<parser>\w+(?=[\s}]))?(?P<rest>(?:[^}\"']|\"[^\"]*\"|'[^']*')*)\}"
)
_SETTING: Final = re.compile(r"([\w.]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_PLAIN: Final = re.compile(r'"([^"]*)"|(\S+)')
_DEFAULT_FIELD: Final = "text"


def search(index: Index, parameters: Mapping[str, str]) -> list[int]:
    """Document numbers, best first. Raises BrokenQuery."""
    hits = _scored(index, parameters.get("q", ""), parameters)
    if parameters.get("fq"):
        allowed = _scored(index, parameters["fq"], {})
        hits = {doc: score for doc, score in hits.items() if doc in allowed}
    return sorted(hits, key=lambda doc: (-round(hits[doc], 6), doc))


def _scored(index: Index, text: str, parameters: Mapping[str, str]) -> Scores:
    settings = dict(parameters)
    parser = settings.get("defType", "lucene")
    local = _LOCAL.match(text)
    if local is not None:
        parser = local["parser"] or parser
        for name, *values in _SETTING.findall(local["rest"]):
            value = "".join(values)
            settings[name] = settings.get(value[1:], "") if value.startswith("$") else value
        text = (
            settings.get("v", text[local.end() :]) if "v=" in local["rest"] else text[local.end() :]
        )
    if parser == "lucene":
        return _standard(index, text, settings)
    if parser in ("edismax", "dismax"):
        return _forgiving(index, text, settings)
    raise BrokenQuery(f"Unknown query parser '{parser}'")


def _standard(index: Index, text: str, settings: Mapping[str, str]) -> Scores:
    default = Occur.MUST if settings.get("q.op", "").upper() == "AND" else Occur.SHOULD
    field = settings.get("df") or _DEFAULT_FIELD
    return _Walk(index, lambda leaf: _look(index, field, leaf)).top(parse(text, default))


def _forgiving(index: Index, text: str, settings: Mapping[str, str]) -> Scores:
    boosts = _boosts(settings.get("qf") or _DEFAULT_FIELD)
    for name in boosts:
        if not index.has(name):
            raise BrokenQuery(f"undefined field {name}")

    def best_field(leaf: Leaf) -> Scores | None:
        found: Scores | None = None
        for name, boost in boosts.items():
            part = _look(index, name, leaf)
            if part is None:
                continue
            found = {} if found is None else found
            for doc, score in part.items():
                found[doc] = max(found.get(doc, 0.0), score * boost)
        return found

    try:
        query = parse(text)
    except BrokenQuery:
        query = _as_plain_words(text)
    query = _without_unknown_fields(query, index)
    hits = _Walk(index, best_field, settings.get("mm", "")).top(query)
    words = [leaf.text for _, leaf in query.clauses if isinstance(leaf, Word)]
    if settings.get("pf") and len(words) > 1:
        for name, boost in _boosts(settings["pf"]).items():
            row = _look(index, name, Phrase(" ".join(words))) or {}
            _add_to(hits, {doc: score * boost for doc, score in row.items()})
    if settings.get("bq"):
        _add_to(hits, _standard(index, settings["bq"], {}))
    return hits


def _add_to(hits: Scores, more: Scores) -> None:
    for doc, score in more.items():
        if doc in hits:
            hits[doc] += score


def _boosts(text: str) -> dict[str, float]:
    fields = {}
    for part in text.split():
        name, _, boost = part.partition("^")
        try:
            fields[name] = float(boost or 1)
        except ValueError:
            raise BrokenQuery(f'For input string: "{boost}"') from None
    return fields


def _as_plain_words(text: str) -> Group:
    """What is left when the query cannot be read: its words and phrases, all optional."""
    clauses: list[tuple[Occur, Query]] = [
        (Occur.SHOULD, Phrase(found[1]) if found[1] is not None else Word(found[2]))
        for found in _PLAIN.finditer(text)
    ]
    return Group(tuple(clauses))


def _without_unknown_fields(query: Group, index: Index) -> Group:
    """The forgiving parser reads `word:other` as text where there is no field `word`."""

    def freed(part: Query) -> Query:
        match part:
            case Group(clauses):
                return Group(tuple((occur, freed(clause)) for occur, clause in clauses))
            case InField(field, inner) if not index.has(field) and field != "*":
                return Word(f"{field} {inner.text}") if isinstance(inner, Word) else freed(inner)
            case _:
                return part

    freed_query = freed(query)
    assert isinstance(freed_query, Group)
    return freed_query


def _look(index: Index, field: str, leaf: Leaf) -> Scores | None:
    match leaf:
        case Word(text):
            return index.words(field, text)
        case Phrase():
            return index.phrase(field, leaf)
        case Wildcard():
            return index.wildcard(field, leaf)
        case Fuzzy():
            return index.fuzzy(field, leaf)
        case Range():
            return index.between(field, leaf)
        case Everything():
            return index.all() if field == _DEFAULT_FIELD else index.filled(field)


class _Walk:
    """Goes through a query; what a bare word means is decided by `look`."""

    def __init__(self, index: Index, look: _Look, least: str = "") -> None:
        self.index = index
        self.look = look
        self.least = least

    def top(self, query: Group) -> Scores:
        """The whole query. Only here may it consist of exclusions alone."""
        match query.clauses:
            case ((Occur.SHOULD, Group() as inner),):
                return self.top(inner)
        if query.clauses and all(occur is Occur.MUST_NOT for occur, _ in query.clauses):
            query = Group(((Occur.MUST, Everything()), *query.clauses))
        return self.group(query, self.least) or {}

    def part(self, query: Query) -> Scores | None:
        """The hits of a part, or None when it says nothing at all."""
        match query:
            case Group():
                return self.group(query)
            case InField(field, inner):
                if field == "*":
                    return self.index.all()
                if not self.index.has(field):
                    raise BrokenQuery(f"undefined field {field}")
                index = self.index
                return _Walk(index, lambda leaf: _look(index, field, leaf)).part(inner)
            case _:
                return self.look(query)

    def group(self, query: Group, least: str = "") -> Scores | None:
        """Required, optional and excluded clauses together."""
        parts = [(occur, self.part(clause)) for occur, clause in query.clauses]
        required = [hits for occur, hits in parts if occur is Occur.MUST and hits is not None]
        optional = [hits for occur, hits in parts if occur is Occur.SHOULD and hits is not None]
        excluded = [hits for occur, hits in parts if occur is Occur.MUST_NOT and hits is not None]
        if not (required or optional or excluded):
            return None
        needed = _least(least, len(optional))
        if required:
            docs = set(required[0]).intersection(*required[1:])
        else:
            docs = set().union(*optional)
            needed = max(needed, 1)
        docs = docs.difference(*excluded)
        if needed > (0 if required else 1):
            docs = {doc for doc in docs if sum(doc in hits for hits in optional) >= needed}
        return {doc: sum(hits.get(doc, 0.0) for hits in required + optional) for doc in docs}


def _least(text: str, optional: int) -> int:
    """How many optional clauses must match: `2`, `-1`, `75%`. Other forms count as none."""
    found = re.fullmatch(r"(-?\d+)(%?)", text.strip())
    if found is None:
        return 0
    number = int(found[1])
    if found[2]:
        number = int(optional * number / 100)
    return max(0, min(optional, number + optional if number < 0 else number))
