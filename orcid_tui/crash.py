"""What is kept of a crash: the traceback, without the values of variables.

Values could be a secret or somebody's records; the lines of the program are enough to find
the fault (secrets.md section 7, on crash output).
"""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orcid_tui
from orcid_tui.folders import log_folder, make_private

_FILE: Final = "crash.log"


def write_crash_log(error: BaseException) -> Path | None:
    """Append a traceback to the crash log. Returns its path, or None if that failed too."""
    heading = (
        f"{datetime.now(UTC).isoformat(timespec='seconds')} orcid-tui {orcid_tui.__version__}, "
        f"Python {platform.python_version()}, {platform.system()}\n"
    )
    try:
        path = make_private(log_folder()) / _FILE
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "a", encoding="utf-8", errors="replace") as log:
            log.write(heading)
            log.writelines(traceback.format_exception(error))
            log.write("\n")
    except OSError:
        return None
    return path
