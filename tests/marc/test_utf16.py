"""JSON and MarcEdit text in UTF-16: read, changed and given back like any other."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.marc.patches import Patch
from orcid_tui.marc.rewriting import smallest
from orcid_tui.marc.utf16 import in_utf16, one_byte_a_unit
from tests.marc.building import FieldSpec, record_json, record_mrk
from tests.marc.making import fields
from tests.marc.splicing import URI, opened, planned, spliced, without
from tests.marc.test_spanned import NEXT, check, one_line

RECORDS: list[list[FieldSpec]] = [
    [("001", f"n{k}"), ("100", "1 ", [("a", "Žluť 𝔄 \ufeff,"), ("e", "ĊĀ")])] for k in range(3)
]
BYTES = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
JSON = json.dumps([record_json(each) for each in RECORDS], ensure_ascii=False, indent=1)
TEXTS = {
    "json": JSON,
    "lines": "".join(
        json.dumps(record_json(each), ensure_ascii=False) + "\r\n" for each in RECORDS
    ),
    "mrk": "\r\n".join(record_mrk(each, line_end="\r\n") for each in RECORDS),
}


@pytest.mark.parametrize("codec", BYTES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("step", [1, 77, 100_000])
def test_read_and_spliced(tmp_path: Path, codec: str, text: str, step: int) -> None:
    content = BYTES[codec] + text.encode(codec)
    found, places = opened(tmp_path, content, step=step)
    assert places == [(n, "100", 1) for n in (1, 2, 3)]
    assert found.record(2).control_number == "n1"
    assert str(found.record(2).field(1)) == "100 1_ $a Žluť 𝔄 \ufeff, $e ĊĀ"
    patches, refused = planned(found, places)
    assert not refused
    assert len(patches) == 3
    result = spliced(content, patches)
    assert without(result, patches) == content
    again, _ = opened(tmp_path, result)
    assert again.record(3).field(1).first("1") == URI
    assert result.decode("utf-16").count(URI) == 3


def test_half_a_letter_harms_no_other_record(tmp_path: Path) -> None:
    content = BYTES["utf-16-le"] + TEXTS["lines"].encode("utf-16-le")
    at = content.index("𝔄".encode("utf-16-le"))
    content = content[: at + 2] + b"x\x00" + content[at + 4 :] + b"\n"
    found, places = opened(tmp_path, content)
    assert "not well-formed UTF-16" in found.record(1).damage
    assert found.record(2).control_number == "n1"
    patches, _ = planned(found, [place for place in places if place[0] > 1])
    assert len(patches) == 2
    assert without(spliced(content, patches), patches) == content


@given(
    fields(),
    st.sampled_from(sorted(BYTES)),
    st.sampled_from(["marc-in-json", "flat", "mrk"]),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_any_steps(made: list[FieldSpec], codec: str, shape: str, data: st.DataObject) -> None:
    if shape == "mrk":
        text = "\n".join(record_mrk(list(map(one_line, each))) for each in (made, NEXT))
    else:
        values = [record_json(each, shape=shape) for each in (made, NEXT)]
        text = json.dumps(values, ensure_ascii=False)
    new = check(BYTES[codec] + text.encode(codec), data, all_go=True)
    new.decode("utf-16")


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(sorted(BYTES)))
@settings(max_examples=100, deadline=None)
def test_a_patch_that_begins_inside_a_letter(old: str, new: str, codec: str) -> None:
    before, after = old.encode(), new.encode()
    patch = in_utf16(smallest(Patch(0, -1, after), before), before, codec)
    wide = old.encode(codec)
    assert wide[: patch.start] + patch.new + wide[patch.end :] == new.encode(codec)


def test_one_byte_stands_for_each_unit() -> None:
    text = "\ufeffa\u0100é𝔄"
    assert (
        one_byte_a_unit(text.encode("utf-16-be") + b"\x00", "utf-16-be") == b"\na\xff\xe9\xff\xff"
    )
