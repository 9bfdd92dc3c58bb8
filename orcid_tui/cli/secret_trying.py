"""`secret test`: the secret that would be used now, tried at the service it belongs to."""

from __future__ import annotations

import sys

from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.passphrase import OF_ALMA, with_secrets
from orcid_tui.cli.secret_testing import Verdict, ask_alma, ask_orcid
from orcid_tui.cli.streams import complain
from orcid_tui.errors import ExitCode, SecretStoreError
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean


def try_kept(profile: str | None, kind: SecretKind) -> int:
    """Print what ORCID or Alma says. Returns 0 accepted, 2 refused, 3 none there, 4 not asked."""
    from orcid_tui.profiles.profile_file import choose_profile
    from orcid_tui.profiles.secret_status import SecretState, secret_status

    verdict = _orcid(profile) if kind is SecretKind.ORCID else _alma(profile, kind)
    chosen = choose_profile(profile)
    if verdict is None:
        status = secret_status(chosen, kind)
        complain(f"{status.sentence} {status.hint}")
        nothing = status.state is SecretState.NOT_SET
        return int(ExitCode.SETUP_UNFINISHED if nothing else ExitCode.PARTLY)
    printer = LineWriter(sys.stdout)
    for sentence in verdict.sentences:
        if verdict.accepted:
            printer.line(clean(sentence))
        else:
            complain(sentence)
    if verdict.accepted:
        _record(profile, kind)
        printer.line(clean(secret_status(choose_profile(profile), kind).sentence))
    printer.flush()
    return int(verdict.code)


def _orcid(profile: str | None) -> Verdict | None:
    from orcid_tui.profiles.access import resolve_access

    resolved = with_secrets(lambda: resolve_access(profile), profile)
    if resolved.access.credentials is None:
        return None
    return ask_orcid(resolved.access)


def _alma(profile: str | None, kind: SecretKind) -> Verdict | None:
    from orcid_tui.profiles.alma_access import NoAlma, resolve_alma

    try:
        resolved = with_secrets(lambda: resolve_alma(profile), profile, OF_ALMA)
    except NoAlma:
        return None
    access = resolved.access
    if access is None or (kind is SecretKind.ALMA_NETWORK and access.network_key is None):
        return None
    return ask_alma(access, kind)


def _record(profile: str | None, kind: SecretKind) -> None:
    """When it was accepted, if it is the profile's own secret and not one of a variable."""
    from orcid_tui.profiles.kept_secret import Way, find_secret
    from orcid_tui.profiles.profile_file import choose_profile
    from orcid_tui.profiles.verdict import record_accepted

    chosen = choose_profile(profile)
    if chosen is None:
        return
    try:
        found = find_secret(chosen, kind)
    except SecretStoreError:
        return
    if found is not None and found.way is Way.RECORDED:
        record_accepted(chosen, kind)
