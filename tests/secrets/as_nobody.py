"""Look at a sealed file as a user who owns nothing else.

python -m tests.secrets.as_nobody PATH
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from orcid_tui.errors import OrcidTuiError
from orcid_tui.secrets import sealing
from orcid_tui.secrets.sealed_file import SealedFile
from tests.secrets.vaults import CHEAP, NOBODY, PASSPHRASE

if __name__ == "__main__":
    sealing.new_key(PASSPHRASE, CHEAP)  # everything is imported now; nobody may not read it later
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    vault = SealedFile(Path(sys.argv[1]), CHEAP)
    with contextlib.suppress(OrcidTuiError):
        vault.unlock(PASSPHRASE)
    report = vault.examine()
    print(f"{report.state.value}: {report.sentence}" if not report.ready else "open")
