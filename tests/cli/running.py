"""Short ways to run the program in tests: in a process of its own, or in this one."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def jsonl(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def csv(self) -> list[dict[str, str]]:
        """Standard output as CSV with a line of names."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


def orcid_tui(
    *words: str,
    stdin: str | bytes = b"",
    environ: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Run:
    """Run `python -m orcid_tui` with pipes for all three streams."""
    finished = subprocess.run(
        command(*words),
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, **(environ or {})},
        timeout=timeout,
        check=False,
        start_new_session=True,  # no terminal to ask at, not even that of the developer
    )
    return Run(finished.returncode, finished.stdout.decode(), finished.stderr.decode())


def command(*words: str) -> Sequence[str]:
    """The command line of such a process."""
    return [sys.executable, "-m", "orcid_tui", *words]


def one_sentence(run: Run) -> str:
    """The single line that a failed run says; fails if it says more, or shows a traceback."""
    assert "Traceback" not in run.err
    lines = run.err.splitlines()
    assert len(lines) == 1, run.err
    assert lines[0].startswith("orcid-tui: ")
    return lines[0].removeprefix("orcid-tui: ")
