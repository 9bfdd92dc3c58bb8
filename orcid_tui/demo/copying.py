"""The user's own copy of the sample, so that the packaged file is never touched."""

from __future__ import annotations

import os
import tempfile
from importlib import resources
from pathlib import Path
from typing import Final

from orcid_tui import folders
from orcid_tui.errors import SourceError
from orcid_tui.language import _

_SAMPLE: Final = "sample.mrc"


def demo_folder() -> Path:
    """Where the copy lives. It need not exist yet."""
    return folders.data_folder() / "demo"


def demo_copy(*, fresh: bool = False) -> Path:
    """The copy of the sample, made now if there is none.

    With `fresh` a copy that exists is kept as `sample-earlier.mrc` (then `-2`, `-3`…) and a new
    one is made. Raises SourceError when the folder cannot be written.
    """
    copy = demo_folder() / _SAMPLE
    try:
        folders.make_private(copy.parent)
        if fresh and copy.exists():
            _set_aside(copy)
        if not copy.exists():
            _place(resources.files("orcid_tui.demo").joinpath(_SAMPLE).read_bytes(), copy)
    except OSError as fault:
        raise SourceError(
            _("The demo could not put its sample into {parent} ({reason}).").format(
                parent=copy.parent, reason=fault.strerror
            ),
            _("Make that folder writable, or set XDG_DATA_HOME to one that is."),
        ) from fault
    return copy


def is_demo_copy(path: Path) -> bool:
    """Whether the file is one of the demo's own, so that invented iDs may be written into it.

    Links are followed: what counts is where the file really is.
    """
    return path.resolve().is_relative_to(demo_folder().resolve())


def _set_aside(copy: Path) -> None:
    """Give the copy a name that is free. The name is claimed first, so nothing is overwritten."""
    number = 1
    while True:
        earlier = copy.with_name(f"sample-earlier{f'-{number}' if number > 1 else ''}.mrc")
        try:
            earlier.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            number += 1
            continue
        copy.replace(earlier)
        return


def _place(content: bytes, copy: Path) -> None:
    """Write beside, then rename: a copy is whole or not there."""
    handle, name = tempfile.mkstemp(dir=copy.parent, prefix=".sample-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(copy)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
