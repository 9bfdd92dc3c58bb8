"""A request as it came in, and what all calls answer with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tests.alma_stand_in.answers import AlmaFault, Answer
from tests.alma_stand_in.faults import Call
from tests.alma_stand_in.layout import document

ROOT = "/almaws/v1"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request. `headers` have lower-case names."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def wants_json(self) -> bool:
        return "json" in self.headers.get("accept", "")

    @property
    def brief(self) -> bool:
        return self.query.get("view") == "brief"

    @property
    def call(self) -> Call:
        """As the faults see it."""
        last = self.path.rsplit("/", 1)[-1]
        one = "/bibs/" in self.path and last.isdigit()
        return Call(self.method, last if one else self.path.removeprefix(ROOT))


def json_answer(made: object) -> Answer:
    return Answer(200, json.dumps(made).encode(), "application/json;charset=UTF-8")


def test_answer(method: str, code: str) -> Answer:
    """XML without a schema, whatever was asked for (alma-and-marc.md A3)."""
    text = f"{method} - OK - institutionCode: {code}"
    return Answer(200, document(f"<test>{text}</test>"))


def no_such_call() -> AlmaFault:
    return AlmaFault(400, "INVALID_REQUEST", "The request is invalid.")
