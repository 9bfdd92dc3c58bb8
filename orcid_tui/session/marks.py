"""What is known of a heading beside its state, a bit each: so a million of them stay small."""

from __future__ import annotations

from typing import Final

LOOKED_UP: Final = 1
"""The registry has answered."""
RECOMMENDED: Final = 2
"""The answer names one person of whom the program is sure."""
REFUSED: Final = 4
"""A save has refused what was decided, and no later one has carried it out."""
DISAGREES: Final = 8
"""The field carries a broken iD, or several that differ."""
SOMEBODY_ELSE: Final = 16
"""The iD in the field is not that of the recommended person."""
CONFLICT: Final = 32
"""One of the two above, and nothing is decided about it. The index sets it by itself."""

OF_THE_ANSWER: Final = LOOKED_UP | RECOMMENDED | SOMEBODY_ELSE
"""What an answer of the registry decides about."""
COUNTED: Final = (RECOMMENDED, REFUSED, CONFLICT)
