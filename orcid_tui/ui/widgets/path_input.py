"""A line in which sources are typed: files with ~, several, with a suggestion; titles of Alma."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from textual.suggester import Suggester

from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.stores.alma.source import PREFIX, parse_source
from orcid_tui.text import clean
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput


def line_of(sources: Sequence[str]) -> str:
    """How these sources would be typed."""
    return " ".join(each if _is_alma(each) else shlex.quote(each) for each in sources)


def sources_in(line: str) -> tuple[str, ...]:
    """What the line names: files that can be opened, or titles of Alma (`alma:…`) by themselves.

    Raises SourceError with what is wrong.
    """
    if _is_alma(line.strip()):
        parse_source(line.strip())
        return (line.strip(),)
    paths = paths_in(line)
    if problem := what_is_wrong(paths):
        raise SourceError(problem)
    return tuple(map(str, paths))


def _is_alma(source: str) -> bool:
    return source[: len(PREFIX)].casefold() == PREFIX


def paths_in(line: str) -> tuple[Path, ...]:
    """The files that a line names; blanks separate them unless quoted.

    A line that is the name of one file as a whole is taken as that, blanks and all.
    """
    line = line.strip()
    if not line:
        return ()
    whole = Path(line.strip("\"'")).expanduser()
    if whole.exists():
        return (whole,)
    try:
        words = shlex.split(line, posix=os.name == "posix")
    except ValueError:  # a quotation mark without its partner
        return (whole,)
    return tuple(Path(word).expanduser() for word in words)


def what_is_wrong(paths: tuple[Path, ...]) -> str:
    """One sentence about the first path that cannot be opened; empty if all can."""
    if not paths:
        return _("Type the name of a MARC file, for example ~/records.mrc.")
    for path in paths:
        name = clean(str(path))
        if path.is_dir():
            return _("“{name}” is a folder. Add the name of a file in it.").format(name=name)
        if not path.exists():
            folder = clean(str(path.absolute().parent))
            return _("There is no file “{name}” in “{folder}”. Check the spelling.").format(
                name=clean(path.name), folder=folder
            )
        if not os.access(path, os.R_OK):
            return _(
                "You may not read “{name}”. Ask its owner, or copy it to your own folder."
            ).format(name=name)
    return ""


class FileSuggester(Suggester):
    """Goes on with what is typed by the first fitting name in its folder."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last name completed, or None."""
        return await asyncio.to_thread(completed, value)


def completed(line: str) -> str | None:
    """The line with its last name completed from the file system, or None."""
    if not line or line[-1] in "\"' ":
        return None
    for start in (0, line.rfind(" ") + 1):
        name = _completed_name(line[start:])
        if name is not None:
            return line[:start] + name
    return None


def _completed_name(typed: str) -> str | None:
    folder, beginning = os.path.split(typed)
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            fitting = sorted(
                (entry.name + (os.sep if entry.is_dir() else ""))
                for entry in entries
                if entry.name.startswith(beginning)
                and clean(entry.name) == entry.name
                and (beginning or not entry.name.startswith("."))
            )
    except OSError:
        return None
    if not fitting or fitting[0] == beginning:
        return None
    return typed[: len(typed) - len(beginning)] + fitting[0]


class PathInput(PasteFriendlyInput):
    """A line for file names; the right arrow takes the suggestion."""

    def __init__(self, *, id: str | None = None, compact: bool = False) -> None:  # noqa: A002
        super().__init__(suggester=FileSuggester(), id=id, compact=compact)
        self.cursor_blink = False
