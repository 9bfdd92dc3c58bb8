"""What can be said of a heading without reading its record in full."""

from __future__ import annotations

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.headings.reading import glance_at_field
from orcid_tui.marc.plain_names import ORDINARY, PLAIN, TITLE_ENTRY
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import GlancingStore


def judged(heading: Heading) -> HeadingState:
    """The state of a heading about which nothing is decided."""
    if not heading.eligible:
        return HeadingState.CLOSED
    return HeadingState.OPEN if heading.orcid is None else HeadingState.LINKED


def judged_at_a_glance(
    store: GlancingStore | None, ref: HeadingRef, practice: Practice, known: int
) -> HeadingState | None:
    """The same by what the scan has found out (`marc.plain_names`); None when the heading has
    to be read."""
    if known == PLAIN:
        return HeadingState.OPEN
    if known == TITLE_ENTRY:
        return HeadingState.CLOSED
    glance = store.glance(ref.record) if store and known == ORDINARY else None
    return judged(glance_at_field(glance, ref, practice)) if glance else None
