"""A user who may not do everything: what cannot be written stays, and the reason is said."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.marc.building import record_bytes
from tests.stores.conftest import RECORDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")

CONTENT = b"".join(map(record_bytes, RECORDS))


@pytest.fixture(scope="module")
def said() -> Iterator[dict[tuple[str, str], tuple[str, list[str]]]]:
    """What came of each case, and the names in its folder afterwards."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o777)
        done = subprocess.run(
            [sys.executable, "-m", "tests.stores.unprivileged", made],
            input=CONTENT,
            capture_output=True,
            cwd=Path(__file__).parents[2],
        )
        assert done.returncode == 0, done.stderr.decode()
        lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
        yield {(place, how): (words, there.split()) for place, how, words, there in lines}
        for name in ("closed", "hidden"):
            (folder / name).chmod(0o777)


Said = dict[tuple[str, str], tuple[str, list[str]]]


def test_what_all_may_write_is_written_and_stays_so(said: Said) -> None:
    words, there = said["free", "replace"]
    assert words == "wrote books.mrc"
    assert there == ["books.mrc", "books.mrc.bak"]
    assert said["free", "mode"][0] == "0o666"


@pytest.mark.parametrize(
    ("place", "how", "words"),
    [
        ("closed", "replace", "You may not write in "),
        ("closed", "beside", "You may not write in "),
        ("protected", "replace", "books.mrc is write-protected."),
        ("unreadable", "replace", "You may not read books.mrc."),
        ("sticky", "replace", "You may not write in "),
    ],
)
def test_what_may_not_be_written_is_left_as_it_is(
    said: Said, place: str, how: str, words: str
) -> None:
    if place == "sticky" and os.geteuid() != 0:
        pytest.skip("needs two users")
    sentence, there = said[place, how]
    assert sentence.startswith(words)
    assert there == ["books.mrc"]
    if place != "unreadable":
        assert "your decisions are kept" in sentence


def test_a_protected_file_gets_a_new_one_beside_it(said: Said) -> None:
    words, there = said["protected", "beside"]
    assert words == "wrote books-orcid.mrc"
    assert there == ["books-orcid.mrc", "books.mrc"]


def test_folders_that_may_not_be_entered_or_written(said: Said) -> None:
    for how in ("to hidden", "to closed"):
        assert said["free", how][0].startswith("You may not write in ")
