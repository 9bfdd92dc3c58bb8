"""Saves of the journal, and the fields that one of them changed."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.journal.entry import Ending
from orcid_tui.journal.reading import SaveSummary
from orcid_tui.language import _, many, number
from orcid_tui.ui.earlier_saves import ChangedField
from orcid_tui.ui.render.cells import GOOD, MUTED, STRONG, WARN, join, text
from orcid_tui.ui.render.changes import place_line
from orcid_tui.ui.render.fields import short_preview_lines

_ENDINGS: Final = {
    Ending.STORED: (_("■ stored"), GOOD),
    Ending.UNKNOWN: (_("? not known whether stored"), WARN),
}


def save_line(save: SaveSummary, width: int) -> Content:
    """When it was, in the time of this place, what came of it, and by which name it goes."""
    when = save.began.astimezone().strftime("%Y-%m-%d %H:%M")
    parts = [Content(many("{n:,} record stored", "{n:,} records stored", save.stored))]
    if other := save.not_stored + save.refused:
        parts.append(
            text(
                many("{n:,} try not stored", "{n:,} tries not stored", other),
                WARN,
            )
        )
    if save.unknown:
        parts.append(text(_("{n} not known").format(n=number(save.unknown)), WARN))
    if save.undoes:
        parts.append(text(_("took back {save}").format(save=save.undoes)))
    if save.undone_by:
        parts.append(text(_("taken back by {saves}").format(saves=", ".join(save.undone_by)), WARN))
    parts.append(text(save.id, MUTED))
    if save.user:
        parts.append(text(save.user, MUTED))
    return Content.assemble((f" {when}  ", STRONG), join(parts)).truncate(width, ellipsis=True)


def changed_field_lines(row: ChangedField, width: int) -> list[Content]:
    """Which record and field, how it ended, and the field before and after that save."""
    word, style = _ENDINGS.get(row.ending, (row.ending.value, WARN))
    where = place_line("", row.ref, row.mms_id, row.title)
    lines = [Content.assemble(" ", (word, style), where).truncate(width, ellipsis=True)]
    lines += short_preview_lines(row.change, width, 4)
    if row.sentence:
        lines.append(text(row.sentence).pad_left(4).truncate(width, ellipsis=True))
    return lines
