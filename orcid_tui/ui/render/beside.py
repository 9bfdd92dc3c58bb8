"""Two candidates beside each other, kind by kind, with a sign where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from textual.content import Content

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import Candidate
from orcid_tui.matching.works_in_common import works_of
from orcid_tui.names.folding import folded
from orcid_tui.persons.person import Affiliation, PersonProfile, ProfileState
from orcid_tui.ui.render.cells import GOOD, MARK, MUTED, STRONG, WARN, fit, text, wrap
from orcid_tui.ui.render.person_page import USABLE, identified_work, works_in_all
from orcid_tui.ui.render.persons import affiliation_line, display_name, profile_state

Block = Callable[[int], Sequence[Content]]
"""Lines for a width, made when they come into sight."""

HERE: Final = "▶"
ALIKE: Final = "="
UNLIKE: Final = "≠"
_BETWEEN: Final = " │ "
_INDENT: Final = 2
_NOT_YET: Final = "…"
_WIDE: Final = 100
"""Columns from which the labels have a column of their own."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `number` is the digit that chooses it. `said` stands in place of a page
    that is not here; with `failed` it will not come by itself."""

    candidate: Candidate
    number: int
    page: PersonProfile | None = None
    said: str = ""
    failed: bool = False


class _Item(NamedTuple):
    """One text of a side, and by what it is known on the other; by nothing where it is no fact."""

    key: str
    shown: Content


_Items = Sequence[_Item] | None
"""None where nobody knows yet."""


def beside_legend() -> Content:
    """What the signs mean, in one line."""
    return text(_("▶ Enter chooses this one · ≠ they differ · = they agree"), MUTED)


def beside_heads(left: Side, right: Side, marked: int, width: int) -> Content:
    """Numbers, names and iDs, which stay above while the rest scrolls. `marked` is 0 or 1."""
    column = _column(width)
    names, ids = [], []
    for at, side in enumerate((left, right)):
        mark = f"{HERE} " if at == marked else "  "
        digit = str(side.number) if side.number < 10 else " "
        name = text(display_name(side.candidate.person), STRONG)
        style = f"{STRONG} underline" if at == marked else STRONG
        names.append(Content.assemble((mark, MARK), (digit, MARK), "  ", name.stylize(style)))
        ids.append(Content.assemble("     ", text(str(side.candidate.orcid), MUTED)))
    lines = [_pair(one, other, column) for one, other in (names, ids)]
    label = _label_room(width) or _INDENT
    return Content("\n").join(line.pad_left(label).truncate(width) for line in lines)


def beside_blocks(left: Side, right: Side, record: WorkDescription) -> list[Block]:
    """The kinds of facts, one below the other; what neither has is left out."""
    rows = zip(_facts(left, record), _facts(right, record), strict=True)
    return [
        partial(_row, label, one, other)
        for (label, one), (_label, other) in rows
        if one is None or other is None or one or other
    ]


def _facts(side: Side, record: WorkDescription) -> Iterator[tuple[str, _Items]]:
    """What is known of one side, in an order that is the same for both."""
    person, page = side.candidate.person, side.page
    usable = page is not None and page.state in USABLE
    yield _("page"), _about_the_page(side)
    yield _("for"), [_Item(folded(each), text(each)) for each in side.candidate.reasons]
    yield _("against"), [_Item(folded(each), text(each, WARN)) for each in side.candidate.doubts]
    whole = page if page is not None and usable else person
    names = dict.fromkeys(
        filter(None, (display_name(whole), whole.credit_name, *whole.other_names))
    )
    yield _("names"), [_Item(folded(each), text(each)) for each in names]
    if page is None:
        here = [_Item(folded(place), text(place, STRONG)) for place in person.affiliations]
        yield _("now"), here or (None if not side.failed else [])
    else:
        yield _("now"), _places(each for each in page.employments if each.current)
    unknown: _Items = [] if side.failed else None
    if page is None:
        for label in (_("before"), _("studied"), _("this record"), _("works"), _("elsewhere")):
            yield label, unknown
        yield _("changed"), unknown
        return
    yield _("before"), _places(each for each in page.employments if not each.current)
    yield _("studied"), _places(iter(page.educations))
    same = [each for each in works_of(record, page.works) if each.same is not None]
    yield _("this record"), [_Item(folded(each.work.title), identified_work(each)) for each in same]
    total = works_in_all(page)
    yield _("works"), [_Item(str(total), text(many("{n:,} work", "{n:,} works", total)))]
    numbers = [f"{each.source} {each.value}" for each in page.external_identifiers]
    yield _("elsewhere"), [_Item(folded(each), text(each)) for each in numbers]
    changed = page.last_modified.isoformat() if page.last_modified else ""
    yield _("changed"), [_Item(changed, text(changed))] if changed else []


def _about_the_page(side: Side) -> _Items:
    """A sentence where the page is not here, or must not be used."""
    if side.page is None:
        return [_Item("", text(side.said, WARN if side.failed else MUTED))]
    if side.page.state is not ProfileState.PUBLIC:
        return [_Item("", profile_state(side.page))]
    return []


def _places(affiliations: Iterator[Affiliation]) -> Sequence[_Item]:
    return [_Item(folded(each.organization), affiliation_line(each)) for each in affiliations]


def _row(label: str, left: _Items, right: _Items, width: int) -> list[Content]:
    """The texts of both sides below or behind their label."""
    column, room = _column(width), _label_room(width)
    sign = _sign(left, right)
    style = WARN if sign == UNLIKE else MUTED
    head = Content.assemble((f"{sign:2}", f"bold {style}"), (label, STRONG))
    sides = [_lines(one, other, sign, column) for one, other in ((left, right), (right, left))]
    height = max(map(len, sides))
    for lines in sides:
        lines += [Content("")] * (height - len(lines))
    rows = [_pair(one, other, column) for one, other in zip(*sides, strict=True)]
    if room:
        heads = [fit(head, room), *[Content(" " * room)] * (height - 1)]
        rows = [Content.assemble(one, row) for one, row in zip(heads, rows, strict=True)]
    else:
        rows = [head, *(row.pad_left(_INDENT) for row in rows)]
    return [row.truncate(width) for row in rows]


def _sign(left: _Items, right: _Items) -> str:
    """Whether the two say the same; no sign where one of them says nothing."""
    if not left or not right:
        return ""
    one, other = {each.key for each in left}, {each.key for each in right}
    if "" in one | other:
        return ""
    return ALIKE if one == other else UNLIKE


def _lines(items: _Items, others: _Items, sign: str, column: int) -> list[Content]:
    """The texts of one side; what the other has too is marked where the rest differs."""
    if items is None:
        return [text(_NOT_YET, MUTED)]
    if not items:
        return [text("–", MUTED)]
    there = {each.key for each in others or ()}
    lines: list[Content] = []
    for each in items:
        both = sign == UNLIKE and each.key in there
        shown = Content.assemble((f"{ALIKE} ", GOOD), each.shown) if both else each.shown
        lines += wrap(shown, column, 2)
    return lines


def _pair(left: Content, right: Content, column: int) -> Content:
    return Content.assemble(fit(left, column), (_BETWEEN, MUTED), right.truncate(column))


def _label_room(width: int) -> int:
    """Columns for the labels; none where they stand above."""
    return 14 if width >= _WIDE else 0


def _column(width: int) -> int:
    return max(1, (width - (_label_room(width) or _INDENT) - len(_BETWEEN)) // 2)
