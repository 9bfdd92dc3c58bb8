"""The settings, and which values they may have.

The settings file, the options of the commands and the screen take the same words and refuse
the same ones, so each is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice, Writing
from orcid_tui.language import _
from orcid_tui.marc.name_tags import TAGS_ON_DEMAND, USUAL_TAGS
from orcid_tui.settings.alma import USUAL_ALMA, AlmaSettings
from orcid_tui.settings.orcid import USUAL_ORCID, OrcidSettings
from orcid_tui.text import clean

KNOWN_TAGS: Final = (*USUAL_TAGS, *TAGS_ON_DEMAND)
"""The fields of MARC 21 that may count as headings."""

_PARALLEL: Final = "880"
_CODE: Final = re.compile(r"[a-z0-9]", re.ASCII)
_TAKEN_IN_UNIMARC: Final = "abcdfgkpt234568"
"""The name with its additions, the link to the authority record, the relator and the control
subfields of 70X: an iD in one of them would be read as that (alma-and-marc.md B8)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is settled. `who` is the name that goes with decisions; empty means the login name.
    `unknown` names the keys of the file that this version does not use."""

    practice: Practice = USUAL_PRACTICE
    alma: AlmaSettings = USUAL_ALMA
    orcid: OrcidSettings = USUAL_ORCID
    who: str = ""
    unknown: tuple[str, ...] = ()


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The fields that count as headings, each once. Raises ConfigurationError."""
    wanted = tuple(dict.fromkeys(tag.strip() for tag in tags))
    for tag in wanted:
        if tag not in KNOWN_TAGS:
            raise ConfigurationError(
                _("“{tag}” is not a field that can get an iD.").format(tag=clean(tag)),
                _("The fields are {tags}.").format(tags=", ".join(KNOWN_TAGS)),
            )
    if not set(wanted) - {_PARALLEL}:
        raise ConfigurationError(
            _("No field is named that can get an iD by itself.")
            if not wanted
            else _("Field 880 gets an iD only beside the field that it is the parallel form of."),
            _("Name 100 or 700 too.")
            if wanted
            else _("The fields are {tags}.").format(tags=", ".join(KNOWN_TAGS)),
        )
    return wanted


def checked_writing(word: str) -> Writing:
    """Where an iD is written. Raises ConfigurationError."""
    try:
        return Writing(word.strip())
    except ValueError:
        raise ConfigurationError(
            _("“{word}” is no way of writing an iD.").format(word=clean(word)),
            _("Take uri ($1 https://orcid.org/…), text ($0 (orcid)…) or both."),
        ) from None


def checked_unimarc_subfield(code: str) -> str:
    """The subfield that takes the iD in UNIMARC; nothing means that nothing is written there.

    Raises ConfigurationError.
    """
    code = code.strip().removeprefix("$")
    if not code:
        return ""
    if not _CODE.fullmatch(code):
        raise ConfigurationError(
            _("“{code}” is no code of a subfield.").format(code=clean(code)),
            _("It is one small letter or one digit."),
        )
    if code in _TAKEN_IN_UNIMARC:
        raise ConfigurationError(
            _("Subfield ${code} means something else in the name fields of UNIMARC.").format(
                code=code
            ),
            _("Name one that is free for the iD, such as o or 1."),
        )
    return code
