"""Every way in which a command can end, turned into one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from orcid_tui.cli.output import LineWriter, OutputLost
from orcid_tui.cli.streams import complain
from orcid_tui.errors import ExitCode, OrcidTuiError


def guarded(run: Callable[[], int]) -> int:
    """Run a command. No exception leaves here, and no traceback reaches the terminal."""
    try:
        code = _code_of(run)
        LineWriter(sys.stdout).flush()
        return code
    except OutputLost as error:
        complain(str(error))
        _forget_stdout()
        return int(error.exit_code)
    except OrcidTuiError as error:
        complain(str(error))
        return int(error.exit_code)
    except KeyboardInterrupt:
        complain("Stopped before the end, as you asked.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _forget_stdout()
        return int(ExitCode.DONE)
    except Exception as error:
        complain(_crash_sentence(error))
        return int(ExitCode.CRASH)


def _code_of(run: Callable[[], int]) -> int:
    try:
        return run()
    except SystemExit as leaving:  # argparse, after --help, --version or a line it cannot read
        return leaving.code if isinstance(leaving.code, int) else int(ExitCode.USAGE)


def _forget_stdout() -> None:
    """Let the interpreter flush into nothing at its end: the reader has left, or the disk is
    full, and a second complaint would help nobody."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)


def _crash_sentence(error: Exception) -> str:
    from orcid_tui.crash import write_crash_log

    log = write_crash_log(error)
    where = f"The details are in {log}." if log else "The details could not be written down."
    return (
        f"The program met a fault of its own ({type(error).__name__}) and stopped. {where} "
        "Please send them with a report."
    )
