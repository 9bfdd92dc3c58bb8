"""The stand-in as a program of its own, as it is started to look at the screens."""

from __future__ import annotations

import re
import subprocess
import sys

import httpx

from tests.alma_stand_in.keys import KEY, KEYS


def test_it_tells_where_it_is_and_logs_no_key() -> None:
    command = [sys.executable, "-m", "tests.alma_stand_in", "--records", "12", "--sandbox"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        head = ""
        while "Ctrl-C" not in head:
            line = running.stdout.readline()
            assert line, "it ended before it served"
            head += line
        url = re.findall(r"ORCID_TUI_ALMA_URL=(\S+)", head)[0]
        set_id = re.findall(r"Set: (\d+)", head)[0]
        headers = {"Authorization": f"apikey {KEY}", "Accept": "application/json"}
        with httpx.Client(base_url=f"{url}/almaws/v1", headers=headers) as client:
            assert client.get("/conf/general").json()["environment_type"] == "sandbox"
            members = client.get(f"/conf/sets/{set_id}/members?apikey={KEY}").json()["member"]
            answer = client.get(f"/bibs/{members[0]['id']}")
        running.terminate()
        _, log = running.communicate(timeout=20)
    assert answer.status_code == 200
    assert len(re.findall("^GET ", log, re.MULTILINE)) == 3
    assert not [key.value for key in KEYS if key.value in log]
    assert running.returncode == 0
