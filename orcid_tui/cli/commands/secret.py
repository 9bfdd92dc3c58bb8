"""`orcid-tui secret`: keep, look at, try, move and forget a secret, without a screen."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter, row_writer
from orcid_tui.cli.secret_rows import SECRET_COLUMNS, SecretsText, secret_row
from orcid_tui.cli.secret_setting import set_secret
from orcid_tui.errors import ExitCode
from orcid_tui.secrets.kind import SecretKind

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import Profile
    from orcid_tui.profiles.secret_status import SecretStatus

_DESCRIPTION: Final = """\
KIND is orcid (the client secret), alma (the API key of your institution) or alma-network (the API
key of your network). No command takes a secret as a word of its line, where every user of this
computer could read it: it is asked for without an echo, or comes through standard input."""

_SET: Final = """\
Ask for the secret (or read it from standard input), try it at ORCID or Alma, and keep it. Without
--keep it goes where it is kept already, else into the system keyring, else into the encrypted
file, and it is said which."""

_STATUS_CODES: Final = """\
exit codes:
  0  each secret that is needed can be used
  3  one that is needed is not set
  4  one is set and cannot be used now (locked, gone, unsafe …)"""

_TEST_CODES: Final = """\
exit codes:
  0  accepted
  2  refused
  3  there is none
  4  ORCID or Alma could not be asked, or the secret could not be read now"""


def add(commands: options.Commands) -> None:
    """`orcid-tui secret`"""
    parser = commands.add_parser(
        "secret",
        help="keep, look at, try, move or forget the client secret and API keys",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run_status, kind=None, format=options.Format.TEXT)
    parser.quotes = False
    options.add_profile(parser)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_set(inner)
    status = _add(inner, "status", "how each is found; asks and unlocks nothing", _STATUS_CODES)
    _add_kind(status, optional=True)
    options.add_format(status)
    options.add_json(status)
    status.set_defaults(run=run_status)
    test = _add(inner, "test", "try the one that is kept at ORCID or Alma", _TEST_CODES)
    _add_kind(test)
    test.set_defaults(run=run_test)
    _add_move(inner)
    _add_forget(inner)
    _add_passphrase(inner)


def _add(
    commands: options.Commands, name: str, text: str, epilog: str | None = None
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.quotes = False
    options.add_profile(parser)
    return parser


def _add_set(commands: options.Commands) -> None:
    parser = _add(commands, "set", "ask for one, try it, and keep it")
    parser.description = _SET
    _add_kind(parser)
    parser.add_argument(
        "--keep", choices=("keyring", "file", "session"), help="where: one of these three"
    )
    parser.add_argument(
        "--no-test", dest="test", action="store_false", help="keep it without trying it"
    )
    parser.add_argument(
        "--institution", metavar="NAME", help="the library; a new name makes a new profile"
    )
    parser.add_argument("--client-id", metavar="ID", help="ORCID's client ID, which is not secret")
    parser.add_argument(
        "--environment",
        choices=("production", "sandbox"),
        default="production",
        help="for a new profile: which ORCID is asked (default: production)",
    )
    parser.add_argument(
        "--alma-url", metavar="WHERE", help="the region of your Alma, such as eu, or an address"
    )
    parser.add_argument(
        "--at-terminal",
        action="store_true",
        help="with --command: it asks at the terminal, so it runs before the screens",
    )
    parser.add_argument(
        options.COMMAND,
        nargs=argparse.REMAINDER,
        metavar=("PROGRAM", "ARGUMENT"),
        help=(
            "comes last: the secret is what this program prints, each time; all words behind it "
            "are its own, and it is run without a shell"
        ),
    )
    parser.set_defaults(run=run_set)


def _add_move(commands: options.Commands) -> None:
    parser = _add(commands, "move", "keep it in another place from now on")
    _add_kind(parser)
    parser.add_argument(
        "--to", choices=("keyring", "file"), required=True, help="the place it goes to"
    )
    parser.set_defaults(run=run_move)


def _add_forget(commands: options.Commands) -> None:
    parser = _add(commands, "forget", "delete it here")
    _add_kind(parser)
    parser.add_argument("--yes", action="store_true", help="ask nobody, as in a script")
    parser.set_defaults(run=run_forget)


def _add_passphrase(commands: options.Commands) -> None:
    parser = _add(commands, "passphrase", "change the passphrase of the encrypted file")
    parser.add_argument(
        "--lost",
        action="store_true",
        help="nobody knows it any more: put the file aside, so that a new one can begin",
    )
    parser.set_defaults(run=run_passphrase)


def _add_kind(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    parser.add_argument(
        "kind",
        type=_kind,
        metavar="KIND",
        nargs="?" if optional else None,
        help="orcid, alma or alma-network" + ("; all of them without it" if optional else ""),
    )


def _kind(word: str) -> SecretKind:
    try:
        return SecretKind(word)
    except ValueError:
        # It is not quoted: somebody may have put the secret itself here.
        raise argparse.ArgumentTypeError("is none of orcid, alma and alma-network") from None


def run_set(arguments: argparse.Namespace) -> int:
    """Keep a secret."""
    return set_secret(arguments, arguments.kind)


def run_status(arguments: argparse.Namespace) -> int:
    """How each secret is found. Returns 3 or 4 as the help says."""
    from orcid_tui.profiles.profile_file import choose_profile
    from orcid_tui.profiles.secret_status import secret_status

    chosen = choose_profile(arguments.profile)
    kinds = tuple(SecretKind) if arguments.kind is None else (arguments.kind,)
    writer = row_writer(arguments.format, SECRET_COLUMNS, lambda: SecretsText(sys.stdout))
    code = ExitCode.DONE
    for kind in kinds:
        status = secret_status(chosen, kind)
        writer.write(secret_row(chosen, status))
        needed = arguments.kind is not None or _needed(chosen, kind)
        code = max(code, _code(status, needed=needed))
    writer.flush()
    return int(code)


def _needed(profile: Profile | None, kind: SecretKind) -> bool:
    """Whether what is set up does not work without it."""
    if profile is None:
        return False
    if kind is SecretKind.ORCID:
        return bool(profile.client_id)
    return kind is SecretKind.ALMA and bool(profile.alma_url)


def _code(status: SecretStatus, *, needed: bool) -> ExitCode:
    from orcid_tui.profiles.secret_status import SecretState

    if status.usable:
        return ExitCode.DONE
    if status.state is SecretState.NOT_SET:
        return ExitCode.SETUP_UNFINISHED if needed else ExitCode.DONE
    return ExitCode.PARTLY


def run_test(arguments: argparse.Namespace) -> int:
    """Try the secret that is used. Returns as the help says."""
    from orcid_tui.cli.secret_trying import try_kept

    return try_kept(arguments.profile, arguments.kind)


def run_move(arguments: argparse.Namespace) -> int:
    """Move a secret. Returns 4 when the old copy could not be deleted."""
    from orcid_tui.cli.secret_going import move

    return move(arguments.profile, arguments.kind, arguments.to)


def run_forget(arguments: argparse.Namespace) -> int:
    """Forget a secret. Returns 3 when somebody says no."""
    from orcid_tui.cli.secret_going import forget

    return forget(arguments.profile, arguments.kind, yes=arguments.yes)


def run_passphrase(arguments: argparse.Namespace) -> int:
    """Change the passphrase, or put the file aside."""
    from orcid_tui.cli.passphrase import change, put_aside

    sentence = put_aside() if arguments.lost else change()
    printer = LineWriter(sys.stdout)
    printer.line(sentence)
    printer.flush()
    return int(ExitCode.DONE)
