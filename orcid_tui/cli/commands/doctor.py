"""`orcid-tui doctor`: everything a report about a fault should begin with, and no secret."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orcid_tui import __version__
from orcid_tui.cli import options
from orcid_tui.cli.commands.paths import kept_places
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.streams import is_terminal
from orcid_tui.cli.versions import PARTS, part_version
from orcid_tui.errors import ConfigurationError, ExitCode, OrcidTuiError
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.alma.access import AlmaAccess

_TERMINAL_VARIABLES: Final = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `failed` means that the program cannot work well so."""

    subject: str
    text: str
    failed: bool = False


def add(commands: options.Commands) -> None:
    """`orcid-tui doctor`"""
    parser = commands.add_parser(
        "doctor",
        help="check versions, terminal, keyring, folders and the way to ORCID and Alma",
        description="Check everything the program needs. The output holds no secret.",
        allow_abbrev=False,
    )
    options.add_profile(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings as they come. Returns 4 when one of them is a failure."""
    printer, failed = LineWriter(sys.stdout), False
    for finding in _findings(arguments.profile):
        mark = "FAILED  " if finding.failed else ""
        printer.line(f"{finding.subject}: {mark}{clean(finding.text)}")
        printer.flush()
        failed = failed or finding.failed
    return int(ExitCode.PARTLY if failed else ExitCode.DONE)


def _findings(profile: str | None) -> Iterator[Finding]:
    yield from _versions()
    yield from _terminal()
    yield from _folders()
    yield _keyring()
    yield _encrypted_file()
    yield from _hiding()
    yield from _settings()
    yield from _profile(profile)
    yield from _secrets(profile)
    yield from _registry(profile)
    yield from _alma(profile)


def _versions() -> Iterator[Finding]:
    yield Finding("orcid-tui", __version__)
    yield Finding("Python", f"{platform.python_version()} ({platform.python_implementation()})")
    for part in PARTS:
        version = part_version(part)
        yield Finding(part, version, failed=version == "not installed")
    yield Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}")


def _terminal() -> Iterator[Finding]:
    streams = {"input": sys.stdin, "output": sys.stdout, "errors": sys.stderr}
    terminals = [name for name, stream in streams.items() if is_terminal(stream)]
    yield Finding("terminal", f"for {', '.join(terminals)}" if terminals else "none (piped)")
    if is_terminal(sys.stdout):
        try:
            size = os.get_terminal_size(sys.stdout.fileno())
            yield Finding("terminal size", f"{size.columns} columns, {size.lines} rows")
        except OSError as error:
            yield Finding("terminal size", f"unknown ({error.strerror})")
    yield Finding(
        "encoding", f"output {sys.stdout.encoding}, file names {sys.getfilesystemencoding()}"
    )
    for variable in _TERMINAL_VARIABLES:
        yield Finding(variable, os.environ.get(variable) or "not set")


def _folders() -> Iterator[Finding]:
    for word, place in kept_places().items():
        writable = _can_be_written(place)
        text = str(place) + ("" if place.exists() else " (not made yet)")
        yield Finding(word, text if writable else f"{text}: cannot be written", failed=not writable)


def _can_be_written(place: Path) -> bool:
    """Whether a file or folder can be written, or made where it is not there yet."""
    if place.exists():
        return os.access(place, os.W_OK)
    parent = next((folder for folder in place.parents if folder.exists()), None)
    return parent is not None and parent.is_dir() and os.access(parent, os.W_OK | os.X_OK)


def _keyring() -> Finding:
    from orcid_tui.secrets.system_keyring import examine

    report = examine()
    # No keyring is no failure: ORCID can be asked with variables, or without credentials.
    return Finding("keyring", f"{report.sentence} {report.hint}")


def _encrypted_file() -> Finding:
    from orcid_tui.secrets.encrypted_file import examine
    from orcid_tui.secrets.file_report import FileState

    report = examine()
    bad = report.state in (FileState.UNSAFE, FileState.DAMAGED)
    return Finding("encrypted file", f"{report.sentence} {report.hint}", failed=bad)


def _hiding() -> Iterator[Finding]:
    from orcid_tui.secrets.process import findings

    for sentence in findings():
        yield Finding("memory", sentence)


def _settings() -> Iterator[Finding]:
    from orcid_tui.settings.settings_file import load_settings

    try:
        settings = load_settings()
    except OrcidTuiError as error:
        yield Finding("records", str(error), failed=True)
        return
    practice = settings.practice
    unimarc = f"${practice.unimarc_subfield}" if practice.unimarc_subfield else "nothing is written"
    yield Finding(
        "records",
        f"fields {', '.join(practice.tags)}; form {practice.writing.value}; UNIMARC: {unimarc}",
    )
    if settings.unknown:
        yield Finding("unknown settings", f"{', '.join(settings.unknown)} (kept, but not used)")


def _profile(name: str | None) -> Iterator[Finding]:
    """The profile that is asked for, and what of an administrator's file was not used."""
    from orcid_tui.profiles.profile_file import load_profiles
    from orcid_tui.profiles.site import SITE_WORDS

    try:
        profiles = load_profiles()
    except OrcidTuiError as error:
        yield Finding("profile", str(error), failed=True)
        return
    for notice in profiles.notices:
        yield Finding("administrator's profiles", notice, failed=True)
    chosen = profiles.default if name is None else profiles.find(name)
    if chosen is not None:
        site = f", {SITE_WORDS}" if chosen.site else ""
        text = f"{chosen.name} ({chosen.institution}), {chosen.environment.value}{site}"
        yield Finding("profile", text)
    elif name is None:
        yield Finding("profile", "none yet (orcid-tui setup makes one)")
    else:
        yield Finding("profile", f"there is none named “{name}”", failed=True)


def _secrets(profile: str | None) -> Iterator[Finding]:
    """How each secret is found, once the passphrase of the encrypted file was asked for."""
    from orcid_tui.cli.passphrase import ask_beforehand
    from orcid_tui.profiles.profile_file import choose_profile
    from orcid_tui.profiles.secret_status import SecretState, secret_status
    from orcid_tui.secrets.kind import SecretKind

    try:
        ask_beforehand(profile)
        chosen = choose_profile(profile)
    except ConfigurationError:  # has been told under "profile"
        return
    except OrcidTuiError as error:
        yield Finding("secrets", str(error), failed=True)
        chosen = choose_profile(profile)
    for kind in SecretKind:
        status = secret_status(chosen, kind)
        unusable = not status.usable and status.state is not SecretState.NOT_SET
        yield Finding(f"secret {kind.value}", f"{status.sentence} {status.hint}", failed=unusable)


def _registry(profile: str | None) -> Iterator[Finding]:
    import asyncio

    from orcid_tui.profiles.site import site_profiles
    from orcid_tui.session.opening import open_registry

    told = site_profiles().notices
    try:
        registry, warnings = open_registry(profile)
    except OrcidTuiError as error:
        yield Finding("ORCID", str(error), failed=True)
        return
    for warning in warnings:
        if warning not in told:
            yield Finding("ORCID access", warning, failed=True)

    async def check() -> str:
        try:
            return await registry.check()
        finally:
            await registry.aclose()

    yield Finding("ORCID access", registry.access.sentence)
    yield Finding("ORCID pace", _orcid_pace())
    try:
        yield Finding(registry.label, asyncio.run(check()))
    except OrcidTuiError as error:
        yield Finding(registry.label, str(error), failed=True)
    if (day := registry.day) is not None:
        yield Finding("ORCID today", f"{day.sent:,} of {day.allowed:,} questions sent from here")


def _orcid_pace() -> str:
    from orcid_tui.settings.settings_file import load_settings

    settings = load_settings().orcid
    kept = f"kept for {settings.keep_days} days" if settings.keep_days else "not kept"
    return (
        f"at most {settings.per_second:g} questions a second, {settings.in_flight} at once; "
        f"answers are {kept}"
    )


def _alma(profile: str | None) -> Iterator[Finding]:
    from orcid_tui.profiles.alma_access import NoAlma, resolve_alma

    try:
        found = resolve_alma(profile)
    except NoAlma as none:
        yield Finding("Alma", str(none))
        return
    except OrcidTuiError as error:
        yield Finding("Alma", str(error), failed=True)
        return
    if found.warning:
        yield Finding("Alma access", found.warning, failed=True)
    if found.access is not None:
        yield Finding("Alma access", found.sentence)
        yield from _alma_keys(found.access)


def _alma_keys(access: AlmaAccess) -> Iterator[Finding]:
    """What the keys may do; a key that may not write, or not list sets, is no failure."""
    from orcid_tui.alma.key_check import Kind
    from orcid_tui.cli.secret_testing import alma_settings, look_at_keys, sentence_of

    settings = alma_settings()
    yield Finding(
        "Alma pace",
        f"at most {settings.per_second:g} calls a second, {settings.in_flight} at once; the last "
        f"{settings.floor:,} of the day are left to others",
    )
    try:
        found, remaining = look_at_keys(access)
    except OrcidTuiError as error:
        yield Finding("Alma", str(error), failed=True)
        return
    every = [*found.findings, *(found.network.findings if found.network else ())]
    for one in every:
        passable = one.good or one.kind in (Kind.READ_ONLY, Kind.NO_CONFIGURATION)
        yield Finding("Alma", sentence_of(one), failed=not passable)
    if remaining is not None:
        yield Finding("Alma calls", f"{remaining:,} left today")
