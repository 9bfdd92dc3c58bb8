"""The ORCID iD: 15 digits and a check character (ISO 7064 MOD 11-2).

Source: support.orcid.org, "Structure of the ORCID Identifier"; reference page
orcid-api.md section 6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _

URI_PREFIX: Final = "https://orcid.org/"

DEMO_BLOCK: Final = "0099"
"""The first four digits of every invented person. ORCID gives out 0000-0001-5000… to
0000-0003-5000… and 0009-…, so no real person can have an iD that begins like this."""

_SIXTEEN: Final = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])", re.ASCII)
_DRESS: Final = re.compile(
    r"\s*(?:\(orcid\)|orcid\s*:)?\s*(?:https?://)?(?:www\.)?(?:orcid\.org/)?", re.IGNORECASE
)
_SANDBOX: Final = re.compile(r"sandbox\.orcid\.org", re.IGNORECASE)


class InvalidOrcidId(OrcidTuiError, ValueError):
    """The text is not an ORCID iD that may stand in a bibliographic record."""


def check_character(base: str) -> str:
    """The check character for 15 digits without hyphens (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in base:
        total = (total + int(digit)) * 2
    remainder = (12 - total % 11) % 11
    return "X" if remainder == 10 else str(remainder)


@dataclass(frozen=True, slots=True, order=True)
class OrcidId:
    """A checked iD. `value` has hyphens and a capital X: `0000-0002-1825-0097`."""

    value: str

    @classmethod
    def parse(cls, text: str) -> OrcidId:
        """Read an iD in any dress that records and people use.

        Accepted: bare, without hyphens, lower-case x, `http(s)://orcid.org/…` with or
        without `www.` and a trailing slash, `ORCID:` and `(orcid)` in front.
        Raises InvalidOrcidId, whose message says what is wrong.
        """
        if _SANDBOX.search(text):
            raise InvalidOrcidId(
                _("This iD is from ORCID's sandbox, which holds no real persons."),
                _("Only iDs of orcid.org may stand in a record."),
            )
        dress = _DRESS.match(text)
        bare = text[dress.end() if dress else 0 :].strip().rstrip("/")
        groups = _SIXTEEN.fullmatch(bare)
        if groups is None:
            raise InvalidOrcidId(
                _("This is not an ORCID iD."),
                _("An iD has 16 characters, as in 0000-0002-1825-0097."),
            )
        value = "-".join(groups.groups()).upper()
        digits = value.replace("-", "")
        if check_character(digits[:15]) != digits[15]:
            raise InvalidOrcidId(
                _("The check character of {value} does not fit.").format(value=value),
                _("Look for a mistyped digit."),
            )
        return cls(value)

    @classmethod
    def from_base(cls, base: str) -> OrcidId:
        """The iD made of 15 digits and their check character."""
        digits = base + check_character(base)
        return cls("-".join(digits[k : k + 4] for k in range(0, 16, 4)))

    @property
    def uri(self) -> str:
        """The one form that is written into records: https, hyphens, no trailing slash."""
        return URI_PREFIX + self.value

    @property
    def is_invented(self) -> bool:
        """True for the persons of the demo, who must not reach anybody's own records."""
        return self.value.startswith(DEMO_BLOCK)

    def __str__(self) -> str:
        return self.value
