"""Temporary files of saves, and what is left of them when a save was killed.

The name of a temporary file says which process on which machine writes it. So a later save can
tell a leftover from the work of a save that still runs, also on a drive that many machines
share. File locks would not do: some network drives have none, and on others a lock keeps even
its own process from reading the file back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import socket
import stat
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"\.orcid-tui-([0-9a-f]{8})-([0-9a-f]{8})-([0-9]{1,10})-\w+\.tmp", re.A)
_LONG_AGO: Final = 24 * 60 * 60
"""Seconds after which a file of an earlier start of this machine counts as left over."""


def make_temporary(folder: Path) -> tuple[int, Path]:
    """A new file in `folder`, open for writing, after the folder was swept. Raises OSError."""
    sweep(folder)
    prefix = f".orcid-tui-{_machine()}-{_start_of_machine()}-{os.getpid()}-"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=folder)
    return handle, Path(name)


def sweep(folder: Path) -> int:
    """Remove what dead saves of this user on this machine left in `folder`; never raises.

    Returns how many files were removed. A file whose writer may still be alive stays, and so
    does every file of another machine or another user.
    """
    if sys.platform == "win32":  # where asking for a process could end it
        return 0
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".orcid-tui-"):
                continue
            with contextlib.suppress(OSError):
                if _is_left_over(entry):
                    os.unlink(entry.path)
                    removed += 1
    return removed


def _is_left_over(entry: os.DirEntry[str]) -> bool:
    found = _NAME.fullmatch(entry.name)
    if found is None or found[1] != _machine():
        return False
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode) or os.geteuid() not in (0, status.st_uid):
        return False
    if found[2] != _start_of_machine():
        return time.time() - status.st_mtime > _LONG_AGO
    return not _is_alive(int(found[3]))


def _is_alive(process: int) -> bool:
    """Whether there is a process of this number; in doubt there is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


@cache
def _machine() -> str:
    """This machine, and in it the world in which process numbers count (a container)."""
    parts = [socket.gethostname(), _text_of("/etc/machine-id")]
    with contextlib.suppress(OSError):
        parts.append(os.readlink("/proc/self/ns/pid"))
    return _short("\n".join(parts))


@cache
def _start_of_machine() -> str:
    """Different after each start of the machine, where the system tells."""
    return _short(_text_of("/proc/sys/kernel/random/boot_id"))


def _text_of(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
