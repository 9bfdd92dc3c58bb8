"""What another program of the same user can see of the running program.

Root may see everything, so where the tests are run by root both programs become `nobody` first.
Only then does the kernel's answer tell anything.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orcid_tui.secrets import process

CANARY = "canary-c41f-in-the-environment"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that is asked")

_ORDINARY = """
import ctypes, os, subprocess, sys, traceback
if os.geteuid() == 0:
    os.fchown(0, 65534, 65534)  # a pipe of root's could not be opened anew as /dev/stdin
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # the kernel hides whoever changes his user
"""

_PROGRAM = """
import argparse, sys
import orcid_tui.cli, orcid_tui.cli.guard, orcid_tui.cli.streams, orcid_tui.secrets.process
import orcid_tui.cli.parser as parser
{ordinary}
def run(arguments):
    {deed}
    return 0
parser.parse = lambda words: argparse.Namespace(run=run)
if {hidden}:
    sys.exit(orcid_tui.cli.main([]))
run(None)
"""

_WAIT = "print('there', flush=True); sys.stdin.readline()"

_LOOK = """
{ordinary}
try:
    with open("/proc/{pid}/{what}", "rb") as file:
        sys.stdout.buffer.write(file.read(100_000))
except PermissionError:
    print("permission denied")
"""


def _program(deed: str, *, hidden: bool, ordinary: bool = True) -> list[str]:
    head = _ORDINARY if ordinary else ""
    return [sys.executable, "-c", _PROGRAM.format(ordinary=head, deed=deed, hidden=hidden)]


@contextmanager
def _running(*, hidden: bool, deed: str = _WAIT) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        _program(deed, hidden=hidden),
        env={**os.environ, "ORCID_CLIENT_SECRET": CANARY},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        assert running.stdout.readline().strip() == b"there"
        yield running
        running.stdin.close()
        assert running.wait(20) == 0


def _seen_by_another(pid: int, what: str) -> bytes:
    code = _LOOK.format(ordinary=_ORDINARY, pid=pid, what=what)
    run = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, capture_output=True, check=True
    )
    return run.stdout


def test_another_program_of_the_user_cannot_read_the_environment_or_the_memory_map() -> None:
    with _running(hidden=True) as running:
        assert _seen_by_another(running.pid, "environ").strip() == b"permission denied"
        assert _seen_by_another(running.pid, "maps").strip() == b"permission denied"


def test_without_it_the_other_program_reads_the_secret() -> None:
    """Else the test above would prove nothing."""
    with _running(hidden=False) as running:
        assert CANARY.encode() in _seen_by_another(running.pid, "environ")


def test_programs_that_are_started_still_work_and_may_be_looked_at() -> None:
    deed = (
        "assert open('/dev/stdin').readline() == 'a line\\n'; "
        "assert subprocess.run(['cat', '/proc/self/status'], capture_output=True, "
        "check=True).stdout; "
        "assert subprocess.run(['cat', '/proc/self/environ'], capture_output=True, "
        "check=True).stdout"
    )
    run = subprocess.run(
        _program(deed, hidden=True), input=b"a line\n", capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr


@contextmanager
def _cores_allowed() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        most = resource.RLIM_INFINITY if os.geteuid() == 0 else before[1]
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def _left_a_core(folder: Path, *, hidden: bool) -> bool:
    """Whether the kernel says so; a core may also have gone to a program that collects them."""
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        words = _program("import os; os.abort()", hidden=hidden, ordinary=False)
        os.execv(words[0], words)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    assert list(folder.iterdir()) == [] or os.WCOREDUMP(status)
    return os.WCOREDUMP(status)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_an_abort_leaves_no_core(tmp_path: Path) -> None:
    with _cores_allowed():
        if not _left_a_core(tmp_path, hidden=False):
            pytest.skip("this system writes no cores at all")
        for core in tmp_path.iterdir():
            core.unlink()
        assert not _left_a_core(tmp_path, hidden=True)


def test_it_says_how_it_is() -> None:
    code = (
        "from orcid_tui.secrets import process; print(process.findings()); process.hide(); "
        "print(process.findings())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = run.stdout.splitlines()
    assert "may read" in before
    assert "cannot read" in after
    assert "no core file" in after


def test_a_system_without_such_calls_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    monkeypatch.setitem(sys.modules, "resource", None)
    process.hide()
    assert process.findings() == ()
