"""Commands that give a secret, and all that they may do instead: real processes throughout."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orcid_tui.errors import CommandFailed, NeedsTerminal
from orcid_tui.profiles.profile import KeptSecret, SecretPlace
from orcid_tui.secrets import command, daemon
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

CANARY = "canary-55cc-4e00-c0de"


def python(code: str, *arguments: str) -> KeptSecret:
    """A command that runs this Python."""
    return KeptSecret(SecretPlace.COMMAND, command=(sys.executable, "-c", code, *arguments))


def failure(kept: KeptSecret, kind: SecretKind = SecretKind.ALMA) -> CommandFailed:
    """How it fails; the secret is in no message."""
    with pytest.raises(CommandFailed) as caught:
        command.read(kept, kind)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert command.last_failure(kept, kind) is caught.value
    return caught.value


def test_the_first_line_is_the_secret() -> None:
    kept = python(f"print('{CANARY}'); print('more'); import sys; print('chat', file=sys.stderr)")
    assert command.read(kept, SecretKind.ALMA) == Secret(CANARY)
    assert command.has_run(kept, SecretKind.ALMA)
    assert command.last_failure(kept, SecretKind.ALMA) is None


def test_it_runs_once_in_a_session_and_again_after_a_failure(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    kept = python(
        f"import sys; f = open({str(ran)!r}, 'a+'); f.write('x'); f.seek(0); n = len(f.read())\n"
        f"if n == 1: sys.exit('not signed in')\nprint('{CANARY}')"
    )
    assert "«not signed in»" in failure(kept).message
    for _ in range(3):
        assert command.read(kept, SecretKind.ALMA) == Secret(CANARY)
    assert ran.read_text() == "xx"
    command.forget_read()
    command.read(kept, SecretKind.ALMA)
    assert ran.read_text() == "xxx"


def test_no_shell_reads_the_words(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    words = f"$(touch {touched}); `touch {touched}` | touch {touched} && * ~"
    kept = python(
        f"import sys; sys.exit(0 if sys.argv[1] == {words!r} else 3) or print('{CANARY}')", words
    )
    with pytest.raises(CommandFailed, match="gives nothing"):
        command.read(kept)
    assert not touched.exists()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; print('not signed in', file=sys.stderr); sys.exit(2)", "2: «not signed in»."),
        ("import sys; sys.exit(7)", "ended with status 7."),
        ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9."),
        ("pass", "gives nothing"),
        ("print()", "gives nothing"),
        ("print('x' * 5000)", "first line of more than 4096 characters"),
        ("print('x' * 1_000_000)", "first line of more than 4096 characters"),
        ("print('canary-55cc-4e00-c0de two')", "contains a blank"),
        ("print('short')", "must have 8 to 256 characters; this has 5"),
        ("print('canary-55cc-4e00-c0deü')", "a character that no Alma key has"),
        (
            "import sys; print('canary-55cc-4e00-c0de', flush=True)\n"
            "sys.exit('wrong: canary-55cc-4e00-c0de')",
            "status 1: «wrong: …».",
        ),
        (
            "import sys; sys.exit('\\x1b[31m' + 'long ' * 99 + '\\n\\n')",
            ": «long long long",
        ),
    ],
)
def test_what_can_go_wrong(code: str, says: str) -> None:
    fault = failure(python(code))
    assert says in fault.message
    assert fault.message.startswith(("The command for the Alma API key", "What the command for"))
    assert "\x1b" not in fault.message
    assert len(fault.message) < 300


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("/no/such/orcid-program", CANARY), "“orcid-program” .* was not found"),
        (("orcid-no-such-program",), "was not found"),
        ((str(Path(__file__)), CANARY), "could not be started .Permission denied"),
        (("/etc",), "could not be started"),
        (("with\0nothing",), "could not be started"),
    ],
)
def test_what_cannot_be_started(words: tuple[str, ...], says: str) -> None:
    kept = KeptSecret(SecretPlace.COMMAND, command=words)
    with pytest.raises(CommandFailed, match=says) as caught:
        command.read(kept)
    assert CANARY not in str(caught.value)


def test_much_output_does_not_hold_it_up() -> None:
    code = (
        f"import sys; print('{CANARY}'); print('x' * 1_000_000)\n"
        "print('y' * 1_000_000, file=sys.stderr)"
    )
    assert command.read(python(code)) == Secret(CANARY)


def test_it_has_no_input_and_no_terminal() -> None:
    """In a terminal of its own, as the screens have one: it cannot read, write or seize it."""
    code = (
        "import os, sys\n"
        "assert sys.stdin.read() == ''\n"
        "try: open('/dev/tty')\n"
        f"except OSError: print('{CANARY}')\n"
    )
    program = (
        "from orcid_tui.profiles.profile import KeptSecret, SecretPlace\n"
        "from orcid_tui.secrets import command\n"
        "import sys; open('/dev/tty').close()\n"
        f"kept = KeptSecret(SecretPlace.COMMAND, command=(sys.executable, '-c', {code!r}))\n"
        "print('read', bool(command.read(kept)))\n"
    )
    assert "read True" in in_a_terminal(program)


def test_one_that_asks_is_run_at_the_terminal_only_when_that_is_free() -> None:
    kept = KeptSecret(SecretPlace.COMMAND, command=("/no/such/program",), terminal=True)
    with pytest.raises(NeedsTerminal, match="asks at the terminal"):
        command.read(kept)
    assert command.last_failure(kept, SecretKind.ORCID) is None
    code = (
        "tty = open('/dev/tty', 'r+b', buffering=0); tty.write(b'PIN? ')\n"
        f"pin = tty.readline().strip(); print('{CANARY}' if pin == b'1234' else '')\n"
    )
    program = (
        "from orcid_tui.profiles.profile import KeptSecret, SecretPlace\n"
        "from orcid_tui.secrets import command\n"
        "import sys\n"
        "kept = KeptSecret(SecretPlace.COMMAND, command=(sys.executable, '-c', "
        f"{code!r}), terminal=True)\n"
        "print('read', bool(command.read(kept, at_terminal=True)))\n"
        "print('again', bool(command.read(kept)))\n"
    )
    said = in_a_terminal(program, answer=(b"PIN? ", b"1234\n"))
    assert "read True" in said
    assert "again True" in said
    assert CANARY not in said


def test_at_the_limit_it_ends_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "LIMIT", 1.0)
    pids = tmp_path / "pids"
    code = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(600)\n"
    )
    assert "did not end within 1 seconds and was stopped" in failure(python(code)).message
    numbers = [int(number) for number in pids.read_text().split()]
    assert len(numbers) == 2
    wait_until(lambda: not any(is_alive(number) for number in numbers))


def test_whoever_leaves_the_program_leaves_no_command_behind(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}\\n'); time.sleep(600)"
    )
    program = (
        "import pathlib, sys, time\n"
        "from orcid_tui.profiles.profile import KeptSecret, SecretPlace\n"
        "from orcid_tui.secrets import command, daemon\n"
        f"kept = KeptSecret(SecretPlace.COMMAND, command=(sys.executable, '-c', {code!r}))\n"
        "daemon.start(lambda: command.read(kept))\n"
        f"pids = pathlib.Path({str(pids)!r})\n"
        "while not (pids.exists() and pids.read_text().endswith('\\n')): time.sleep(0.02)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=25)
    numbers = [int(number) for number in pids.read_text().split()]
    assert len(numbers) == 2
    wait_until(lambda: not any(is_alive(number) for number in numbers))


def test_two_askers_run_it_once(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    kept = python(f"open({str(ran)!r}, 'a').write('x'); print('{CANARY}')")
    answers = [daemon.start(lambda: command.read(kept)) for _ in range(4)]
    assert [one.result(30) for one in answers] == [Secret(CANARY)] * 4
    assert ran.read_text() == "x"


def test_a_child_left_behind_holds_nothing_up(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pid)!r}, 'w').write(str(child.pid)); print('{CANARY}')"
    )
    assert command.read(python(code)) == Secret(CANARY)
    os.kill(int(pid.read_text()), 9)


def test_its_environment_has_no_other_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCID_CLIENT_SECRET", CANARY)
    monkeypatch.setenv("ALMA_API_KEY", CANARY)
    code = f"import os; print('none-at-all' if {CANARY!r} not in str(os.environ) else 'inherited')"
    assert command.read(python(code), SecretKind.ALMA_NETWORK) == Secret("none-at-all")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("op", "read", "op://Cataloguing/Alma/key"), "op read …"),
        (("/usr/bin/pass", "show", "alma"), "pass show …"),
        (("pass",), "pass"),
        (("pass", "show"), "pass show"),
        (("echo", CANARY), "echo …"),
        (("cat", "/home/somebody/key"), "cat …"),
        ((), ""),
    ],
)
def test_what_people_see_of_it(words: tuple[str, ...], shown: str) -> None:
    assert command.words_of(words) == shown


def is_alive(number: int) -> bool:
    """Whether the process runs; a dead one that waits for its parent does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def wait_until(true: Callable[[], bool]) -> None:
    """Until it is so; a test that waits for ever is stopped by whoever runs it."""
    last = time.monotonic() + 20
    while not true():
        assert time.monotonic() < last, "it did not come to that"
        time.sleep(0.02)


def in_a_terminal(program: str, answer: tuple[bytes, bytes] | None = None) -> str:
    """What this Python shows in a terminal; the answer is typed once its question is there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: take_terminal(theirs),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
        if answer is not None and answer[0] in said:
            os.write(ours, answer[1])
            answer = None
    process.wait()
    os.close(ours)
    return said.decode()


def take_terminal(handle: int) -> None:
    """Make it the terminal that /dev/tty means."""
    import fcntl
    import termios

    fcntl.ioctl(handle, termios.TIOCSCTTY, 0)
