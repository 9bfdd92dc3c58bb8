"""What the profile commands write: a row for each profile, and never a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.cli.output import LineWriter, Row
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import KeptSecret, Profile


class ProfileRow(TypedDict):
    """One profile. `…_kept` say where a secret is, in words; `…_since` and `…_accepted` are dates
    in ISO 8601. `in_use`: it is the one that is taken when none is named."""

    name: str
    institution: str
    in_use: bool
    set_up_by: str
    orcid: str
    client_id: str | None
    orcid_secret_kept: str
    orcid_secret_since: str | None
    orcid_secret_accepted: str | None
    alma: str | None
    alma_key_kept: str
    alma_key_since: str | None
    alma_key_accepted: str | None
    alma_network_key_kept: str
    alma_network_key_since: str | None
    alma_network_key_accepted: str | None


PROFILE_COLUMNS: Final = tuple(ProfileRow.__annotations__)

OWN: Final = "you"
BY_ADMINISTRATOR: Final = "your administrator"


def profile_row(profile: Profile, *, in_use: bool) -> ProfileRow:
    """The row of a profile."""
    orcid, alma, network = profile.secret, profile.alma_key, profile.alma_network_key
    return {
        "name": clean(profile.name),
        "institution": clean(profile.institution),
        "in_use": in_use,
        "set_up_by": BY_ADMINISTRATOR if profile.site else OWN,
        "orcid": _orcid(profile),
        "client_id": clean(profile.client_id) or None,
        "orcid_secret_kept": _kept(orcid),
        "orcid_secret_since": _since(orcid),
        "orcid_secret_accepted": _accepted(orcid),
        "alma": _alma(profile),
        "alma_key_kept": _kept(alma),
        "alma_key_since": _since(alma),
        "alma_key_accepted": _accepted(alma),
        "alma_network_key_kept": _kept(network),
        "alma_network_key_since": _since(network),
        "alma_network_key_accepted": _accepted(network),
    }


class ProfilesText(LineWriter):
    """One profile a line, the one in use with a star."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        parts = [row["institution"], f"ORCID {row['orcid']}"]
        if row["alma"]:
            parts.append(f"Alma {row['alma']}")
        if row["set_up_by"] != OWN:
            parts.append(f"set up by {row['set_up_by']}")
        mark = "*" if row["in_use"] else " "
        self.line(f"{mark} {row['name']}: {' · '.join(parts)}")


class ProfileText(LineWriter):
    """One profile, a line for each thing there is to know, for people and screen readers."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        used = " (in use)" if row["in_use"] else ""
        self.line(f"{row['name']}: {row['institution']}{used}")
        self.line(f"  set up by: {row['set_up_by']}")
        self.line(f"  ORCID: {row['orcid']}")
        self.line(f"  client ID: {row['client_id'] or 'none; ORCID is asked without credentials'}")
        if row["client_id"]:
            self._secret("client secret", row, "orcid_secret")
        self.line(f"  Alma: {row['alma'] or 'none'}")
        if row["alma"]:
            self._secret("Alma API key", row, "alma_key")
            self._secret("Alma API key of the network", row, "alma_network_key")

    def _secret(self, what: str, row: Row, key: str) -> None:
        parts = [row[f"{key}_kept"]]
        if row[f"{key}_since"]:
            parts.append(f"since {row[f'{key}_since']}")
        if row[f"{key}_accepted"]:
            parts.append(f"accepted {row[f'{key}_accepted'].replace('T', ' ')}")
        self.line(f"  {what}: {', '.join(parts)}")


def _orcid(profile: Profile) -> str:
    from orcid_tui.profiles.profile import Environment

    if profile.environment is Environment.CUSTOM:
        return clean(f"custom {profile.api_url}")
    return profile.environment.value


def _alma(profile: Profile) -> str | None:
    from orcid_tui.alma.access import REGIONS

    address = profile.alma_shown
    return f"{address} ({REGIONS[address][0]})" if address in REGIONS else address or None


def _kept(kept: KeptSecret) -> str:
    from orcid_tui.profiles.kept_secret import keeper_words

    return keeper_words(kept) or "not set"


def _since(kept: KeptSecret) -> str | None:
    return kept.since.isoformat() if kept.since else None


def _accepted(kept: KeptSecret) -> str | None:
    return kept.accepted.isoformat(timespec="minutes") if kept.accepted else None
