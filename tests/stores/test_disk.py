"""What a save does to the disk, in which order, and what the disk may do to a save."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from orcid_tui.errors import SaveError
from orcid_tui.stores.protocol import SaveTarget
from tests.stores.working import BESIDE, REAL, REPLACE, names, opened, put, to

TWO = put((2, "100", 1), (4, "700", 1))
NEW = REAL.uri.encode()


@pytest.fixture(params=["binary", "xml", "json_lines", "mrk", "gzip"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Five records in every format, and compressed."""
    if request.param != "gzip":
        path = request.getfixturevalue(request.param)
        assert isinstance(path, Path)
        return path
    source: Path = request.getfixturevalue("binary")
    packed = source.with_name("books.mrc.gz")
    packed.write_bytes(gzip.compress(source.read_bytes()))
    source.unlink()
    return packed


class Recorder:
    """The steps of the operating system that change something, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[tuple[str, ...]] = []
        for name in ("write", "fsync", "link", "replace"):
            monkeypatch.setattr(os, name, self._recording(name, getattr(os, name)))

    def _recording(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def recording(first: Any, *rest: Any, **named: Any) -> Any:
            what = self._what(first) if isinstance(first, int) else str(first)
            result = real(first, *rest, **named)
            self.steps.append((name, what, *map(str, rest if name in ("link", "replace") else ())))
            return result

        return recording

    @staticmethod
    def _what(handle: int) -> str:
        return os.readlink(f"/proc/self/fd/{handle}")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@pytest.mark.parametrize("target", [REPLACE, BESIDE])
async def test_flushed_before_it_takes_the_place_and_the_folder_after(
    file: Path, target: SaveTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(file)
    with monkeypatch.context() as patched:
        recorder = Recorder(patched)
        report = await store.save(TWO, target)
    store.close()
    assert report.path is not None
    folder = str(file.parent)
    done = [step for step in recorder.steps if step[1].startswith(folder)]  # unpacking is elsewhere
    (temporary,) = {step[1] for step in done if step[0] == "write"}
    assert Path(temporary).parent == file.parent
    steps = [step for step in done if step[0] != "write"]
    if target is REPLACE:
        last = [("link", str(file), str(report.backup)), ("replace", temporary, str(file))]
    else:
        last = [("link", temporary, str(report.path))]
    assert steps == [("fsync", temporary), *last, ("fsync", folder)]
    writes = [k for k, step in enumerate(done) if step[0] == "write"]
    assert done.index(("fsync", temporary)) > writes[-1]


def turn_a_bit(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(content)


def _with(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return harm


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a bit early": lambda path: turn_a_bit(path, 0.2),
    "a bit in the middle": lambda path: turn_a_bit(path, 0.5),
    "a bit late": lambda path: turn_a_bit(path, 0.97),
    "in what is new": _with(lambda content: content.replace(NEW, NEW[::-1])),
    "cut off": _with(lambda content: content[:-3]),
    "nothing": _with(lambda content: b""),
    "longer": _with(lambda content: content + b"\n"),
    "zeros": _with(lambda content: bytes(len(content))),
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_damage_between_writing_and_reading_back_is_found(
    file: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk says that all is written, and it is not what was written."""
    store = await opened(file)
    before, real = file.read_bytes(), os.fsync

    def harm(handle: int) -> None:
        real(handle)
        (temporary,) = file.parent.glob(".orcid-tui-*.tmp")
        content = temporary.read_bytes()
        DAMAGES[damage](temporary)
        assert temporary.read_bytes() != content

    if damage == "in what is new" and file.suffix == ".gz":
        pytest.skip("what is new cannot be found in compressed bytes")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", harm)
        with pytest.raises(SaveError, match="The check after writing failed") as refused:
            await store.save(TWO, REPLACE)
    assert "decisions are kept" in refused.value.hint
    assert file.read_bytes() == before
    assert names(file.parent) == [file.name]
    assert (await store.save(TWO, REPLACE)).path == file
    store.close()


@contextmanager
def mounted(folder: Path, size: str, how: str = "rw") -> Iterator[Path]:
    """A small file system of its own, where the tests may mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs the right to mount")
    folder.mkdir()
    made = [mount, "-t", "tmpfs", "-o", f"size={size},{how}", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    try:
        yield folder
    finally:
        subprocess.run([umount, "-l", str(folder)], check=True)


async def test_a_disk_that_is_full_at_any_moment(file: Path, tmp_path: Path) -> None:
    """Each time one page more is free, until there is room enough."""
    many = file.read_bytes() * 12 if file.suffix in (".mrc", ".json") else file.read_bytes()
    with mounted(tmp_path / "disk", "256k") as disk:
        source, ballast = disk / file.name, disk / "ballast"
        source.write_bytes(many)
        store = await opened(source)
        changes = [change for n in range(1, store.records + 1) for change in put((n, "100", 1))]
        whole = await store.save(changes, to(tmp_path / "whole"))
        assert whole.path is not None
        needed = -(-whole.path.stat().st_size // 4096)
        for free in range(needed):
            ballast.unlink(missing_ok=True)
            pages = shutil.disk_usage(disk).free // 4096
            ballast.write_bytes(bytes((pages - free) * 4096))
            with pytest.raises(SaveError, match="no room left"):
                await store.save(changes, REPLACE)
            assert source.read_bytes() == many
            assert names(disk) == ["ballast", source.name]
        ballast.unlink()
        report = await store.save(changes, REPLACE)
        assert report.path == source
        assert len(report.written) == len(changes)
        assert report.backup is not None
        assert report.backup.read_bytes() == many
        store.close()


_LIMITED = """
import asyncio, resource, sys
from pathlib import Path
from orcid_tui.errors import SaveError
from tests.stores.working import REPLACE, names, opened, put

async def main(path):
    before = path.read_bytes()
    store = await opened(path)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in range(1, 9999, len(before) // 25 + 1):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            await store.save(put((2, "100", 1), (4, "700", 1)), REPLACE)
        except SaveError as refused:
            assert "could not be written" in refused.message, refused
            assert path.read_bytes() == before
            assert names(path.parent) == [path.name], names(path.parent)
            print("refused")
        else:
            print("saved", len(path.read_bytes()) - len(before))
            return

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits")
def test_a_file_that_may_not_grow_any_further(file: Path) -> None:
    """The system writes a part and then refuses, as it does with a quota."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(file)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")[:-1]
    assert lines.count("refused") > 5
    assert lines[-1].startswith("saved")


@pytest.mark.parametrize("most", [1, 7])
async def test_a_disk_that_takes_a_few_bytes_at_a_time(
    file: Path, tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await opened(file)
    await store.save(TWO, to(tmp_path / "whole"))
    real = os.write
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:most])))
        await store.save(TWO, to(tmp_path / "in pieces"))
    store.close()
    assert (tmp_path / "in pieces").read_bytes() == (tmp_path / "whole").read_bytes()


async def test_a_file_system_that_is_read_only(binary: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk:
        source = disk / "books.mrc"
        source.write_bytes(binary.read_bytes())
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        store = await opened(source)
        assert store.claim() == ""
        with pytest.raises(SaveError, match="write-protected") as refused:
            await store.save(TWO, REPLACE)
        assert "another name" in refused.value.hint
        with pytest.raises(SaveError, match="may not write in") as refused:
            await store.save(TWO, BESIDE)
        assert "another folder" in refused.value.hint
        assert (await store.save(TWO, to(tmp_path / "new.mrc"))).path == tmp_path / "new.mrc"
        store.close()
        assert names(disk) == ["books.mrc"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
async def test_attributes_and_access_lists_are_kept(file: Path) -> None:
    access_list = b"\x02\x00\x00\x00" + b"".join(
        tag.to_bytes(2, "little") + allowed.to_bytes(2, "little") + who.to_bytes(4, "little")
        for tag, allowed, who in [
            (0x01, 6, 0xFFFFFFFF),  # the owner
            (0x02, 4, 7),  # the user with the number 7
            (0x04, 0, 0xFFFFFFFF),  # the group
            (0x10, 4, 0xFFFFFFFF),  # the most that lists allow
            (0x20, 0, 0xFFFFFFFF),  # all others
        ]
    )
    kept = []
    for name, value in [("user.note", b"mine"), ("system.posix_acl_access", access_list)]:
        with contextlib.suppress(OSError):
            os.setxattr(file, name, value)
            kept.append((name, value))
    if not kept:
        pytest.skip("the file system has no attributes")
    mode = stat.S_IMODE(file.stat().st_mode)
    store = await opened(file)
    for target in (BESIDE, REPLACE):
        report = await store.save(TWO, target)
        assert report.path is not None
        assert stat.S_IMODE(report.path.stat().st_mode) == mode
        assert [(name, os.getxattr(report.path, name)) for name, _ in kept] == kept
    store.close()
