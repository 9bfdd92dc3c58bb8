"""What the source itself may not do with a secret: every place that opens one is known."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import orcid_tui
from orcid_tui.cli import parser

PACKAGE = Path(orcid_tui.__path__[0])

MAY_REVEAL = {
    "secrets/secret.py": "compares two, and takes one out of a text from outside",
    "secrets/given.py": "checks the shape of what a variable held",
    "secrets/passphrase.py": "derives the key of the sealed file",
    "secrets/sealed_file.py": "puts it into what is then encrypted",
    "secrets/system_keyring.py": "gives it to the keyring, and compares what comes back",
    "registry/orcid/token.py": "builds the request for a token, and the header with the token",
    "alma/http.py": "builds the header of a request",
    "alma/connecting.py": "checks that it can stand in a header at all",
    "profiles/saving.py": "checks the shape of what was typed",
    "profiles/alma_saving.py": "checks the shape of what was typed",
    "cli/secret_setting.py": "checks the shape of what was entered",
    "ui/screens/typing_secret.py": "checks the shape of what was typed",
    "ui/widgets/profile_form.py": "puts back into the hidden field what was typed there",
    "ui/widgets/alma_form.py": "puts back into the hidden field what was typed there",
}
"""Modules in which `.reveal()` stands, and what for."""

_WORD_FOR_A_SECRET = re.compile(
    r"secret|passphrase|password|passwd|api.?key|credential|token|(^|[-_ ])key($|[-_ ])", re.I
)
_LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield path.relative_to(PACKAGE).as_posix(), tree


def _names_in(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr


def _told(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything for a secret that is printed or logged."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func
        printed = isinstance(name, ast.Name) and name.id in ("print", "repr")
        logged = isinstance(name, ast.Attribute) and name.attr in _LOGGING
        for each in node.args if printed or logged else ():
            for found in _names_in(each):
                if found == "reveal" or _WORD_FOR_A_SECRET.search(found):
                    yield node.lineno, found


def test_secrets_are_opened_only_where_a_request_an_entry_or_a_comparison_is_made() -> None:
    found = {name for name, tree in _sources() if "reveal" in _names_in(tree)}
    unknown = sorted(found - MAY_REVEAL.keys())
    assert not unknown, (
        f"{', '.join(unknown)}: a secret is opened here. If a request, an entry in its place or "
        "a comparison is built on that very line, add the module with its reason."
    )
    gone = sorted(MAY_REVEAL.keys() - found)
    assert not gone, f"{', '.join(gone)}: no secret is opened here any more"


def test_no_secret_is_printed_logged_or_raised() -> None:
    for name, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise):
                assert "reveal" not in set(_names_in(node)), f"{name}:{node.lineno}"
        assert not list(_told(tree)), (name, list(_told(tree)))


def test_no_secret_is_opened_inside_a_sentence() -> None:
    """A request's header is the one text that is made of a secret."""
    headers = {"alma/http.py", "registry/orcid/token.py"}
    for name, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and name not in headers:
                assert "reveal" not in set(_names_in(node)), f"{name}:{node.lineno}"


@pytest.mark.parametrize(
    "line",
    [
        "_log.debug('%s', key.reveal())",
        "_log.info(f'{client_secret}')",
        "print(secret)",
        "self.log.warning('x', self.passphrase)",
    ],
)
def test_such_a_line_would_be_found(line: str) -> None:
    assert list(_told(ast.parse(line)))


def _arguments(
    of: argparse.ArgumentParser, words: str = ""
) -> Iterator[tuple[str, argparse.Action]]:
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _arguments(inner, f"{words} {name}")
        else:
            yield words.strip(), action


def test_no_argument_of_any_command_takes_a_secret() -> None:
    """It would stand in the list of processes and in the shell's history."""
    built = parser._build(["--help"])
    every = list(_arguments(built))
    assert len(every) > 30
    for command, action in every:
        takes_a_value = action.nargs != 0 and not action.choices
        names = [*action.option_strings, action.dest, str(action.metavar or "")]
        for name in names:
            assert not (takes_a_value and _WORD_FOR_A_SECRET.search(name)), (command, name)


def test_such_an_argument_would_be_found() -> None:
    built = argparse.ArgumentParser()
    built.add_argument("--api-key")
    [(_, action)] = [one for one in _arguments(built) if one[1].dest != "help"]
    assert action.nargs != 0
    assert _WORD_FOR_A_SECRET.search(action.option_strings[0])
