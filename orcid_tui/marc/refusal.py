"""Why a field stays as it is."""

from __future__ import annotations


class FieldRefused(Exception):
    """One field cannot be changed safely. The message is the reason, one sentence."""
