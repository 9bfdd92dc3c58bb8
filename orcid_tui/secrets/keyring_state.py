"""What the system keyring can be found in, with the sentence that a user reads for each.

Source: secrets.md sections 2.1 and 6.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.errors import SecretStoreError
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind

_WAY_OUT: Final = _(
    "Keep the secret in the encrypted file or for this session only, or set {variables} "
    "before you start the program."
)


class KeyringState(Enum):
    """How the keyring was found, without opening any window."""

    READY = "ready"
    NONE = "none"
    LOCKED = "locked"
    NO_COLLECTION = "no-collection"
    SILENT = "silent"
    UNSAFE = "unsafe-backend"
    BROKEN = "broken"


_SENTENCES: Final = {
    KeyringState.READY: (_("{name} is ready to keep the secret."), ""),
    KeyringState.NONE: (
        _("There is no system keyring in this session (usual over SSH)."),
        _WAY_OUT,
    ),
    KeyringState.LOCKED: (
        _("{name} is locked."),
        _("Unlock it on the desktop and look again; this program does not unlock it unasked."),
    ),
    KeyringState.NO_COLLECTION: (
        _("{name} has nothing to keep a secret in yet."),
        _(
            "Make a keyring (wallet, database) with its own program on the desktop, then "
            "look again."
        ),
    ),
    KeyringState.SILENT: (
        _("The system keyring did not answer within 3 seconds. Nothing was changed."),
        _("A window on the desktop may be waiting for an answer. Look again after that."),
    ),
    KeyringState.UNSAFE: (
        _(
            "The keyring set up here ({name}) is not one that keeps secrets encrypted. It "
            "was not used."
        ),
        _WAY_OUT,
    ),
    KeyringState.BROKEN: (_("The system keyring answered with a fault ({name})."), _WAY_OUT),
}


@dataclass(frozen=True, slots=True)
class KeyringReport:
    """One look at the keyring. `name` is for people: "GNOME Keyring (Login)"."""

    state: KeyringState
    name: str = _("The system keyring")

    @property
    def ready(self) -> bool:
        """Whether a secret can be read and written right now, without a question."""
        return self.state is KeyringState.READY

    @property
    def sentence(self) -> str:
        """What was found."""
        return _SENTENCES[self.state][0].format(name=self.name)

    @property
    def hint(self) -> str:
        """What to do next for ORCID's secret; empty when there is nothing to do."""
        return self.hint_for(SecretKind.ORCID)

    def hint_for(self, kind: SecretKind) -> str:
        """What to do next for a secret of this kind; empty when there is nothing to do."""
        return _SENTENCES[self.state][1].format(variables=kind.variables)

    def as_error(self, kind: SecretKind = SecretKind.ORCID) -> SecretStoreError:
        """The same, for whoever needed the keyring now."""
        return SecretStoreError(self.sentence, self.hint_for(kind))
