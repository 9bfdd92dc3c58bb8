"""The main job from the first key to the saved file, in a real terminal and through real sockets.

The saved file is read by pymarc, which had no part in writing it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pymarc
import pytest

from orcid_tui.demo.copying import demo_folder
from tests.registry.demo.serving import serve_demo

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")

_PACKAGED = Path(__file__).parent.parent / "orcid_tui" / "demo" / "sample.mrc"
_ENTER, _ESCAPE = "\r", "\x1b"


def _fields(path: Path) -> list[tuple[int, str, list[bytes]]]:
    """Every field of every record: ordinal of the record, tag, raw subfields."""
    found = []
    with path.open("rb") as file:
        for number, record in enumerate(pymarc.MARCReader(file, to_unicode=False), start=1):
            assert record is not None
            for field in record.fields:
                raw = [field.data] if field.is_control_field() else []
                for subfield in [] if field.is_control_field() else field.subfields:
                    raw.append(subfield.code.encode() + subfield.value)
                found.append((number, field.tag, raw))
    return found


def _differences(before: Path, after: Path) -> list[tuple[int, str, bytes]]:
    """The subfields that are new, after checking that nothing else differs."""
    old, new = _fields(before), _fields(after)
    assert len(old) == len(new)
    added = []
    for (number, tag, was), (same_number, same_tag, now) in zip(old, new, strict=True):
        assert (number, tag) == (same_number, same_tag)
        if was != now:
            (more,) = [subfield for subfield in now if subfield not in was]
            assert [subfield for subfield in now if subfield != more] == was
            added.append((number, tag, more))
    return added


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
def test_the_demo_by_keys(columns: int, rows: int) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "orcid_tui", "demo"],
        dimensions=(rows, columns),
        env={**os.environ, "TERM": "xterm-256color"},
        timeout=30,
        encoding="utf-8",
    )

    def press(key: str, expected: str) -> None:
        child.send(key)
        child.expect(expected)

    child.expect("recommended")
    press("1", "Chosen")
    press("u", "Taken back")
    press("1", "Chosen")
    press("x", "No one fits")
    press("w", "before")
    press(_ENTER, "Saved")
    press(_ESCAPE, "sample.mrc")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0

    copy, saved = demo_folder() / "sample.mrc", demo_folder() / "sample-orcid.mrc"
    assert copy.read_bytes() == _PACKAGED.read_bytes()
    ((number, tag, subfield),) = _differences(copy, saved)
    assert (number, tag) == (1, "100")
    assert subfield.startswith(b"1https://orcid.org/0099-")


def test_suggest_then_apply_through_a_socket() -> None:
    """What `suggest` recommends, filled in and applied, is in the file; nothing else is new."""
    folder = demo_folder()
    folder.mkdir(parents=True)
    source, output = folder / "mine.mrc", folder / "out.mrc"
    first_records = _PACKAGED.read_bytes().split(b"\x1d")[:40]
    source.write_bytes(b"".join(record + b"\x1d" for record in first_records))
    with serve_demo() as server:
        environment = {
            **os.environ,
            "ORCID_TUI_API_URL": server.api_url,
            "ORCID_TUI_TOKEN_URL": server.token_url,
            "ORCID_CLIENT_ID": server.client_id,
            "ORCID_CLIENT_SECRET": server.client_secret,
        }
        script = (
            "import json, sys\n"
            "for line in sys.stdin:\n"
            "    row = json.loads(line)\n"
            "    row['orcid'] = row['recommended']\n"
            "    print(json.dumps(row))\n"
        )
        run = [sys.executable, "-m", "orcid_tui"]
        suggest = subprocess.run(
            [*run, "suggest", str(source), "--format", "jsonl"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        decisions = subprocess.run(
            [sys.executable, "-c", script],
            input=suggest.stdout,
            capture_output=True,
            text=True,
            check=True,
        )
        apply = subprocess.run(
            [*run, "apply", str(source), "-", "--output", str(output)],
            input=decisions.stdout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        asked = list(server.requests)
    assert apply.returncode == 0, apply.stderr
    recommended = suggest.stdout.count('"recommended": "0099-')
    assert recommended > 20
    assert len(_differences(source, output)) == recommended
    tokens = [one for one in asked if one.method == "POST"]
    assert len(tokens) == 1
    assert {one.headers.get("accept") for one in asked} == {"application/json"}
    assert all(one.query.get("rows") for one in asked if "search" in one.path)


@pytest.mark.parametrize("how", ["SIGHUP", "SIGTERM"])
def test_a_line_that_breaks_off_loses_no_choice(how: str) -> None:
    def start() -> pexpect.spawn[str]:
        return pexpect.spawn(
            sys.executable,
            ["-m", "orcid_tui", "demo"],
            dimensions=(24, 80),
            env={**os.environ, "TERM": "xterm-256color"},
            timeout=30,
            encoding="utf-8",
        )

    child = start()
    child.expect("recommended")
    child.send("1")
    child.expect("Chosen")
    child.kill(getattr(signal, how))
    child.expect(pexpect.EOF)
    child.close()

    child = start()
    child.expect("1 unsaved")
    child.send("w")
    child.expect("before")
    child.send(_ENTER)
    child.expect("Saved")
    child.close(force=True)
    ((number, tag, _),) = _differences(
        demo_folder() / "sample.mrc", demo_folder() / "sample-orcid.mrc"
    )
    assert (number, tag) == (1, "100")
