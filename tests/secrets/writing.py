"""Another window that keeps one secret after the other.

python -m tests.secrets.writing PATH NUMBER|"without end" PROFILE
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import opened


def main(path: str, how_many: str, profile: str) -> None:
    """Keep the secrets of entries profile/0, profile/1 …; without end always those of the first."""
    vault = opened(Path(path))
    numbers = itertools.repeat(0) if how_many == "without end" else range(int(how_many))
    for number in numbers:
        vault.write(f"{profile}/{number}", Secret(f"secret-of-{profile}-{number}"))
        print("written", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
