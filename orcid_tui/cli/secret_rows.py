"""What `secret status` writes: a row for each secret, with everything about it but itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.cli.output import LineWriter, Row
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import Profile
    from orcid_tui.profiles.secret_status import SecretStatus


class SecretRow(TypedDict):
    """One secret. `source` is where it comes from now, `hides` where one is that is not used;
    `since` and `accepted` in ISO 8601, local time. `writable`: it can be changed from here."""

    profile: str | None
    kind: str
    state: str
    usable: bool
    place: str
    source: str | None
    since: str | None
    accepted: str | None
    hides: str | None
    writable: bool
    site: bool
    sentence: str
    hint: str | None


SECRET_COLUMNS: Final = tuple(SecretRow.__annotations__)


def secret_row(profile: Profile | None, status: SecretStatus) -> SecretRow:
    """The row of a secret. `place` is what the profile records."""
    return {
        "profile": clean(profile.name) if profile else None,
        "kind": status.kind.value,
        "state": status.state.value,
        "usable": status.usable,
        "place": profile.kept(status.kind).place.value if profile else "none",
        "source": clean(status.source) or None,
        "since": status.since.isoformat() if status.since else None,
        "accepted": status.accepted.isoformat(timespec="seconds") if status.accepted else None,
        "hides": clean(status.hides) or None,
        "writable": status.writable,
        "site": status.site,
        "sentence": clean(status.sentence),
        "hint": clean(status.hint) or None,
    }


class SecretsText(LineWriter):
    """One secret a line, as a sentence."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        self.line(f"{row['kind']}: {row['sentence']} {row['hint'] or ''}".rstrip())
