"""The pieces of which the set-up screens make their directions."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from orcid_tui.errors import OrcidTuiError
from orcid_tui.text import clean
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS


@dataclass(frozen=True, slots=True)
class Copied:
    """A field in a form elsewhere: its name, what goes there, and else what belongs there."""

    name: str
    text: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A paragraph of the directions, so many cells from the left, at one step of the set-up.

    With `copied` it is a line that can be copied instead.
    """

    text: Content
    indent: int = 0
    at: int = CREDENTIALS
    copied: Copied | None = None


def bold(text: str) -> Content:
    """The name of a field, or the head of a part."""
    return Content.styled(text, "bold")


def told(fault: OrcidTuiError) -> str:
    """A fault as what happened and what to do next."""
    return clean(str(fault))
