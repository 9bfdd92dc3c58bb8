"""A command that gives a secret: `op read op://Cataloguing/Alma/key`, `pass show alma`.

It runs as a list of words, never through a shell. By itself it cannot reach the terminal that
the screens draw on: no input, a session of its own, half a minute, and all its children end with
it. One that has to ask its user runs at the terminal, before the screens. What it gave is kept in
memory, so it runs once. Source: secrets.md sections 6.2 and 7.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import signal
import subprocess
import threading
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final

from orcid_tui.errors import CommandFailed, NeedsTerminal, SecretStoreError
from orcid_tui.language import _
from orcid_tui.secrets.given import take_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.secret_file import first_line
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import KeptSecret

LIMIT: Final = 30.0
"""Seconds that a command has."""
LIMIT_AT_THE_TERMINAL: Final = 300.0
"""Seconds, when a person has to answer it."""

_KEPT_BYTES: Final = 8192
_LONGEST_WORDS: Final = 160
_COLOURS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PLAIN_WORD: Final = re.compile(r"[a-z]{2,8}")

_one_at_a_time: Final = threading.Lock()
"""Two askers must not start two commands, and so two questions, for one secret."""
_running: set[subprocess.Popen[bytes]] = set()

_given: dict[tuple[tuple[str, ...], SecretKind], Secret] = {}
_failures: dict[tuple[tuple[str, ...], SecretKind], CommandFailed] = {}


def read(
    kept: KeptSecret, kind: SecretKind = SecretKind.ORCID, *, at_terminal: bool = False
) -> Secret:
    """The secret that the command prints as its first line. Runs it once in a session.

    `at_terminal`: the caller says that the terminal is free, before the screens or with the
    screens suspended; a command recorded as asking there is not run otherwise. May wait 30
    seconds. Raises NeedsTerminal and CommandFailed.
    """
    key = (kept.command, kind)
    if key in _given:
        return _given[key]
    if kept.terminal and not at_terminal:
        raise NeedsTerminal(
            _("The command for the {secret} asks at the terminal, which is not free now.").format(
                secret=kind.full_words
            ),
            _("Run the program anew at a terminal; there it is asked before the screens."),
        )
    take_given()  # a child inherits the environment
    with _one_at_a_time:
        if key in _given:
            return _given[key]
        try:
            secret = _run_at_the_terminal(kept, kind) if kept.terminal else _run(kept, kind, LIMIT)
        except CommandFailed as fault:
            _failures[key] = fault
            raise
        _failures.pop(key, None)
        _given[key] = secret
        return secret


def has_run(kept: KeptSecret, kind: SecretKind) -> bool:
    """Whether its secret is in memory already, so that `read` runs nothing."""
    return (kept.command, kind) in _given


def last_failure(kept: KeptSecret, kind: SecretKind) -> CommandFailed | None:
    """How it failed when it was last run in this session, if it did."""
    return _failures.get((kept.command, kind))


def forget_read(kind: SecretKind | None = None) -> None:
    """Forget what commands gave (for this kind, or all), so that they run again."""
    for known in (_given, _failures):
        for key in [key for key in known if kind is None or key[1] is kind]:
            known.pop(key, None)


def words_of(command: Sequence[str]) -> str:
    """The command for people: "op read …". No more of it, for an argument may be confidential."""
    words = [clean(os.path.basename(command[0]) if command else "")]
    if len(command) > 1 and _PLAIN_WORD.fullmatch(command[1]):
        words.append(command[1])
    return " ".join(words) + (" …" if len(command) > len(words) else "")


def _run(kept: KeptSecret, kind: SecretKind, limit: float) -> Secret:
    process = _started(kept, kind, stderr=subprocess.PIPE, own_session=True)
    _running.add(process)
    output, errors = _Drained(process.stdout), _Drained(process.stderr)
    try:
        status = process.wait(limit)
    except subprocess.TimeoutExpired:
        _end_all(process)
        raise CommandFailed(
            _(
                "The command for the {secret} did not end within {limit:.0f} seconds and "
                "was stopped."
            ).format(secret=kind.full_words, limit=limit),
            _(
                "If it has to ask you something, let it ask at the terminal; otherwise try "
                "it by hand."
            ),
        ) from None
    except BaseException:
        _end_all(process)
        raise
    finally:
        _running.discard(process)
    if status != 0:
        said = _last_line(errors.taken(), output.taken())
        raise _ended_badly(kind, status, f": «{said}»" if said else "")
    return _checked(output.taken(), kind)


def _run_at_the_terminal(kept: KeptSecret, kind: SecretKind) -> Secret:
    """With the terminal's own input and errors; only its output is caught."""
    process = _started(kept, kind, stderr=None, own_session=False)
    output = _Drained(process.stdout)
    try:
        status = process.wait(LIMIT_AT_THE_TERMINAL)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
        raise CommandFailed(
            _("The command for the {secret} was stopped before it gave anything.").format(
                secret=kind.full_words
            ),
            _("Try it again, or enter the secret for this session only."),
        ) from None
    if status != 0:
        raise _ended_badly(kind, status, "")
    return _checked(output.taken(), kind)


def _started(
    kept: KeptSecret, kind: SecretKind, *, stderr: int | None, own_session: bool
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603  the user's own command, word by word
            list(kept.command),
            stdin=subprocess.DEVNULL if own_session else None,
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=own_session,
        )
    except (FileNotFoundError, NotADirectoryError):
        reason = _("was not found")
    except (OSError, ValueError, IndexError) as fault:
        reason = _("could not be started ({reason})").format(
            reason=getattr(fault, "strerror", None) or _("not a command")
        )
    raise CommandFailed(
        _("The program “{command}” of the command for the {secret} {reason}.").format(
            command=words_of(kept.command[:1]), secret=kind.full_words, reason=reason
        ),
        _("Check its name, or write its whole path."),
    ) from None


def _checked(output: bytes, kind: SecretKind) -> Secret:
    try:
        return first_line(
            output, _("The command for the {secret}").format(secret=kind.full_words), kind
        )
    except SecretStoreError as fault:
        raise CommandFailed(fault.message, fault.hint) from None


def _ended_badly(kind: SecretKind, status: int, said: str) -> CommandFailed:
    how = (
        _("ended with status {status}").format(status=status)
        if status > 0
        else _("was ended by signal {number}").format(number=-status)
    )
    end = "" if said.endswith(".»") else "."
    return CommandFailed(
        _("The command for the {secret} {how}{said}{end}").format(
            secret=kind.full_words, how=how, said=said, end=end
        ),
        _("Try it again, or enter the secret for this session only."),
    )


def _last_line(errors: bytes, output: bytes) -> str:
    """What it said last on the error channel, without anything that it gave as the secret."""
    text = _COLOURS.sub("", errors.decode(errors="replace"))
    lines = [clean(line) for line in text.splitlines()]
    said = next((line for line in reversed(lines) if line), "")
    for line in output.decode(errors="replace").split():
        if len(line) > 3:
            said = said.replace(line, "…")
    return said if len(said) <= _LONGEST_WORDS else f"{said[:_LONGEST_WORDS]}…"


class _Drained:
    """All that comes out of a pipe, of which the beginning is kept: no writer is left waiting."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._beginning = bytearray()
        self._thread = threading.Thread(target=self._drain, args=(pipe,), daemon=True)
        self._thread.start()

    def taken(self) -> bytes:
        """What came. A child left behind may hold the pipe open, so it is not waited for long."""
        self._thread.join(1.0)
        return bytes(self._beginning)

    def _drain(self, pipe: IO[bytes] | None) -> None:
        if pipe is None:
            return
        with contextlib.suppress(OSError, ValueError), pipe:
            while piece := os.read(pipe.fileno(), 65536):
                self._beginning += piece[: _KEPT_BYTES - len(self._beginning)]


@atexit.register
def _end_running() -> None:
    """Whoever leaves the program does not wait for a command, and leaves none behind."""
    for process in list(_running):
        _end_all(process)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """The command and whatever it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
