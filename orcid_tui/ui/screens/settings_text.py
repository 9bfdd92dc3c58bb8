"""What the settings screen tells about each setting.

Source: alma-and-marc.md B1 (where an iD stands), B4 (fields), B8 (UNIMARC), A7 and A10 (Alma).
"""

from __future__ import annotations

from typing import Final

from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.language import _
from orcid_tui.orcid_id import DEMO_BLOCK, OrcidId

HOW_LONG: Final = _(
    "These settings hold for the files that are opened from now on. A file that is open "
    "now keeps its own until you open it again."
)

WRITINGS: Final = {
    Writing.URI: _("$1    $a Smith, Jane. $1 https://orcid.org/0099-…"),
    Writing.TEXT: _("$0    $a Smith, Jane. $0 (orcid)0099-…"),
    Writing.BOTH: _("both  $a Smith, Jane. $0 (orcid)… $1 https://orcid.org/…"),
}

TAGS: Final = {
    "100": _("main entry: the first author"),
    "700": _("added entries: co-authors, editors and so on"),
    "600": _("subjects"),
    "800": _("series"),
    "880": _("the same heading in another script"),
}

ON_DEMAND: Final = _(
    "600, 800 and 880 on demand. A subject gets an iD where it names the person and "
    "nothing more. A series heading gets one unless it is a name/title entry ($t). A "
    "heading in another script gets it too, beside the field that it belongs to."
)

UNIMARC: Final = _(
    "In UNIMARC records (700, 701, 702) the iD goes as a URI into this subfield. While "
    "it is empty, nothing is written there, because no practice is known that holds "
    "everywhere: ask your network. $o is the standard identifier of a name."
)


ALMA: Final = _(
    "Alma answers an institution 25 calls a second, for all its programs together, and "
    "so many a day. A save never overrides a lock and never replaces what somebody else "
    "has saved."
)

ALMA_FIELDS: Final = {
    "per_second": _("Calls a second, at most"),
    "in_flight": _("Calls at once, at most"),
    "floor": _("Calls left to others each day"),
    "normalization": _("Normalization process, its ID"),
    "cataloger_level": _("Cataloger level"),
}
"""The keys of the settings file, in words."""

ALMA_VALIDATES: Final = _("let Alma refuse records that fail its validation, for old faults too")


def example(practice: Practice) -> str:
    """A whole field with an iD in the form of this practice."""
    orcid = OrcidId.from_base(f"{DEMO_BLOCK}00000000001")
    forms = " ".join(f"${form.code} {form.value}" for form in practice.forms(orcid))
    return _("As in: 100 1_ $a Smith, Jane. {forms}").format(forms=forms)


def practice_in_words(practice: Practice) -> str:
    """What is not as usual in this practice, in a few words; nothing if it is the usual one."""
    usual = Practice()
    words = []
    if practice.writing is not usual.writing:
        words.append(
            {Writing.TEXT: _("iD in $0 (orcid)")}.get(practice.writing, _("iD in $0 and $1"))
        )
    if set(practice.tags) != set(usual.tags):
        words.append(_("fields {tags}").format(tags=", ".join(practice.tags)))
    if practice.unimarc_subfield:
        words.append(f"UNIMARC ${practice.unimarc_subfield}")
    return ", ".join(words)
