"""What a heading is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from orcid_tui.language import _
from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId


class HeadingRef(NamedTuple):
    """The place of a heading in a source: by position, never by its text.

    `record`: 1-based ordinal of the record. `occurrence`: 1-based among all fields of that
    tag in that record, eligible or not.
    """

    record: int
    tag: str
    occurrence: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One personal-name heading, ready to be shown.

    `name` is the heading as displayed, clean and without closing punctuation.
    `original_script` is the $a of the 880 that belongs to the heading. Where the heading is an
    880 itself, `linked` is the field that it belongs to and `romanised` the name there.
    `orcid` is the iD it already carries in any form (alma-and-marc.md B2); `orcid_form` says
    in words where it stands, as in "$0 (orcid)". `other_orcids` are iDs in the same field that
    differ from it. `bad_orcid` is text that claims to be an iD and is not one. `other_uris`
    are the URIs of other sources in $0 and $1.
    `why_not` says in one sentence why the heading may not get an iD, or is empty.
    `unimarc` says that the record's fields mean what they mean in UNIMARC.
    """

    ref: HeadingRef
    control_number: str | None
    field: Field
    name: str
    original_script: str = ""
    orcid: OrcidId | None = None
    orcid_form: str = ""
    other_orcids: tuple[OrcidId, ...] = ()
    bad_orcid: str = ""
    other_uris: tuple[str, ...] = ()
    why_not: str = ""
    unimarc: bool = False
    linked: Field | None = None
    romanised: str = ""

    @property
    def eligible(self) -> bool:
        """Whether the rules of `headings.rules` let this field take an iD at all."""
        return not self.why_not

    @property
    def problem(self) -> str:
        """What is wrong with the iDs that it carries already, in words; or empty."""
        if self.other_orcids:
            every = _(" and ").join(map(str, (self.orcid, *self.other_orcids)))
            return _("The heading carries different iDs: {every}.").format(every=every)
        if not self.bad_orcid:
            return ""
        try:
            OrcidId.parse(self.bad_orcid)
        except InvalidOrcidId as why:
            return _("The heading carries “{text}”. {fault}").format(
                text=self.bad_orcid, fault=why.message
            )
        return ""

    @property
    def affiliations(self) -> tuple[str, ...]:
        """Where the person works by the heading itself: $u, in UNIMARC $p."""
        return self.field.values("p" if self.unimarc else "u")


@dataclass(frozen=True, slots=True)
class WorkDescription:
    """What a record says about the work: the evidence that goes with every name on it.

    `title` is 245 $a $b, clean and without closing punctuation; `short_title` $a alone.
    `year` is the year of publication. `dois` without resolver, `isbns` without hyphens.
    `responsibility` is 245 $c, `publisher` that of 264/260 $b.
    `venue` is the host item (773 $t) or the series (490 $a); `subjects` are 650 $a and 653 $a.
    `theses` are the institutions of a thesis (502 $c), `institutions` the corporate bodies
    among its authors and publishers (110, 710 $a, 264/260 $b).
    """

    title: str = ""
    short_title: str = ""
    year: int | None = None
    dois: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    responsibility: str = ""
    publisher: str = ""
    venue: str = ""
    subjects: tuple[str, ...] = ()
    theses: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
