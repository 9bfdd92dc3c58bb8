"""The kept answers of this user."""

from __future__ import annotations

from orcid_tui.registry.kept.answers import KeptAnswers
from orcid_tui.registry.kept.answers_file import AnswersFile, answers_path


def kept_answers(days: float) -> KeptAnswers | None:
    """Those in the cache folder; None where the library settled that nothing is kept."""
    return KeptAnswers(AnswersFile(answers_path()), days=days) if days else None
