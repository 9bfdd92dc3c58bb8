"""Names that are long, odd or lead elsewhere: the right file is written and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.stores.backups import free_name, make_backup
from orcid_tui.stores.protocol import SaveTarget
from tests.stores.working import BESIDE, REAL, REPLACE, names, opened, put, to

ONE = put((1, "100", 1))
NEW = REAL.uri.encode()


@pytest.mark.parametrize("kind", ["one", "relative", "chain", "through a folder"])
async def test_links_are_followed_to_the_file(binary: Path, tmp_path: Path, kind: str) -> None:
    before = binary.read_bytes()
    place = tmp_path / "elsewhere"
    place.mkdir()
    link = place / "link.mrc"
    if kind == "one":
        link.symlink_to(binary)
    elif kind == "relative":
        link.symlink_to(Path("..", binary.parent.name, binary.name))
    elif kind == "chain":
        (tmp_path / "middle").symlink_to(binary)
        (place / "first").symlink_to("../middle")
        link.symlink_to("first")
    else:
        (place / "folder").symlink_to(binary.parent)
        link = place / "folder" / binary.name
    store = await opened(link)
    report = await store.save(ONE, REPLACE)
    store.close()
    assert report.path == binary
    assert report.backup == binary.with_name("books.mrc.bak")
    assert report.backup.read_bytes() == before
    assert NEW in binary.read_bytes()
    assert not binary.is_symlink()
    assert link.is_symlink() == (kind != "through a folder")
    assert link.read_bytes() == binary.read_bytes()
    assert names(binary.parent) == ["books.mrc", "books.mrc.bak"]


async def test_a_link_to_nothing_is_where_a_named_file_goes(binary: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    link, new = tmp_path / "link.mrc", place / "new.mrc"
    link.symlink_to(new)
    store = await opened(binary)
    report = await store.save(ONE, to(link))
    assert (report.path, report.backup) == (new, None)
    assert link.is_symlink()
    assert NEW in new.read_bytes()
    link.unlink()
    link.symlink_to(tmp_path / "nowhere" / "new.mrc")
    with pytest.raises(SaveError, match="There is no folder"):
        await store.save(ONE, to(link))
    store.close()


async def test_a_ring_of_links_is_no_file(binary: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    store = await opened(binary)
    with pytest.raises(SaveError, match="not an ordinary file"):
        await store.save(ONE, to(tmp_path / "a"))
    store.close()
    assert names(tmp_path) == ["a", "b", "files"]


async def test_a_link_that_leads_elsewhere_by_now(binary: Path, tmp_path: Path) -> None:
    """Another file than the one that was opened: nothing is written to either."""
    other = tmp_path / "other.mrc"
    other.write_bytes(binary.read_bytes().replace(b"Title", b"Other"))
    link = tmp_path / "link.mrc"
    link.symlink_to(binary)
    store = await opened(link)
    link.unlink()
    link.symlink_to(other)
    before = binary.read_bytes(), other.read_bytes()
    with pytest.raises(SaveError, match="changed by another program"):
        await store.save(ONE, REPLACE)
    store.close()
    assert (binary.read_bytes(), other.read_bytes()) == before


async def test_another_name_of_the_same_file_keeps_the_old_records(
    binary: Path, tmp_path: Path
) -> None:
    """A hard link is how many backup programs keep a file: it must not change with it."""
    before = binary.read_bytes()
    second = tmp_path / "yesterday.mrc"
    second.hardlink_to(binary)
    store = await opened(binary)
    report = await store.save(ONE, REPLACE)
    store.close()
    assert NEW in binary.read_bytes()
    assert second.read_bytes() == before
    assert report.backup is not None
    assert report.backup.samefile(second)


@pytest.mark.parametrize("letter", ["b", "ü", "日", "e\u0301"])
@pytest.mark.parametrize("ending", ["", ".mrc", ".mrc.gz"])
async def test_names_as_long_as_names_can_be(binary: Path, letter: str, ending: str) -> None:
    count = (255 - len(ending)) // len(letter.encode())
    name = letter * count
    name += "x" * (255 - len((name + ending).encode())) + ending
    assert len(name.encode()) == 255
    file = binary.rename(binary.with_name(name))
    before = file.read_bytes()
    store = await opened(file)
    reports = [await store.save(ONE, BESIDE) for _ in range(2)]
    reports += [await store.save(put((n, "100", 1)), REPLACE) for n in (1, 2)]
    store.close()
    paths = [path for report in reports for path in (report.path, report.backup) if path]
    assert len({*paths}) == 5
    assert all(path.parent == binary.parent for path in paths)
    assert reports[0].path is not None
    assert reports[1].path is not None
    assert reports[0].path.name.endswith(f"-orcid{ending}")
    assert reports[1].path.name.endswith(f"-orcid-2{ending}")
    first, second = reports[2].backup, reports[3].backup
    assert first is not None
    assert second is not None
    assert first.read_bytes() == before
    assert (first.suffix, second.suffix) == (".bak", ".bak2")
    assert {*names(binary.parent)} == {path.name for path in paths}


def test_shorter_names_are_not_cut(tmp_path: Path) -> None:
    file = tmp_path / ("b" * 240 + ".mrc")
    file.write_bytes(b"x")
    assert free_name(file, "orcid").name == "b" * 240 + "-orcid.mrc"
    assert make_backup(file).name == file.name + ".bak"


async def test_a_name_that_is_too_long(binary: Path) -> None:
    store = await opened(binary)
    with pytest.raises(SaveError, match="is too long") as refused:
        await store.save(ONE, to(binary.with_name("n" * 256)))
    assert "shorter name" in refused.value.hint
    store.close()
    assert names(binary.parent) == [binary.name]


@pytest.mark.parametrize(
    "name",
    [
        "-n --help.mrc",
        " lead and trail ",
        "two\nlines.mrc",
        "\x1b[2J\x07.mrc",
        "'quoted\" $(x) `y` ;&|*?[a].mrc",
        "[bold]markup[blink].mrc",
        "\u202egnp.mrc",
        "e\u0301 日本.mrc",
        ".hidden",
        "..mrc",
        "name.",
        os.fsdecode(b"latin-1 \xe4.mrc"),
        "backslash\\name.mrc",
        "100%.mrc",
        "%s{0}{name}.mrc",
    ],
)
async def test_odd_names(binary: Path, name: str) -> None:
    file = binary.rename(binary.with_name(name))
    before = file.read_bytes()
    store = await opened(file)
    assert store.label.isprintable()
    beside = await store.save(ONE, BESIDE)
    report = await store.save(ONE, REPLACE)
    assert beside.path is not None
    assert report.backup == file.with_name(name + ".bak")
    assert report.backup.read_bytes() == before
    assert file.read_bytes() == beside.path.read_bytes() != before
    assert len(names(file.parent)) == 3
    file.write_bytes(before)
    with pytest.raises(SaveError) as refused:
        await store.save(put((2, "100", 1)), REPLACE)
    assert str(refused.value).isprintable()
    store.close()


@pytest.mark.parametrize("target", [REPLACE, BESIDE])
async def test_a_folder_that_is_gone(binary: Path, tmp_path: Path, target: SaveTarget) -> None:
    before = binary.read_bytes()
    store = await opened(binary)
    binary.parent.rename(tmp_path / "moved")
    with pytest.raises(SaveError, match="There is no folder") as refused:
        await store.save(ONE, target)
    assert "decisions are kept" in refused.value.hint
    (tmp_path / "moved").rename(binary.parent)
    assert names(binary.parent) == [binary.name]
    assert binary.read_bytes() == before
    assert (await store.save(ONE, REPLACE)).path == binary
    store.close()


async def test_a_folder_that_goes_while_a_file_is_written(
    binary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(binary)
    before, real = binary.read_bytes(), os.fsync

    def move(handle: int) -> None:
        real(handle)
        if binary.parent.exists():
            binary.parent.rename(tmp_path / "moved")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", move)
        with pytest.raises(SaveError, match="folder or the source is gone"):
            await store.save(ONE, REPLACE)
    store.close()
    assert (tmp_path / "moved" / binary.name).read_bytes() == before


def another_file_system(tmp_path: Path) -> Path:
    """A folder on another file system than the tests' own, or the test is skipped."""
    for place in (Path("/dev/shm"), Path("/var/tmp"), Path.home()):
        usable = place.is_dir() and os.access(place, os.W_OK)
        if usable and place.stat().st_dev != tmp_path.stat().st_dev:
            return place
    pytest.skip("there is one file system only")


async def test_to_another_file_system_and_back(binary: Path, tmp_path: Path) -> None:
    folder = another_file_system(tmp_path) / f"orcid-tui-test-{os.getpid()}"
    folder.mkdir()
    try:
        store = await opened(binary)
        report = await store.save(ONE, to(folder / "new.mrc"))
        store.close()
        assert report.path == folder / "new.mrc"
        assert names(folder) == ["new.mrc"]
        store = await opened(folder / "new.mrc")
        report = await store.save(put((2, "100", 1)), to(binary))
        store.close()
        assert report.backup is not None
        assert NEW not in report.backup.read_bytes()
        assert binary.read_bytes().count(NEW) == 2
        assert names(binary.parent) == ["books.mrc", "books.mrc.bak"]
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
