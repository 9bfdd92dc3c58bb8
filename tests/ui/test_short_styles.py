"""Fewer bytes, the same picture: whatever goes to the terminal looks as before."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.ui.short_styles import ShortStyles

_PIECES = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[[0-9;?]*[A-Za-z]|.", re.S)
_MOVE = re.compile(r"\x1b\[\d+;\d+H|\r|\n")
_OFF = {
    **{22: {1, 2}, 23: {3}, 24: {4, 21}, 25: {5, 6}, 27: {7}, 28: {8}, 29: {9}},
    **{54: {51, 52}, 55: {53}},
}
Letter = tuple[str, frozenset[int], str, str]

texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=4)
moves = st.builds(
    "{}\x1b[{};{}H".format, st.sampled_from(["", "\r\n"]), st.integers(1, 9), st.integers(1, 9)
)
_CODES = "0 1 2 3 4 7 9 21 22 73 23 24 27 29 31 39 44 49 53 55 95 107 38;5;9 38;2;0;0;1 48;2;1;2;3"
one_style = st.lists(st.sampled_from(_CODES.split()), max_size=4).map(
    lambda codes: f"\x1b[{';'.join(codes)}m"
)
commands = st.sampled_from(["\x1b[2J", "\x1b[?2026h", "\x1b[K", "\r\n", "\x1b[0m"])
written = st.lists(st.one_of(texts, moves, one_style, commands), max_size=14).map("".join)


def look(said: str) -> list[Letter]:
    """Each letter and each command, with the style in which a terminal carries it out.

    A move or a line end draws nothing, so its style says nothing.
    """
    found: list[Letter] = []
    on: set[int] = set()
    ink = ground = ""
    for piece in _PIECES.finditer(said):
        if piece.group(1) is None:
            moves_only = _MOVE.fullmatch(piece.group())
            style = (frozenset[int](), "", "") if moves_only else (frozenset(on), ink, ground)
            found.append((piece.group(), *style))
            continue
        waiting = [int(code or 0) for code in piece.group(1).split(";")]
        while waiting:
            code = waiting.pop(0)
            if code == 0:
                on, ink, ground = set(), "", ""
            elif code in _OFF:
                on -= _OFF[code]
            elif code in (38, 48):
                size = 2 if waiting[0] == 5 else 4
                colour = str([code, *waiting[:size]])
                del waiting[:size]
                ink, ground = (colour, ground) if code == 38 else (ink, colour)
            elif code in (39, 49):
                ink, ground = ("", ground) if code == 39 else (ink, "")
            elif 30 <= code < 38 or 90 <= code < 98:
                ink = str(code)
            elif 40 <= code < 48 or 100 <= code < 108:
                ground = str(code)
            else:
                on.add(code)
    return found


@given(st.lists(written, max_size=4))
def test_every_letter_looks_as_before(writes: list[str]) -> None:
    short = ShortStyles()
    after = "".join(map(short.shortened, writes))
    assert look(after) == look("".join(writes))


@given(written, st.integers(0, 200))
def test_what_is_written_in_parts_may_be_cut_anywhere(said: str, cut: int) -> None:
    """As on Windows, where a part may end within a sequence."""
    short = ShortStyles()
    assert look(short.shortened(said[:cut]) + short.shortened(said[cut:] + "\x1b[0m")) == look(
        said + "\x1b[0m"
    )


def test_what_is_not_known_here_is_passed_on() -> None:
    odd = "\x1b[1ma\x1b[73mb\x1b[4mc\x1b[md\x1b[38;9me\x1b[0;1mf"
    assert ShortStyles().shortened(odd) == odd


def test_after_each_picture_the_terminal_is_left_as_it_was() -> None:
    short = ShortStyles()
    assert short.shortened("\x1b[1;38;5;9ma\x1b[0m\x1b[5;1H") == "\x1b[1;38;5;9ma\x1b[5;1H\x1b[m"


def test_pieces_in_nearly_the_same_style_cost_a_few_bytes() -> None:
    ground = "38;2;217;222;228;48;2;29;32;35"
    said = f"\x1b[1;{ground}m$a\x1b[0m\x1b[{ground}m Quell, \x1b[0m\x1b[1;{ground}m$e\x1b[0m"
    assert ShortStyles().shortened(said) == f"\x1b[1;{ground}m$a\x1b[22m Quell, \x1b[1m$e\x1b[m"
