"""Several copies of the program at once, as real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from orcid_tui.registry.kept.answers_file import AnswersFile
from orcid_tui.registry.kept.questions import QuestionsToday

_KEEP = """
import sys
from pathlib import Path
from orcid_tui.registry.kept.answers_file import AnswersFile, KeptBody

path, name = Path(sys.argv[1]), sys.argv[2]
file = AnswersFile(path)
for n in range(60):
    file.keep([KeptBody(f"{name} {n}".encode(), 1, 10**9, b"x" * 500)])
    assert file.find([f"{name} {n}".encode()])
file.close()
"""

_COUNT = """
import asyncio, sys
from pathlib import Path
from orcid_tui.registry.kept.questions import QuestionsToday

async def count():
    questions = QuestionsToday(Path(sys.argv[1]))
    for _ in range(200):
        questions.sent("pub.example anonymous")
        await asyncio.sleep(0)
    await questions.aclose()

asyncio.run(count())
"""


def _run_together(program: str, path: Path, copies: int) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(path), f"copy {n}"])
        for n in range(copies)
    ]
    assert [each.wait() for each in running] == [0] * copies


def test_all_that_was_kept_is_there(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    _run_together(_KEEP, path, 4)
    file = AnswersFile(path)
    assert file.holdings().answers == 4 * 60
    file.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


async def test_every_question_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "questions.sqlite"
    _run_together(_COUNT, path, 3)
    questions = QuestionsToday(path)
    questions.sent("pub.example anonymous")
    await questions.aclose()
    assert questions.count("pub.example anonymous") == 3 * 200 + 1


def test_a_copy_that_is_killed_leaves_a_file_that_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    program = _KEEP.replace("range(60)", "range(10**6)").replace(
        "    assert", "    print(n, flush=True)\n    assert"
    )
    for name in ("first", "second"):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path), name], stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            told = [int(running.stdout.readline()) for _ in range(40)]
            running.kill()
        file = AnswersFile(path)
        found = file.find([f"{name} {n}".encode() for n in told])
        file.close()
        assert len(found) == len(told)
