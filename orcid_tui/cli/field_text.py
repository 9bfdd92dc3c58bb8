"""A field in one line, as cataloguers write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.marc.record import Field


def field_text(field: Field) -> str:
    """`700 1_ $a Brown, Zoë, $1 https://orcid.org/…`, clean; a blank indicator is `_`."""
    indicators = clean(field.indicators.replace(" ", "_"))
    subfields = (f"${clean(each.code)} {clean(each.value)}" for each in field.subfields)
    return " ".join(filter(None, (field.tag, indicators, *subfields, clean(field.data))))
