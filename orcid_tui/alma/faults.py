"""What can go wrong between Alma and us, in words for a cataloguer (alma-and-marc.md A7, A9).

    AlmaError
    ├── AlmaUnreachable   no connection, or faults that outlasted every repeat
    ├── OutcomeUnknown    a PUT was sent and no answer came: it may have been stored
    ├── WrongHost         a web page answered: this is not the API's address
    ├── KeyRefused        the key is wrong, or lacks the right for this call      exit 2
    ├── CallsUsedUp       DAILY_THRESHOLD, or our own floor: nothing more today
    └── AlmaRefused       the call's own error, with Alma's code
        ├── NotFound      Alma gives out no such record or set
        ├── Stale         somebody has saved the record meanwhile
        └── Locked        somebody has the record open

No message, no argument and no chained exception of these ever holds a key.
"""

from __future__ import annotations

from orcid_tui.errors import ExitCode, OrcidTuiError


class AlmaError(OrcidTuiError):
    """Alma gave no usable answer."""

    exit_code = ExitCode.PARTLY


class AlmaUnreachable(AlmaError):
    """No connection, a time-out, or a fault of the server that outlasted every repeat."""


class OutcomeUnknown(AlmaError):
    """Nobody knows whether Alma has stored what was sent: look before repeating."""


class WrongHost(AlmaError):
    """A web page answered instead of the API."""

    exit_code = ExitCode.USAGE


class KeyRefused(AlmaError):
    """The key is not known there, or has no right to this call."""

    exit_code = ExitCode.USAGE


class CallsUsedUp(AlmaError):
    """No more calls today, by Alma's threshold or by the floor of the settings."""


class AlmaRefused(AlmaError):
    """The call's own error. `code` is Alma's; `tracking_id` is what Ex Libris' support asks for."""

    def __init__(
        self, message: str, hint: str = "", *, code: str = "", tracking_id: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.code = code
        self.tracking_id = tracking_id


class NotFound(AlmaRefused):
    """402203 and 402204 for records, 60107 for sets."""


class Stale(AlmaRefused):
    """4022034: a newer version of this record exists."""


class Locked(AlmaRefused):
    """Another user has the record open. The code is not documented; told by Alma's words."""
