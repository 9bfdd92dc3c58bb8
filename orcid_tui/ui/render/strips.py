"""From content to a line of cells, for the widgets that draw line by line."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


def strip_of(widget: Widget, content: Content, width: int, ground: Style | None = None) -> Strip:
    """One line of exactly `width` cells in the widget's colours, or on another ground."""
    base = widget.visual_style if ground is None else ground
    pieces = content.render(base, end="", parse_style=widget.app.stylesheet.parse_style)
    segments = [Segment(piece, (base + style).rich_style) for piece, style in pieces]
    return Strip(segments).crop_extend(0, width, base.rich_style)
