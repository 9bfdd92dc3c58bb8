"""Which fields of a record that has been read a scan reports."""

from __future__ import annotations

from collections.abc import Collection

from orcid_tui.marc.kinds import is_coded_data, is_unimarc
from orcid_tui.marc.name_tags import UNIMARC_ONLY
from orcid_tui.marc.record import BibRecord


def name_places(record: BibRecord, wanted: Collection[str]) -> list[tuple[str, int]]:
    """Tag and occurrence (from 1) of the wanted fields, by tag, then by occurrence.

    Also those of `UNIMARC_ONLY` when the record is UNIMARC, and only then. A field 100 that
    is coded data counts as an occurrence, but is not reported.
    """
    tags = record.tags
    found: list[tuple[str, int]] = []
    for tag in sorted({*wanted, *UNIMARC_ONLY}.intersection(tags)):
        if tag == "100":
            found += [
                (tag, nth)
                for nth, field in enumerate(record.fields(tag), start=1)
                if not is_coded_data(field)
            ]
        elif tag not in UNIMARC_ONLY or is_unimarc(record):
            found += [(tag, nth) for nth in range(1, tags.count(tag) + 1)]
    return found
