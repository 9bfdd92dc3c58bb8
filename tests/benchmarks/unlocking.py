"""How long the encrypted file keeps its user waiting, and how much memory that takes.

    python -m tests.benchmarks.unlocking

Long enough to make guessing dear, short enough not to be noticed at the start. The limit on a
file that asks for more is measured too: what a doctored one can cost at most.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from orcid_tui.secrets import sealing
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret

PASSPHRASE: Final = Secret("fjord, harbour and lamp")
DEAREST: Final = sealing.Cost(passes=10, memory=256 * 1024, lanes=16)
_TIMES: Final = 7


def begun(folder: Path, cost: sealing.Cost) -> SealedFile:
    """A file with one secret in it."""
    vault = SealedFile(folder / "secrets.sealed", cost)
    vault.create(PASSPHRASE)
    vault.write("oslo/orcid", Secret("canary-0d7c-4b1f-9a52"))
    return vault


def measured(deed: Callable[[], object], times: int = _TIMES) -> str:
    """Median and longest, in milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        deed()
        taken.append((time.perf_counter() - begin) * 1000)
    return f"{statistics.median(taken):8.1f} {max(taken):8.1f}"


def main(cost: sealing.Cost, name: str) -> None:
    """Print the lines for keys of this cost."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        vault = begun(Path(folder), cost)
        times = _TIMES if cost == sealing.USUAL else 1
        print(f"{name + ': unlock':<32}{measured(lambda: vault.unlock(PASSPHRASE), times)}")
        print(f"{name + ': read':<32}{measured(lambda: vault.read('oslo/orcid'))}")
        secret = Secret("another-secret")
        print(f"{name + ': write':<32}{measured(lambda: vault.write('oslo/alma', secret))}")
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{name + ': memory':<32}{peak:8.0f} MiB", flush=True)


if __name__ == "__main__":
    print(f"{'milliseconds':<32}{'median':>8} {'longest':>8}", flush=True)
    for cost, name in ((sealing.USUAL, "usual"), (DEAREST, "the most a file may ask")):
        process = multiprocessing.get_context("spawn").Process(target=main, args=(cost, name))
        process.start()
        process.join()
