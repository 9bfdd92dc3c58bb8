"""`secret move` and `secret forget`: from one place to another, or away."""

from __future__ import annotations

import sys

from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.passphrase import run_commands_that_ask
from orcid_tui.cli.prompting import confirmed, somebody_is_there
from orcid_tui.cli.secret_places import make_readable, make_ready, protection
from orcid_tui.cli.streams import complain, say
from orcid_tui.errors import ConfigurationError, ExitCode
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean


def move(profile: str | None, kind: SecretKind, to: str) -> int:
    """Keep it there from now on. Returns 4 when only the old copy could not be deleted."""
    from orcid_tui.profiles.moving import LeftBehind, move_secret
    from orcid_tui.profiles.profile import KeptSecret, SecretPlace
    from orcid_tui.profiles.profile_file import choose_profile, require_own
    from orcid_tui.profiles.secret_status import secret_status

    chosen = choose_profile(profile)
    place = SecretPlace(to)
    if chosen is None:
        raise ConfigurationError("There is no profile yet.", "orcid-tui setup makes one.")
    require_own(chosen)
    if chosen.kept(kind).place is place:
        _print(f"It is kept there already. {secret_status(chosen, kind).sentence}")
        return int(ExitCode.DONE)
    if chosen.kept(kind).place is not SecretPlace.NONE:
        say(protection(place))
        make_readable(chosen.kept(kind))
        run_commands_that_ask(chosen.name, (kind,))
        make_ready(place, kind)
    try:
        recorded = move_secret(chosen, kind, KeptSecret(place))
    except LeftBehind as fault:
        complain(str(fault))
        return int(ExitCode.PARTLY)
    _print(secret_status(recorded, kind).sentence)
    return int(ExitCode.DONE)


def forget(profile: str | None, kind: SecretKind, *, yes: bool) -> int:
    """Delete it here. Returns 3 when somebody says no."""
    from orcid_tui.profiles.kept_secret import keeper_words
    from orcid_tui.profiles.moving import after_forgetting, forget_secret
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.profiles.profile_file import choose_profile, require_own

    chosen = choose_profile(profile)
    if chosen is None:
        raise ConfigurationError("There is no profile yet, so there is nothing to forget.")
    require_own(chosen)
    kept = chosen.kept(kind)
    if kept.place is SecretPlace.NONE:
        forget_secret(chosen, kind)  # raises for one that a variable gives
        _print(f"{clean(chosen.institution)} has no {kind.full_words}; nothing was changed.")
        return int(ExitCode.DONE)
    if not yes:
        if not somebody_is_there():
            raise ConfigurationError(
                "There is nobody here to be asked before a secret is deleted.",
                "In a script, say --yes.",
            )
        whose = f"the {kind.full_words} of {clean(chosen.institution)}"
        if not confirmed(f"Forget {whose}, kept in {keeper_words(kept)}?"):
            say("Nothing was changed.")
            return int(ExitCode.SETUP_UNFINISHED)
    make_readable(kept)
    forget_secret(chosen, kind)
    _print(f"Forgotten: the {kind.full_words} of {clean(chosen.institution)}.")
    _print(after_forgetting(kept, kind))
    return int(ExitCode.DONE)


def _print(sentence: str) -> None:
    printer = LineWriter(sys.stdout)
    printer.line(clean(sentence))
    printer.flush()
