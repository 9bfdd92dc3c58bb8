"""Change a sealed file once for every line of the program that does it, and die at that line.

    python -m tests.secrets.dying write|change_passphrase PATH

Prints as JSON what is there after each death: the old contents or the new ones, and how many
unfinished files. The file is put back each time.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from orcid_tui.errors import WrongPassphrase
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import CANARY, ENTRY, PASSPHRASE, opened

NEW = Secret("another-secret")
NEW_PASSPHRASE = Secret("another passphrase")
_OURS = ("private_file.py", "sealed_file.py", "sealing.py")


def die_at(line: int) -> None:
    """Let this process be killed when it comes to so many lines of the program."""
    seen = 0

    def watch(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.endswith(_OURS):
            return None
        if event == "line":
            seen += 1
            if seen == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return watch

    sys.settrace(watch)


def found(path: Path) -> str:
    """What can be read there."""
    try:
        secret = opened(path).read(ENTRY)
    except WrongPassphrase:
        assert opened(path, NEW_PASSPHRASE).read(ENTRY) == Secret(CANARY)
        return "new"
    return {CANARY: "old", NEW.reveal(): "new"}[secret.reveal() if secret else ""]


def main(deed: str, path: Path) -> None:
    """Die at the first line, at the second, and so on, until one gets through."""
    before = path.read_bytes()
    vault = opened(path)
    steps: list[dict[str, object]] = []
    while True:
        child = os.fork()
        if child == 0:
            die_at(len(steps) + 1)
            if deed == "write":
                vault.write(ENTRY, NEW)
            else:
                vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
        left = len(list(path.parent.glob(".secrets.sealed-*")))
        steps.append({"found": found(path), "left": left})
        path.write_bytes(before)
    assert found(path) == "new"
    path.write_bytes(before)
    print(json.dumps(steps))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
