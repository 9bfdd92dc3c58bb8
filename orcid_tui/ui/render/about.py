"""What is open and whom we ask, in full: the last part of the help."""

from __future__ import annotations

from typing import Final

from textual.content import Content

import orcid_tui
from orcid_tui.language import _, many
from orcid_tui.session.session import Session
from orcid_tui.ui.render.cells import STRONG, WARN, join, text
from orcid_tui.ui.render.quota import quota_in_words
from orcid_tui.ui.render.system import alarm, calls_left

_TROUBLES_SHOWN: Final = 20


def about(session: Session | None) -> Content:
    """Program, source, registry and how it is asked."""
    lines = [
        text(_("Here and now"), STRONG),
        text(f"  orcid-tui {orcid_tui.__version__}"),
    ]
    if session is not None:
        registry = session.registry
        lines += [
            text(session.store.location).pad_left(2),
            text(f"{registry.label}: {registry.access.sentence}").pad_left(2),
            text(
                many(
                    "{n:,} requests sent in this run",
                    "{n:,} requests sent in this run",
                    registry.requests_sent,
                )
            ).pad_left(2),
        ]
        if quota := quota_in_words(registry.day):
            lines.append(text(quota).pad_left(2))
        if (system := session.system) is not None:
            words = join([alarm(system), text(system.name), calls_left(system)])
            lines.append(words.pad_left(2))
        lines += [text(notice, WARN).pad_left(2) for notice in session.notices]
        troubles = session.store.troubles
        for number, sentence in troubles[:_TROUBLES_SHOWN]:
            lines.append(text(f"{session.store.describe(number)}: {sentence}", WARN).pad_left(2))
        if len(troubles) > _TROUBLES_SHOWN:
            more = len(troubles) - _TROUBLES_SHOWN
            lines.append(
                text(
                    many("and {n:,} more damaged records", "and {n:,} more damaged records", more),
                    WARN,
                ).pad_left(2)
            )
        if session.store.read_only:
            lines.append(text(session.store.read_only).pad_left(2))
    return Content("\n").join(lines)
