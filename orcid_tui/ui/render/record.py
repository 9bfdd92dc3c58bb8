"""A record as cataloguers read it: every field with tag, indicators and subfields.

What a decision changes stands on lines of its own, with a sign in front: `+` is added, `-` goes;
`+?` and `-?` would be, with the person one looks at. Signs, not colours: they must be seen on a
black-and-white terminal too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from textual.content import Content

from orcid_tui.headings.parallel import PARALLEL_TAG
from orcid_tui.language import _, many
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.in_full import FieldInFull, RecordInFull, Standing
from orcid_tui.text import clean, invisible
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, text, wrap
from orcid_tui.ui.render.fields import changes_of

Block = Callable[[int], Sequence[Content]]
"""Lines for a width, made when they come into sight."""

HERE: Final = "▶"
ADDED: Final = "+"
GONE: Final = "-"
PERHAPS: Final = "?"

_INDENT: Final = len("▶ 100 1_ ")
_ADDED_STYLE: Final = "bold underline $text-success"
_GONE_STYLE: Final = "bold $text-warning"
_HERE_STYLE: Final = "bold $text-accent"
_LEADER: Final = "LDR"
_FIRST_DATA_FIELD: Final = "010"
_UNREADABLE: Final = "\ufffd"


def record_legend() -> Content:
    """What the signs mean, in one line."""
    return text(_("▶ this heading · + is added · - goes · ? would be so · _ a blank"), MUTED)


def record_blocks(record: RecordInFull, person: str) -> list[Block]:
    """The leader, then a block a field. `person` is whom one looks at, for what would be."""
    if record.record.damage:
        return [lambda width: _damage(record, width)]
    fields = [partial(_field_block, record, person, index) for index in range(len(record))]
    return [partial(_leader, record.record.leader), *fields]


def block_of_heading(record: RecordInFull) -> int:
    """Which of these blocks is the heading's own."""
    return 0 if record.record.damage else record.place + 1


def _damage(record: RecordInFull, width: int) -> list[Content]:
    said = text(record.record.damage, WARN)
    leader = record.record.leader
    return [*wrap(said, width), *(_leader(leader, width) if leader else [])]


def _leader(leader: str, width: int) -> list[Content]:
    return _aligned(_head(_LEADER, ""), text(_blanks_shown(leader)), width)


def _field_block(record: RecordInFull, person: str, index: int, width: int) -> list[Content]:
    return field_lines(record.field(index), width, here=index == record.place, person=person)


def field_lines(
    found: FieldInFull, width: int, *, here: bool = False, person: str = ""
) -> list[Content]:
    """One field on lines of at most `width` cells; `here` marks the heading in question."""
    field = found.field
    head = _head(field.tag, field.indicators, here=here)
    lines = _changed_lines(found, head, width) if found.preview else _as_it_is(field, head, width)
    for note, style in _notes(found, person):
        lines += _aligned(Content(" " * _INDENT), text(f"({note})", style), width)
    return lines


def _as_it_is(field: Field, head: Content, width: int) -> list[Content]:
    if field.data and not field.subfields:
        fixed = field.tag < _FIRST_DATA_FIELD
        data = _blanks_shown(field.data) if fixed else field.data
        return _aligned(head, text(data), width)
    return _aligned(head, _joined(field.subfields), width)


def _changed_lines(found: FieldInFull, head: Content, width: int) -> list[Content]:
    """The field with what is added and what goes where it stands, each on a line of its own."""
    assert found.preview is not None
    before, after = found.preview.before.subfields, found.preview.after.subfields
    perhaps = PERHAPS if found.standing is Standing.WOULD_BE else ""
    lines: list[Content] = []
    at = 0

    def add(sign: str, style: str, subfields: Sequence[Subfield]) -> None:
        nonlocal head
        if not subfields:
            return
        if sign and not lines:
            lines.extend(_aligned(head, Content(""), width))
        front = _signed(f"{sign}{perhaps}", style) if sign else head
        content = _joined(subfields)
        lines.extend(_aligned(front, content.stylize(style) if style else content, width, sign))
        head = Content(" " * _INDENT)

    for part in changes_of(found.preview):
        add("", "", before[at : part.gone.start])
        for gone in part.gone:
            add(GONE, _GONE_STYLE, before[gone : gone + 1])
        for new in part.new:
            add(ADDED, _ADDED_STYLE, after[new : new + 1])
        at = part.gone.stop
    add("", "", before[at:])
    return lines


def _notes(found: FieldInFull, person: str) -> Iterator[tuple[str, str]]:
    """What is to be said about a field, each in parentheses under it, with its style."""
    if found.refusal and found.standing is Standing.WOULD_BE:
        yield _("could not be written: {reason}").format(reason=clean(found.refusal)), WARN
    elif found.refusal:
        yield _("not written: {reason}").format(reason=clean(found.refusal)), WARN
    elif found.preview is not None and found.standing is Standing.WOULD_BE:
        yield _("so it would be with {person}").format(person=person), MUTED
    elif found.preview is not None and found.standing is Standing.SAVED:
        yield _("saved in another file; here the record is as it was"), MUTED
    elif found.preview is not None:
        yield _("decided; not written before you save"), MUTED
    elif found.decision is not None and found.decision.verdict is Verdict.NOBODY:
        yield _("no one fits; nothing is written here"), MUTED
    if found.link is not None and found.link.leads_somewhere:
        yield _pair(found), MUTED
    texts = [found.field.data, *(each.value for each in found.field.subfields)]
    if unread := sum(each.count(_UNREADABLE) for each in texts):
        unreadable = many(
            "{n:,} sign could not be read: �", "{n:,} signs could not be read: �", unread
        )
        yield unreadable, WARN
    if hidden := sum(map(invisible, texts)):
        left_out = many(
            "{n:,} invisible sign is left out here",
            "{n:,} invisible signs are left out here",
            hidden,
        )
        yield left_out, MUTED


def _pair(found: FieldInFull) -> str:
    """The field at the other end of $6, by tag and name."""
    assert found.link is not None
    tag = clean(found.link.tag)
    if found.partner is None:
        return _("↔ {tag}: there is no such field in this record").format(tag=tag)
    words = clean(found.partner.first("a")).rstrip(" ,/:;،")
    if found.field.tag == PARALLEL_TAG:
        return _("↔ in another script: {tag} {name}").format(tag=tag, name=words)
    return _("↔ in the original script: {name}").format(name=words)


def _head(tag: str, indicators: str, *, here: bool = False) -> Content:
    """Mark, tag and indicators: always as wide."""
    shown = clean(indicators.replace(" ", "_"))[:2]
    mark = (f"{HERE} ", _HERE_STYLE) if here else "  "
    named = text(f"{clean(tag)[:3]:3}", _HERE_STYLE if here else STRONG)
    head = Content.assemble(mark, named, f" {shown:2} ")
    return head.truncate(_INDENT, pad=True)


def _signed(sign: str, style: str) -> Content:
    return Content.assemble(" " * (_INDENT - 3), (f"{sign:2}", style), " ")


def _joined(subfields: Iterable[Subfield]) -> Content:
    return Content(" ").join(
        Content.assemble((f"${clean(each.code)}", STRONG), " ", clean(each.value))
        for each in subfields
    )


def _aligned(head: Content, content: Content, width: int, sign: str = "") -> list[Content]:
    """The content beside its head; what is too long goes on below itself, and further to the
    right where it has a sign, so that it is not taken for the next subfield."""
    room = max(1, width - _INDENT)
    first, *rest = wrap(content, room, len("$1 ") if sign else 0)
    lines = [Content.assemble(head, first), *(line.pad_left(_INDENT) for line in rest)]
    return lines if width > _INDENT else [line.truncate(width) for line in lines]


def _blanks_shown(data: str) -> str:
    """In a field of fixed length every position counts: a blank is seen."""
    return data.replace(" ", "_")
