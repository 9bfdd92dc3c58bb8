"""Keep a secret where no file may grow beyond 1,000 bytes.

    python -m tests.secrets.full_disk PATH

A process of its own, because the limit cannot be taken back.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from orcid_tui.errors import SecretStoreError
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import ENTRY, opened

if __name__ == "__main__":
    vault = opened(Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        vault.write(ENTRY, Secret("another-secret"))
    except SecretStoreError as fault:
        print(fault.message)
