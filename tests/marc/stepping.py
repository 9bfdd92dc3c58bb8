"""Random steps for any field, and patches carried out and undone, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from orcid_tui.marc.patches import Patch
from orcid_tui.marc.steps import AddSubfield, DropSubfield, FieldSteps, SetSubfield, Step

VALUES = st.one_of(
    st.sampled_from(["https://orcid.org/0099-0000-0000-0019", "(orcid)0099-0000-0000-0019"]),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=12),
)


@st.composite
def steps(draw: st.DrawFn, target: int, subfields: int, codes: str = "012479ax") -> FieldSteps:
    """Some steps for a field with so many subfields, of which at least one stays."""
    staying = draw(st.integers(0, max(subfields - 1, 0)))
    wanted: list[Step] = []
    for at in range(subfields):
        what = draw(st.sampled_from("keep keep set drop".split()))
        if what == "set":
            wanted.append(SetSubfield(at, draw(VALUES)))
        elif what == "drop" and at != staying:
            wanted.append(DropSubfield(at))
    for _ in range(draw(st.integers(0, 3))):
        code = draw(st.sampled_from(codes))
        wanted.append(AddSubfield(draw(st.integers(0, subfields)), code, draw(VALUES)))
    return FieldSteps(target, tuple(draw(st.permutations(wanted))))


def patched(raw: bytes, patches: Iterable[Patch]) -> bytes:
    """The bytes with all patches, which must rise."""
    parts, done = [], 0
    for start, end, new in patches:
        assert done <= start <= end <= len(raw)
        parts += [raw[done:start], new]
        done = end
    return b"".join([*parts, raw[done:]])


def undone(raw: bytes, patches: Sequence[Patch], old: bytes) -> bytes:
    """What was patched, with every patch taken back at the place where it must be."""
    parts, done, moved = [], 0, 0
    for patch in patches:
        at = patch.start + moved
        assert raw[at : at + len(patch.new)] == patch.new
        parts += [raw[done:at], old[patch.start : patch.end]]
        done = at + len(patch.new)
        moved += patch.growth
    return b"".join([*parts, raw[done:]])
