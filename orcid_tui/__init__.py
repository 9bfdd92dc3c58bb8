"""orcid-tui: find the ORCID iD of each personal name in library records."""

from __future__ import annotations

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """`__version__` is looked up when it is asked for: that takes longer than all the rest."""
    if name == "__version__":
        from importlib.metadata import version

        return version("orcid-tui")
    raise AttributeError(name)
