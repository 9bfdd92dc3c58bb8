"""A process that is killed while it saves: the old file or the new one is there, and whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores.dying import RANDOM_MOMENTS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("dress", "packing"),
    [
        ("binary", "plain"),
        ("binary", "packed"),
        ("XML", "plain"),
        ("JSON lines", "plain"),
        ("mrk", "plain"),
    ],
)
def test_killed_at_every_step_and_at_random_moments(
    tmp_path: Path, dress: str, packing: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.stores.dying", str(tmp_path), dress, packing],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    for moment, _, state, backup, clean in lines:
        assert state in ("old", "new"), done.stdout
        assert (backup, clean) == ("True", "True"), f"{moment}: {done.stdout}"
    moments = [line[0] for line in lines]
    assert moments.count("random") == RANDOM_MOMENTS
    assert {line[2] for line in lines if line[0] == "step"} == {"old", "new"}
    assert any(line[:3] == ["random", "died", "old"] for line in lines), done.stdout
    assert lines[0] == ["unhurt", "ended-0", "new", "True", "True"]
