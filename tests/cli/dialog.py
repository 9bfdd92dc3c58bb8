"""The program in a real terminal, with somebody who answers its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pexpect

from tests.cli.running import command

ENTER = ""


@dataclass(frozen=True, slots=True)
class Dialog:
    """What was on the terminal, in one line, and how the program ended."""

    code: int | None
    said: str


def dialog(*words: str, answers: Sequence[tuple[str, str]] = (), rows: int = 24) -> Dialog:
    """Run it; wait for the text of each pair and type the answer. Fails if a question is not
    asked, or if one more is (it would never end)."""
    program, *rest = command(*words)
    child = pexpect.spawn(
        program, rest, dimensions=(rows, 200), encoding="utf-8", timeout=30, echo=True
    )
    said = ""
    try:
        for question, answer in answers:
            child.expect_exact(question)
            said += child.before + child.after
            child.sendline(answer)
        child.expect(pexpect.EOF)
        said += child.before
    finally:
        child.close(force=True)
    return Dialog(child.exitstatus, " ".join(said.split()))
