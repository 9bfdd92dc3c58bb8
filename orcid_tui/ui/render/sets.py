"""A set of Alma as a row of a list, and in more words below it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.alma.contract import AlmaSet
from orcid_tui.language import _, many, number
from orcid_tui.session.sets import calls_to_open
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, fit, join, text

_MARK: Final = 3
_MEMBERS: Final = 9
_KIND: Final = 8
_CONTENT: Final = 17
_OWNER: Final = 16
_ROOM_FOR_OWNER: Final = 96
_GAP: Final = "  "

NOT_KNOWN_YET: Final = "…"
NOT_TOLD: Final = "?"


def set_columns(width: int) -> Content:
    """The heads of the columns."""
    cells = _columns("", _("Name"), _("Members"), _("Kind"), _("Holds"), _("Made by"), width)
    return Content.styled(cells, MUTED)


def set_row(found: AlmaSet, members: str, width: int) -> Content:
    """Name, number of members, kind, type of members and, where there is room, the owner."""
    closed = bool(why_closed(found))
    row = _columns(
        "×" if closed else "",
        found.name or _("(no name)"),
        members,
        kind(found),
        holds(found),
        found.created_by,
        width,
    )
    return Content.styled(row, MUTED if closed else "")


def _columns(
    mark: str, name: str, members: str, kind: str, holds: str, owner: str, width: int
) -> str:
    parts = [members.rjust(_MEMBERS), _cell(kind, _KIND), _cell(holds, _CONTENT)]
    if width >= _ROOM_FOR_OWNER:
        parts.append(_cell(owner, _OWNER))
    end = _GAP.join(parts)
    room = max(8, width - _MARK - len(_GAP) - Content(end).cell_length - 1)
    return f" {mark.ljust(_MARK - 1)}{_cell(name, room)}{_GAP}{end} "


def _cell(value: str, width: int) -> str:
    return fit(value, width).plain


def kind(found: AlmaSet) -> str:
    """Whether its members were picked or are searched for."""
    return _("logical") if found.logical else _("itemized")


def holds(found: AlmaSet) -> str:
    """The type of its members in words."""
    return found.content_name or found.content


def why_closed(found: AlmaSet) -> str:
    """Why this set cannot be opened, in one sentence; empty when it can."""
    if found.holds_titles:
        return ""
    return _("This set holds {holds}, not titles: there are no headings in it to link.").format(
        holds=holds(found)
    )


def set_context(found: AlmaSet, fault: str) -> list[Content]:
    """What is known of a set, in three lines. `fault` says why Alma did not tell more."""
    name = join([text(found.name or _("(no name)"), STRONG), text(found.description, MUTED)])
    facts = [
        _("set {number}").format(number=found.id),
        holds(found),
        _("logical: searched anew each time") if found.logical else _("itemized"),
        _("private") if found.private else "",
        _("made by {person}").format(person=found.created_by) if found.created_by else "",
    ]
    return [name, join(text(fact) for fact in facts if fact), _outlook(found, fault)]


def _outlook(found: AlmaSet, fault: str) -> Content:
    """What Enter would do."""
    if closed := why_closed(found):
        return text(closed, WARN)
    if fault:
        return text(fault, WARN)
    if found.members is None:
        return text(_("{key} opens it.").format(key=key_of("open-set")), MUTED)
    if not found.members:
        return text(_("This set had no members when Alma counted them last."), WARN)
    titles = many("{n:,} title", "{n:,} titles", found.members)
    calls = calls_to_open(found.members)
    return text(
        _("{key} opens {titles}, with about {calls} calls.").format(
            titles=titles, calls=number(calls), key=key_of("open-set")
        ),
        MUTED,
    )
