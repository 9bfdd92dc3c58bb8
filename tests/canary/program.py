"""Runs orcid-tui as it is, with the most talkative logging that Python has.

For tests of the sweep itself CANARY_LEAK names one outlet through which every secret slips as soon
as it is opened; CANARY_CRASH lets the program fail with a secret in a local variable when a choice
is taken back. Nothing of this is in the program.
"""

from __future__ import annotations

import base64
import logging
import os
import runpy
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from urllib.parse import quote

LEAKS = ("terminal", "file", "argv", "environment", "request", "log", "crash-log")


def _leak(outlet: str, secret: str) -> None:
    if outlet == "terminal":
        half = len(secret) // 2
        os.write(1, f"{secret[:half]}\x1b[31m\x1b[3;4H{secret[half:]}".encode())
    elif outlet == "file":
        hidden = base64.b64encode(b"x" + secret.encode())
        with Path(os.environ["HOME"], "cache.bin").open("ab") as file:
            file.write(hidden)
    elif outlet == "argv":
        subprocess.run(["sh", "-c", "sleep 0.2", secret[::-1]], check=False)
    elif outlet == "environment":
        environ = {"KEPT": secret.encode().hex()}
        subprocess.run(["/bin/sleep", "0.2"], env=environ, check=False)
    elif outlet == "request":
        address = os.environ["ORCID_TUI_API_URL"] + "/status?" + quote(secret, safe="")
        threading.Thread(target=urllib.request.urlopen, args=(address,)).start()
    elif outlet == "log":
        logging.getLogger("somewhere").debug("Authorization: %r", secret)
    elif outlet == "crash-log":
        from orcid_tui.crash import write_crash_log

        write_crash_log(ValueError(f"what {secret} was"))


def _let_slip(outlet: str) -> None:
    from orcid_tui.secrets.secret import Secret

    reveal, known = Secret.reveal, set[str]()

    def leaky(self: Secret) -> str:
        secret = reveal(self)
        if secret not in known:
            known.add(secret)
            _leak(outlet, secret)
        return secret

    Secret.reveal = leaky  # type: ignore[method-assign]


def _crash(how: str) -> None:
    from orcid_tui.secrets.secret import Secret
    from orcid_tui.session.session import Session

    every = list[str]()
    create = Secret.__init__

    def remembering(self: Secret, value: str) -> None:
        every.append(value)
        create(self, value)

    def broken(self: Session, *arguments: object) -> None:
        one, most = every[0], " ".join(every)
        raise ZeroDivisionError(f"with {len(one)} of {len(most)}")

    Secret.__init__ = remembering  # type: ignore[method-assign]
    Session.undo = broken  # type: ignore[assignment, method-assign]
    if how == "with-values":
        from textual.app import App

        from orcid_tui.ui.app import OrcidTuiApp

        OrcidTuiApp._fatal_error = App._fatal_error  # type: ignore[method-assign]


def main() -> None:
    logging.basicConfig(level=logging.DEBUG, filename=os.environ["CANARY_LOG"])
    if outlet := os.environ.pop("CANARY_LEAK", ""):
        assert outlet in LEAKS
        _let_slip(outlet)
    if how := os.environ.pop("CANARY_CRASH", ""):
        _crash(how)
    sys.argv[0] = "orcid-tui"
    runpy.run_module("orcid_tui", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
