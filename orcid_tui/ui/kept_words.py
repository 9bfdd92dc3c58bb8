"""What becomes of choices that are in no file yet, in sentences."""

from __future__ import annotations

from orcid_tui.language import many


def in_no_file(unsaved: int) -> str:
    """How many choices are still to be saved."""
    return many("{n:,} choice is in no file yet.", "{n:,} choices are in no file yet.", unsaved)


def comes_back(unsaved: int) -> str:
    """They are kept."""
    return many(
        "{n:,} choice that is in no file yet comes back when you open the same records again.",
        "{n:,} choices that are in no file yet come back when you open the same records again.",
        unsaved,
    )


def not_kept(unsaved: int) -> str:
    """They are lost."""
    return many(
        "{n:,} choice that was not saved could not be kept.",
        "{n:,} choices that were not saved could not be kept.",
        unsaved,
    )
