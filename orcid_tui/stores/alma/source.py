"""What the user typed to say which titles of Alma to open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.language import _, number
from orcid_tui.stores.alma.ids_file import is_mms_id, read_ids
from orcid_tui.text import clean

PREFIX: Final = "alma:"
FORMS: Final = _("Write alma:set/ID for a set, alma:mms/ID,ID,… for titles, or alma:file/PATH.")
_BETWEEN: Final = re.compile(r"[,;\s]+")
_LISTED: Final = 10
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class AlmaSource:
    """A set by its ID, or titles by their MMS IDs. `path` is the file that the IDs came from."""

    set_id: str = ""
    mms_ids: tuple[str, ...] = ()
    path: Path | None = None

    @property
    def label(self) -> str:
        """A short name for the title line."""
        if self.set_id:
            return _("Alma set {number}").format(number=self.set_id)
        if self.path is not None:
            return clean(self.path.name)
        if len(self.mms_ids) == 1:
            return f"Alma {self.mms_ids[0]}"
        return _("{n} titles in Alma").format(n=number(len(self.mms_ids)))

    @property
    def typed(self) -> str:
        """What opens the same titles again."""
        if self.set_id:
            return f"{PREFIX}set/{self.set_id}"
        if self.path is not None:
            return f"{PREFIX}file/{self.path}"
        return f"{PREFIX}mms/{','.join(self.mms_ids)}"

    @property
    def words(self) -> str:
        """The same source in the same words whenever it is opened, whatever the language: what was
        kept for it is found by them."""
        if self.set_id:
            return f"set {self.set_id}"
        if self.path is not None:
            return f"titles of {clean(str(self.path))}"
        ids = self.mms_ids
        if len(ids) > _LISTED:
            return f"{len(ids):,} titles, {ids[0]} to {ids[-1]},"
        return f"{'title' if len(ids) == 1 else 'titles'} {', '.join(ids)}"


def parse_source(text: str) -> AlmaSource | None:
    """The titles that `alma:set/ID`, `alma:mms/ID,ID,…` or `alma:file/PATH` stands for.

    None when the text does not begin with `alma:`. Raises SourceError when it does and something
    is wrong with the rest, or with the file.
    """
    if text[: len(PREFIX)].casefold() != PREFIX:
        return None
    kind, slash, rest = text[len(PREFIX) :].partition("/")
    kind, rest = kind.strip().casefold(), rest.strip()
    if not kind and not slash:
        raise SourceError(_("alma: alone does not say which titles to open."), FORMS)
    if kind == "set":
        return AlmaSource(set_id=_set_id(rest))
    if kind == "mms":
        return AlmaSource(mms_ids=_mms_ids(rest))
    if kind == "file":
        return _file(rest)
    raise SourceError(
        _("“{text}” is not a source in Alma.").format(text=clean(text)[:_SHOWN]), FORMS
    )


def _set_id(text: str) -> str:
    if not text:
        raise SourceError(_("There is no set ID behind alma:set/."), FORMS)
    if not (text.isascii() and text.isdigit()):
        raise SourceError(
            _("“{text}” is not a set ID, which is a number.").format(text=clean(text)[:_SHOWN]),
            _("Alma shows it with the set's details; the start screen finds sets by their names."),
        )
    return text


def _mms_ids(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    if not found:
        raise SourceError(_("There is no MMS ID behind alma:mms/."), FORMS)
    for each in found:
        if not is_mms_id(each):
            raise SourceError(
                _("“{each}” is not an MMS ID, which has digits only.").format(
                    each=clean(each)[:_SHOWN]
                ),
                _("Separate several by commas."),
            )
    return found


def _file(text: str) -> AlmaSource:
    if not text:
        raise SourceError(_("There is no file behind alma:file/."), FORMS)
    try:
        path = Path(text).expanduser().absolute()
    except (RuntimeError, OSError):  # somebody's home folder that is not known
        path = Path(text).absolute()
    return AlmaSource(mms_ids=read_ids(path), path=path)
