"""Telling apart what may be wrong with a key, a sentence for each (alma-and-marc.md A3, A9).

Alma refuses a wrong key and a key without the right to an area with the same words, so it takes
a call for each area to tell which it is. For the set-up screen and for `doctor`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import AlmaApi, Environment, Institution
from orcid_tui.alma.faults import AlmaError, AlmaUnreachable, CallsUsedUp, KeyRefused, WrongHost
from orcid_tui.text import clean

_DEVELOPER_NETWORK: Final = "in the Developer Network of Ex Libris"
_UNKNOWN_ENVIRONMENT: Final = "environment not known, so treated like PRODUCTION"


class Kind(Enum):
    """What was found."""

    BELONGS = auto()
    """Whose key it is, and in which environment."""
    WRITES = auto()
    READ_ONLY = auto()
    NO_BIBS = auto()
    NO_CONFIGURATION = auto()
    WRONG_KEY = auto()
    WRONG_HOST = auto()
    UNREACHABLE = auto()
    USED_UP = auto()
    SAME_INSTITUTION = auto()
    """The key of the network is the institution's own."""
    FAULT = auto()
    """Any other answer than was hoped for."""


_GOOD: Final = (Kind.BELONGS, Kind.WRITES)


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One finding: a sentence, and what to do about it."""

    kind: Kind
    message: str
    hint: str = ""

    @property
    def good(self) -> bool:
        """Whether this is as it should be."""
        return self.kind in _GOOD


@dataclass(frozen=True, slots=True)
class KeyFindings:
    """What one key can do. None where it could not be found out.

    `network` is the same for the network's key, where there is one.
    """

    host: str
    institution: Institution | None
    reads: bool | None
    writes: bool | None
    reads_sets: bool | None
    findings: tuple[KeyFinding, ...]
    network: KeyFindings | None = None

    @property
    def usable(self) -> bool:
        """Whether records can be looked at; what else is missing is in the findings."""
        return self.reads is True

    @property
    def good(self) -> bool:
        """Whether nothing at all is missing."""
        own = all(finding.good for finding in self.findings)
        return own and (self.network is None or self.network.good)


async def check_key(connection: Connection) -> KeyFindings:
    """Try the key, and the network's key, with three calls each. Nothing is changed in Alma.

    Raises nothing of `alma.faults`: every fault is a finding.
    """
    own = await _check(connection.api, "The API key", needs_sets=True)
    if connection.network is None:
        return own
    network = await _check(connection.network, "The network's API key", needs_sets=False)
    return _with_network(own, network)


def whose(institution: Institution) -> str:
    """The institution and the environment, as in "Example Library (01EXA_INST), PRODUCTION"."""
    name, code = clean(institution.name), clean(institution.code)
    who = f"{name} ({code})" if name and code and name != code else name or code or "an institution"
    match institution.environment:
        case Environment.PRODUCTION:
            return f"{who}, PRODUCTION"
        case Environment.SANDBOX:
            return f"{who}, sandbox"
        case Environment.UNKNOWN:
            return f"{who}, {_UNKNOWN_ENVIRONMENT}"


async def _check(api: AlmaApi, key: str, *, needs_sets: bool) -> KeyFindings:
    findings: list[KeyFinding] = []
    institution: Institution | None = None
    reads: bool | None = None
    writes: bool | None = None
    reads_sets: bool | None = None
    try:
        reads = await api.may_read()
        try:
            institution = await api.institution()
        except KeyRefused:
            reads_sets = False
        else:
            reads_sets = True
            findings.append(KeyFinding(Kind.BELONGS, f"{key} belongs to {whose(institution)}."))
        writes = await api.may_write() if reads else False
    except AlmaError as error:
        findings.append(_fault(error))
    findings.extend(_rights(api.host, key, reads, writes, reads_sets, needs_sets=needs_sets))
    return KeyFindings(api.host, institution, reads, writes, reads_sets, tuple(findings))


def _fault(error: AlmaError) -> KeyFinding:
    kind = Kind.FAULT
    for fault, its_kind in (
        (WrongHost, Kind.WRONG_HOST),
        (AlmaUnreachable, Kind.UNREACHABLE),
        (CallsUsedUp, Kind.USED_UP),
    ):
        if isinstance(error, fault):
            kind = its_kind
    return KeyFinding(kind, error.message, error.hint)


def _rights(
    host: str,
    key: str,
    reads: bool | None,
    writes: bool | None,
    reads_sets: bool | None,
    *,
    needs_sets: bool,
) -> list[KeyFinding]:
    if reads is False and reads_sets is False:
        return [
            KeyFinding(
                Kind.WRONG_KEY,
                f"{key} is not accepted by {host}.",
                "Check that it was copied whole, that it was made for this region and "
                "environment, that it may be used from this network, and that it has the areas "
                f"Bibs and Configuration {_DEVELOPER_NETWORK}.",
            )
        ]
    found: list[KeyFinding] = []
    if reads is False:
        found.append(
            KeyFinding(
                Kind.NO_BIBS,
                f"{key} has no right to bibliographic records.",
                f"Give it the area Bibs with read/write {_DEVELOPER_NETWORK}.",
            )
        )
    elif writes is True:
        found.append(KeyFinding(Kind.WRITES, f"{key} may read and write bibliographic records."))
    elif writes is False:
        found.append(
            KeyFinding(
                Kind.READ_ONLY,
                f"{key} may only read bibliographic records: nothing can be saved with it.",
                f"For saving give its area Bibs read/write {_DEVELOPER_NETWORK}.",
            )
        )
    if reads_sets is False:
        found.append(_no_configuration(key, needs_sets=needs_sets))
    return found


def _no_configuration(key: str, *, needs_sets: bool) -> KeyFinding:
    lacking = "sets cannot be opened, and " if needs_sets else ""
    return KeyFinding(
        Kind.NO_CONFIGURATION,
        f"{key} has no right to Configuration: {lacking}it is not known whose Alma this is.",
        f"Give it the area Configuration, read-only, {_DEVELOPER_NETWORK}.",
    )


def _with_network(own: KeyFindings, network: KeyFindings) -> KeyFindings:
    findings = network.findings
    if (
        own.institution is not None
        and network.institution is not None
        and own.institution.code
        and own.institution.code == network.institution.code
    ):
        same = KeyFinding(
            Kind.SAME_INSTITUTION,
            "The network's API key belongs to the library itself, not to its network.",
            f"The network's key is made in the network's own account {_DEVELOPER_NETWORK}.",
        )
        findings = (*findings, same)
    return replace(own, network=replace(network, findings=findings))
