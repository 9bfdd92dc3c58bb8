"""Ctrl-C, and the bar that shows how far the work is."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import REAL
from tests.cli.running import command
from tests.registry.demo.serving import DemoServer


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGINT for one process")
def test_ctrl_c_while_the_registry_is_silent_is_one_sentence(catalogue: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        environ = {"ORCID_TUI_API_URL": f"{url}/v3.0", "ORCID_TUI_TOKEN_URL": f"{url}/oauth/token"}
        child = subprocess.Popen(
            command("suggest", str(catalogue), "--format", "jsonl"),
            env={**os.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_listen_to_ctrl_c,
        )
        silent.settimeout(30)
        connection, _ = silent.accept()
        with connection:
            connection.recv(1)
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert out == ""
    *_, last = err.splitlines()
    assert last == "orcid-tui: Stopped before the end, as you asked."
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGINT for one process")
def test_ctrl_c_while_the_records_are_read_is_one_sentence(catalogue: Path) -> None:
    catalogue.write_bytes(catalogue.read_bytes() * 20_000)
    with _start("list", str(catalogue), "--format", "jsonl") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        first = child.stdout.readline()
        child.send_signal(signal.SIGINT)
        # `communicate` would pass over what readline has already taken in.
        out, err = child.stdout.read(), child.stderr.read()
    assert child.returncode == 130
    assert err == "orcid-tui: Stopped before the end, as you asked.\n"
    assert all(json.loads(line)["tag"] for line in [first, *out.splitlines()[:-1]])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGINT for one process")
def test_ctrl_c_while_the_file_is_written_does_not_claim_to_have_stopped_it(
    catalogue: Path,
) -> None:
    before = catalogue.read_bytes() * 20_000
    catalogue.write_bytes(before)
    decisions = catalogue.with_name("decisions.jsonl")
    decision = {"record": 1, "tag": "100", "occurrence": 1, "orcid": REAL.value}
    decisions.write_text(json.dumps(decision))
    child = _start("apply", str(catalogue), str(decisions), "--in-place")
    while child.poll() is None and not list(catalogue.parent.glob(".orcid-tui-*")):
        time.sleep(0.002)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0
    assert out.startswith("Linked: 1 ")
    assert "is finished first" in err
    assert len(catalogue.read_bytes()) == len(before) + len(f"_1{REAL.uri}")


def test_a_bar_on_the_terminal_and_rows_in_the_file(
    catalogue: Path, tmp_path: Path, registry: DemoServer
) -> None:
    rows = tmp_path / "rows.jsonl"
    words = " ".join(command("suggest", str(catalogue), "--format", "jsonl"))
    said = _terminal("/bin/sh", ["-c", f"{words} > {rows}"])
    assert "Looking up" in said
    assert "100%" in said
    assert [json.loads(line)["record"] for line in rows.read_text().splitlines()] == [1, 1, 2, 2, 3]


def test_rows_on_the_same_terminal_stand_on_lines_of_their_own(
    catalogue: Path, registry: DemoServer
) -> None:
    program, *words = command("suggest", str(catalogue), "--format", "jsonl")
    shown = [line.rpartition("\x1b[2K")[2] for line in _terminal(program, words).splitlines()]
    rows = [json.loads(line) for line in shown if line.startswith("{")]
    assert [row["record"] for row in rows] == [1, 1, 2, 2, 3]


def _listen_to_ctrl_c() -> None:
    """Where the tests run in the background, shells let every process ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_listen_to_ctrl_c,
    )


def _terminal(program: str, words: list[str]) -> str:
    child = pexpect.spawn(program, words, dimensions=(24, 1000), encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before)
