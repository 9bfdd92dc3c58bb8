"""What the text of one subfield says about an ORCID iD, in whatever dress.

The forms found in records are those of alma-and-marc.md B2. People paste more: addresses with
a query behind them, hyphens of a word processor, marks that have no width. All of this is
seen through; what is told apart is a text that is nothing but an iD and one that says more,
which nobody may throw away.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.text import clean

_LONGEST: Final = 200
_MAY_SAY: Final = re.compile(r"orcid|\d{4}[- ]+\d{3}|\d{15}|[^\x20-\x7e]", re.IGNORECASE)
"""Nothing else is looked at closely; `marc.plain_names` says the same of bytes."""

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS: Final = dict.fromkeys(map(ord, "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")

_ID: Final = r"\d{4}[- ]{0,3}\d{4}[- ]{0,3}\d{4}[- ]{0,3}\d{3}[\dXx]"
_SOURCE: Final = r"(?:[(\[]\s*orcid(?:[ -]?id)?\s*[)\]]|(?:urn:)?orcid(?:[ -]?id)?)\s*[:=]?\s*"
_HOST: Final = r"(?:https?:?/{1,2})?(?:[a-z]+\.)?orcid\.org"
_ADDRESS: Final = _HOST + r"/+(?:my-orcid\?orcid=)?"
_ONE: Final = rf"(?:{_SOURCE})?(?:{_ADDRESS})?{_ID}/*(?:[?#]\S*)?"

_ANY_ID: Final = re.compile(rf"(?<![\dXx]){_ID}(?![\dXx])", re.ASCII)
_WRITTEN_ID: Final = re.compile(r"(?<![\dXx])(?:\d{4}-?){3}\d{3}[\dXx](?![\dXx])", re.ASCII)
_SAYS_ORCID: Final = re.compile(r"(?<![a-z])orcid", re.IGNORECASE)
_CLAIMS: Final = re.compile(r"(?<![a-z])orcid\.org/|^(?:\(orcid\)|orcid ?:)", re.IGNORECASE)
_BARE: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]", re.ASCII)
_NUMBER: Final = re.compile(_ID, re.ASCII)
_NOTHING_ELSE: Final = re.compile(
    rf"(?:\(uri\) ?)?(?:{_ONE}(?:[ ,;|.]+(?={_SOURCE}|{_ADDRESS}|\d)|[ ,;.]*$))+"
    rf"|(?:\(uri\) ?)?(?:{_SOURCE}(?:{_HOST}/)?|{_HOST}/)\S*",
    re.IGNORECASE | re.ASCII,
)
_OTHER_ADDRESS: Final = re.compile(
    r"(?:\(uri\) ?)?https?://(?!(?:[\w-]+\.)*orcid\.org(?:[/:?#]|$))\S+", re.IGNORECASE
)
_SANDBOX: Final = re.compile(r"\b(?:sandbox|qa)\.orcid\.org", re.IGNORECASE)


class Claim(NamedTuple):
    """A text that is or claims to be an iD.

    `orcid` is None when there is no iD in it, more than one, or one whose check character does
    not fit. `says_orcid` is whether the text itself names ORCID. `nothing_else` is whether it
    says no more than the iD, so that the whole may be replaced.
    """

    orcid: OrcidId | None
    says_orcid: bool
    is_address: bool
    nothing_else: bool


def read_claim(text: str, *, number_counts: bool = False) -> Claim | None:
    """What the text claims; None when it has nothing to do with ORCID.

    A text claims to be an iD when it names ORCID and has a number like an iD, when it begins
    like an iD of ORCID, or when it is a number with the hyphens of an iD. Without them it may
    as well be an ISNI, and counts only with `number_counts`. An address on another site is
    that site's, whatever it says.
    """
    if not _MAY_SAY.search(text):
        return None
    seen = as_seen(text)
    if _OTHER_ADDRESS.fullmatch(seen):
        return None
    found = [match[0] for match in _ANY_ID.finditer(seen)]
    says_orcid = bool(_SAYS_ORCID.search(seen))
    if says_orcid:
        if not found and not _CLAIMS.search(seen):
            return None
    elif not (_NUMBER if number_counts else _BARE).fullmatch(seen):
        return None
    ids = {_parsed(each) for each in found}
    return Claim(
        orcid=ids.pop() if len(ids) == 1 and not _SANDBOX.search(seen) else None,
        says_orcid=says_orcid,
        is_address="orcid.org/" in seen.lower(),
        nothing_else=len(seen) <= _LONGEST and bool(_NOTHING_ELSE.fullmatch(seen)),
    )


def as_seen(text: str) -> str:
    """The text as a person sees it: one kind of hyphen and blank, nothing without a width."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_UNSEEN).translate(_HYPHENS)
    return clean(text)


def with_another(text: str, orcid: OrcidId) -> str | None:
    """The same text with this iD where it has one; None when that is not possible.

    Only ASCII can be written into every record, whatever its encoding.
    """
    found = _WRITTEN_ID.findall(text)
    if not text.isascii() or len(set(found)) != 1:
        return None
    new = str(orcid)
    return text.replace(found[0], new if "-" in found[0] else new.replace("-", ""))


def _parsed(number: str) -> OrcidId | None:
    try:
        return OrcidId.parse(re.sub("[- ]", "", number))
    except InvalidOrcidId:
        return None
