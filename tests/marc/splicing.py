"""Opening any file of records, and putting the same URI everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orcid_tui.marc.content import MarcContent, Place
from orcid_tui.marc.formats import open_content
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patches
from orcid_tui.marc.placement import place_for
from orcid_tui.marc.steps import AddSubfield, FieldSteps
from orcid_tui.orcid_id import OrcidId

URI = OrcidId.from_base("009900000000001").uri


def opened(
    folder: Path, content: bytes, *, step: int = 100, tags: Sequence[str] = USUAL_TAGS
) -> tuple[MarcContent, list[Place]]:
    """A file of this content, scanned to its end in steps of so many bytes."""
    file = folder / "records"
    file.write_bytes(content)
    found = open_content(file, tags)
    places = found.advance(step)
    while not found.finished:
        places += found.advance(step)
    return found, places


def linking(content: MarcContent, number: int, target: int) -> FieldSteps:
    """What puts the URI into `$1` of a field; no steps when it is there already."""
    field = content.record(number).field(target)
    if URI in field.values("1"):
        return FieldSteps(target, ())
    codes = [subfield.code for subfield in field.subfields]
    return FieldSteps(target, (AddSubfield(place_for("1", codes), "1", URI),))


def planned(content: MarcContent, places: list[Place]) -> tuple[Patches, dict[Place, str]]:
    """The URI for all these fields: the patches, and the refusals."""
    patches, refused = Patches(), {}
    for number in sorted({place[0] for place in places}):
        tags = content.record(number).tags
        targets = {
            index: (number, tag, tags[: index + 1].count(tag))
            for index, tag in enumerate(tags)
            if (number, tag, tags[: index + 1].count(tag)) in places
        }
        edit = content.edit(number, [linking(content, number, index) for index in targets])
        for patch in edit.patches:
            patches.add(patch)
        refused.update({targets[index]: why for index, why in edit.refused.items()})
    return patches, refused


def spliced(raw: bytes, patches: Patches) -> bytes:
    """The bytes with all patches, every one of which only inserts."""
    parts, done = [], 0
    for start, end, new in patches:
        assert start == end
        parts += [raw[done:start], new]
        done = start
    return b"".join([*parts, raw[done:]])


def without(raw: bytes, patches: Patches) -> bytes:
    """What was spliced, with every insertion cut out again at the place where it must be."""
    moved, result = 0, raw
    for start, _, new in patches:
        assert raw[start + moved : start + moved + len(new)] == new
        moved += len(new)
    for start, _, new in reversed(list(patches)):
        moved -= len(new)
        result = result[: start + moved] + result[start + moved + len(new) :]
    return result
