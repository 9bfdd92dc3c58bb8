"""Asking ORCID or Alma whether a secret is right, for commands. Nothing is changed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orcid_tui.errors import ExitCode, OrcidTuiError, RegistryUnreachable

if TYPE_CHECKING:
    from orcid_tui.alma.access import AlmaAccess
    from orcid_tui.alma.key_check import KeyFinding, KeyFindings
    from orcid_tui.registry.orcid.access import OrcidAccess
    from orcid_tui.secrets.kind import SecretKind
    from orcid_tui.settings.alma import AlmaSettings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the service said. `code` is 0 for yes, 2 for no, 4 when it could not be asked."""

    code: ExitCode
    sentences: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether the secret is right."""
        return self.code is ExitCode.DONE


def ask_orcid(access: OrcidAccess) -> Verdict:
    """Really get a token with these credentials, and throw it away."""
    import asyncio

    from orcid_tui.registry.orcid.token import request_token

    try:
        asyncio.run(request_token(access))
    except RegistryUnreachable as fault:
        return Verdict(ExitCode.PARTLY, (str(fault),))
    except OrcidTuiError as fault:
        return Verdict(ExitCode(fault.exit_code), (str(fault),))
    return Verdict(ExitCode.DONE, (f"{access.endpoints.label} accepts the client ID and secret.",))


def ask_alma(access: AlmaAccess, kind: SecretKind) -> Verdict:
    """Three calls with the key of this kind: what it may do, and whose it is.

    For the network's key `access` has both, so that one can be told from the other.
    """
    from orcid_tui.secrets.kind import SecretKind

    found, _ = look_at_keys(access)
    if kind is SecretKind.ALMA_NETWORK and found.network is not None:
        found = found.network
    sentences = tuple(sentence_of(one) for one in found.findings)
    return Verdict(_code(found), sentences)


def look_at_keys(access: AlmaAccess) -> tuple[KeyFindings, int | None]:
    """What the keys may do, and how many calls are left today where Alma says so."""
    import asyncio

    from orcid_tui.alma.connecting import connect
    from orcid_tui.alma.key_check import check_key

    async def check() -> tuple[KeyFindings, int | None]:
        connection = connect(access, alma_settings().pace())
        try:
            return await check_key(connection), connection.api.remaining
        finally:
            await connection.aclose()

    return asyncio.run(check())


def alma_settings() -> AlmaSettings:
    """How Alma is asked; a broken file of settings says nothing about a key."""
    from orcid_tui.settings.alma import AlmaSettings
    from orcid_tui.settings.settings_file import load_settings

    try:
        return load_settings().alma
    except OrcidTuiError:
        return AlmaSettings()


def sentence_of(finding: KeyFinding) -> str:
    """The finding, with what to do about it where something is."""
    return finding.message if finding.good else f"{finding.message} {finding.hint}".strip()


def _code(found: KeyFindings) -> ExitCode:
    from orcid_tui.alma.key_check import Kind

    kinds = {finding.kind for finding in found.findings}
    if kinds & {Kind.UNREACHABLE, Kind.USED_UP, Kind.FAULT}:
        return ExitCode.PARTLY
    if found.usable and Kind.SAME_INSTITUTION not in kinds:
        return ExitCode.DONE
    return ExitCode.USAGE
