"""The passphrase of the encrypted file, asked for at the terminal when a secret in it is needed.

Commands and screens ask for secrets deep inside, where nobody may be asked: a screen has the
terminal then, and the event loop would not hear Ctrl-C. So what needs one is tried, and tried
again once the file is open. Commands of a password manager that ask at the terminal run here too,
before the screens. Source: secrets.md sections 6.2 and 6.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from orcid_tui.cli.prompting import ask_hidden, confirmed, somebody_is_there
from orcid_tui.cli.streams import complain, say
from orcid_tui.errors import (
    ConfigurationError,
    FileLocked,
    OrcidTuiError,
    SecretStoreError,
    WrongPassphrase,
)
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

T = TypeVar("T")

_TRIES: Final = 3
_ORCID: Final = (SecretKind.ORCID,)
OF_ALMA: Final = (SecretKind.ALMA, SecretKind.ALMA_NETWORK)
"""The keys that whatever asks Alma may need."""

_WITHOUT: Final = "Going on without what is in the encrypted file."


def with_secrets(
    call: Callable[[], T], profile: str | None, kinds: Iterable[SecretKind] = _ORCID
) -> T:
    """What the call gives, which may need secrets of these kinds; asks at most once in a run.

    Where nobody can be asked, or nobody wants to answer, the call goes on without them, with its
    own sentence about what it lacks. Raises WrongPassphrase after three wrong ones, and what the
    call raises.
    """
    run_commands_that_ask(profile, kinds)
    try:
        return call()
    except FileLocked:
        unlock_or_go_on()
        return call()


def of_sources(
    call: Callable[[], T], sources: Sequence[str], profile: str | None, *, asks_orcid: bool
) -> T:
    """The same for a call that opens sources; `asks_orcid`: it looks persons up as well."""
    from orcid_tui.session.opening import DEMO_SOURCE, alma_source

    if DEMO_SOURCE in sources:
        return call()
    kinds: tuple[SecretKind, ...] = _ORCID if asks_orcid else ()
    # Sources first: files alone are opened without a look at the profiles.
    if alma_source(sources) is not None and _asks_at_the_terminal(profile, OF_ALMA):
        kinds += OF_ALMA
    return with_secrets(call, profile, kinds)


def ask_beforehand(profile: str | None, in_file: Iterable[SecretKind] = SecretKind) -> None:
    """Before a screen, or a report, that looks for the secrets by itself: whatever has to be asked.

    The passphrase only if a secret of these kinds comes from the encrypted file. What is wrong
    otherwise is told by whatever needs it. Raises WrongPassphrase after three wrong ones.
    """
    from orcid_tui.profiles.kept_secret import find_secret
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.profiles.profile_file import choose_profile

    def look() -> None:
        for kind in in_file:
            if chosen is not None and chosen.kept(kind).place is SecretPlace.FILE:
                find_secret(chosen, kind)

    try:
        chosen = choose_profile(profile)
        with_secrets(look, profile, SecretKind)
    except WrongPassphrase:
        raise
    except (ConfigurationError, SecretStoreError):
        return


def unlock_or_go_on() -> bool:
    """Ask for the passphrase; whether the file is open now.

    Raises WrongPassphrase after three wrong ones, and what else is wrong with the file.
    """
    from orcid_tui.profiles.kept_secret import leave_file_locked

    if somebody_is_there() and _unlocked_by_asking():
        return True
    leave_file_locked()
    return False


def unlock() -> None:
    """The same for whoever cannot go on without. Raises FileLocked when it stays locked."""
    from orcid_tui.secrets import encrypted_file
    from orcid_tui.secrets.file_report import FileState

    report = encrypted_file.examine()
    if report.state is FileState.LOCKED and not (somebody_is_there() and _unlocked_by_asking()):
        raise report.as_error()


def begin_file() -> None:
    """Begin the encrypted file with a new passphrase, typed twice, where there is none yet.

    Raises SecretStoreError when nobody can be asked or nobody answers, ConfigurationError after
    three that will not do.
    """
    from orcid_tui.secrets import encrypted_file

    if not somebody_is_there():
        raise SecretStoreError(
            "There is no encrypted file yet, and nobody here who could choose its passphrase.",
            "Run this at a terminal once.",
        )
    say("The encrypted file is new. Choose a passphrase for it; nobody can open it without.")
    encrypted_file.create(new_passphrase())


def new_passphrase() -> Secret:
    """One that may be used, typed twice alike. Raises as `begin_file`."""
    from orcid_tui.secrets.passphrase import ADVICE, SHORTEST, checked_passphrase

    say(f"At least {SHORTEST} characters. {ADVICE}")
    for left in reversed(range(_TRIES)):
        first = ask_hidden("New passphrase:")
        if first is None:
            raise SecretStoreError("No passphrase was chosen.", "Nothing was changed.")
        try:
            checked_passphrase(first)
        except ConfigurationError as fault:
            if not left:
                raise
            say(str(fault))
            continue
        if ask_hidden("The same again:") == first:
            return first
        say("The two were not the same.")
    raise SecretStoreError("No passphrase was chosen.", "Nothing was changed.")


def run_commands_that_ask(profile: str | None, kinds: Iterable[SecretKind]) -> None:
    """Run the profile's commands that ask at the terminal, while it is free. A failure is told."""
    from orcid_tui.profiles.kept_secret import find_secret
    from orcid_tui.profiles.profile_file import choose_profile

    asking = _asks_at_the_terminal(profile, tuple(kinds))
    if not asking or not somebody_is_there():
        return
    chosen = choose_profile(profile)
    for kind in asking:
        try:
            find_secret(chosen, kind, at_terminal=True)
        except OrcidTuiError as fault:
            complain(str(fault))


def _asks_at_the_terminal(
    profile: str | None, kinds: Sequence[SecretKind]
) -> tuple[SecretKind, ...]:
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.profiles.profile_file import choose_profile

    try:
        chosen = choose_profile(profile) if kinds else None
    except ConfigurationError:  # told by whatever needs the profile
        return ()
    if chosen is None:
        return ()
    kept = {kind: chosen.kept(kind) for kind in kinds}
    return tuple(
        kind for kind, one in kept.items() if one.place is SecretPlace.COMMAND and one.terminal
    )


def _unlocked_by_asking() -> bool:
    from orcid_tui.secrets import encrypted_file

    for left in reversed(range(_TRIES)):
        passphrase = ask_hidden(encrypted_file.PROMPT)
        if passphrase is None:
            say(_WITHOUT)
            return False
        try:
            encrypted_file.unlock(passphrase)
        except WrongPassphrase as fault:
            if not left:
                raise WrongPassphrase(
                    fault.message, "Press Enter at once to go on without it."
                ) from None
            say(fault.message)
        else:
            return True
    return False


def change() -> str:
    """Ask for the passphrase and for a new one; says what was done.

    Raises SecretStoreError when there is no file or nobody to ask, WrongPassphrase after three.
    """
    from orcid_tui.secrets import encrypted_file
    from orcid_tui.secrets.file_report import FileState

    report = encrypted_file.examine()
    if report.state is FileState.NONE:
        raise SecretStoreError("There is no encrypted file yet.", "Keep a secret in it first.")
    if report.state not in (FileState.LOCKED, FileState.OPEN):
        raise report.as_error()
    if not somebody_is_there():
        raise report.as_error()
    for left in reversed(range(_TRIES)):
        old = ask_hidden(encrypted_file.PROMPT)
        if old is None:
            raise SecretStoreError("No passphrase was entered.", "Nothing was changed.")
        try:
            encrypted_file.unlock(old)
        except WrongPassphrase as fault:
            if not left:
                raise
            say(fault.message)
            continue
        encrypted_file.change_passphrase(old, new_passphrase())
        break
    return "The encrypted file has the new passphrase. Copies in backups still open with the old."


def put_aside() -> str:
    """Rename the file, after a question; says where it is. Raises SecretStoreError."""
    from orcid_tui.folders import shown
    from orcid_tui.secrets import encrypted_file

    if not somebody_is_there():
        raise ConfigurationError(
            "There is nobody here to be asked before the encrypted file is put aside.",
            "Run this at a terminal.",
        )
    question = "Put the encrypted file aside? Every secret in it has to be entered anew."
    if not confirmed(question):
        return "Nothing was changed."
    where = encrypted_file.set_aside()
    if where is None:
        return "There is no encrypted file."
    return (
        f"The file is now {shown(where)}. Keep the secrets anew with orcid-tui secret set or "
        "orcid-tui setup."
    )
