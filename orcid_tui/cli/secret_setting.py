"""Keeping a secret from the command line: typed without an echo, piped in, or given by a command.

There is no way to say a secret in the command line itself, where every user of the computer can
see it and the shell keeps it. The order is: place, secret, test, keep, read back, record.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.prompting import ask_hidden, somebody_is_there
from orcid_tui.cli.secret_places import make_ready, place_for, protection
from orcid_tui.cli.secret_testing import Verdict, ask_alma, ask_orcid
from orcid_tui.cli.streams import complain, is_terminal, say
from orcid_tui.errors import ConfigurationError, ExitCode
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.alma.access import AlmaKey
    from orcid_tui.profiles.profile import KeptSecret, Profile
    from orcid_tui.secrets.kind import SecretKind
    from orcid_tui.secrets.secret import Secret

_LONGEST_INPUT: Final = 4096
_NOTHING: Final = "Nothing was changed."


def set_secret(arguments: argparse.Namespace, kind: SecretKind) -> int:
    """Keep it. Returns 3 when nothing was entered, 2 when it is refused, 4 when nobody answers."""
    from orcid_tui.profiles.keeping import store_with_secrets
    from orcid_tui.profiles.secret_status import rotation_sentence
    from orcid_tui.profiles.verdict import record_accepted

    existing = _existing(arguments)
    institution = _institution(arguments, existing)
    _require_address(arguments, kind, existing)
    kept = _kept(arguments, kind, existing)
    say(protection(kept.place))
    make_ready(kept.place, kind)
    secret = _given_by(kept, kind) if kept.command else _entered(kind)
    if secret is None:
        say(f"Nothing was entered. {_NOTHING}")
        return int(ExitCode.SETUP_UNFINISHED)
    profile = _checked(arguments, kind, existing, institution, secret)
    printer = LineWriter(sys.stdout)
    if arguments.test:
        verdict = _tested(profile, kind, secret)
        if not verdict.accepted:
            for sentence in verdict.sentences:
                complain(sentence)
            say(f"{_NOTHING} To keep it untested, say --no-test.")
            return int(verdict.code)
        for sentence in verdict.sentences:
            printer.line(clean(sentence))
    replaced = existing is not None and bool(existing.kept(kind).since)
    recorded = store_with_secrets(profile, {kind: secret}, kept, make_default=existing is None)
    if arguments.test:
        recorded = record_accepted(recorded, kind)
    _tell(printer, recorded, kind)
    if replaced:
        printer.line(rotation_sentence(kind))
    printer.flush()
    return int(ExitCode.DONE)


def _tell(printer: LineWriter, recorded: Profile, kind: SecretKind) -> None:
    """Where it is now; and if something else is used in its place, that too."""
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.profiles.secret_status import secret_status
    from orcid_tui.secrets.kind import SecretKind

    status = secret_status(recorded, kind)
    sentence = f"{status.sentence} {status.hint}"
    if recorded.kept(kind).place is SecretPlace.SESSION:
        way = "orcid-tui setup" if kind is SecretKind.ORCID else "orcid-tui setup --alma"
        sentence = f"The {kind.full_words} is not kept. Enter it in {way} when you work."
    whose = f"{clean(recorded.name)} ({clean(recorded.institution)})"
    printer.line(f"{whose}: {clean(sentence)}".rstrip())


def _existing(arguments: argparse.Namespace) -> Profile | None:
    """The profile that is meant, own and not an administrator's; None for a new institution."""
    from orcid_tui.profiles.profile_file import choose_profile, load_profiles, require_own

    if arguments.institution is not None and arguments.profile is None:
        named = load_profiles().find_by_institution(arguments.institution)
        chosen = None if named is not None and named.site else named
    else:
        chosen = choose_profile(arguments.profile)
    if chosen is not None:
        require_own(chosen)
    return chosen


def _institution(arguments: argparse.Namespace, existing: Profile | None) -> str:
    name: str = arguments.institution or (existing.institution if existing else "")
    if not clean(name):
        raise ConfigurationError(
            "There is no profile yet.",
            "Name your library with --institution, or use orcid-tui setup.",
        )
    return name


def _require_address(
    arguments: argparse.Namespace, kind: SecretKind, existing: Profile | None
) -> None:
    """What has to be known beside the secret, said before anybody pastes one."""
    from orcid_tui.alma.access import REGIONS
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.secrets.kind import SecretKind

    if kind is SecretKind.ORCID:
        if not arguments.client_id and not (existing and existing.client_id):
            raise ConfigurationError(
                "The client ID is not known yet.",
                "Say it with --client-id APP-…; it is not secret, and ORCID shows it beside the "
                "client secret. orcid-tui setup says how to get both.",
            )
        return
    if not arguments.alma_url and not (existing and existing.alma_url):
        raise ConfigurationError(
            "It is not known yet where your Alma is.",
            f"Say its region with --alma-url ({', '.join(REGIONS)}), or an address.",
        )
    if kind is SecretKind.ALMA_NETWORK and (
        existing is None or existing.alma_key.place is SecretPlace.NONE
    ):
        raise ConfigurationError(
            "The key of the network does not stand alone.",
            "Keep the key of your own institution first: orcid-tui secret set alma.",
        )


def _kept(arguments: argparse.Namespace, kind: SecretKind, existing: Profile | None) -> KeptSecret:
    from orcid_tui.profiles.profile import KeptSecret, SecretPlace

    if arguments.command is None:
        if arguments.at_terminal:
            raise ConfigurationError("--at-terminal goes with --command.", "Name the command.")
        return KeptSecret(place_for(existing, kind, arguments.keep))
    command = tuple(arguments.command)
    if not command:
        raise ConfigurationError(
            "No command was named.", "Behind --command stand its program and its arguments."
        )
    if arguments.keep is not None:
        raise ConfigurationError(
            "A secret has one place: --keep and --command exclude each other.",
            "Take one of them away.",
        )
    return KeptSecret(SecretPlace.COMMAND, command=command, terminal=arguments.at_terminal)


def _given_by(kept: KeptSecret, kind: SecretKind) -> Secret:
    from orcid_tui.secrets import command

    return command.read(kept, kind, at_terminal=somebody_is_there())


def _entered(kind: SecretKind) -> Secret | None:
    from orcid_tui.secrets.shape import checked_secret

    if is_terminal(sys.stdin):
        if not somebody_is_there():  # a terminal that is not ours would show what is typed
            raise ConfigurationError(
                "There is no terminal here that can be asked without showing what is typed.",
                "Send the secret through standard input, from a file or a program.",
            )
        typed = ask_hidden(f"{kind.full_words[0].upper()}{kind.full_words[1:]} (not shown):")
        if typed is None:
            return None
        return checked_secret(typed.reveal(), "What was entered", kind)
    text = _piped()
    return checked_secret(text, "What came on standard input", kind) if text.strip() else None


def _piped() -> str:
    try:
        return sys.stdin.read(_LONGEST_INPUT) if sys.stdin is not None else ""
    except (OSError, ValueError):
        # `from None`: the error of decoding quotes what it could not read.
        raise ConfigurationError(
            "Standard input cannot be read, or is no text.", "Send the secret alone, as one line."
        ) from None


def _checked(
    arguments: argparse.Namespace,
    kind: SecretKind,
    existing: Profile | None,
    institution: str,
    secret: Secret,
) -> Profile:
    """The profile as it is to be recorded. Raises ConfigurationError."""
    from orcid_tui.profiles import alma_saving, saving
    from orcid_tui.profiles.profile import Environment
    from orcid_tui.secrets.kind import SecretKind

    if kind is SecretKind.ORCID:
        return saving.checked(
            saving.Draft(
                institution,
                existing.environment if existing else Environment(arguments.environment),
                arguments.client_id or (existing.client_id if existing else ""),
                secret,
                existing.api_url if existing else "",
                existing.token_url if existing else "",
            ),
            existing,
        )
    own = kind is SecretKind.ALMA
    return alma_saving.checked(
        alma_saving.AlmaDraft(
            institution,
            arguments.alma_url or (existing.alma_url if existing else ""),
            key=secret if own else None,
            network_key=None if own else secret,
        ),
        existing,
    )


def _tested(profile: Profile, kind: SecretKind, secret: Secret) -> Verdict:
    """What ORCID or Alma says to it. Raises SecretStoreError when the key beside it cannot be
    read."""
    from orcid_tui.alma.access import AlmaAccess, AlmaKey
    from orcid_tui.registry.orcid.access import Credentials, OrcidAccess
    from orcid_tui.secrets.kind import SecretKind

    source = "what was entered"
    if kind is SecretKind.ORCID:
        credentials = Credentials(profile.client_id, secret, source)
        return ask_orcid(OrcidAccess(profile.endpoints(), credentials))
    key = AlmaKey(secret, source)
    if kind is SecretKind.ALMA:
        return ask_alma(AlmaAccess(profile.alma_base(), key), kind)
    return ask_alma(AlmaAccess(profile.alma_base(), _own_key(profile), key), kind)


def _own_key(profile: Profile) -> AlmaKey:
    from orcid_tui.alma.access import AlmaKey
    from orcid_tui.cli.passphrase import run_commands_that_ask
    from orcid_tui.cli.secret_places import make_readable
    from orcid_tui.profiles.kept_secret import find_secret, why_gone
    from orcid_tui.secrets.kind import SecretKind

    make_readable(profile.alma_key)
    run_commands_that_ask(profile.name, (SecretKind.ALMA,))
    found = find_secret(profile, SecretKind.ALMA)
    if found is None:
        raise ConfigurationError(why_gone(profile, SecretKind.ALMA), "Keep that key first.")
    return AlmaKey(found.secret, found.source)
