"""Which records of Alma can be written, known before any work is done (alma-and-marc.md A6, A7)."""

from __future__ import annotations

from typing import Final

from orcid_tui.alma.bib import Bib, Zone
from orcid_tui.language import _
from orcid_tui.text import clean

_UNIMARC: Final = frozenset({"unimarc", "cnmarc"})
_MARC: Final = frozenset({"marc21", "kormarc"}) | _UNIMARC
_NAMES: Final = {
    "dc": _("Dublin Core"),
    "dcap01": _("Dublin Core (application profile 1)"),
    "dcap02": _("Dublin Core (application profile 2)"),
    "dcap-etd": _("Dublin Core for theses"),
    "mods": "MODS",
    "bibframe": "BIBFRAME",
}

_COMMUNITY: Final = _(
    "This record is kept in the Community Zone, and Alma takes no changes to such "
    "records from a program, so it stays as it is."
)
_NETWORK: Final = _(
    "This record is kept in the Network Zone: to change it, the network's own API key is "
    "needed in the profile."
)
_NETWORK_UNNAMED: Final = _(
    "This record is kept in the Network Zone, but Alma does not say under which number."
)
_ELSEWHERE: Final = _(
    "This record is linked to one in a zone that this program does not know, so it stays as it is."
)


def is_marc(record_format: str) -> bool:
    """Whether Alma's word for the format means MARC."""
    return record_format in _MARC


def is_called_unimarc(record_format: str) -> bool:
    """Whether Alma's word for the format means that the fields are those of UNIMARC."""
    return record_format in _UNIMARC


def why_not_marc(record_format: str) -> str:
    """Why nothing can be done with a record in this format, one sentence; or empty."""
    if is_marc(record_format):
        return ""
    return _("This record is in {format_name} and not in MARC, so it stays as it is.").format(
        format_name=format_name(record_format)
    )


def format_name(record_format: str) -> str:
    """The format for people."""
    return _NAMES.get(record_format) or _("the format “{record_format}”").format(
        record_format=clean(record_format)
    )


def why_not_changeable(bib: Bib, *, network: bool) -> str:
    """Why Alma would not keep a change to this record, one sentence; or empty.

    `network` says whether there is a key of the Network Zone.
    """
    if reason := why_not_marc(bib.record_format):
        return reason
    if bib.link is None:
        return ""
    if bib.link.zone is Zone.COMMUNITY:
        return _COMMUNITY
    if bib.link.zone is not Zone.NETWORK:
        return _ELSEWHERE
    if not network:
        return _NETWORK
    return "" if bib.link.mms_id else _NETWORK_UNNAMED
