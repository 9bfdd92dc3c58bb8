"""A file with one secret is read only if nobody else can read or change it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orcid_tui.errors import FileUnsafe, SecretStoreError
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.secret_file import read_secret_file

CANARY = "canary-66bb-4d00-f11e"
NOBODY = 65534
AS_NOBODY = f"""
import os, sys
from orcid_tui.errors import SecretStoreError
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret_file import read_secret_file
os.setgroups([])
os.setgid(int(sys.argv[2]))
os.setuid({NOBODY})
try:
    read_secret_file(sys.argv[1], SecretKind.ALMA)
except SecretStoreError as fault:
    print(type(fault).__name__, fault)
else:
    print("read")
"""
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)


def a_file(folder: Path, text: str | bytes = f"{CANARY}\n", mode: int = 0o600) -> Path:
    """A file with this text and mode, whatever the umask is."""
    path = folder / "the key"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "text",
    [CANARY, f"\ufeff{CANARY}", f"  {CANARY}\t\r\nsecond line\n", f"{CANARY}\n" + "x" * 9000],
)
def test_the_first_line_counts(tmp_path: Path, text: str) -> None:
    assert read_secret_file(str(a_file(tmp_path, text)), SecretKind.ALMA) == Secret(CANARY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "gives nothing"),
        (f"\n{CANARY}\n", "gives nothing"),
        (f"{CANARY} {CANARY}\n", "What the file .* contains a blank"),
        (CANARY[:7], "must have 8 to 256 characters; this has 7"),
        (CANARY * 200, "first line of more than 4096"),
        (b"\xff\xfe" + CANARY.encode("utf-16-le"), "a character that no Alma key has"),
        (f"{CANARY}ü", "a character that no Alma key has"),
    ],
)
def test_what_cannot_be_a_secret_is_told_and_not_quoted(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    with pytest.raises(SecretStoreError, match=says) as caught:
        read_secret_file(str(a_file(tmp_path, text)), SecretKind.ALMA, "named by a test")
    assert "the key (named by a test)" in str(caught.value)
    assert CANARY[:7] not in str(caught.value)


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o601, 0o644, 0o666, 0o777, 0o620, 0o660, 0o650])
def test_a_file_that_others_reach_is_not_used(tmp_path: Path, mode: int) -> None:
    path = a_file(tmp_path, mode=mode)
    with pytest.raises(FileUnsafe, match=rf"mode {mode:o}") as caught:
        read_secret_file(str(path), SecretKind.ORCID)
    assert f"Run: chmod 6{'4' if os.geteuid() == 0 else '0'}0 '{path}'" in caught.value.hint


@needs_root
@pytest.mark.parametrize(
    ("owner", "group", "mode", "says"),
    [
        (NOBODY, NOBODY, 0o600, "read"),
        (NOBODY, NOBODY, 0o400, "read"),
        (NOBODY, NOBODY, 0o640, "FileUnsafe"),
        (NOBODY, NOBODY, 0o604, "Run: chmod 600"),
        (0, 4711, 0o640, "read"),
        (0, 4711, 0o440, "read"),
        (0, 4711, 0o660, "FileUnsafe"),
        (0, 4711, 0o644, "Ask your administrator to run: chmod 640"),
        (4712, 4711, 0o640, "belongs to another user"),
        (0, 0, 0o600, "Permission denied"),
    ],
)
def test_owner_group_and_mode_as_an_ordinary_user(
    tmp_path: Path, owner: int, group: int, mode: int, says: str
) -> None:
    tmp_path.chmod(0o755)
    path = a_file(tmp_path, mode=mode)
    os.chown(path, owner, group)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, path.name, str(group or NOBODY)],
        cwd=tmp_path,  # a way in that needs no right to the folders above
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert says in run.stdout
    assert CANARY not in run.stdout


def test_a_link_to_a_private_file_is_as_good_as_the_file(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(a_file(tmp_path))
    assert read_secret_file(str(link), SecretKind.ALMA) == Secret(CANARY)
    a_file(tmp_path, mode=0o644)
    with pytest.raises(FileUnsafe):
        read_secret_file(str(link), SecretKind.ALMA)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for path in (str(pipe), str(tmp_path), "/dev/null"):
        with pytest.raises(SecretStoreError, match=r"not a regular file|Is a directory"):
            read_secret_file(path, SecretKind.ALMA)
    for path in (str(tmp_path / "absent"), "with\0nothing"):
        with pytest.raises(SecretStoreError, match=r"cannot be read"):
            read_secret_file(path, SecretKind.ALMA)
