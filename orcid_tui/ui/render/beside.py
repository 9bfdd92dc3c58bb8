"""Two candidates beside each other, kind by kind, with a sign where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from textual.content import Content

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import Candidate
from orcid_tui.matching.works_in_common import on_both, works_of
from orcid_tui.names.folding import folded
from orcid_tui.persons.person import (
    Affiliation,
    FoundPerson,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.render.cells import GOOD, MARK, MUTED, STRONG, WARN, fit, text, wrap
from orcid_tui.ui.render.person_page import USABLE, identified_work, works_in_all
from orcid_tui.ui.render.persons import affiliation_line, display_name, profile_state, work_line

Block = Callable[[int], Sequence[Content]]
"""Lines for a width, made when they come into sight."""

HERE: Final = "▶"
ALIKE: Final = "="
UNLIKE: Final = "≠"
_BETWEEN: Final = " │ "
_INDENT: Final = 2
_WORKS: Final = 3
"""Works that are named under their number."""
_NOT_YET: Final = "…"
_LABELS: Final = {
    "page": _("page"),
    "for": _("for"),
    "against": _("against"),
    "this record": _("this record"),
    "names": _("names"),
    "now": _("now"),
    "before": _("before"),
    "studied": _("studied"),
    "works": _("works"),
    "on both": _("on both"),
    "elsewhere": _("elsewhere"),
    "changed": _("changed"),
}
_LABEL_ROOM: Final = max(map(len, _LABELS.values())) + 3
"""Sign and label, and a blank."""
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
    """One text of a side, and by what it is known on the other; None where it is not compared."""

    key: str | None
    shown: Content


_Items = Sequence[_Item] | None
"""None where nobody knows yet."""


def beside_legend() -> Content:
    """What the signs mean, in one line."""
    return text(
        _("▶ {key} chooses this one · ≠ they differ · = they agree").format(
            key=key_of("choose-marked")
        ),
        MUTED,
    )


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
    one, other = _facts(left, right, record), _facts(right, left, record)
    return [
        partial(_row, label, one[label], other[label])
        for label in one
        if one[label] != [] or other[label] != []
    ]


def _facts(side: Side, beside: Side, record: WorkDescription) -> dict[str, _Items]:
    """What is known of one side; the same kinds in the same order for both."""
    person, page = side.candidate.person, side.page
    doubts = [_Item(folded(each), text(each, WARN)) for each in side.candidate.doubts]
    facts: dict[str, _Items] = {
        _LABELS["page"]: _about_the_page(side),
        _LABELS["for"]: [_Item(folded(each), text(each)) for each in side.candidate.reasons],
        _LABELS["against"]: doubts,
    }
    if page is not None and page.state in USABLE:
        return facts | _of_the_page(page, beside.page, record)
    unknown: _Items = None if page is None and not side.failed else []
    here = [_Item(folded(place), text(place, STRONG)) for place in person.affiliations]
    return facts | {
        _LABELS["this record"]: unknown,
        _LABELS["names"]: _names(person),
        _LABELS["now"]: here or unknown,
        _LABELS["before"]: unknown,
        _LABELS["studied"]: unknown,
        _LABELS["works"]: unknown,
        _LABELS["on both"]: unknown,
        _LABELS["elsewhere"]: unknown,
        _LABELS["changed"]: unknown,
    }


def _of_the_page(
    page: PersonProfile, beside: PersonProfile | None, record: WorkDescription
) -> dict[str, _Items]:
    works = works_of(record, page.works)
    same = [each for each in works if each.same is not None]
    rest = [each.work for each in works if each.same is None]
    counted = many("{n:,} work in all", "{n:,} works in all", works_in_all(page))
    both = on_both(page.works, beside.works) if beside is not None else ()
    both = tuple(sorted(both, key=lambda each: folded(each.title)))
    numbers = [f"{each.source} {each.value}" for each in page.external_identifiers]
    changed = page.last_modified.isoformat() if page.last_modified else ""
    return {
        _LABELS["this record"]: [_Item(str(each.same), identified_work(each)) for each in same],
        _LABELS["names"]: _names(page),
        _LABELS["now"]: _places(each for each in page.employments if each.current),
        _LABELS["before"]: _places(each for each in page.employments if not each.current),
        _LABELS["studied"]: _places(each for each in page.educations),
        _LABELS["works"]: [_Item(None, text(counted)), *_titles(rest[:_WORKS])],
        _LABELS["on both"]: [*_titles(both[:_WORKS]), *_more(len(both) - _WORKS)],
        _LABELS["elsewhere"]: [_Item(folded(each), text(each)) for each in numbers],
        _LABELS["changed"]: [_Item(changed, text(changed))] if changed else [],
    }


def _names(person: FoundPerson | PersonProfile) -> Sequence[_Item]:
    names = (display_name(person), person.credit_name, *person.other_names)
    return [_Item(folded(each), text(each)) for each in dict.fromkeys(filter(None, names))]


def _titles(works: Sequence[PublishedWork]) -> Iterator[_Item]:
    """A few works, by which one sees what the person works on."""
    return (_Item(None, work_line(each)) for each in works)


def _more(count: int) -> Iterator[_Item]:
    if count > 0:
        yield _Item(None, text(many("and {n:,} more", "and {n:,} more", count), MUTED))


def _about_the_page(side: Side) -> _Items:
    """A sentence where the page is not here, or must not be used."""
    if side.page is None:
        return [_Item(None, text(side.said, WARN if side.failed else MUTED))]
    if side.page.state is not ProfileState.PUBLIC:
        return [_Item(None, profile_state(side.page))]
    return []


def _places(affiliations: Iterable[Affiliation]) -> Sequence[_Item]:
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
    one, other = _keys(left), _keys(right)
    if not one or not other:
        return ""
    return ALIKE if one == other else UNLIKE


def _keys(items: _Items) -> set[str]:
    return {each.key for each in items or () if each.key is not None}


def _lines(items: _Items, others: _Items, sign: str, column: int) -> list[Content]:
    """The texts of one side; what the other has too is marked where the rest differs."""
    if items is None:
        return [text(_NOT_YET, MUTED)]
    if not items:
        return [text("–", MUTED)]
    there = _keys(others)
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
    return _LABEL_ROOM if width >= _WIDE else 0


def _column(width: int) -> int:
    return max(1, (width - (_label_room(width) or _INDENT) - len(_BETWEEN)) // 2)
