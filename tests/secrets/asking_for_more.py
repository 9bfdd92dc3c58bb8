"""Make the key that this sealed text asks for, with 200 MiB of memory to spare.

    python -m tests.secrets.asking_for_more TEXT

A process of its own, because the limit cannot be taken back.
"""

from __future__ import annotations

import resource
import sys

from orcid_tui.errors import FileDamaged, SecretStoreError
from orcid_tui.secrets import sealing
from tests.secrets.vaults import CHEAP, PASSPHRASE

if __name__ == "__main__":
    sealing.new_key(PASSPHRASE, CHEAP)  # everything is imported now
    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + (200 << 20),) * 2)
    try:
        sealing.key_for(sys.argv[1].encode(), PASSPHRASE)
    except FileDamaged:
        print("FileDamaged")
    except SecretStoreError as fault:
        print("SecretStoreError", fault.message)
