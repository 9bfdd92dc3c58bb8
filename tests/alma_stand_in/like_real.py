"""The demo's persons with iDs that can be saved: where `0099` would be refused stands `0098`."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from orcid_tui.orcid_id import DEMO_BLOCK, OrcidId

_ID = re.compile(rf"{DEMO_BLOCK}-(\d{{4}})-(\d{{4}})-(\d{{3}})[\dX]")


def persons_like_real(folder: Path) -> Path:
    """A file of persons for `DemoTransport`, written into this folder."""
    text = files("orcid_tui.demo").joinpath("persons.json").read_text(encoding="utf-8")
    path = folder / "persons.json"
    path.write_text(
        _ID.sub(lambda match: OrcidId.from_base("0098" + "".join(match.groups())).value, text),
        encoding="utf-8",
    )
    return path
