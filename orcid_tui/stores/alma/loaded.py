"""The records that were loaded so far: places of names in memory, everything else on the disk."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.marc.content import Edit
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.marc.xml_glance import XmlGlance
from orcid_tui.stores.alma.changeable import is_called_unimarc, is_marc, why_not_changeable
from orcid_tui.stores.alma.looking import Look, edit_envelope, glance_at, look_at, read_envelope
from orcid_tui.stores.alma.spool import Spool

_NOT_GIVEN: Final = _("Alma gave out no record with this MMS ID.")
_GONE: Final = _("The record could not be read again from the temporary file.")


class _Kind(NamedTuple):
    """What many records have in common. `why_not` says why nothing can be changed, or nothing."""

    given: bool = False
    record_format: str = "marc21"
    zone: Zone | None = None
    suppressed: bool = False
    why_not: str = ""


class Taken(NamedTuple):
    """What a number of records brought: as in `ScanBatch`."""

    refs: tuple[HeadingRef, ...]
    plain: bytes


class LoadedRecords:
    """Numbered from 1 in the order of the source; a title that Alma did not give out counts.

    About 20 bytes of memory a record beside its MMS ID.
    """

    def __init__(self, tags: tuple[str, ...], *, network: bool) -> None:
        """`tags` are those of names; `network` says whether there is a key of the network."""
        self.mms_ids: list[str] = []
        self.troubles: list[tuple[int, str]] = []
        self._tags = tags
        self._network = network
        self._spool = Spool()
        self._places: array[int] = array("I")
        """Where in its envelope a record begins that may be shown at a glance; else 0."""
        self._kinds: list[_Kind] = []
        self._kind_of: array[int] = array("H")
        self._links: dict[int, str] = {}
        self._recent = RecentRecords()

    def __len__(self) -> int:
        return len(self.mms_ids)

    def take_in(self, titles: Sequence[tuple[str, Bib | None]]) -> Taken:
        """Add titles by MMS ID, None for one that was not given out. Raises SourceError, and
        nothing of them is added then. To be called in a thread, one call after the other."""
        first = len(self.mms_ids) + 1
        kinds = [self._kind(bib) for _, bib in titles]
        looks = [
            Look() if bib is None else self._look(bib, self._kinds[kind])
            for kind, (_, bib) in zip(kinds, titles, strict=True)
        ]
        self._spool.add(b"" if bib is None else bib.xml for _, bib in titles)
        self._kind_of.extend(kinds)
        self._places.extend(look.at for look in looks)
        for number, ((_mms_id, bib), look) in enumerate(
            zip(titles, looks, strict=True), start=first
        ):
            if bib is not None and bib.link is not None:
                self._links[number] = bib.link.mms_id
            if look.damage:
                self.troubles.append((number, look.damage))
        self.mms_ids += [mms_id for mms_id, _ in titles]
        refs = [HeadingRef(n, *name) for n, look in enumerate(looks, first) for name in look.names]
        return Taken(tuple(refs), b"".join(look.plain for look in looks))

    def record(self, number: int) -> BibRecord:
        """A record that was loaded, also one that was not given out or is damaged."""
        return self._recent.get(number, self._read)

    def glance(self, number: int) -> XmlGlance | None:
        """For a quick look; None when it needs more. Raises IndexError."""
        kind = self._known(number)
        at = self._places[number - 1]
        if not at or kind.why_not:
            return None
        try:
            return glance_at(self._spool.read(number), at)
        except OSError:
            return None

    def bib(self, number: int) -> Bib:
        """The record as it came. Raises OSError, and IndexError."""
        kind = self._known(number)
        link = None if kind.zone is None else Link(kind.zone, self._links.get(number, ""))
        return Bib(
            self.mms_ids[number - 1],
            self._spool.read(number),
            kind.record_format,
            link,
            suppressed=kind.suppressed,
        )

    def numbers(self) -> dict[str, int]:
        """The ordinal of each record by its MMS ID, and by that of the record it hangs on."""
        shared = {mms_id: number for number, mms_id in self._links.items()}
        return shared | {mms_id: number for number, mms_id in enumerate(self.mms_ids, start=1)}

    def is_suppressed(self, number: int) -> bool:
        """Whether the record is hidden from discovery."""
        return self._known(number).suppressed

    def why_unchangeable(self, number: int) -> str:
        """Why Alma would keep no change to this record, one sentence; or empty."""
        return self._known(number).why_not

    def numbers_not_in_marc(self) -> dict[str, list[int]]:
        """The records in each format that is not MARC, by Alma's word for it."""
        strange = {
            code: kind.record_format
            for code, kind in enumerate(self._kinds)
            if kind.given and not is_marc(kind.record_format)
        }
        found: dict[str, list[int]] = {}
        for number, code in enumerate(self._kind_of if strange else (), start=1):
            if code in strange:
                found.setdefault(strange[code], []).append(number)
        return found

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The steps as patches of the envelope. Raises OSError and IndexError."""
        return edit_envelope(number, self._spool.read(number), wanted)

    def read(self, number: int, xml: bytes) -> BibRecord:
        """The record as it would be if this were its envelope."""
        called_unimarc = is_called_unimarc(self._known(number).record_format)
        return read_envelope(number, xml, called_unimarc=called_unimarc)

    def replace(self, number: int, xml: bytes) -> None:
        """This is the record's envelope from now on. Raises SourceError."""
        look = self._look(replace(self.bib(number), xml=xml), self._known(number))
        self._places[number - 1] = 0  # what may be shown at a glance stands elsewhere
        self._spool.replace(number, xml)
        self._places[number - 1] = look.at
        self._recent = RecentRecords()

    def close(self) -> None:
        """Give the file back."""
        self._spool.close()

    # --- inside ----------------------------------------------------------------------

    def _known(self, number: int) -> _Kind:
        if not 1 <= number <= len(self.mms_ids):
            raise IndexError(f"record {number} has not been loaded")
        return self._kinds[self._kind_of[number - 1]]

    def _kind(self, bib: Bib | None) -> int:
        kind = _Kind()
        if bib is not None:
            why_not = why_not_changeable(bib, network=self._network)
            zone = bib.link.zone if bib.link else None
            kind = _Kind(True, bib.record_format, zone, bib.suppressed, why_not)
        if kind not in self._kinds:
            self._kinds.append(kind)
        return self._kinds.index(kind)

    def _look(self, bib: Bib, kind: _Kind) -> Look:
        return look_at(bib, self._tags, changeable=not kind.why_not)

    def _read(self, number: int) -> BibRecord:
        kind = self._known(number)
        if not kind.given:
            return damaged(number, _NOT_GIVEN)
        if not is_marc(kind.record_format):
            return damaged(number, kind.why_not)
        if glance := self.glance(number):
            return glance.as_record(number)
        try:
            return self.read(number, self._spool.read(number))
        except OSError:
            return damaged(number, _GONE)
