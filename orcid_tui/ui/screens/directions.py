"""The pieces of which the set-up screens make their directions."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from orcid_tui.errors import OrcidTuiError
from orcid_tui.text import clean


@dataclass(frozen=True, slots=True)
class Step:
    """A paragraph of the directions, so many cells from the left."""

    text: Content
    indent: int = 0


def bold(text: str) -> Content:
    """The name of a field, or the head of a part."""
    return Content.styled(text, "bold")


def told(fault: OrcidTuiError) -> str:
    """A fault as what happened and what to do next."""
    return clean(str(fault))
