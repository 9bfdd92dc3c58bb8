"""Bars of coverage as a picture inside the page (SVG), with their numbers as text in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orcid_tui.figures.coverage import Coverage
from orcid_tui.language import _
from orcid_tui.report.html import Element, element

_WIDTH: Final = 640
_LABEL: Final = 96
_BAR: Final = 280
_TEXT: Final = _LABEL + _BAR + 12
_RAIL, _STAYED, _GAINED, _HATCH = "#e7ebef", "#1f5f8b", "#d9a441", "#6b4700"
"""The colours for whatever shows the page without its style sheet."""
_ROW: Final = 30
_THICK: Final = 18


def coverage_bars(coverage: Coverage, told: Callable[[int, Coverage], str], name: str) -> Element:
    """Two bars, before and after. `told` puts a number into words, `name` makes ids different.

    What has come to it is hatched: no reader needs colours, on paper or on a screen.
    """
    before, after = coverage.before, coverage.after
    stayed = min(before, after)
    words = _("before: {before}; with what is decided: {after}").format(
        before=told(before, coverage), after=told(after, coverage)
    )
    return element(
        "svg",
        element("title", words, id=f"{name}-title"),
        element(
            "defs",
            element(
                "pattern",
                element("rect", width=6, height=6, fill=_GAINED, class_="gained"),
                element(
                    "path", d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", stroke=_HATCH, class_="hatch"
                ),
                id=f"{name}-hatch",
                patternUnits="userSpaceOnUse",
                width=6,
                height=6,
            ),
        ),
        *_bar(0, _("before"), told(before, coverage), _cells(before, coverage)),
        *_bar(
            1,
            _("after"),
            told(after, coverage),
            _cells(stayed, coverage),
            _cells(after, coverage),
            name,
        ),
        role="img",
        aria_labelledby=f"{name}-title",
        viewBox=f"0 0 {_WIDTH} {2 * _ROW}",
        width=_WIDTH,
        height=2 * _ROW,
    )


def _bar(
    row: int, label: str, words: str, stayed: float, reached: float = 0, name: str = ""
) -> list[Element]:
    top = row * _ROW + (_ROW - _THICK) // 2
    place = {"y": top, "height": _THICK}
    line = {"y": top + _THICK - 5}
    drawn = [
        element("text", label, x=0, class_="label", **line),
        element("rect", x=_LABEL, width=_BAR, fill=_RAIL, stroke=_HATCH, class_="rail", **place),
    ]
    if stayed:
        drawn.append(
            element("rect", x=_LABEL, width=f"{stayed:.1f}", fill=_STAYED, class_="stayed", **place)
        )
    if reached > stayed:
        drawn.append(
            element(
                "rect",
                x=f"{_LABEL + stayed:.1f}",
                width=f"{reached - stayed:.1f}",
                fill=f"url(#{name}-hatch)",
                class_="edge",
                **place,
            )
        )
    drawn.append(element("text", words, x=_TEXT, **line))
    return drawn


def _cells(part: int, coverage: Coverage) -> float:
    return _BAR * part / coverage.total if coverage.total else 0
