"""Sealed text opens with its passphrase only, and only as it was written."""

from __future__ import annotations

import base64
import copy
import pickle
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import FileDamaged, WrongPassphrase
from orcid_tui.secrets import sealing
from tests.secrets.vaults import CHEAP, PASSPHRASE, output_of

KEY = sealing.new_key(PASSPHRASE, CHEAP)
CONTENTS = b'{"oslo/orcid":"canary-0d7c-4b1f-9a52"}'
TEXT = KEY.seal(CONTENTS)


def opens(text: bytes) -> bool:
    try:
        return sealing.key_for(text, PASSPHRASE).opened(text) is not None
    except (FileDamaged, WrongPassphrase):
        return False


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed(place: int, change: int) -> None:
    changed = bytearray(TEXT)
    changed[place] ^= change
    assert not opens(bytes(changed))
    assert opens(TEXT)


@pytest.mark.parametrize("place", range(TEXT.index(b"\n") + 2))
def test_no_byte_of_the_header_can_be_changed(place: int) -> None:
    for other in b"0123456789AZaz+/$,= \n":
        if other != TEXT[place]:
            assert not opens(TEXT[:place] + bytes([other]) + TEXT[place + 1 :])


@pytest.mark.parametrize("place", range(len(TEXT) - 5, len(TEXT)))
def test_nor_any_at_the_end_where_base64_has_bits_to_spare(place: int) -> None:
    for other in range(256):
        assert opens(TEXT[:place] + bytes([other]) + TEXT[place + 1 :]) == (other == TEXT[place])
    assert not opens(TEXT[:place])


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.binary(max_size=40))
def test_nothing_can_be_cut_out_or_put_in(place: int, cut: int, put: bytes) -> None:
    changed = TEXT[:place] + put + TEXT[place + cut :]
    assert opens(changed) == (changed == TEXT)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_any_other_file_is_called_damaged(text: bytes) -> None:
    with pytest.raises(FileDamaged):
        sealing.check(text)


def test_one_secret_more_than_the_file_may_hold() -> None:
    with pytest.raises(FileDamaged):
        sealing.check(TEXT + b"A" * sealing.LONGEST)


def test_a_later_version_is_said_to_be_that() -> None:
    with pytest.raises(FileDamaged, match="another version") as caught:
        sealing.check(TEXT.replace(b"secrets 1 ", b"secrets 2 "))
    assert "Use that version" in caught.value.hint


@pytest.mark.parametrize(
    "cost",
    [
        "m=262145,t=3,p=4",
        "m=65536,t=11,p=4",
        "m=65536,t=3,p=17",
        "m=4294967295,t=3,p=4",
        "m=9999999999,t=9999,p=9999",
    ],
)
def test_no_header_is_obeyed_beyond_the_limits(cost: str) -> None:
    with pytest.raises(FileDamaged, match="more memory or time"):
        sealing.key_for(_asking(cost), PASSPHRASE)


@pytest.mark.parametrize(
    "cost",
    [
        "m=31,t=3,p=4",
        "m=0,t=3,p=4",
        "m=64,t=0,p=4",
        "m=-8,t=1,p=1",
        "m=08,t=1,p=1",
        "m=8,t=1",
        "m=1e9,t=1,p=1",
    ],
)
def test_what_is_no_cost_at_all_is_damage(cost: str) -> None:
    with pytest.raises(FileDamaged, match="is damaged"):
        sealing.key_for(_asking(cost), PASSPHRASE)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux")
def test_what_a_doctored_header_takes() -> None:
    """In a process that has 200 MiB: beyond the limits nothing is even tried."""
    assert output_of("tests.secrets.asking_for_more", _asking("m=4194304,t=1,p=1").decode()) == (
        "FileDamaged\n"
    )
    assert output_of("tests.secrets.asking_for_more", _asking("m=262144,t=1,p=1").decode()) == (
        "SecretStoreError There is not enough free memory to open the encrypted file "
        "(it takes 256 MiB).\n"
    )


def test_it_opens_by_the_published_recipe() -> None:
    """Nothing of this program is needed to get at one's own secrets."""
    header, sealed = TEXT.splitlines()
    found = re.search(rb"\$m=(\d+),t=(\d+),p=(\d+)\$(.*)", header)
    assert found
    memory, passes, lanes = (int(number) for number in found.groups()[:3])
    raw = base64.b64decode(sealed)
    key = Argon2id(
        salt=base64.b64decode(found[4] + b"=="),
        length=32,
        iterations=passes,
        lanes=lanes,
        memory_cost=memory,
    ).derive(PASSPHRASE.reveal().encode())
    assert AESGCM(key).decrypt(raw[:12], raw[12:], header).rstrip() == CONTENTS


def test_a_key_cannot_be_shown_or_copied_out() -> None:
    assert "cipher" not in repr(KEY)
    for way in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            way(KEY)


def _asking(cost: str) -> bytes:
    return re.sub(rb"m=\d+,t=\d+,p=\d+", cost.encode(), TEXT, count=1)
