"""`answers`: how much is kept, and throwing it away."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.registry.kept.answers_file import answers_path
from orcid_tui.settings.settings_file import settings_path
from tests.cli.running import orcid_tui
from tests.registry.demo.serving import DemoServer


def test_nothing_is_made_by_asking(own_home: Path) -> None:
    for words in (("answers",), ("answers", "--forget")):
        run = orcid_tui(*words)
        assert (run.code, run.err) == (0, "")
        assert run.out == "No answers are kept.\nAn answer serves for 7 days.\n"
    assert list(own_home.iterdir()) == []


def test_the_second_run_asks_nothing_and_a_third_after_forgetting_all(
    registry: DemoServer, catalogue: Path
) -> None:
    first = orcid_tui("suggest", str(catalogue))
    asked = len(registry.requests)
    assert first.code == 0
    assert asked
    again = orcid_tui("suggest", str(catalogue))
    assert again.out == first.out
    assert len(registry.requests) == asked
    told = orcid_tui("answers")
    assert told.code == 0
    assert " of ORCID are kept on this computer (0." in told.out
    gone = orcid_tui("answers", "--forget")
    assert gone.out.endswith(" answers were thrown away.\n")
    assert orcid_tui("answers").out.startswith("No answers are kept.\n")
    assert orcid_tui("suggest", str(catalogue)).out == first.out
    assert len(registry.requests) == 2 * asked


def test_where_nothing_is_to_be_kept_nothing_is(registry: DemoServer, catalogue: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("[orcid]\nkeep_days = 0\n")
    for _ in range(2):
        assert orcid_tui("suggest", str(catalogue)).code == 0
    assert not answers_path().exists()
    half, odd = divmod(len(registry.requests), 2)
    assert (odd, registry.requests[:half]) == (0, registry.requests[half:])
    assert "none are kept" in orcid_tui("answers").out


@pytest.mark.parametrize("words", [("answers",), ("answers", "--forget")])
def test_a_file_that_cannot_be_used_is_told(own_home: Path, words: tuple[str, ...]) -> None:
    answers_path().mkdir(parents=True)
    run = orcid_tui(*words)
    assert (run.code, run.out) == (2, "")
    assert "their file cannot be written" in run.err
