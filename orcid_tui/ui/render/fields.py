"""A field before and after a change, with marks around what goes away and what is new.

The marks are signs, not colours: they must be seen on a black-and-white terminal too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.stores.protocol import Preview
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import MUTED, STRONG, padded, wrap

NEW_BEGINS: Final = "▸"
NEW_ENDS: Final = "◂"
GONE: Final = "✗"
"""Stands on both sides of what goes away."""

_NEW_STYLE: Final = "bold underline $text-success"
_GONE_STYLE: Final = "bold $text-warning"

_BEFORE, _AFTER = padded(_("before"), _("after"))
_WIDTH: Final = len(_BEFORE)
_HEAD: Final = len("100 1_ ")


def field_line(field: Field) -> Content:
    """A field as cataloguers read it: tag, indicators, subfields with their codes strong."""
    parts = [_head(field), *map(_subfield, field.subfields)]
    if field.data:
        parts.append(Content(clean(field.data)))
    return Content(" ").join(parts)


def before_line(preview: Preview) -> Content:
    """The field before the change; what goes away stands between two ✗."""
    gone = [part.gone for part in changes_of(preview)]
    return _marked(preview.before, gone, GONE, GONE, other=preview.after)


def after_line(preview: Preview) -> Content:
    """The field after the change; what is new stands between ▸ and ◂."""
    new = [part.new for part in changes_of(preview)]
    return _marked(preview.after, new, NEW_BEGINS, NEW_ENDS, other=preview.before)


def difference_lines(
    ours: tuple[str, Field], theirs: tuple[str, Field], width: int, indent: int = 0
) -> list[Content]:
    """Two versions of a field, each behind its name, which is `padded` already: what only ours has
    stands between two ✗, what only theirs has between ▸ and ◂, tag and indicators included."""
    preview = Preview(ours[1], theirs[1])
    lines: list[Content] = []
    for name, line in ((ours[0], before_line(preview)), (theirs[0], after_line(preview))):
        whole = Content.assemble((name, MUTED), line).pad_left(indent)
        lines += wrap(whole, width, indent + len(name))
    return lines


def takes_away(preview: Preview) -> bool:
    """Whether anything of the field goes away."""
    return any(part.gone for part in changes_of(preview))


def preview_lines(preview: Preview, width: int, indent: int = 0) -> list[Content]:
    """Both lines with their names, broken where they are too long."""
    lines: list[Content] = []
    for name, line in ((_BEFORE, before_line(preview)), (_AFTER, after_line(preview))):
        whole = Content.assemble((name, MUTED), line).pad_left(indent)
        lines += wrap(whole, width, indent + _WIDTH)
    return lines


def short_preview_lines(preview: Preview, width: int, indent: int = 0) -> list[Content]:
    """Two lines of at most `width` cells; what is far from the change is left out."""
    room = width - indent - _WIDTH
    return [
        Content.assemble((name, MUTED), _around_the_marks(line, room)).pad_left(indent)
        for name, line in ((_BEFORE, before_line(preview)), (_AFTER, after_line(preview)))
    ]


def _around_the_marks(line: Content, width: int) -> Content:
    """The line, with the words before the first mark left out as far as it is too long.

    Without a mark the end is kept, where identifiers stand.
    """
    if line.cell_length <= width:
        return line
    marks = (at for at, sign in enumerate(line.plain) if sign in (GONE, NEW_BEGINS))
    mark = next(marks, len(line.plain))
    for start in range(_HEAD, mark + 1):
        if line[start:].cell_length + _HEAD + 1 <= width:
            break
    else:
        start = max(mark, _HEAD)
    whole = Content.assemble(line[:_HEAD], "…", line[start:])
    return whole.truncate(width, ellipsis=True)


class Changed(NamedTuple):
    """The indexes of subfields that go away, and of those that come in their place."""

    gone: range
    new: range


def changes_of(preview: Preview) -> Iterator[Changed]:
    """What differs, with as few subfields as can be."""
    before, after = preview.before.subfields, preview.after.subfields
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Changed(range(head + i1, head + i2), range(head + j1, head + j2))


def _common(one: Sequence[Subfield], other: Sequence[Subfield]) -> int:
    """How many subfields are the same at the beginning of both."""
    for count, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return count
    return min(len(one), len(other))


def _marked(
    field: Field, places: Sequence[range], begins: str, ends: str, *, other: Field
) -> Content:
    style = _GONE_STYLE if begins == GONE else _NEW_STYLE
    head = _head(field)
    if head.plain != _head(other).plain:
        head = Content.styled(f"{begins}{head.plain}{ends}", style)
    parts, at = [head], 0
    for place in places:
        parts += map(_subfield, field.subfields[at : place.start])
        if place:
            inside = " ".join(
                _subfield(subfield).plain for subfield in field.subfields[place.start : place.stop]
            )
            parts.append(Content.styled(f"{begins}{inside}{ends}", style))
        at = place.stop
    parts += map(_subfield, field.subfields[at:])
    return Content(" ").join(parts)


def _head(field: Field) -> Content:
    return Content(f"{field.tag} {clean(field.indicators.replace(' ', '_'))}")


def _subfield(subfield: Subfield) -> Content:
    return Content.assemble((f"${clean(subfield.code)}", STRONG), " ", clean(subfield.value))
