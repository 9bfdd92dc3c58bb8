"""Only root's files are trusted: whoever could change a folder above could exchange the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError
from orcid_tui.profiles.trusted_file import Trust, read_trusted

NAME = "administrator's profile file"
NOBODY = 65534
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    """A world in which this test is root, and nothing above its folder exists."""
    tmp_path.chmod(0o755)
    return Trust(frozenset({os.geteuid()}), tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file, three folders down, all as they should be."""
    path = tmp_path / "etc/the xdg/orcid-tui/profiles.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"here")
    for one in (path, *path.parents[:3]):
        one.chmod(0o644 if one == path else 0o755)
    return path


def refused(path: Path, trust: Trust) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read_trusted(path, NAME, trust)
    assert str(path) in caught.value.message
    assert "here" not in caught.value.message.replace("cannot be read", "")
    return caught.value


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o600, 0o444])
def test_a_file_that_only_the_trusted_can_change_is_read(
    file: Path, trust: Trust, mode: int
) -> None:
    file.chmod(mode)
    assert read_trusted(file, NAME, trust) == b"here"


@pytest.mark.parametrize("missing", ["etc/the xdg/orcid-tui/other.toml", "usr/x.toml"])
def test_no_file_is_no_fault_even_below_a_folder_for_everybody(
    tmp_path: Path, file: Path, trust: Trust, missing: str
) -> None:
    file.parent.chmod(0o777)
    assert read_trusted(tmp_path / missing, NAME, trust) is None
    assert read_trusted(file / "below a file", NAME, trust) is None


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize(("more", "who"), [(0o020, "its group"), (0o002, "everybody")])
def test_whoever_may_write_anywhere_above_could_have_put_it_there(
    file: Path, trust: Trust, level: int, more: int, who: str
) -> None:
    bad = [file, *file.parents][level]
    mode = (bad.stat().st_mode & 0o777) | more
    bad.chmod(mode)
    fault = refused(file, trust)
    assert f"can be changed by {who} (mode {mode:o})" in fault.message
    assert (f"the folder {bad}" if level else ": it can") in fault.message
    quoted = f"'{bad}'" if " " in str(bad) else str(bad)
    assert fault.hint.endswith(f"runs: chmod go-w {quoted}")
    bad.chmod(mode & ~0o022)  # what the hint says
    assert read_trusted(file, NAME, trust) == b"here"


def test_the_topmost_folder_counts_too(tmp_path: Path, file: Path, trust: Trust) -> None:
    tmp_path.chmod(0o777)
    assert f"the folder {tmp_path} can be changed by everybody" in refused(file, trust).message


def test_nobody_is_told_to_close_a_folder_that_is_for_everybody(file: Path, trust: Trust) -> None:
    file.parents[2].chmod(0o1777)
    fault = refused(file, trust)
    assert "mode 1777" in fault.message
    assert "chmod" not in fault.hint


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_link_is_not_followed_wherever_it_leads(
    tmp_path: Path, file: Path, trust: Trust, level: int
) -> None:
    link = [file, *file.parents][level]
    link.rename(tmp_path / "moved")
    link.symlink_to(tmp_path / "moved")
    fault = refused(file, trust)
    assert f"{f'the folder {link}' if level else 'it'} is a symbolic link" in fault.message


def test_what_is_no_file_is_refused_without_waiting(file: Path, trust: Trust) -> None:
    file.unlink()
    os.mkfifo(file, 0o644)
    assert "it is not a file" in refused(file, trust).message
    file.unlink()
    file.mkdir(0o755)
    assert "it is not a file" in refused(file, trust).message


def test_another_owner_is_named_by_number(file: Path, trust: Trust) -> None:
    other = Trust(frozenset({os.geteuid() + 1}), trust.root)
    fault = refused(file, other)
    assert f"{trust.root} belongs to user {os.geteuid()}, not to root" in fault.message


@needs_root
@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_a_file_or_folder_of_an_ordinary_user_is_not_trusted(
    file: Path, trust: Trust, level: int
) -> None:
    bad = [file, *file.parents][level]
    os.chown(bad, NOBODY, -1)
    fault = refused(file, trust)
    assert f"belongs to user {NOBODY}, not to root" in fault.message
    assert fault.hint.endswith(f"chown root '{bad}'") == (level < 2)


def test_without_saying_otherwise_only_root_is_trusted_from_the_top(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(file.parent))
    assert Trust() == Trust(frozenset({0}), Path("/"))
    file.parents[2].chmod(0o777)
    assert "can be changed by everybody" in refused(file, Trust()).message or os.geteuid() != 0
