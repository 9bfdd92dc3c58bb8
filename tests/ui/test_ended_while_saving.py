"""The line breaks off in the middle of a save: the record at hand is finished, nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import time
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from tests.ui.test_terminal import quiet, spawn

_BODY = """
    import asyncio
    from pathlib import Path
    from orcid_tui.session.session import Session
    from tests.ui.system_store import SystemMemoryStore, FIRST, SECOND, THIRD, SIXTH

    class UntilTold:
        async def acquire(self):
            while not Path("{go}").exists():
                await asyncio.sleep(0.01)
    store = SystemMemoryStore()
    store.gate = UntilTold()
    session = Session(store, MemoryRegistry(PERSONS), origin=ORIGIN)

    async def decide():
        session.keep_history()
        async for _ in session.scan():
            pass
    asyncio.run(decide())
    for ref, person in ((FIRST, 0), (SECOND, 3), (THIRD, 2), (SIXTH, 5)):
        session.choose(ref, PERSONS[person])
    code = run_app(session)
    written = [sub.value for ref in (FIRST, THIRD) for sub in store.field(ref).subfields]
    Path("{end}").write_text(repr((int(code), session.unsaved, written)))
    sys.exit(code)
"""


def _wait(reached: Callable[[], object], child: pexpect.spawn[bytes], *, listening: bool) -> None:
    """Until something is there; a terminal that nobody reads from would hold the program up."""
    deadline = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < deadline, "this never happened"
        if listening:
            quiet(child, 0.02)
        else:
            time.sleep(0.02)


def _history(home: Path) -> str:
    return "".join(path.read_text() for path in home.rglob("work/*/*.jsonl"))


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "the window is closed", "closed, and woken"])
def test_the_record_at_hand_is_finished_and_the_rest_kept(
    how: str, own_home: Path, tmp_path: Path
) -> None:
    go, end = tmp_path / "go", tmp_path / "end"
    child = spawn(_BODY.replace("{go}", str(go)).replace("{end}", str(end)), own_home)
    child.expect("Press ")
    child.send("w")
    child.expect("4 fields will change")
    child.expect("6 calls")
    child.send("\r")
    child.expect("0 of 3 records")
    listening = how.startswith("SIG")
    if listening:
        child.kill(getattr(signal, how))
    else:
        os.close(child.child_fd)
        if how == "closed, and woken":  # as tmux does: it makes Textual write to what is gone
            child.kill(signal.SIGCONT)
    _wait(lambda: '"stood"' in _history(own_home), child, listening=listening)
    assert not end.exists()
    go.touch()
    _wait(lambda: end.exists() and end.read_text(), child, listening=listening)
    code, unsaved, written = literal_eval(end.read_text())
    assert code == 0
    assert unsaved == 2
    assert sum("orcid.org" in value for value in written) == 1
    rows = [json.loads(line) for line in _history(own_home).splitlines()]
    decided = [row["decided"][0] for row in rows if "decided" in row]
    [[saved]] = [row["parts"] for row in rows if "saved" in row]
    stored = {tuple(each[:3]) for each in saved["written"]}
    assert {
        each["heading"]
        for each in decided
        if (each["record"], each["tag"], each["occurrence"]) not in stored
    } == {"Hansen, Åse", "Bergstrøm, Olga"}
    [journal] = own_home.rglob("journal/*.jsonl")
    assert '"ending": "stored"' in journal.read_text()
    if listening:
        child.expect(pexpect.EOF)
        child.close()
    else:
        child.closed = True
