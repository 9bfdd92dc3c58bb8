"""Sets, and members pages that shift while they are read (alma-and-marc.md A8, A11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.alma_stand_in.answers import refused

Json = dict[str, Any]
Shift = Callable[[list[str]], None]
"""Changes a logical set's members after one of its pages was given out."""

CONTENTS = {
    "BIB_MMS": "All Titles",
    "IEP": "Physical titles",
    "IEE": "Electronic titles",
    "IED": "Digital titles",
    "IE": "Inventory titles",
    "ITEM": "Physical items",
    "USER": "Users",
}


def first_to_the_end(members: list[str]) -> None:
    """All others move up: whoever goes on by counting misses one, and meets the first again."""
    members.append(members.pop(0))


def last_to_the_front(members: list[str]) -> None:
    """All others move down: whoever goes on by counting meets one again."""
    members.insert(0, members.pop())


def first_leaves(members: list[str]) -> None:
    """The set shrinks at the front."""
    if len(members) > 1:
        del members[0]


def joins(mms_id: str) -> Shift:
    """The set grows at the front."""
    return lambda members: members.insert(0, mms_id)


@dataclass
class StandInSet:
    """A set. `shifts` are done one after the other, each after a page was given out."""

    id: str
    name: str
    members: list[str]
    description: str | None = None
    content: str = "BIB_MMS"
    logical: bool = False
    private: bool = False
    created_by: tuple[str, str] = ("klovik", "Kløvik, Borghild")
    number_as_text: bool = True
    shifts: list[Shift] = field(default_factory=list)

    def in_list(self, base: str) -> Json:
        """As in a list of sets: no number of members, no query."""
        made: Json = {"id": self.id, "name": self.name}
        if self.description is not None:
            made["description"] = self.description
        kind = {"value": "LOGICAL", "desc": "Logical"}
        made["type"] = kind if self.logical else {"value": "ITEMIZED", "desc": "Itemized"}
        made["content"] = {"value": self.content, "desc": CONTENTS.get(self.content, "")}
        made["private"] = {
            "value": "true" if self.private else "false",
            "desc": "Yes" if self.private else "No",
        }
        made["status"] = {"value": "ACTIVE", "desc": "Active"}
        made["created_by"] = {"value": self.created_by[0], "desc": self.created_by[1]}
        made["created_date"] = "2023-08-21T09:05:07.281Z"
        made["origin"] = {"value": "UI", "desc": "Institution only"}
        made["link"] = f"{base}/almaws/v1/conf/sets/{self.id}"
        return made

    def alone(self, base: str) -> Json:
        """As asked for by itself."""
        made = self.in_list(base)
        number = len(self.members)
        made["number_of_members"] = {
            "value": str(number) if self.number_as_text else number,
            "link": f"{base}/almaws/v1/conf/sets/{self.id}/members",
        }
        if self.logical:
            made["query"] = {"value": 'BIB_MMS where BIB_MMS ((all CONTAIN "x"))', "desc": "x"}
        return made

    def page(self, base: str, limit: int, offset: int) -> Json:
        """Some members, after which the set may shift."""
        total = len(self.members)
        chosen = self.members[offset : offset + limit]
        if self.shifts and limit:
            self.shifts.pop(0)(self.members)
        made: Json = {"total_record_count": total}
        if chosen:
            made["member"] = [
                {
                    "id": mms_id,
                    "description": f"Title of {mms_id}",
                    "link": f"{base}/almaws/v1/bibs/{mms_id}",
                }
                for mms_id in chosen
            ]
        return made


def found(sets: list[StandInSet], query: dict[str, str]) -> list[StandInSet]:
    """Those that a list call asks for. Raises AlmaFault."""
    chosen = sets
    if content := query.get("content_type"):
        if content not in CONTENTS:
            raise refused("40166410", f"The parameter content_type is invalid: {content}.")
        chosen = [each for each in chosen if each.content == content]
    if kind := query.get("set_type"):
        if kind not in ("LOGICAL", "ITEMIZED"):
            raise refused("40166410", f"The parameter set_type is invalid: {kind}.")
        chosen = [each for each in chosen if each.logical == (kind == "LOGICAL")]
    if asked := query.get("q"):
        where, tilde, words = asked.partition("~")
        if not tilde or where not in ("name", "created_by"):
            raise refused("60106", "Invalid query format.")
        wanted = words.replace("_", " ").lower().split()
        chosen = [each for each in chosen if all(w in _text(each, where) for w in wanted)]
    return chosen


def _text(each: StandInSet, where: str) -> str:
    return (each.name if where == "name" else " ".join(each.created_by)).lower().replace("_", " ")


def paging(query: dict[str, str]) -> tuple[int, int]:
    """`limit` and `offset`. Raises AlmaFault."""
    try:
        limit, offset = int(query.get("limit", "10")), int(query.get("offset", "0"))
    except ValueError:
        raise refused("40166410", "The parameter limit or offset is invalid.") from None
    if not 0 <= limit <= 100 or offset < 0:
        raise refused("40166410", "The parameter limit or offset is invalid.")
    return limit, offset


def as_xml(root: str, made: Json) -> str:
    """The same as XML: `desc` and `link` are attributes, lists repeat their element."""
    attributes = "".join(
        f" {name}={quoteattr(str(made[name]))}"
        for name in ("total_record_count", "link", "desc")
        if name in made
    )
    inner = escape(str(made["value"])) if "value" in made else ""
    for name, value in made.items():
        if name in ("total_record_count", "link", "desc", "value"):
            continue
        for each in value if isinstance(value, list) else [value]:
            shown = each if isinstance(each, dict) else {"value": each}
            inner += as_xml(name, shown)
    return f"<{root}{attributes}>{inner}</{root}>"
