"""Which secrets there are: one of ORCID, one of Alma, one of Alma's network."""

from __future__ import annotations

from enum import Enum

from orcid_tui.language import _


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
        return _("ORCID client secret") if self is SecretKind.ORCID else self.words

    @property
    def service(self) -> str:
        """Who accepts or refuses it."""
        return "ORCID" if self is SecretKind.ORCID else "Alma"

    @property
    def variables(self) -> str:
        """The environment variables that say the same, for whoever has no keyring."""
        if self is SecretKind.ORCID:
            return _("ORCID_CLIENT_ID and ORCID_CLIENT_SECRET")
        if self is SecretKind.ALMA:
            return _("ORCID_TUI_ALMA_URL and ALMA_API_KEY")
        return _("ORCID_TUI_ALMA_URL, ALMA_API_KEY and ALMA_NETWORK_API_KEY")


_WORDS = {
    SecretKind.ORCID: _("client secret"),
    SecretKind.ALMA: _("Alma API key"),
    SecretKind.ALMA_NETWORK: _("Alma API key of the network"),
}
