"""Which contents of files have the same records in the same order: a save into the records changes
the content, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from orcid_tui.history.lines import KnownFile, Line, Opened

Content: TypeAlias = tuple[str, ...]
"""The fingerprints of files, in their order."""


class Head(NamedTuple):
    """The beginning of one file of a work."""

    path: Path
    line: Line
    opened: Opened


class Orders:
    """What the files of a work say about that."""

    def __init__(self, heads: Iterable[Head]) -> None:
        """`heads` in the order of time."""
        self._same: dict[Content, Content] = {}
        before: dict[str, Content] = {}
        for head in heads:
            content = content_of(head.opened.files)
            if head.opened.follows and head.opened.run in before:
                self._join(content, before[head.opened.run])
            before[head.opened.run] = content

    def same(self, one: Content, other: Content) -> bool:
        """Whether the two have the same records in the same order; no, if one could not be
        read."""
        return all(one) and all(other) and self._root(one) == self._root(other)

    def _join(self, one: Content, other: Content) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._same[one] = other

    def _root(self, content: Content) -> Content:
        while content in self._same:
            content = self._same[content]
        return content


def content_of(files: Iterable[KnownFile]) -> Content:
    """The content of these files."""
    return tuple(file.fingerprint for file in files)
