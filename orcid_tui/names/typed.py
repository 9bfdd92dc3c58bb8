"""A name as somebody types it into a search line: "Quell, Ada" or "Ada Quell"."""

from __future__ import annotations

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.names.name import PersonName
from orcid_tui.names.particles import PARTICLES
from orcid_tui.names.reading import COMMAS, read_name
from orcid_tui.text import clean


def typed_name(text: str) -> PersonName:
    """Read with the comma as a catalogue has it; without one the last word is the surname.

    >>> typed_name("Ludwig van Beethoven").family, typed_name("Quell, A. J.").given
    ('van Beethoven', 'A. J.')
    """
    text = clean(text).strip()
    words = text.split()
    if not COMMAS.search(text) and len(words) > 1:
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in PARTICLES:
            start -= 1
        text = f"{' '.join(words[start:])}, {' '.join(words[:start])}"
    return read_name(Field("100", "1 ", (Subfield("a", text),)))
