"""A fault of the program shows and keeps no values of variables, not even of plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.alma_stand_in import AlmaStandIn
from tests.canary.registry import WatchedRegistry
from tests.canary.sweep import Sweep

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SECRET = "canary/5d2e+77b1=c0ffee-9a"


@pytest.mark.parametrize(
    ("how", "places"),
    [("hidden", set()), ("with-values", {"terminal"})],
    ids=["as it is", "with Textual's own hook, so that the test can fail"],
)
def test_text_in_a_local_variable(
    how: str, places: set[str], own_home: Path, tmp_path: Path
) -> None:
    with Sweep(own_home, tmp_path, AlmaStandIn(), WatchedRegistry(), SECRET) as sweep:
        terminal = sweep.start(
            "demo",
            ORCID_CLIENT_ID=WatchedRegistry.CLIENT_ID,
            ORCID_CLIENT_SECRET=SECRET,
            CANARY_CRASH=how,
        )
        terminal.see("recommended")
        terminal.press("u")
        assert terminal.end() == 1
        assert {hit.where for hit in sweep.hits({"secret": SECRET})} == places
