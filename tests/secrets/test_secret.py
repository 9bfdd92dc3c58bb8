"""A secret shows itself nowhere but in `reveal`."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import traceback
from dataclasses import asdict, dataclass

import pytest
from rich.console import Console
from rich.pretty import pretty_repr

from orcid_tui.registry.orcid.access import Credentials, OrcidAccess
from orcid_tui.secrets.secret import Secret

CANARY = "canary-1f2e-4d00-aaaa"


def test_no_way_of_printing_shows_it() -> None:
    secret = Secret(CANARY)
    access = OrcidAccess(credentials=Credentials("APP-1", secret, "a test"))
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger("canary")
    logger.addHandler(handler)
    logger.error("%s %r %s", secret, secret, access)
    logger.removeHandler(handler)
    outlets = [
        repr(secret),
        str(secret),
        f"{secret} {secret:>40}",
        repr(access),
        pretty_repr(access),
    ]
    outlets.append(log.getvalue())
    assert not any(CANARY in outlet for outlet in outlets)
    assert secret.reveal() == CANARY


def test_a_crash_with_local_variables_does_not_show_it() -> None:
    secret = Secret(CANARY)
    screen = Console(file=io.StringIO(), width=200)
    try:
        raise RuntimeError(f"while holding {secret}")
    except RuntimeError:
        screen.print_exception(show_locals=True)
        plain = traceback.format_exc()
    assert isinstance(screen.file, io.StringIO)
    assert "secret = Secret(…)" in screen.file.getvalue()
    assert CANARY not in screen.file.getvalue() + plain


def test_it_is_not_written_anywhere() -> None:
    @dataclass
    class Holder:
        secret: Secret

    for writing in (
        lambda: pickle.dumps(Secret(CANARY)),
        lambda: copy.deepcopy(Secret(CANARY)),
        lambda: asdict(Holder(Secret(CANARY))),
        lambda: json.dumps({"secret": Secret(CANARY)}),
    ):
        with pytest.raises(TypeError):
            writing()


def test_equality_and_truth() -> None:
    assert Secret("one") == Secret("one")
    assert Secret("one") != Secret("two")
    assert Secret("one") != "one"
    assert not Secret("")
