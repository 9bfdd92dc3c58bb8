"""The sweep finds what it looks for: in every form, and at every outlet."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import quote_plus, urlencode

import pytest

from tests.alma_stand_in import AlmaStandIn
from tests.canary.forms import Canaries
from tests.canary.program import LEAKS
from tests.canary.registry import WatchedRegistry
from tests.canary.sweep import Sweep

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SECRET = "canary/5d2e+77b1=c0ffee-9a"


@pytest.mark.parametrize(
    "slip",
    [
        SECRET,
        json.dumps({"key": SECRET}),
        urlencode({"client_secret": SECRET}),
        quote_plus(SECRET).lower(),
        f"…{SECRET[-10:]}",
        f"{SECRET[:10]}…",
        repr(base64.b64encode(SECRET.encode())),
        repr(base64.b64encode(b"x" + SECRET.encode() + b"yz")),
        repr(base64.urlsafe_b64encode(b"id:" + SECRET.encode())),
        repr(base64.b64encode(b"APP-0" + SECRET.encode())),
        SECRET.encode().hex(),
        SECRET[::-1],
    ],
)
def test_every_form_is_found_in_the_middle_of_anything(slip: str) -> None:
    canaries = Canaries({"it": SECRET, "another": "something-else-entirely"})
    data = "ä before ".encode() + slip.encode() + b" after"
    assert [hit.secret for hit in canaries.in_bytes(data, "here")] == ["it"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_are_found(encoding: str) -> None:
    assert list(Canaries({"it": SECRET}).in_bytes(f"key {SECRET}".encode(encoding), "here"))


def test_colours_and_moves_hide_nothing_on_a_terminal() -> None:
    shown = f"\x1b[2J{SECRET[:7]}\x1b[38;2;1;2;3m{SECRET[7:15]}\x1b[4;9H{SECRET[15:]}\x1b[0m"
    canaries = Canaries({"it": SECRET})
    assert list(canaries.on_a_terminal(shown.encode(), "terminal"))
    assert not list(canaries.in_bytes(shown[:20].encode(), "terminal"))


def test_nothing_is_found_where_nothing_is() -> None:
    assert not list(Canaries({"it": SECRET}).in_bytes(b"canary/5d " * 99, "here"))


_WHERE = {
    "terminal": "terminal",
    "file": "cache.bin",
    "argv": "cmdline of",
    "environment": "environ of",
    "request": "request of ORCID",
    "log": "debug.log",
    "crash-log": "crash.log",
    "": "",
}


@pytest.mark.parametrize("outlet", [*LEAKS, ""])
def test_a_leak_at_each_outlet_is_found_and_without_one_nothing(
    outlet: str, own_home: Path, tmp_path: Path
) -> None:
    """The program asks ORCID with a secret; that it slips out is added by this test."""
    sample = Path(__file__).parents[2] / "orcid_tui" / "demo" / "sample.mrc"
    records = tmp_path / "few.mrc"
    records.write_bytes(b"".join(r + b"\x1d" for r in sample.read_bytes().split(b"\x1d")[:2]))
    with Sweep(own_home, tmp_path, AlmaStandIn(), WatchedRegistry(), SECRET) as sweep:
        terminal = sweep.start(
            "suggest",
            str(records),
            ORCID_CLIENT_ID=WatchedRegistry.CLIENT_ID,
            ORCID_CLIENT_SECRET=SECRET,
            CANARY_LEAK=outlet,
        )
        assert terminal.end() == 0
        assert sweep.registry.tokens
        found = [hit for hit in sweep.hits({"client secret": SECRET}) if "token" not in hit.secret]
    assert {hit.secret for hit in found} == ({"client secret"} if outlet else set())
    assert all(_WHERE[outlet] in hit.where for hit in found), found
