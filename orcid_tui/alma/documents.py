"""An answer of Alma's configuration or an error, in JSON or XML, as one kind of plain value.

XML is turned into what the same answer is in JSON: an element with attributes becomes a mapping
with `value`, one with children a mapping of them, a repeated child a list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from orcid_tui.alma.safe_xml import Handlers, UnreadableAnswer, in_utf8, parse
from orcid_tui.language import _
from orcid_tui.text import clean

Document = Mapping[str, object]


def read_document(body: bytes) -> Document:
    """The content of the root. Raises UnreadableAnswer."""
    if body.lstrip()[:1] in (b"{", b"["):
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise UnreadableAnswer(_("it is not the JSON that it begins as"))
        return found
    tree = _Tree()
    parse(in_utf8(body), tree)
    root = tree.root
    return root if isinstance(root, dict) else {"value": root}


def inside(value: object, *keys: str) -> object:
    """What lies behind a path of keys, or None where it ends early."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def items(value: object, *keys: str) -> list[object]:
    """The list behind a path; one alone is a list of one, nothing is none."""
    found = inside(value, *keys)
    if isinstance(found, list):
        return found
    return [] if found is None or found == "" else [found]


def word(value: object, *keys: str) -> str:
    """The clean text behind a path, whether it stands alone, as `value`, or as a number."""
    found = inside(value, *keys)
    if isinstance(found, Mapping):
        found = found.get("value")
    if isinstance(found, bool):
        return "true" if found else "false"
    return clean(str(found)) if isinstance(found, str | int) else ""


def description(value: object, *keys: str) -> str:
    """The clean name for people behind a path, that Alma gives as `desc`."""
    return word(inside(value, *keys), "desc")


def number(value: object, *keys: str) -> int | None:
    """The whole number behind a path, written as a number or in digits."""
    found = word(value, *keys)
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 16 else None


@dataclass(slots=True)
class _Element:
    attributes: dict[str, str] = field(default_factory=dict)
    children: dict[str, object] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def add(self, name: str, content: object) -> None:
        if name not in self.children:
            self.children[name] = content
            return
        there = self.children[name]
        if isinstance(there, list):
            there.append(content)
        else:
            self.children[name] = [there, content]

    @property
    def content(self) -> object:
        if self.children:
            return {**self.attributes, **self.children}
        said = "".join(self.words).strip()
        return {**self.attributes, "value": said} if self.attributes else said


class _Tree(Handlers):
    def __init__(self) -> None:
        self._open = [_Element()]

    @property
    def root(self) -> object:
        """The content of the outermost element, whose name does not matter."""
        return next(iter(self._open[0].children.values()), "")

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        plain = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
        self._open.append(_Element(plain))

    def end(self, name: str, at: int) -> None:
        done = self._open.pop()
        self._open[-1].add(name, done.content)

    def text(self, data: str) -> None:
        self._open[-1].words.append(data)
