"""Writing a changed file so that at every moment the old one or the new one is whole.

A temporary file in the same folder is written, flushed to the disk and read back; only then
it takes its place, in one step of the operating system. The source is compared with what was
opened while it is copied (marc-roundtrip.md section 8, "Writing the file").

The name gets a new file, so another name of the old one (a hard link) keeps the old records.
Programs that keep backups by linking rely on that, and nothing else can be done in one step.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from orcid_tui.errors import SaveError
from orcid_tui.language import _
from orcid_tui.marc.content import ContentChanged, MarcContent
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.gzip_bytes import DamagedGzip, Packer, UnpackedBytes
from orcid_tui.marc.patches import Patch, Patches
from orcid_tui.stores.backups import make_backup, put_in_place, sync_folder
from orcid_tui.stores.leftovers import make_temporary
from orcid_tui.stores.trouble import KEPT, explained
from orcid_tui.stores.unchanged import changed_meanwhile, check_untouched, opened_again

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """A finished save: the content as read back, and the copy of what stood there before."""

    content: MarcContent
    backup: Path | None


def save_patched(
    content: MarcContent,
    source: Path,
    patches: Patches,
    target: Path,
    *,
    may_exist: bool,
) -> Written:
    """Write `source` with these patches to `target`. Both paths are real, not links.

    `content` has been scanned to its end. With `may_exist` a
    file at `target` is backed up first, otherwise it is never touched. Raises SaveError, and
    then no file is different from before.
    """
    temporary: Path | None = None
    written: FileBytes | None = None
    try:
        fresh = opened_again(source)
        try:
            handle, temporary = make_temporary(target.parent)
            try:
                _copy(fresh, content, patches, handle)
                _dress_like(target if may_exist and target.exists() else source, handle)
                os.fsync(handle)
            finally:
                os.close(handle)
            written = _open_like(fresh, temporary)
            _compare(fresh, written, patches)
            again = content.reopened(written, patches)
            check_untouched(fresh, source)
        finally:
            fresh.close()
        backup = make_backup(target) if may_exist and target.exists() else None
        try:
            # What appeared after the backup was made has no backup, so it must not be replaced.
            put_in_place(temporary, target, may_exist=backup is not None)
        except BaseException:
            if backup is not None:
                backup.unlink(missing_ok=True)
            raise
        temporary = None
        sync_folder(target.parent)
    except (ContentChanged, DamagedGzip) as trouble:
        _give_back(written)
        raise SaveError(
            _("The check after writing failed: {trouble}").format(trouble=trouble), KEPT
        ) from None
    except OSError as trouble:
        _give_back(written)
        raise explained(trouble, target) from trouble
    except BaseException:
        _give_back(written)
        raise
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return Written(again, backup)


def _open_like(fresh: FileBytes, written: Path) -> FileBytes:
    packed = isinstance(fresh, UnpackedBytes)
    return UnpackedBytes(written, whole=True) if packed else FileBytes(written)


def _give_back(written: FileBytes | None) -> None:
    if written is not None:
        written.close()


def _copy(fresh: FileBytes, content: MarcContent, patches: Patches, handle: int) -> None:
    """Write the patched bytes, compressed when the source is, and see by the digest that the
    source is what was opened."""
    if fresh.size != content.source.size:
        raise changed_meanwhile(fresh.path)
    packer: Packer | None = None
    write: Callable[[bytes], None] = partial(_write_all, handle)
    if isinstance(fresh, UnpackedBytes):
        packer = fresh.packer(handle) if patches else None
        write = packer.write if packer is not None else _forget
    digest = hashlib.sha256()
    waiting: list[bytes] = []
    held = 0
    for piece, is_new in _pieces(fresh, patches, digest):
        if is_new or len(piece) < _CHUNK:
            waiting.append(piece)
            held += len(piece)
            if held < _CHUNK:
                continue
            piece = b""
        write(b"".join([*waiting, piece]))
        waiting, held = [], 0
    write(b"".join(waiting))
    if packer is not None:
        packer.finish()
    elif write is _forget:
        _copy_packed(fresh.path, handle)
    if digest.digest() != content.digest():
        raise changed_meanwhile(fresh.path)


def _forget(_: bytes) -> None:
    """Nothing changes: the compressed bytes themselves are copied, not compressed anew."""


def _copy_packed(source: Path, handle: int) -> None:
    packed = FileBytes(source)
    try:
        at = 0
        while chunk := packed.read(at, _CHUNK):
            _write_all(handle, chunk)
            at += len(chunk)
    finally:
        packed.close()


def _pieces(
    fresh: FileBytes, patches: Patches, digest: hashlib._Hash
) -> Iterator[tuple[bytes, bool]]:
    """The new file piece by piece, with True for what a patch brings."""
    at = 0
    chunk, chunk_at = b"", 0
    for patch in (*patches, Patch(fresh.size, fresh.size, b"")):
        while at < patch.end:
            if at >= chunk_at + len(chunk):
                chunk, chunk_at = fresh.read(at, _CHUNK), at
                if not chunk:
                    return
                digest.update(chunk)
            upto = min(patch.end, chunk_at + len(chunk))
            if at < patch.start:
                upto = min(upto, patch.start)
                yield chunk[at - chunk_at : upto - chunk_at], False
            at = upto
        if patch.new:
            yield patch.new, True


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _compare(fresh: FileBytes, written: FileBytes, patches: Patches) -> None:
    """Every byte outside the patches is the source's, and every patch is there whole."""
    if written.size != fresh.size + patches.growth:
        raise ContentChanged(_("its size is not what it must be."))
    old, new = _Forward(fresh), _Forward(written)
    done = 0
    for patch in (*patches, Patch(fresh.size, fresh.size, b"")):
        left = patch.start - done
        while left:
            step = min(left, _CHUNK)
            if old.take(step) != new.take(step):
                raise ContentChanged(_("bytes that nobody decided about are different."))
            left -= step
        old.take(patch.end - patch.start)
        if new.take(len(patch.new)) != patch.new:
            raise ContentChanged(_("a changed record is not as it was prepared."))
        done = patch.end


class _Forward:
    """Reads a file from front to back in large pieces, hands it out in small ones."""

    def __init__(self, source: FileBytes) -> None:
        self._source = source
        self._at = 0
        self._chunk = b""
        self._used = 0

    def take(self, count: int) -> bytes:
        have = self._chunk[self._used : self._used + count]
        self._used += len(have)
        while len(have) < count:
            self._chunk = self._source.read(self._at, _CHUNK)
            if not self._chunk:
                raise ContentChanged(_("it ends too early."))
            self._at += len(self._chunk)
            self._used = min(count - len(have), len(self._chunk))
            have += self._chunk[: self._used]
        return have


def _dress_like(model: Path, handle: int) -> None:
    """Mode, owner and extended attributes (access lists) of what stands there, as far as the
    system lets us."""
    status = model.stat()
    if hasattr(os, "fchown"):
        own = os.fstat(handle)
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.fchown(handle, status.st_uid, status.st_gid)
            except OSError:
                with contextlib.suppress(OSError):
                    os.fchown(handle, -1, status.st_gid)
    if hasattr(os, "fchmod"):
        with contextlib.suppress(PermissionError):  # a drive without modes
            os.fchmod(handle, status.st_mode & 0o777)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(model):
                with contextlib.suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(model, name))
