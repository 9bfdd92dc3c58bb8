"""Which passphrases may be chosen, and that each of them opens again what it closed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError, WrongPassphrase
from orcid_tui.secrets import sealing
from orcid_tui.secrets.passphrase import checked_passphrase, key_material
from orcid_tui.secrets.secret import Secret
from tests.secrets.vaults import CHEAP


@pytest.mark.parametrize(
    "good",
    [
        "eight ch",
        "fjord, harbour and lamp",
        "Πάντα ῥεῖ πάντα",
        "図書館のひみつの鍵",
        "🗝" * 8,
        "a" * 5000,
    ],
)
def test_any_script_will_do(good: str) -> None:
    assert checked_passphrase(Secret(good)).reveal() == good


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("", "at least 8 characters; this has 0"),
        ("seven ch"[:7], "at least 8 characters; this has 7"),
        ("e\u0301" * 7, "at least 8 characters; this has 7"),
        (" harbour and lamp", "begins or ends with a blank"),
        ("harbour and lamp\u00a0", "begins or ends with a blank"),
        ("harbour and lamp\n", "begins or ends with a blank"),
        ("harbour\nand lamp", "cannot be typed again"),
        ("harbour\x7fand lamp", "cannot be typed again"),
        ("harbour \udcff and lamp", "cannot be typed again"),
    ],
)
def test_what_is_refused_is_said_without_quoting_it(bad: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as caught:
        checked_passphrase(Secret(bad))
    assert "harbour" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.__context__ is None


@given(st.text(min_size=8))
@example("caf\u00e9 caf\u00e9")
@example("\u1e69\u0323\u0307 und \u212b")
def test_both_ways_of_typing_one_text_are_one_passphrase(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({key_material(Secret(form)) for form in forms}) == 1


def test_nothing_is_cut_off_in_silence() -> None:
    text = sealing.new_key(Secret("harbour and lamp"), CHEAP).seal(b"{}")
    for typed in (
        "harbour and lamp ",
        " harbour and lamp",
        "harbour and lamp\n",
        "Harbour and lamp",
    ):
        assert sealing.key_for(text, Secret(typed)).opened(text) is None
    assert sealing.key_for(text, Secret("harbour and lamp")).opened(text) == b"{}"


def test_bytes_that_are_no_text_open_nothing_and_show_nothing() -> None:
    text = sealing.new_key(Secret("harbour and lamp"), CHEAP).seal(b"{}")
    with pytest.raises(WrongPassphrase) as caught:
        sealing.key_for(text, Secret("canary \udcff"))
    assert caught.value.__context__ is None
    assert "canary" not in str(caught.value)
