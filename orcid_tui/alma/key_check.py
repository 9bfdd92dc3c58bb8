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
from orcid_tui.language import _
from orcid_tui.text import clean

_UNKNOWN_ENVIRONMENT: Final = _("environment not known, so treated like PRODUCTION")


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
    own = await _check(connection.api, _("The API key"), needs_sets=True)
    if connection.network is None:
        return own
    network = await _check(connection.network, _("The network's API key"), needs_sets=False)
    return _with_network(own, network)


def whose(institution: Institution) -> str:
    """The institution and the environment, as in "Example Library (01EXA_INST), PRODUCTION"."""
    name, code = clean(institution.name), clean(institution.code)
    who = (
        f"{name} ({code})"
        if name and code and name != code
        else name or code or _("an institution")
    )
    match institution.environment:
        case Environment.PRODUCTION:
            return _("{who}, PRODUCTION").format(who=who)
        case Environment.SANDBOX:
            return _("{who}, sandbox").format(who=who)
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
            findings.append(
                KeyFinding(
                    Kind.BELONGS,
                    _("{key} belongs to {whose}.").format(key=key, whose=whose(institution)),
                )
            )
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
                _("{key} is not accepted by {host}.").format(key=key, host=host),
                _(
                    "Check that it was copied whole, that it was made for this region and "
                    "environment, that it may be used from this network, and that it has the "
                    "areas Bibs and Configuration in the Developer Network of Ex Libris."
                ),
            )
        ]
    found: list[KeyFinding] = []
    if reads is False:
        found.append(
            KeyFinding(
                Kind.NO_BIBS,
                _("{key} has no right to bibliographic records.").format(key=key),
                _("Give it the area Bibs with read/write in the Developer Network of Ex Libris."),
            )
        )
    elif writes is True:
        found.append(
            KeyFinding(
                Kind.WRITES, _("{key} may read and write bibliographic records.").format(key=key)
            )
        )
    elif writes is False:
        found.append(
            KeyFinding(
                Kind.READ_ONLY,
                _(
                    "{key} may only read bibliographic records: nothing can be saved with it."
                ).format(key=key),
                _(
                    "For saving give its area Bibs read/write in the Developer Network of Ex "
                    "Libris."
                ),
            )
        )
    if reads_sets is False:
        found.append(_no_configuration(key, needs_sets=needs_sets))
    return found


def _no_configuration(key: str, *, needs_sets: bool) -> KeyFinding:
    if needs_sets:
        words = _(
            "{key} has no right to Configuration: sets cannot be opened, and it is not known "
            "whose Alma this is."
        )
    else:
        words = _("{key} has no right to Configuration: it is not known whose Alma this is.")
    return KeyFinding(
        Kind.NO_CONFIGURATION,
        words.format(key=key),
        _("Give it the area Configuration, read-only, in the Developer Network of Ex Libris."),
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
            _("The network's API key belongs to the library itself, not to its network."),
            _(
                "The network's key is made in the network's own account in the Developer "
                "Network of Ex Libris."
            ),
        )
        findings = (*findings, same)
    return replace(own, network=replace(network, findings=findings))
