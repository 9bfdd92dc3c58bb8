"""Start the screens and give back an exit code. The only part that the commands import."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from orcid_tui.errors import ExitCode
from orcid_tui.ui.rare_collections import collect_rarely

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.ui.setting_up import First

_DEVELOPER_VARIABLES = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG")
"""They make Textual write what it does, values included, to files or to other programs."""


def run_app(
    session: Session | None,
    *,
    mouse: bool = True,
    profile: str | None = None,
    opening: Callable[[], Session] | None = None,
) -> int:
    """Show the work on a session, or the start screen. Returns the exit code.

    `opening` gives the session while the first screen is there already; what it raises comes out
    of here, when the screen is gone.
    """
    return _run(session, mouse=mouse, profile=profile, first="work", opening=opening)


def run_set_up(*, profile: str | None = None, mouse: bool = True, alma: bool = False) -> int:
    """Show one set-up screen alone, that of ORCID or of Alma.

    Returns 0 when it was saved, 3 when it was left before.
    """
    first: First = "set-up-alma" if alma else "set-up"
    return _run(None, mouse=mouse, profile=profile, first=first)


def get_ready() -> None:
    """Begin to load the screens while something else is waited for, such as a silent keyring."""
    _be_quiet()

    def load() -> None:
        with suppress(Exception):  # told by whoever needs the screens
            import_module("orcid_tui.ui.app")

    # Not a daemon: an interpreter that ends in the middle of an import may crash.
    Thread(target=load, name="screens").start()


def _be_quiet() -> None:
    """Before Textual is imported: it reads these then."""
    for variable in _DEVELOPER_VARIABLES:
        os.environ.pop(variable, None)


def _run(
    session: Session | None,
    *,
    mouse: bool,
    profile: str | None,
    first: First,
    opening: Callable[[], Session] | None = None,
) -> int:
    _be_quiet()
    from orcid_tui.ui.app import OrcidTuiApp

    app = OrcidTuiApp(session, profile=profile, first=first, opening=opening)
    collect_rarely()
    result = app.run(mouse=mouse)
    if app.not_opened is not None:
        raise app.not_opened
    if app.return_code:
        return ExitCode.CRASH
    return ExitCode.DONE if result is None else ExitCode(result)
