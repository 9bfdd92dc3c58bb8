"""The public page of a candidate in full, with what speaks for and against on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from textual.content import Content

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import Candidate
from orcid_tui.matching.works_in_common import PersonsWork, SameWork, works_of
from orcid_tui.persons.person import FurtherKind, PersonProfile, ProfileState
from orcid_tui.ui.render.cells import GOOD, MUTED, SEPARATOR, STRONG, WARN, join, text, wrap
from orcid_tui.ui.render.persons import affiliation_line, profile_state, work_line

Block = Callable[[int], Sequence[Content]]
"""Lines for a width, made when they come into sight."""

_LABELS: Final = {
    "for": _("for"),
    "against": _("against"),
    "this record": _("this record"),
    "family": _("family"),
    "given": _("given"),
    "credit": _("credit"),
    "also": _("also"),
    "now": _("now"),
    "before": _("before"),
    "studied": _("studied"),
    "further": _("further"),
    "works": _("works"),
    "elsewhere": _("elsewhere"),
    "websites": _("websites"),
    "keywords": _("keywords"),
    "country": _("country"),
    "about": _("about"),
    "changed": _("changed"),
    "page": _("page"),
}
_LABEL: Final = max(map(len, _LABELS.values())) + 2

_FURTHER: Final = {
    FurtherKind.QUALIFICATION: _("qualification"),
    FurtherKind.INVITED_POSITION: _("invited position"),
    FurtherKind.DISTINCTION: _("distinction"),
    FurtherKind.MEMBERSHIP: _("membership"),
    FurtherKind.SERVICE: _("service"),
}
_SAME: Final = {
    SameWork.DOI: _("same DOI"),
    SameWork.ISBN: _("same ISBN"),
    SameWork.TITLE: _("same title"),
}
USABLE: Final = (ProfileState.PUBLIC, ProfileState.NAME_PRIVATE)
"""The states in which a page tells anything about a person."""


def person_blocks(
    candidate: Candidate, page: PersonProfile | None, record: WorkDescription, said: str = ""
) -> list[Block]:
    """The page as blocks that are laid out when they come into sight.

    `said` stands in place of a `page` that is not here: it is on its way, or did not come.
    """
    blocks = [*_reasons(candidate)]
    address = [text(candidate.orcid.uri)]
    if page is None:
        blocks += [partial(wrap, text(said, WARN)), *_of_the_hit(candidate)]
        blocks += _labelled("page", address)
    elif page.state not in USABLE:
        blocks += [partial(wrap, profile_state(page)), *_labelled("page", address)]
    else:
        if page.state is ProfileState.NAME_PRIVATE:
            blocks.append(partial(wrap, profile_state(page)))
        blocks += _of_the_page(page, record)
    return blocks


def identified_work(found: PersonsWork) -> Content:
    """Title, year, venue and identifiers; first of all by what it is the work of the record."""
    line = work_line(found.work)
    numbers = join([f"{kind.upper()} {value}" for kind, value in found.work.identifiers])
    if numbers:
        line = Content.assemble(line, SEPARATOR, numbers.stylize(MUTED))
    if found.same is None:
        return line
    return Content.assemble((f"{_SAME[found.same]}: ", f"bold {GOOD}"), line)


def works_in_all(page: PersonProfile) -> int:
    """How many works the page counts, whether it tells more about them or not."""
    return max(page.works_total, len(page.works))


def _reasons(candidate: Candidate) -> Iterator[Block]:
    yield from _labelled("for", [join(candidate.reasons)] if candidate.reasons else [])
    against = join([text(doubt, WARN) for doubt in candidate.doubts])
    yield from _labelled("against", [against] if candidate.doubts else [])


def _of_the_hit(candidate: Candidate) -> Iterator[Block]:
    """What the search has told already."""
    person = candidate.person
    yield from _names(person.family_name, person.given_names, person.credit_name)
    yield from _labelled("also", [text(name) for name in person.other_names])
    yield from _labelled("now", [text(place, STRONG) for place in person.affiliations])


def _of_the_page(page: PersonProfile, record: WorkDescription) -> Iterator[Block]:
    """The works last: there may be thousands of them. Those of the record stand in front."""
    works = works_of(record, page.works)
    yield from _labelled("this record", [identified_work(each) for each in works if each.same])
    yield from _names(page.family_name, page.given_names, page.credit_name)
    yield from _labelled("also", [text(name) for name in page.other_names])
    now = [affiliation_line(each) for each in page.employments if each.current]
    yield from _labelled("now", now or [text(_("no current employment is given"), MUTED)])
    past = [affiliation_line(each) for each in page.employments if not each.current]
    yield from _labelled("before", past)
    yield from _labelled("studied", [affiliation_line(each) for each in page.educations])
    further = [
        Content.assemble((f"{_FURTHER[each.kind]}: ", MUTED), affiliation_line(each.affiliation))
        for each in page.further
    ]
    yield from _labelled("further", further)
    numbers = [
        Content.assemble(text(each.source, MUTED), " ", text(each.value))
        for each in page.external_identifiers
    ]
    yield from _labelled("elsewhere", numbers)
    yield from _labelled("websites", [text(address) for address in page.websites])
    yield from _labelled("keywords", [join(page.keywords)] if page.keywords else [])
    yield from _labelled("country", [join(page.countries)] if page.countries else [])
    yield from _labelled("about", [text(page.biography)] if page.biography else [])
    changed = page.last_modified.isoformat() if page.last_modified else ""
    yield from _labelled("changed", [text(changed or _("not told"), "" if changed else MUTED)])
    yield from _labelled("page", [text(page.orcid.uri)])
    yield from _works(page, works)


def _names(family: str, given: str, credit: str) -> Iterator[Block]:
    for label, name in (("family", family), ("given", given), ("credit", credit)):
        yield from _labelled(label, [text(name, STRONG)] if name else [])


def _works(page: PersonProfile, works: Sequence[PersonsWork]) -> Iterator[Block]:
    total, here = works_in_all(page), len(works)
    above = sum(each.same is not None for each in works)
    if not total:
        yield from _labelled("works", [text(_("no works are given"), MUTED)])
        return
    counted = [many("{n:,} work in all", "{n:,} works in all", total)]
    if here < total:
        counted.append(many("{n:,} is shown here", "{n:,} are shown here", here))
    if above:
        counted.append(many("{n:,} stands above", "{n:,} stand above", above))
    yield from _labelled("works", [text("; ".join(counted), MUTED)])
    for each in works:
        if each.same is None:
            yield partial(_work_lines, each)


def _work_lines(found: PersonsWork, width: int) -> list[Content]:
    return _beside("", identified_work(found), width)


def _labelled(label: str, contents: Iterable[Content]) -> Iterator[Block]:
    """A block for each text, the first with the label in front."""
    head = _LABELS[label]
    for content in contents:
        yield partial(_beside, head, content)
        head = ""


def _beside(label: str, content: Content, width: int) -> list[Content]:
    room = max(1, width - _LABEL)
    lines = []
    for line in wrap(content, room, 2):
        lines.append(Content.assemble((label.ljust(_LABEL), MUTED), line))
        label = ""
    return lines if width > _LABEL else [line.truncate(width) for line in lines]
