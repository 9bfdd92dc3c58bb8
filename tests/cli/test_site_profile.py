"""The whole program, run by an ordinary user on a machine that an administrator set up.

Nothing is pointed elsewhere here: the folders belong to root up to the topmost.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.as_cataloguer import CATALOGUER
from tests.cli.running import orcid_tui
from tests.registry.demo.serving import DemoServer

GROUP, STRANGERS = 4711, 4712
CANARY = "canary-5ce1-4f0b-8d2a"
pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root is an administrator"
)


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder for administrators, with a profile and its key, and the home of a cataloguer."""

    top: Path
    home: Path

    @property
    def profiles(self) -> Path:
        return self.top / "orcid-tui" / "profiles.toml"

    @property
    def key(self) -> Path:
        return self.top / "orcid-tui" / "alma-key"

    def run(self, *arguments: str, group: int = GROUP) -> subprocess.CompletedProcess[str]:
        """The program as a cataloguer, who is a member of this group."""
        run = subprocess.run(
            [sys.executable, "-m", "tests.cli.as_cataloguer", str(group), *arguments],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
            cwd=Path(__file__).parents[2],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "HOME": str(self.home),
                "XDG_CONFIG_HOME": str(self.home / "config"),
                "XDG_DATA_HOME": str(self.home / "data"),
                "XDG_STATE_HOME": str(self.home / "state"),
                "XDG_CONFIG_DIRS": str(self.top),
            },
        )
        assert CANARY not in run.stdout + run.stderr
        assert "Traceback" not in run.stderr
        return run


@pytest.fixture
def machine() -> Iterator[Machine]:
    top = Path(tempfile.mkdtemp(prefix="orcid-tui-test-", dir="/opt"))
    home = Path(tempfile.mkdtemp())
    try:
        os.chown(home, CATALOGUER, GROUP)
        found = Machine(top, home)
        found.profiles.parent.mkdir()
        found.key.write_text(f"{CANARY}\n")
        found.profiles.write_text(
            'default = "example"\n[profiles.example]\ninstitution = "Example Library"\n'
            'alma_url = "eu"\n[profiles.example.alma_api_key]\nstore = "file"\n'
            f'path = "{found.key}"\n'
        )
        for path, mode in (
            (top, 0o755),
            (found.profiles.parent, 0o755),
            (found.profiles, 0o644),
            (found.key, 0o640),
        ):
            os.chown(path, 0, GROUP)
            path.chmod(mode)
        yield found
    finally:
        shutil.rmtree(top)
        shutil.rmtree(home)


def test_a_cataloguer_uses_it(machine: Machine) -> None:
    listed = machine.run("profile", "list", "--json")
    (row,) = (json.loads(line) for line in listed.stdout.splitlines())
    assert (row["name"], row["in_use"]) == ("example", True)
    assert row["set_up_by"] == "your administrator"
    told = machine.run("secret", "status", "alma")
    assert f"Kept in the file {machine.key}" in told.stdout
    assert "Set up by your administrator; it cannot be changed here." in told.stdout


@pytest.mark.parametrize(
    "arguments", [("profile", "delete", "example", "--yes"), ("secret", "forget", "alma", "--yes")]
)
def test_a_cataloguer_cannot_change_it(machine: Machine, arguments: tuple[str, ...]) -> None:
    before = machine.profiles.read_bytes(), machine.key.read_bytes()
    run = machine.run(*arguments)
    assert run.returncode == 2
    assert "Set up by your administrator" in run.stdout + run.stderr
    assert (machine.profiles.read_bytes(), machine.key.read_bytes()) == before


def test_somebody_outside_the_group_has_no_key(machine: Machine) -> None:
    run = machine.run("secret", "status", "alma", group=STRANGERS)
    assert f"{machine.key} (for the Alma API key) cannot be read: Permission denied" in run.stdout
    machine.profiles.chmod(0o640)
    assert "cannot be read by you" in machine.run("profile", "list", group=STRANGERS).stderr
    assert "example" in machine.run("profile", "list").stdout


def test_a_key_for_everybody_is_not_used(machine: Machine) -> None:
    machine.key.chmod(0o644)
    run = machine.run("secret", "status", "alma")
    assert "can be read or changed by others (mode 644). It was not used." in run.stdout
    assert f"chmod 640 {machine.key}" in run.stdout
    machine.key.chmod(0o600)
    assert "Permission denied" in machine.run("secret", "status", "alma").stdout


@pytest.mark.parametrize("planted", ["folder", "file", "owner", "link"])
def test_what_others_could_have_put_there_is_not_used(machine: Machine, planted: str) -> None:
    folder, file = machine.profiles.parent, machine.profiles
    if planted == "folder":
        folder.chmod(0o775)
        says = f"the folder {folder} can be changed by its group (mode 775)"
    elif planted == "file":
        file.chmod(0o664)
        says = "it can be changed by its group (mode 664)"
    elif planted == "owner":
        os.chown(file, CATALOGUER, GROUP)
        says = f"it belongs to user {CATALOGUER}, not to root (mode 644)"
    else:
        folder.rename(machine.top / "elsewhere")
        folder.symlink_to(machine.top / "elsewhere")
        says = f"the folder {folder} is a symbolic link"
    run = machine.run("profile", "list")
    assert "example" not in run.stdout
    assert f"The administrator's profile file {file} was not used: {says}" in run.stderr


def test_a_folder_of_the_cataloguers_own_is_no_administrators(machine: Machine) -> None:
    own = machine.home / "orcid-tui"
    own.mkdir(mode=0o755)
    shutil.copy(machine.profiles, own)
    moved = Machine(machine.home, machine.home)
    run = moved.run("profile", "list")
    assert "example" not in run.stdout
    assert "was not used: the folder" in run.stderr


def test_doctor_says_what_is_used_and_what_is_not(machine: Machine, registry: DemoServer) -> None:
    environ = {"XDG_CONFIG_DIRS": str(machine.top)}
    told = orcid_tui("doctor", environ=environ).out
    assert "profile: example (Example Library), production, set up by your administrator" in told
    machine.profiles.chmod(0o666)
    run = orcid_tui("doctor", environ=environ)
    assert run.code == 4
    assert run.out.count("can be changed by everybody (mode 666)") == 1
    assert registry.requests


def test_what_the_readme_tells_administrators_to_type(machine: Machine) -> None:
    shutil.rmtree(machine.profiles.parent)
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    chapter = readme.partition("## For administrators")[2].partition("\n## ")[0]
    chapter = chapter.replace("/etc/xdg", str(machine.top)).replace("-g cataloguers", f"-g {GROUP}")
    toml = chapter.partition("```toml\n")[2].partition("```")[0]
    commands = re.findall(r"^    ((?:install|rm) .*)$", chapter, flags=re.MULTILINE)
    *making, removing = commands
    assert len(making) == 4
    for command in making:
        typed = toml if "profiles.toml" in command else f"{CANARY}\n"
        subprocess.run(command, shell=True, input=typed, text=True, check=True, umask=0o077)
    listed = machine.run("profile", "list")
    assert "* example: Example Library" in listed.stdout
    assert listed.stderr == ""
    told = machine.run("secret", "status").stdout
    assert told.count("Kept in the file") == 2
    assert "Permission denied" in machine.run("secret", "status", "alma", group=STRANGERS).stdout
    subprocess.run(removing, shell=True, check=True)
    listed = machine.run("profile", "list")
    assert "example" not in listed.stdout + listed.stderr
