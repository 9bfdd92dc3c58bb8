"""Sources that cannot be opened: one sentence, exit code 2, no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import one_sentence, orcid_tui


def _run(command: str, source: Path) -> str:
    decisions = ("-",) if command == "apply" else ()
    row = '{"record": 1, "tag": "100", "occurrence": 1, "orcid": "x"}'
    run = orcid_tui(command, str(source), *decisions, stdin=row)
    assert (run.code, run.out) == (2, "")
    sentence = one_sentence(run)
    assert source.name in sentence
    return sentence


@pytest.mark.parametrize("command", ["list", "suggest", "apply"])
@pytest.mark.parametrize(
    "content",
    [b"", b"Dear Sir or Madam,\n\n" * 40, b"\x89PNG\r\n\x1a\n" + bytes(500), b"%PDF-1.7\n" * 20],
    ids=["empty", "a letter", "a picture", "a PDF"],
)
def test_a_file_that_is_not_marc(tmp_path: Path, command: str, content: bytes) -> None:
    source = tmp_path / "records.mrc"
    source.write_bytes(content)
    _run(command, source)


@pytest.mark.parametrize("command", ["list", "suggest", "apply"])
def test_a_file_that_is_not_there(tmp_path: Path, command: str) -> None:
    _run(command, tmp_path / "missing.mrc")


@pytest.mark.parametrize("command", ["list", "suggest", "apply"])
def test_a_folder(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    _run(command, folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other rights")
def test_a_file_that_may_not_be_read(catalogue: Path) -> None:
    catalogue.chmod(0)
    if os.geteuid() == 0:
        pytest.skip("nothing is unreadable to the superuser")
    _run("list", catalogue)


def test_a_name_that_would_move_the_cursor_is_cleaned(tmp_path: Path) -> None:
    run = orcid_tui("list", str(tmp_path / "\x1b[2Jmissing.mrc"))
    assert run.code == 2
    assert "\x1b" not in run.err


def test_the_demo_stands_alone() -> None:
    run = orcid_tui("list", "demo:", "--format", "jsonl")
    assert (run.code, run.err) == (0, "")
    assert len({row["record"] for row in run.jsonl}) > 100
