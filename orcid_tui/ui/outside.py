"""What the program can reach outside of the terminal."""

from __future__ import annotations

import os
import sys


def browser_at_hand() -> bool:
    """Whether a page can be opened in a window of its own.

    Over SSH and on a plain console there is at most a browser for the terminal, and that would
    take the terminal away from us.
    """
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
