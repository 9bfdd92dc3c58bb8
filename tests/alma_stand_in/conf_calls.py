"""The calls below /conf: the institution, its sets and their members (alma-and-marc.md A3, A8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.alma_stand_in.answers import Answer, refused
from tests.alma_stand_in.calls import ROOT, Incoming, json_answer, no_such_call, test_answer
from tests.alma_stand_in.layout import document
from tests.alma_stand_in.sets import StandInSet, as_xml, found, paging


@dataclass
class ConfCalls:
    """One institution's or network's configuration. `base` is the server's address."""

    code: str
    name: str
    environment: str = "production"
    base: str = ""
    sets: list[StandInSet] = field(default_factory=list)

    def answer(self, incoming: Incoming) -> Answer:
        """Raises AlmaFault."""
        path = incoming.path.removeprefix(ROOT).rstrip("/")
        if incoming.method != "GET":
            raise no_such_call()
        if path == "/conf/test":
            return test_answer("GET", self.code)
        if path == "/conf/general":
            return _made(incoming, "general", self._general())
        if path == "/conf/sets":
            return _made(incoming, "sets", self._list(incoming))
        match = re.fullmatch(r"/conf/sets/([^/]+)(/members)?", path)
        if not match:
            raise no_such_call()
        one = next((each for each in self.sets if each.id == match[1]), None)
        if one is None:
            raise refused("60107", f"Set not found: Set ID {match[1]}")
        if not match[2]:
            return _made(incoming, "set", one.alone(self.base))
        return _made(incoming, "members", one.page(self.base, *paging(incoming.query)))

    def _general(self) -> dict[str, Any]:
        return {
            "institution": {"value": self.code, "desc": self.name},
            "alma_url": "alma.example.org",
            "environment_type": self.environment,
            "time_zone": "Europe/Oslo",
        }

    def _list(self, incoming: Incoming) -> dict[str, Any]:
        limit, offset = paging(incoming.query)
        every = found(self.sets, incoming.query)
        page = [each.in_list(self.base) for each in every[offset : offset + limit]]
        made: dict[str, Any] = {"total_record_count": len(every)}
        return {"set": page, **made} if page else made


def _made(incoming: Incoming, root: str, made: dict[str, Any]) -> Answer:
    if incoming.wants_json:
        return json_answer(made)
    return Answer(200, document(as_xml(root, made)))
