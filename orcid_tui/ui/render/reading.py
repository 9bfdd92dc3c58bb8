"""How far the reading of a source is, as a bar that needs no colours."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _, number
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.reading import Reading, ReadingState
from orcid_tui.ui.render.cells import MUTED

_FULL, _EMPTY = "█", "░"
_CELLS: Final = 16


def reading_bar(reading: Reading) -> Content:
    """A bar with how much is read and what can be done; nothing when the reading is over."""
    percent, titles = reading.percent, reading.titles
    stopped = reading.state is ReadingState.STOPPED
    if reading.state is ReadingState.OVER:
        return Content("")
    if percent is None:
        return Content.styled(
            _("nothing read yet, {key} reads").format(key=key_of("read-on"))
            if stopped
            else _("reading…"),
            MUTED,
        )
    read = (
        f"{percent} %"
        if titles is None
        else _("{done} of {total} titles").format(done=number(titles[0]), total=number(titles[1]))
    )
    if stopped:
        return Content.assemble(
            _("{bar} {read} read").format(bar=bar(percent), read=read),
            (_(", {key} reads on").format(key=key_of("read-on")), MUTED),
        )
    return Content.assemble(
        _("reading {bar} {read}").format(bar=bar(percent), read=read),
        (_(", {key} stops").format(key=key_of("back")), MUTED),
    )


def bar(percent: int, cells: int = _CELLS) -> str:
    """As many full cells as the percentage says, all of them only at 100."""
    full = percent * cells // 100
    return _FULL * full + _EMPTY * (cells - full)
