"""Which addresses we may send questions and secrets to.

Encrypted anywhere, unencrypted only within this computer.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.text import clean

_ORCID = _("An address looks like https://pub.orcid.org/v3.0.")


def check_address(url: str, what: str, example: str = _ORCID) -> str:
    """The address without surrounding blanks, if it may be used.

    `what` names it in messages, as in "the address in ORCID_TUI_API_URL"; `example` is a sentence
    that says how one looks. Raises ConfigurationError; the message never repeats a part that
    could hold a password.
    """
    address = url.strip()
    what = clean(what)
    if not address:
        raise ConfigurationError(_("There is nothing in {what}.").format(what=what), example)
    if any(char.isspace() or not char.isprintable() for char in address):
        raise ConfigurationError(
            _("There are blanks or invisible signs in {what}.").format(what=what), example
        )
    parts = _parts(address)
    if parts is None or not parts.hostname or parts.scheme not in ("https", "http"):
        raise ConfigurationError(
            _("No web address can be read from {what}.").format(what=what), example
        )
    if "@" in parts.netloc:
        raise ConfigurationError(
            _("There is a user name or a password in {what}.").format(what=what),
            _("Take out everything up to the @; keys and secrets have their own place."),
        )
    if "?" in address or "#" in address:
        raise ConfigurationError(
            _("There is a “?” or a “#” in {what}.").format(what=what),
            _("Take it out with all that follows."),
        )
    if parts.scheme == "http" and not is_loopback(address):
        raise ConfigurationError(
            _("The connection would not be encrypted with {what}.").format(what=what),
            _("Begin the address with https://; plain http is only for this computer itself."),
        )
    return address


def is_loopback(url: str) -> bool:
    """Whether an address leads to this computer: localhost, 127.0.0.0/8, ::1."""
    host = host_of(url)
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of an address in lower case, clean enough for a message; may be empty."""
    parts = _parts(url)
    return clean(parts.hostname or "") if parts else ""


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading a port that is no number raises
    except ValueError:
        return None
    return parts
