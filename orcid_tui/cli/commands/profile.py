"""`orcid-tui profile`: which institutions are set up, which is in use, and deleting one."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter, row_writer
from orcid_tui.cli.passphrase import unlock_or_go_on
from orcid_tui.cli.profile_rows import PROFILE_COLUMNS, ProfilesText, ProfileText, profile_row
from orcid_tui.cli.prompting import confirmed, somebody_is_there
from orcid_tui.cli.streams import complain, say
from orcid_tui.cli.summing_up import sum_up
from orcid_tui.errors import ConfigurationError, ExitCode
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import Profile
    from orcid_tui.profiles.profile_file import Profiles

_DESCRIPTION = """\
A profile is one institution: how it asks ORCID, and where its Alma is. orcid-tui setup makes one,
and so does orcid-tui secret set. Whatever is shown here holds no secret, only where each is."""


def add(commands: options.Commands) -> None:
    """`orcid-tui profile`"""
    parser = commands.add_parser(
        "profile",
        help="show the institutions that are set up, choose one, or delete one",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run_list, format=options.Format.TEXT)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(inner, "list", "all profiles, the one in use with a star", run_list)
    _add(inner, "show", "all about one profile; without NAME about the one in use", run_show)
    _add(inner, "use", "from now on take this one when none is named", run_use)
    _add(inner, "delete", "delete a profile and the secrets that are kept for it", run_delete)


def _add(commands: options.Commands, name: str, text: str, run: object) -> None:
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    if name != "list":
        parser.add_argument(
            "name",
            type=options.a_name,
            metavar="NAME",
            nargs="?" if name == "show" else None,
            help="the profile, as list shows it, or its institution",
        )
    if name in ("list", "show"):
        options.add_format(parser)
        options.add_json(parser)
    if name == "delete":
        parser.add_argument("--yes", action="store_true", help="ask nobody, as in a script")
    parser.set_defaults(run=run)


def run_list(arguments: argparse.Namespace) -> int:
    """All profiles."""
    profiles = _profiles()
    writer = row_writer(arguments.format, PROFILE_COLUMNS, lambda: ProfilesText(sys.stdout))
    for one in profiles.items:
        writer.write(profile_row(one, in_use=one == profiles.default))
    writer.flush()
    for notice in profiles.notices:
        complain(notice)
    if not profiles.items and arguments.format is options.Format.TEXT:
        sum_up(arguments.format, ["No profile yet. orcid-tui setup makes one."])
    return int(ExitCode.DONE)


def run_show(arguments: argparse.Namespace) -> int:
    """One profile, by default the one in use. Returns 3 when there is none at all."""
    profiles = _profiles()
    # `--profile NAME` names it as well as NAME.
    chosen = _chosen(arguments.name or arguments.profile)
    if chosen is None:
        complain("No profile yet. orcid-tui setup makes one.")
        return int(ExitCode.SETUP_UNFINISHED)
    writer = row_writer(arguments.format, PROFILE_COLUMNS, lambda: ProfileText(sys.stdout))
    writer.write(profile_row(chosen, in_use=chosen == profiles.default))
    writer.flush()
    return int(ExitCode.DONE)


def run_use(arguments: argparse.Namespace) -> int:
    """Take this profile from now on."""
    from orcid_tui.profiles.profile_file import use_profile

    chosen = use_profile(arguments.name)
    _tell(f"In use from now on: {chosen.name} ({clean(chosen.institution)}).")
    return int(ExitCode.DONE)


def run_delete(arguments: argparse.Namespace) -> int:
    """Delete it with its secrets. Returns 3 when somebody says no, 4 when a secret stays."""
    from orcid_tui.profiles.moving import delete_profile
    from orcid_tui.profiles.profile_file import require_own

    chosen = _named(arguments.name)
    require_own(chosen)
    for sentence in _what_goes(chosen):
        say(sentence)
    if not arguments.yes:
        if not somebody_is_there():
            raise ConfigurationError(
                "There is nobody here to be asked before the profile is deleted.",
                "In a script, say --yes.",
            )
        if not confirmed(f"Delete the profile {chosen.name}?"):
            say("Nothing was deleted.")
            return int(ExitCode.SETUP_UNFINISHED)
    if _is_in_the_locked_file(chosen):
        unlock_or_go_on()
    left = delete_profile(chosen.name)
    _tell(f"Deleted: {chosen.name} ({clean(chosen.institution)}).")
    for sentence in left:
        complain(sentence)
    return int(ExitCode.PARTLY if left else ExitCode.DONE)


def _what_goes(profile: Profile) -> list[str]:
    """What is lost with it, before somebody is asked."""
    from orcid_tui.profiles.kept_secret import keeper_words
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.secrets.kind import SecretKind

    goes = [f"With the profile of {profile.institution} goes what it says of ORCID and Alma."]
    for kind in SecretKind:
        kept = profile.kept(kind)
        if kept.place in (SecretPlace.KEYRING, SecretPlace.FILE):
            goes.append(f"The {kind.full_words} in {keeper_words(kept)} is deleted.")
        elif kept.place is SecretPlace.COMMAND:
            goes.append(f"The {kind.full_words} stays behind {keeper_words(kept)}.")
    return goes


def _is_in_the_locked_file(profile: Profile) -> bool:
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.secrets import encrypted_file
    from orcid_tui.secrets.file_report import FileState
    from orcid_tui.secrets.kind import SecretKind

    if all(profile.kept(kind).place is not SecretPlace.FILE for kind in SecretKind):
        return False
    return encrypted_file.examine().state is FileState.LOCKED


def _named(name: str) -> Profile:
    chosen = _chosen(name)
    assert chosen is not None
    return chosen


def _chosen(name: str | None) -> Profile | None:
    """Raises ConfigurationError, with the names that are known, for one that is not."""
    from orcid_tui.profiles.profile_file import choose_profile

    return choose_profile(name)


def _profiles() -> Profiles:
    from orcid_tui.profiles.profile_file import load_profiles

    profiles = load_profiles()
    for notice in profiles.notices:
        complain(notice)
    return profiles


def _tell(sentence: str) -> None:
    printer = LineWriter(sys.stdout)
    printer.line(clean(sentence))
    printer.flush()
