"""The small words of family names: de, van, von, ibn …

Catalogues move them about (RDA 11.2.2.10, "Surname with a prefix") and people leave them out, so
they never tell two persons apart.
"""

from __future__ import annotations

from typing import Final

PARTICLES: Final = frozenset(
    "a abu af al an ap av aw bar bat ben bin bint d da dal dalla das de del dela della delle dem "
    "den der des di do dos du e ed el es ibn in la las le les lo los ould op of och san sant "
    "t te ten ter the und van vande vanden vander ver vom von vor y z zu zum zur".split()
)
