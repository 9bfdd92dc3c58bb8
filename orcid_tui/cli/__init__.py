"""The commands without a screen, and the way in."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run `orcid-tui` with these arguments; returns the exit code."""
    raise NotImplementedError
