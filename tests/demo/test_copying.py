"""The user's copy of the sample: made once, kept, never the packaged file."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest

from orcid_tui import folders
from orcid_tui.demo.copying import demo_copy, demo_folder, is_demo_copy
from orcid_tui.errors import SourceError


def _packaged() -> Path:
    return Path(str(resources.files("orcid_tui.demo").joinpath("sample.mrc")))


def test_the_copy_is_made_in_the_data_folder(own_home: Path) -> None:
    copy = demo_copy()
    assert copy == folders.data_folder() / "demo" / "sample.mrc"
    assert copy.is_relative_to(own_home)
    assert copy.read_bytes() == _packaged().read_bytes()
    assert [entry.name for entry in copy.parent.iterdir()] == ["sample.mrc"]


def test_a_copy_with_work_in_it_is_kept() -> None:
    demo_copy().write_bytes(b"work")
    assert demo_copy().read_bytes() == b"work"


def test_a_fresh_one_keeps_every_earlier_one() -> None:
    demo_copy(fresh=True)
    assert not (demo_folder() / "sample-earlier.mrc").exists(), "there was nothing to keep"
    for number in (1, 2, 3):
        demo_copy().write_bytes(b"work %d" % number)
        assert demo_copy(fresh=True).read_bytes() == _packaged().read_bytes()
    kept = {entry.name: entry.read_bytes() for entry in demo_folder().glob("sample-*")}
    assert kept == {
        "sample-earlier.mrc": b"work 1",
        "sample-earlier-2.mrc": b"work 2",
        "sample-earlier-3.mrc": b"work 3",
    }


@pytest.mark.skipif(os.name != "posix", reason="modes of files are a thing of POSIX")
def test_only_the_user_can_read_it() -> None:
    copy = demo_copy()
    assert copy.stat().st_mode & 0o077 == 0
    assert copy.parent.stat().st_mode & 0o077 == 0


def test_the_packaged_file_is_not_touched() -> None:
    before = (_packaged().stat().st_mtime_ns, _packaged().read_bytes())
    demo_copy().write_bytes(b"work")
    demo_copy(fresh=True)
    assert (_packaged().stat().st_mtime_ns, _packaged().read_bytes()) == before


def test_which_files_are_the_demos_own(tmp_path: Path) -> None:
    copy = demo_copy()
    assert is_demo_copy(copy)
    assert is_demo_copy(copy.with_name("sample-with-orcid.mrc")), "a result beside it, yet to come"
    assert not is_demo_copy(_packaged())
    assert not is_demo_copy(tmp_path / "sample.mrc")
    assert not is_demo_copy(copy.parent / ".." / "sample.mrc")
    assert not is_demo_copy(copy.parent.with_name("demo-of-mine") / "sample.mrc")


def test_links_are_followed(tmp_path: Path) -> None:
    copy = demo_copy()
    own = tmp_path / "own.mrc"
    own.write_bytes(b"mine")
    inside = copy.with_name("link.mrc")
    inside.symlink_to(own)
    assert not is_demo_copy(inside), "the link lies in the demo's folder, the file does not"
    outside = tmp_path / "link.mrc"
    outside.symlink_to(copy)
    assert is_demo_copy(outside)


def test_a_folder_that_cannot_be_made_is_said(own_home: Path) -> None:
    (own_home / "data").write_text("in the way")
    with pytest.raises(SourceError, match="could not put its sample") as caught:
        demo_copy()
    assert "XDG_DATA_HOME" in caught.value.hint
