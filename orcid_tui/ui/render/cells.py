"""Fitting text into terminal cells, where a letter can be none, one or two cells wide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.text import clean

MUTED: Final = "$text-muted"
STRONG: Final = "bold"
GOOD: Final = "$text-success"
WARN: Final = "$text-warning"
BAD: Final = "$text-error"
MARK: Final = "bold $text-accent"

SEPARATOR: Final = " · "


def text(value: str, style: str = "") -> Content:
    """Outside text on one line, clean, with one style."""
    return Content.styled(clean(value), style)


def fit(value: str | Content, width: int, style: str = "") -> Content:
    """Exactly `width` cells: padded with blanks, or cut with an ellipsis."""
    content = text(value, style) if isinstance(value, str) else value
    return content.truncate(max(0, width), ellipsis=True, pad=True)


def padded(*labels: str, gap: int = 2) -> tuple[str, ...]:
    """Labels that stand above each other, all as wide as the widest, with blanks behind."""
    widest = max(Content(label).cell_length for label in labels) + gap
    return tuple(label + " " * (widest - Content(label).cell_length) for label in labels)


def join(parts: Iterable[Content | str], separator: str = SEPARATOR) -> Content:
    """Parts that are not empty, with a separator between."""
    kept = [part if isinstance(part, Content) else text(part) for part in parts if part]
    return Content(separator).join(kept) if kept else Content("")


def as_many_as_fit(parts: Sequence[Content], width: int) -> Content:
    """The first parts that fit on a line of `width` cells, and how many more there are.

    Where not even two would stand beside that number, the line is cut instead.
    """
    for count in range(len(parts), 1, -1):
        left = len(parts) - count
        more = [text(_("+{left} more").format(left=left), MUTED)] if left else []
        line = join([*parts[:count], *more])
        if line.cell_length <= width:
            return line
    return join(parts).truncate(width, ellipsis=True)


def wrap(content: Content, width: int, indent: int = 0, limit: int | None = None) -> list[Content]:
    """Lines of at most `width` cells, broken at blanks; all but the first are indented.

    With `limit` the last line ends in an ellipsis if something is left out.
    """
    if content.cell_length <= width:
        return [content]
    room = max(1, width - indent)
    first, *_ = content.wrap(width)
    rest = content[len(first) :]
    lines = [first.rstrip()]
    if limit == 1:
        return [content.truncate(width, ellipsis=True)]
    stripped = len(rest.plain) - len(rest.plain.lstrip(" "))
    more = rest[stripped:].wrap(room) if rest.plain.strip() else []
    if limit is not None and len(more) > limit - 1:
        kept = more[: limit - 1]
        kept[-1] = kept[-1].rstrip().append("…").truncate(room, ellipsis=True)
        more = kept
    lines.extend(line.rstrip().pad_left(indent) for line in more)
    return lines


Rows = Sequence[tuple[str, Sequence[Content]]]
"""Labels, each with the texts that stand beside it."""


def labelled(
    rows: Rows, label_width: int, width: int, limit: int, *, whole: Collection[str] = ()
) -> list[Content]:
    """Rows with a muted label at the left; what follows under it is aligned.

    A text takes at most `limit` lines, unless it has no label, for then it is a sentence, or
    its label is among those that are shown `whole`.
    """
    lines: list[Content] = []
    room = max(8, width - label_width)
    for label, contents in rows:
        head = label
        for content in contents:
            most = None if not label or label in whole else limit
            for line in wrap(content, room, limit=most):
                lines.append(Content.assemble((head.ljust(label_width), MUTED), line))
                head = ""
    return lines
