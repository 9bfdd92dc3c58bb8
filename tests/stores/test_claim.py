"""Two copies of the program on one file: the second is told, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveMode, SaveTarget
from orcid_tui.stores.several import SeveralStores
from tests.marc.building import record_bytes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")

_HOLD = """
import sys
from pathlib import Path
from orcid_tui.stores.marc_file import MarcFileStore
store = MarcFileStore(Path(sys.argv[1]))
assert store.claim() == ""
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    path.write_bytes(record_bytes([("001", "x"), ("100", "1 ", [("a", "Smith, Jane")])]))
    return path


def test_the_second_copy_is_told_until_the_first_ends(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        store = MarcFileStore(file)
        assert "books.mrc is open in another window" in store.claim()
        first.kill()
    assert store.claim() == ""
    store.close()
    assert [path.name for path in file.parent.iterdir()] == ["books.mrc"]


def test_closing_gives_the_claim_back(file: Path) -> None:
    first, second = MarcFileStore(file), SeveralStores([MarcFileStore(file)])
    assert first.claim() == ""
    assert "another window" in second.claim()
    first.close()
    assert second.claim() == ""
    second.close()


async def test_the_claim_moves_to_the_file_that_was_written(file: Path) -> None:
    first = MarcFileStore(file)
    assert first.claim() == ""
    change = Change(HeadingRef(1, "100", 1), OrcidId.from_base("009800000000001"))
    await first.save([change], SaveTarget(SaveMode.REPLACE))
    second = MarcFileStore(file)
    assert "another window" in second.claim()
    first.close()
    second.close()


def test_a_file_that_has_gone_can_be_claimed_by_all(file: Path) -> None:
    store = MarcFileStore(file)
    file.unlink()
    assert store.claim() == ""
    store.close()
