"""What can be said of a heading without reading its record in full."""

from __future__ import annotations

from typing import NamedTuple

from orcid_tui.headings.changes import mark_codes
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.linked import read_links
from orcid_tui.headings.practice import Practice
from orcid_tui.headings.reading import field_at_a_glance
from orcid_tui.headings.rules import why_not_in_ordinary_record
from orcid_tui.marc.plain_names import ORDINARY, PLAIN, TITLE_ENTRY
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import GlancingStore


class Judgement(NamedTuple):
    """The state of a heading about which nothing is decided; `disagrees` says that it carries a
    broken iD, or several that differ, though it may take one."""

    state: HeadingState
    disagrees: bool = False


def judged(heading: Heading) -> Judgement:
    """What a heading that was read in full is."""
    if not heading.eligible:
        return Judgement(HeadingState.CLOSED)
    state = HeadingState.OPEN if heading.orcid is None else HeadingState.LINKED
    return Judgement(state, bool(heading.other_orcids or heading.bad_orcid))


def judged_at_a_glance(
    store: GlancingStore | None, ref: HeadingRef, practice: Practice, known: int
) -> Judgement | None:
    """The same by what the scan has found out (`marc.plain_names`); None when the heading has
    to be read."""
    if known == PLAIN:
        return Judgement(HeadingState.OPEN)
    if known == TITLE_ENTRY:
        return Judgement(HeadingState.CLOSED)
    glance = store.glance(ref.record) if store and known == ORDINARY else None
    if glance is None:
        return None
    field = field_at_a_glance(glance, ref)
    if why_not_in_ordinary_record(field, practice):
        return Judgement(HeadingState.CLOSED)
    links = read_links(field, mark_codes(practice, unimarc=False))
    state = HeadingState.OPEN if links.orcid is None else HeadingState.LINKED
    return Judgement(state, bool(links.others or links.bad))
