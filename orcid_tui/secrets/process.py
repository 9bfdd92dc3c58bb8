"""What other programs of the same user may see of this process: not its memory.

Environment variables stay readable in /proc after they are taken out of `os.environ`, and a
core dump holds every secret that was in memory; both were seen (secrets.md section 7).
Nobody needs a switch against this: a debugger or a tracer that is run by root still works, and
programs that are started from here are as they always were.
"""

from __future__ import annotations

import sys
from typing import Final

from orcid_tui.language import _

_GET_DUMPABLE: Final = 3
_SET_DUMPABLE: Final = 4
"""Options of Linux's prctl."""


def hide() -> None:
    """Let no other ordinary program read this process's memory, and leave no core dump.

    A system that cannot do so is no reason to stop: what was done says `findings`.
    """
    _prctl(_SET_DUMPABLE)
    _forbid_core_files()


def findings() -> tuple[str, ...]:
    """How well this process is hidden, in sentences for a report; none on Windows."""
    told = []
    dumpable = _prctl(_GET_DUMPABLE)
    if dumpable == 0:
        told.append(_("Other programs of this user cannot read the program's memory."))
    elif dumpable is not None:
        told.append(_("Other programs of this user may read the program's memory."))
    if (limit := _core_limit()) is not None:
        told.append(
            _("A fault leaves no core file.") if limit == 0 else _("A fault may leave a core.")
        )
    return tuple(told)


def _prctl(option: int) -> int | None:
    """Linux's answer, or None where there is no such call."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        prctl = ctypes.CDLL(None).prctl
        zero = ctypes.c_ulong(0)
        return int(prctl(ctypes.c_int(option), zero, zero, zero, zero))
    except (ImportError, OSError, AttributeError):
        return None


def _forbid_core_files() -> None:
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        # The upper limit stays: programs that are started from here may want their cores.
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    except (ImportError, OSError, ValueError):
        pass


def _core_limit() -> int | None:
    try:
        import resource

        return resource.getrlimit(resource.RLIMIT_CORE)[0]
    except (ImportError, OSError):
        return None
