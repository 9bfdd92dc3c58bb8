"""Which secrets there are: one of ORCID, one of Alma, one of Alma's network."""

from __future__ import annotations

from enum import Enum


class SecretKind(Enum):
    """What a secret opens. The value is the last part of its service name in the keyring."""

    ORCID = "orcid"
    ALMA = "alma"
    ALMA_NETWORK = "alma-network"

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]

    @property
    def full_words(self) -> str:
        """What people call it, with the service it belongs to."""
        return f"ORCID {self.words}" if self is SecretKind.ORCID else self.words

    @property
    def service(self) -> str:
        """Who accepts or refuses it."""
        return "ORCID" if self is SecretKind.ORCID else "Alma"

    @property
    def variables(self) -> str:
        """The environment variables that say the same, for whoever has no keyring."""
        if self is SecretKind.ORCID:
            return "ORCID_CLIENT_ID and ORCID_CLIENT_SECRET"
        if self is SecretKind.ALMA:
            return "ORCID_TUI_ALMA_URL and ALMA_API_KEY"
        return "ORCID_TUI_ALMA_URL, ALMA_API_KEY and ALMA_NETWORK_API_KEY"


_WORDS = {
    SecretKind.ORCID: "client secret",
    SecretKind.ALMA: "Alma API key",
    SecretKind.ALMA_NETWORK: "Alma API key of the network",
}
