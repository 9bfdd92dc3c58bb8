"""What Alma says when it does not do what it was asked, and which fault that is.

The codes and their meanings are those of alma-and-marc.md A7 and A9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.alma.documents import inside, items, read_document, word
from orcid_tui.alma.faults import AlmaError, AlmaRefused, KeyRefused, Locked, NotFound, Stale
from orcid_tui.alma.safe_xml import UnreadableAnswer
from orcid_tui.language import _

_LONGEST: Final = 600
_GENERAL_ERROR: Final = "401652"
_NO_RIGHT: Final = ("UNAUTHORIZED", "FORBIDDEN")
_UNKNOWN_KEY: Final = "INVALID_REQUEST"
_UNKNOWN_KEY_TEXT: Final = "invalid api key"
_NO_RECORD: Final = ("402203", "402204")
_NO_SET: Final = "60107"
_STALE: Final = "4022034"
_LOCKED: Final = re.compile(
    r"\b(lock(ed|s)?|another user|other user|in use by|being edited|open(ed)? by)\b", re.IGNORECASE
)

_HINTS: Final = {
    "40166454": _("The record belongs to the Community Zone and can only be changed there."),
    "4022030": _("Correct the normalization process in the settings; Alma names those there are."),
    "4022031": _("Look at the normalization process in the settings."),
    "4022032": _(
        "Correct the record in Alma; or, if validate is on in the settings, switch it off."
    ),
    "4022033": _(
        "Correct the record in Alma; or, if validate is on in the settings, switch it off."
    ),
    "4022040": _("Take the cataloger level out of the settings."),
    "4022041": _("The record needs a higher cataloger level: ask your administrator, or set it."),
    "60307": _("Alma has records that match this one: look at them there."),
}


class Area(Enum):
    """What a call needs the key to have a right to, in words for a sentence."""

    READ_BIBS = "to read bibliographic records (area Bibs)"
    WRITE_BIBS = "to write bibliographic records (area Bibs, read/write)"
    CONFIGURATION = "to read sets and general settings (area Configuration)"


@dataclass(frozen=True, slots=True)
class Complaint:
    """The error in an answer; all empty where there is none. `code` may be a word."""

    code: str = ""
    message: str = ""
    tracking_id: str = ""

    @property
    def per_second(self) -> bool:
        """Too many requests in this second; refused without being processed."""
        return self.code == "PER_SECOND_THRESHOLD"

    @property
    def per_day(self) -> bool:
        """No more requests today."""
        return self.code == "DAILY_THRESHOLD"

    @property
    def general(self) -> bool:
        """Alma itself does not know what happened."""
        return self.code == _GENERAL_ERROR

    @property
    def of_the_gateway(self) -> bool:
        """The gateway in front of Alma does not know what happened behind it."""
        return self.code == "GENERAL_ERROR" and not self.unknown_key

    @property
    def unknown_key(self) -> bool:
        """The key is not one that Alma knows; this comes under several codes."""
        return self.code == _UNKNOWN_KEY or _UNKNOWN_KEY_TEXT in self.message.lower()

    @property
    def sentence(self) -> str:
        """Alma's own words with what Ex Libris' support asks for; may be empty."""
        names = (("code", self.code), (_("tracking ID"), self.tracking_id))
        known = ", ".join(f"{name} {value}" for name, value in names if value)
        return f"{self.message} ({known})".strip() if known else self.message.rstrip(".")


def read_complaint(body: bytes) -> Complaint:
    """The errors of an answer, in XML or one of three shapes of JSON; their messages as one."""
    try:
        document = read_document(body)
    except UnreadableAnswer:
        return Complaint()
    result = inside(document, "web_service_result") or document
    errors = items(result, "errorList", "error")
    if not errors:
        return Complaint()
    messages = dict.fromkeys(word(error, "errorMessage") for error in errors)
    return Complaint(
        word(errors[0], "errorCode")[:_LONGEST],
        " ".join(filter(None, messages))[:_LONGEST],
        word(errors[0], "trackingId")[:_LONGEST],
    )


def is_complaint(body: bytes) -> bool:
    """Whether an answer is an error whatever its status says. A record is none, even one whose
    title has such words."""
    head = body[:400]
    return (b"errorsExist" in head or b"errorList" in head) and b"<bib" not in head


def is_web_page(body: bytes, content_type: str) -> bool:
    """HTML, which the API never gives (alma-and-marc.md A1)."""
    head = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (
        "html" in content_type.lower() and not head.startswith((b"{", b"<?xml", b"<bib"))
    )


def fault_of(status: int, said: Complaint, area: Area, key_source: str) -> AlmaError:
    """What an answer other than 2xx means, where repeating it would not help."""
    about_key = status in (400, 401, 403)
    if about_key and said.unknown_key:
        return KeyRefused(
            _("Alma does not accept the API key from {source}.").format(source=key_source),
            _(
                "Check that it was copied whole, that it is for this region and institution, "
                "and that it may be used from this network."
            ),
        )
    if about_key and (said.code in _NO_RIGHT or (status != 400 and not said.code)):
        return KeyRefused(
            _("Alma does not know the API key from {source}, or gives it no right {right}.").format(
                source=key_source, right=area.value
            ),
            _("Look at the key and its areas in the Developer Network of Ex Libris."),
        )
    words = said.sentence or _("no reason was given (HTTP {status})").format(status=status)
    kind, begin, hint = AlmaRefused, _("Alma refused this"), _HINTS.get(said.code, "")
    if said.code == _NO_SET:
        kind, begin = NotFound, _("Alma knows no such set")
        hint = _("It may have been deleted, or be private to another user.")
    elif said.code in _NO_RECORD or (status == 404 and not said.code):
        kind, begin = NotFound, _("Alma gives out no such record")
        hint = _("It may have been deleted, or belong to another institution.")
    elif said.code == _STALE:
        kind, begin = Stale, _("Somebody has saved this record in Alma meanwhile")
        hint = _("Nothing was written. Look at the record as it is now, and decide again.")
    elif area is Area.WRITE_BIBS and not hint and _LOCKED.search(said.message):
        kind, begin = Locked, _("It seems that somebody has this record open in Alma")
        hint = _("Nothing was written. Try again later; what you have decided is kept.")
    return kind(f"{begin}: {words}.", hint, code=said.code, tracking_id=said.tracking_id)
