"""Outside text is harmless once it is clean."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.text import clean


def test_marks_and_controls_go_and_letters_stay() -> None:
    assert (
        clean("\x98The\x9c ice \x1b[31mred\x07\t[microform] /") == "The ice [31mred [microform] /"
    )
    assert clean("e\u0301\u202etxt.exe") == "étxt.exe"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_clean_text_is_one_line_in_nfc_and_stays_as_it_is(text: str) -> None:
    done = clean(text)
    assert clean(done) == done
    assert unicodedata.is_normalized("NFC", done)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in done)
