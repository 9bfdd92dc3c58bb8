"""Where the values of one JSON text stand, in bytes: what a splice needs to know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from orcid_tui.language import _

Path = tuple[int, ...]
"""The way down to a value: the index in a list; in an object twice the member's index for
its name, and one more for its value."""

_TOKEN: Final = re.compile(
    rb'[\s,:]*(?:([{\[])|([}\]])|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s,:{}\[\]"]+)', re.DOTALL
)


@dataclass(slots=True)
class JsonPlace:
    """One value from its first byte up to, not including, `end`. `children` are the values
    of a list, or the names and values of an object in turn."""

    start: int
    end: int = -1
    children: list[JsonPlace] = field(default_factory=list)

    def at(self, path: Sequence[int]) -> JsonPlace:
        """The value at the end of this way."""
        here = self
        for step in path:
            here = here.children[step]
        return here


def find_places(raw: bytes) -> JsonPlace:
    """The value that `raw` begins with. It must be JSON; a parser has seen to that.

    Raises ValueError when it has no end.
    """
    around = [JsonPlace(0)]
    at = 0
    while token := _TOKEN.match(raw, at):
        at = token.end()
        if token[2]:
            around.pop().end = at
        else:
            start = token.start(1) if token[1] else _begin(raw, token)
            place = JsonPlace(start, at)
            around[-1].children.append(place)
            if token[1]:
                around.append(place)
        if len(around) == 1:
            return around[0].children[0]
    raise ValueError(_("the text ends inside of a value"))


def _begin(raw: bytes, token: re.Match[bytes]) -> int:
    start = token.start()
    while raw[start] in b" \t\r\n\x0b\x0c,:":
        start += 1
    return start
