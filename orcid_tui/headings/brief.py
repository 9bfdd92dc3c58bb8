"""A heading in one line of a list: what is shown of it while nobody looks at it closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.headings.describing import TITLE_CODES, fixed_year, title_of
from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.linked import MARC21_CODES, other_uris
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.headings.reading import glance_at_field
from orcid_tui.headings.rules import FAMILY, WITH_TITLE
from orcid_tui.marc.plain_names import ORDINARY, TITLE_ENTRY
from orcid_tui.marc.quick_look import QuickLook
from orcid_tui.names.reading import NAME_CODES, shown_name
from orcid_tui.orcid_id import OrcidId
from orcid_tui.text import clean

_URI_CODES: Final = "01"
LINKAGE_CODE: Final = "6"


class BriefHeading(NamedTuple):
    """The same values as in `Heading` and `WorkDescription`. `linked` says that the name may
    stand in another script elsewhere in the record ($6)."""

    ref: HeadingRef
    control_number: str | None
    name: str
    title: str
    year: int | None
    orcid: OrcidId | None = None
    orcid_form: str = ""
    problem: str = ""
    other_uris: tuple[str, ...] = ()
    why_not: str = ""
    linked: bool = False

    @property
    def eligible(self) -> bool:
        """Whether the field may take an iD at all."""
        return not self.why_not


class BriefWork(NamedTuple):
    """What the headings of one record have in common."""

    control_number: str | None
    title: str
    year: int | None


def brief(heading: Heading, work: BriefWork | WorkDescription) -> BriefHeading:
    """The line for a heading that was read in full."""
    return BriefHeading(
        heading.ref,
        heading.control_number,
        heading.name,
        work.title,
        work.year,
        heading.orcid,
        heading.orcid_form,
        heading.problem,
        heading.other_uris,
        heading.why_not,
        bool(heading.field.values(LINKAGE_CODE)),
    )


def glance_at_work(glance: QuickLook, *, known: int = 0) -> BriefWork | None:
    """Control number, title and year; None when the year must be looked for elsewhere, and in
    a record that may be UNIMARC, where all of this stands in other fields.

    `known` is what a scan has found out about a name in the record (`marc.plain_names`).
    """
    year = fixed_year(glance.data(b"008"))
    if year is None or (not known and glance.may_be_unimarc()):
        return None
    title = title_of([text[1:] for text in glance.texts(b"245")[1:] if text[:1] in TITLE_CODES])
    return BriefWork(clean(glance.data(b"001")) or None, title, year)


def glance_at_heading(
    glance: QuickLook,
    work: BriefWork,
    ref: HeadingRef,
    *,
    known: int = 0,
    practice: Practice = USUAL_PRACTICE,
) -> BriefHeading | None:
    """A heading that is plain, or known to stand in an ordinary record; None for all others.

    `known` is what a scan has found out about it (`marc.plain_names`). By `headings.rules` a
    plain heading is open: it may take an iD and has none.
    """
    tag = ref.tag.encode("latin-1")
    if not known and not glance.has_plain_name(tag, ref.occurrence):
        return None
    indicators, *texts = glance.texts(tag, ref.occurrence) or [""]
    if known == ORDINARY or (known == TITLE_ENTRY and not _is_only_a_title(indicators, texts)):
        heading = glance_at_field(glance, ref, practice)
        return brief(heading, work)._replace(control_number=work.control_number)
    names: list[str] = []
    uris: list[str] = []
    linked = False
    for text in texts:
        code = text[:1]
        if code in NAME_CODES:
            names.append(text[1:])
        elif code in _URI_CODES:
            uris.append(text[1:])
        elif code == LINKAGE_CODE:
            linked = True
    number, title, year = work
    others = other_uris(uris) if uris else ()
    why_not = WITH_TITLE if known == TITLE_ENTRY else ""
    name = shown_name(names)
    return BriefHeading(
        ref, number, name, title, year, other_uris=others, why_not=why_not, linked=linked
    )


def _is_only_a_title(indicators: str, texts: Sequence[str]) -> bool:
    """Whether a title entry is no family's, and holds no trace of an iD."""
    return indicators[:1] != FAMILY and not any(text[:1] in MARC21_CODES for text in texts)
