"""The real program in a terminal, ended in the middle of a save: records and choices survive."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from time import monotonic, sleep

import pexpect
import pytest

from orcid_tui.demo.copying import demo_folder
from tests.stores.working import names

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_SLOW_DISK = """
import os, sys, time
from orcid_tui.cli import main
real, marks = os.fsync, sys.argv.pop(1)

def slow(handle):
    if ".orcid-tui-" in os.readlink(f"/proc/self/fd/{handle}"):
        open(f"{marks}/written", "w").close()
        while not os.path.exists(f"{marks}/go on"):
            time.sleep(0.01)
    real(handle)

os.fsync = slow
sys.exit(main())
"""
_ENTER = "\r"


def wait_for(path: Path) -> None:
    end = monotonic() + 30
    while not path.exists():
        assert monotonic() < end, f"{path.name} never came"
        sleep(0.01)


def start(*arguments: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        [*arguments, "demo"],
        dimensions=(24, 80),
        env={**os.environ, "TERM": "xterm-256color"},
        timeout=30,
        encoding="utf-8",
    )


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@pytest.mark.parametrize("then", ["killed", "goes on"])
def test_ended_in_the_middle_of_a_save(tmp_path: Path, then: str) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    child = start("-c", _SLOW_DISK, str(marks))
    child.expect("recommended")
    source = demo_folder() / "sample.mrc"
    before = source.read_bytes()
    child.send("1")
    child.expect("Chosen")
    child.send("w")
    child.expect("before")
    child.send(_ENTER)
    wait_for(marks / "written")
    child.kill(signal.SIGTERM)
    if then == "killed":
        child.kill(signal.SIGKILL)
    else:
        (marks / "go on").touch()
    child.expect(pexpect.EOF)
    child.close()
    assert source.read_bytes() == before
    beside = source.with_name("sample-orcid.mrc")
    assert beside.exists() == (then == "goes on")
    left = [name for name in names(source.parent) if name.startswith(".orcid-tui-")]
    assert len(left) == (then == "killed")

    child = start("-m", "orcid_tui")
    child.expect("1 earlier choice is here again")
    if then == "goes on":
        beside.unlink()
        child.send("q")
        child.expect(pexpect.EOF)
        child.close()
        child = start("-m", "orcid_tui")
        child.expect("1 choice is in no file yet")
    child.send("w")
    child.expect("before")
    child.send(_ENTER)
    child.expect("Saved")
    child.close(force=True)
    assert (
        beside.read_bytes().count(b"https://orcid.org/") == before.count(b"https://orcid.org/") + 1
    )
    assert not [name for name in names(source.parent) if name.startswith(".orcid-tui-")]
    assert source.read_bytes() == before
