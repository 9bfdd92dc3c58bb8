"""orcid-tui: find the ORCID iD of each personal name in library records."""

from importlib.metadata import version

__version__ = version("orcid-tui")
