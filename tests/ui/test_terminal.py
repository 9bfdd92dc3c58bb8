"""In a real pseudo-terminal: how it ends, what a crash shows, how little goes over the line."""

from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from pathlib import Path

import pexpect
import pyte
from textual.app import App

ROOT = Path(__file__).parents[2]
CANARY = "canary-7f3a9c"


def spawn(body: str, home: Path, size: tuple[int, int] = (80, 24)) -> pexpect.spawn[bytes]:
    """Run a few lines of Python over the fakes in a terminal of its own."""
    head = "from orcid_tui.ui.running import run_app\nfrom tests.ui.fakes import *\nimport sys\n"
    environment = {
        **os.environ,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "TEXTUAL_LOG": str(home / "textual.log"),
        "TEXTUAL": "debug,devtools",
    }
    for variable in ("COLUMNS", "LINES"):
        environment.pop(variable, None)
    child = pexpect.spawn(
        sys.executable,
        ["-c", head + textwrap.dedent(body)],
        env=environment,
        dimensions=(size[1], size[0]),
        timeout=20,
    )
    child.delaybeforesend = None
    return child


def everything(child: pexpect.spawn[bytes]) -> str:
    """What comes until the end of the program."""
    child.expect(pexpect.EOF)
    child.close()
    return (child.before or b"").decode("utf-8", "replace")


def quiet(child: pexpect.spawn[bytes], seconds: float = 0.25) -> bytes:
    """What comes until nothing has come for a while."""
    got = b""
    while True:
        try:
            got += child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return got


def test_q_leaves_and_gives_the_terminal_back(own_home: Path) -> None:
    child = spawn("sys.exit(run_app(small_session()))", own_home)
    child.expect("Press ")
    child.send("q")
    rest = everything(child)
    assert child.exitstatus == 0
    assert "\x1b[?1049l" in rest
    assert "Traceback" not in rest
    assert not (own_home / "textual.log").exists()


def test_a_crash_shows_one_sentence_and_no_values(own_home: Path) -> None:
    child = spawn(
        f"""
        from orcid_tui.ui.widgets.heading_list import HeadingList
        def broken(self, *arguments):
            client_secret = "".join(["{CANARY[:6]}", "{CANARY[6:]}"])
            raise ZeroDivisionError("a fault [/x] of the program")
        session = small_session()
        session.undo = broken.__get__(session)
        sys.exit(run_app(session))
        """,
        own_home,
    )
    child.expect("Press ")
    child.send("u")
    rest = everything(child)
    assert child.exitstatus == 1
    assert "orcid-tui stopped because of a fault inside the program." in re.sub(r"\s+", " ", rest)
    assert CANARY not in rest
    assert "client_secret" not in rest
    assert "Traceback" not in rest
    [log] = own_home.rglob("crash.log")
    written = log.read_text()
    assert "ZeroDivisionError" in written
    assert CANARY not in written
    assert log.stat().st_mode & 0o077 == 0


def test_the_private_hook_for_crashes_is_still_there() -> None:
    # `OrcidTuiApp` overrides it: Textual itself would print the values of local variables.
    assert callable(App._fatal_error)
    assert "_exception" in vars(App())


def test_little_goes_over_the_line(own_home: Path) -> None:
    child = spawn(
        """
        session = Session(MemoryStore(make=big_record, count=1000), MemoryRegistry(PERSONS))
        sys.exit(run_app(session))
        """,
        own_home,
    )
    child.expect("Press ")
    quiet(child, 1.0)
    # Nothing moves, nothing is sent.
    assert quiet(child, 1.0) == b""
    # The move, the context, the candidates, the details, and scrolling at the lower edge.
    moves = [_cost(child, "j") for _ in range(8)]
    assert sum(moves) / len(moves) < 1500, moves
    child.send("q")
    everything(child)
    assert child.exitstatus == 0


def test_little_goes_over_the_line_for_a_decision(own_home: Path) -> None:
    """With other candidates and other details each time, and all colours."""
    child = spawn(
        """
        import os
        os.environ["COLORTERM"] = "truecolor"
        from orcid_tui.session.opening import open_demo
        sys.exit(run_app(open_demo()))
        """,
        own_home,
    )
    child.expect("Press ")
    quiet(child, 1.0)
    screen = pyte.Screen(80, 24)
    decisions = [_cost(child, "x", screen) for _ in range(10)]
    moves = [_cost(child, "j", screen) for _ in range(10)]
    assert sum(decisions) / len(decisions) < 3500, decisions
    assert sum(moves) / len(moves) < 3500, moves
    # What arrived makes a whole picture: the cursor's row in its own style, the rows around not.
    [row] = [y for y in range(24) if screen.buffer[y][3].bold and "open" in screen.display[y]]
    assert row == screen.cursor.y
    child.send("u" * 10)
    quiet(child)
    child.send("q")
    everything(child)
    assert child.exitstatus == 0


def _cost(child: pexpect.spawn[bytes], key: str, screen: pyte.Screen | None = None) -> int:
    """The bytes that a key causes; they are drawn on `screen`."""
    child.send(key)
    came = quiet(child, 0.4)
    if screen is not None:
        pyte.ByteStream(screen).feed(came)
    return len(came)


def test_a_choice_does_not_send_the_whole_screen(own_home: Path) -> None:
    child = spawn(
        """
        from tests.ui.equal_names import OSLO
        def make(number):
            return record(number, name_field("Hansen, Anna,", OSLO), title=f"Volume {number}")
        session = Session(MemoryStore(make=make, count=50), MemoryRegistry(PERSONS))
        sys.exit(run_app(session))
        """,
        own_home,
    )
    child.expect("Press ")
    quiet(child, 1.0)
    child.send("1")  # the first may take a second line for what is said
    child.expect("more records")
    quiet(child, 1.0)
    sent = []
    for _ in range(4):
        child.send("1")
        sent.append(len(quiet(child, 1.0)))
    # Row, context, candidates, details, and what is said of the choice: a screen is twice that.
    assert 0 < sum(sent) / 4 < 5500, sent
    child.send("q")
    child.close(force=True)


def test_the_terminal_can_be_put_to_sleep_and_woken(own_home: Path) -> None:
    child = spawn("sys.exit(run_app(small_session()))", own_home)
    child.expect("Press ")
    quiet(child)
    child.send("\x1a")
    child.expect(re.escape("\x1b[?1049l"))
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child.pid}/stat").read_text().split()[2] != "T":
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(child.pid, 18)
    child.expect(re.escape("\x1b[?1049h"))
    quiet(child)
    child.send("q")
    everything(child)
    assert child.exitstatus == 0
