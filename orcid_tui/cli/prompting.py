"""Asking the person at the terminal, whatever standard input and output are.

A secret may come through a pipe while its passphrase is typed, and rows may go into a file while
somebody is asked. So the terminal itself is opened, and when there is none nobody is asked.
"""

from __future__ import annotations

import os
import sys
import warnings
from getpass import GetPassWarning, getpass
from typing import Final

from orcid_tui.cli.streams import is_terminal
from orcid_tui.errors import ConfigurationError
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean

_TERMINAL: Final = "/dev/tty"


def somebody_is_there() -> bool:
    """Whether there is a terminal to ask at, with this program in front of it.

    A job in the background would be stopped by the question, so there nobody is.
    """
    if os.name != "posix":
        return is_terminal(sys.stdin)
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)


def ask_hidden(prompt: str) -> Secret | None:
    """What is typed or pasted there, without an echo; None for nothing or the end of input.

    Only where `somebody_is_there`. Raises ConfigurationError for bytes that are no text, and
    for a terminal that would show them.
    """
    try:
        with warnings.catch_warnings():
            # Else it goes on with an echo where the terminal cannot be told to show none.
            warnings.simplefilter("error", GetPassWarning)
            typed = getpass(f"{prompt} ")
    except EOFError:
        return None
    except GetPassWarning:
        raise ConfigurationError(
            "This terminal would show what is typed, so nothing was asked.",
            "Use another terminal, or send a secret through standard input.",
        ) from None
    except UnicodeDecodeError:
        # `from None`: the error quotes the bytes.
        raise ConfigurationError(
            "What was entered is no text in the encoding of this terminal.", "Enter it again."
        ) from None
    return Secret(typed) if typed else None


def confirmed(question: str) -> bool:
    """Whether somebody at the terminal says yes. Only where `somebody_is_there`."""
    prompt = f"{clean(question)} [y/N] "
    if os.name != "posix":
        sys.stderr.write(prompt)
        sys.stderr.flush()
        answer = sys.stdin.readline()
    else:
        with open(_TERMINAL, "r+b", buffering=0) as terminal:
            terminal.write(prompt.encode(errors="replace"))
            answer = terminal.readline().decode(errors="replace")
    return answer.strip().casefold() in ("y", "yes")
