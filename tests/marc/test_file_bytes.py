"""An open file is given back, by hand or because nobody holds it any more."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from orcid_tui.marc.file_bytes import FileBytes


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to count open files")
def test_files_that_nobody_holds_are_given_back(tmp_path: Path) -> None:
    file = tmp_path / "records.mrc"
    file.write_bytes(b"some bytes")
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        assert FileBytes(file).read(5, 5) == b"bytes"
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) <= before


def test_closing_twice_is_fine_and_ends_reading(tmp_path: Path) -> None:
    file = tmp_path / "records.mrc"
    file.write_bytes(b"some bytes")
    opened = FileBytes(file)
    opened.close()
    opened.close()
    with pytest.raises(OSError):  # noqa: PT011  the number differs between systems
        opened.read(0, 1)
