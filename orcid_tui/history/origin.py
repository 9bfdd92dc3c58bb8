"""What a session works on, as far as it can be known again another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from. `sources` opens them again, as on the command line.

    `files` are absolute, in the order in which they are read; `system` names a source in a library
    system, the same whenever it is opened, and never holds a secret. With `fresh` the work begins
    anew, whatever was decided about the same records before.
    """

    sources: tuple[str, ...]
    files: tuple[Path, ...] = ()
    system: str = ""
    fresh: bool = False


def of_files(paths: Sequence[str | Path]) -> Origin:
    """Files of records, in their order."""
    files = tuple(Path(path).absolute() for path in paths)
    return Origin(tuple(map(str, files)), files)
