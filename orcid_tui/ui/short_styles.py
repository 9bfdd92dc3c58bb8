"""The same picture with fewer bytes, for slow lines.

Textual sets each piece of text in full (bold, ink and ground, some forty bytes) and takes it all
back behind it. Here only what differs from the piece before goes over the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from textual.driver import Driver

_STYLE: Final = re.compile(r"\x1b\[([0-9;]*)m")
_ONLY_MOVES: Final = re.compile(r"(?:(?:\r\n)?\x1b\[\d+;\d+H)+")
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-9;?]*)?\Z")

_OFF: Final = {
    **{1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29},
    **{21: 24, 51: 54, 52: 54, 53: 55},
}
"""What ends each attribute (ECMA-48 section 8.3.117)."""
_ENDED: Final = {end: {each for each in _OFF if _OFF[each] == end} for end in _OFF.values()}
"""Some end two."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look. Colours as the terminal is told them; empty for its own."""

    attributes: frozenset[int] = frozenset()
    ink: str = ""
    ground: str = ""


_PLAIN: Final = _Look()


class ShortStyles:
    """Rewrites what goes to one terminal, from its first byte on."""

    def __init__(self) -> None:
        self._wanted: _Look | None = _PLAIN
        """None behind something that is not understood here: it is passed on as it is."""
        self._shown: _Look | None = _PLAIN
        """How the terminal would draw now; None when that is not known."""
        self._rest = ""

    def shortened(self, data: str) -> str:
        """The same with shorter styles. What breaks off within a sequence waits for the rest."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        self._rest = unfinished.group() if unfinished else ""
        said: list[str] = []
        for at, piece in enumerate(_STYLE.split(data[: len(data) - len(self._rest)])):
            if at % 2:
                look = _changed(self._wanted, piece)
                if look is None:
                    said += [self._catch_up(), f"\x1b[{piece}m"]
                    self._shown = None
                self._wanted = look
            elif piece:
                if not _ONLY_MOVES.fullmatch(piece):
                    said.append(self._catch_up())
                said.append(piece)
        if self._wanted == _PLAIN:
            said.append(self._catch_up())
        return "".join(said)

    def _catch_up(self) -> str:
        """What brings the terminal to the look that is wanted."""
        if self._wanted is None:
            return ""
        before, self._shown = self._shown, self._wanted
        return _step(before, self._wanted)


@lru_cache(maxsize=1024)
def _changed(look: _Look | None, codes: str) -> _Look | None:
    """The look after these codes; None when one of them is not known."""
    attributes = set(look.attributes) if look else set()
    ink, ground = (look.ink, look.ground) if look else ("", "")
    known = look is not None
    waiting = codes.split(";")
    while waiting:
        code = int(waiting.pop(0) or 0)
        if code == 0:
            attributes, ink, ground, known = set(), "", "", True
        elif code in _OFF:
            attributes.add(code)
        elif code in _ENDED:
            attributes -= _ENDED[code]
        elif code in (38, 48):
            size = {"5": 2, "2": 4}.get(waiting[0] if waiting else "", 0)
            colour = ";".join([str(code), *waiting[:size]])
            if not size or len(waiting) < size:
                return None
            del waiting[:size]
            ink, ground = (colour, ground) if code == 38 else (ink, colour)
        elif 30 <= code <= 39 or 90 <= code <= 97:
            ink = "" if code == 39 else str(code)
        elif 40 <= code <= 49 or 100 <= code <= 107:
            ground = "" if code == 49 else str(code)
        else:
            return None
    return _Look(frozenset(attributes), ink, ground) if known else None


@lru_cache(maxsize=4096)
def _step(before: _Look | None, after: _Look) -> str:
    """The shorter of two ways: what differs, or everything from the beginning."""
    if before == after:
        return ""
    colours = [colour for colour in (after.ink, after.ground) if colour]
    whole = ["0", *map(str, sorted(after.attributes)), *colours]
    ways = [whole if after != _PLAIN else []]
    if before is not None:
        over = {_OFF[each] for each in before.attributes - after.attributes}
        begun = {each for each in after.attributes if _OFF[each] in over}
        begun |= after.attributes - before.attributes
        differing = [*map(str, sorted(over)), *map(str, sorted(begun))]
        if after.ink != before.ink:
            differing.append(after.ink or "39")
        if after.ground != before.ground:
            differing.append(after.ground or "49")
        ways.append(differing)
    return min((f"\x1b[{';'.join(way)}m" for way in ways), key=len)


def with_short_styles(driver: type[Driver]) -> type[Driver]:
    """A driver of the same kind that sends fewer bytes."""

    class Lean(driver):  # type: ignore[valid-type, misc]
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)
            self._styles = ShortStyles()

        def write(self, data: str) -> None:
            super().write(self._styles.shortened(data))

    return Lean
