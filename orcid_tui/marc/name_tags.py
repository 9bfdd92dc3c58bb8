"""Which fields hold a person's name, so that a scan knows what to report."""

from __future__ import annotations

from typing import Final

USUAL_TAGS: Final = ("100", "700")
"""Main entry and added entry in MARC 21 bibliographic."""

TAGS_ON_DEMAND: Final = ("600", "800", "880")
"""Personal names too, but subjects, series and parallel forms (alma-and-marc.md B4)."""

UNIMARC_TAGS: Final = ("700", "701", "702")
"""Primary, alternative and secondary responsibility. Field 100 is coded data there."""

UNIMARC_ONLY: Final = ("701", "702")
"""A scan reports these in UNIMARC records only: MARC 21 does not define them."""
