"""PUT /almaws/v1/bibs/{mms_id}, with the defaults that overwrite other people's work
(alma-and-marc.md A7, A11)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from tests.alma_stand_in.answers import refused
from tests.alma_stand_in.catalogue import Zone
from tests.alma_stand_in.edits import normalized
from tests.alma_stand_in.faults import Fault
from tests.alma_stand_in.reading import InvalidBib, read_bib
from tests.alma_stand_in.records import Item, StoredBib, StoredRecord

DEFAULTS = {
    "suppress_from_publishing": "true",
    "suppress_from_external_search": "false",
    "suppress_from_metadoor": "false",
    "sync_with_oclc": "NONE",
    "sync_with_libraries_australia": "NONE",
    "originating_system": "",
    "originating_system_id": "",
    "cataloging_level": "00",
    "brief_level": "01",
}
"""A PUT swaps all: what the envelope leaves out gets these (A11)."""

NORMALIZATIONS = {"41": "Sort the fields of a record"}
LOCK = ("401873", "The record is locked: another user ({who}) has it open in the editor.")
ALTERED_BY_ALMA = ("005", "last_modified_by", "last_modified_date")


@dataclass(frozen=True, slots=True)
class Put:
    """One PUT as it came in."""

    mms_id: str
    query: dict[str, str]
    content_type: str
    body: bytes
    who: str

    def asks(self, parameter: str, default: bool) -> bool:
        given = self.query.get(parameter, "")
        if given not in ("", "true", "false"):
            raise refused("40166410", f"The parameter {parameter} is invalid: {given}.")
        return given == "true" if given else default


@dataclass
class Desk:
    """Where records are saved: who has which one open, and what was careless or done by force."""

    levels: bool = False
    lock: tuple[str, str] = LOCK
    open_elsewhere: dict[str, str] = field(default_factory=dict)
    """MMS ID to the user who has the record open."""
    invalid: set[str] = field(default_factory=set)
    """Records that fail validation, if a PUT asks for it."""
    locks_overridden: list[str] = field(default_factory=list)
    careless: list[str] = field(default_factory=list)
    """What a PUT did that went well by luck, in a sentence each."""
    stored: Counter[str] = field(default_factory=Counter)
    """How many PUTs of the program were stored, by MMS ID."""

    def put(self, zone: Zone, put: Put, faults: frozenset[Fault]) -> StoredBib:
        """The record as Alma answers it, with warnings if there are any. Raises AlmaFault."""
        if put.mms_id not in zone.present:
            raise refused("402203", f"Input parameters mmsId {put.mms_id} is not valid.")
        old = zone.view(put.mms_id)
        sent = self._sent(put, old)
        self._may_be_saved(put, old, sent, faults)
        kept = self._kept(put, old, sent)
        if Fault.NOT_STORED in faults:
            kept = old
        sorted_ = Fault.NORMALIZED in faults or bool(put.query.get("normalization"))
        stored = zone.store(kept, put.who, normalized if sorted_ else None)
        self.stored[put.mms_id] += 1
        if Fault.WARNED in faults:
            warning = Item("warning", "245 subfield c: the field should end with a full stop.")
            stored = stored.with_item(Item("warnings", children=(warning,)))
        return stored

    def _sent(self, put: Put, old: StoredBib) -> StoredBib:
        if "json" in put.content_type:
            raise refused("60105", "JSON is not supported for this API.")
        if put.content_type.partition(";")[0].strip().lower() not in (
            "application/xml",
            "text/xml",
        ):
            raise refused("402209", "Given bib xml is invalid: it is not sent as application/xml.")
        try:
            envelope, record = read_bib(put.body)
        except InvalidBib as error:
            raise refused("402209", f"Given bib xml is invalid: {error}.") from None
        sent = StoredBib(put.mms_id, envelope, record)
        if sent.text("mms_id") not in ("", put.mms_id):
            raise refused("402209", "Given bib xml is invalid: it has another mms_id.")
        if isinstance(record, StoredRecord) and isinstance(old.record, StoredRecord):
            if record.control("001") != old.marc.control("001"):
                raise refused("402209", "Given bib xml is invalid: it has another 001.")
        elif isinstance(record, StoredRecord) != isinstance(old.record, StoredRecord):
            raise refused("402209", "Given bib xml is invalid: it is in another format.")
        return sent

    def _may_be_saved(
        self, put: Put, old: StoredBib, sent: StoredBib, faults: frozenset[Fault]
    ) -> None:
        if old.linked[0] == "CZ":
            raise refused("40166454", "Error - Not supported from the community zone.")
        if Fault.GENERAL_ERROR in faults:
            raise refused(
                "401652", "General Error - An error has occurred while processing the request."
            )
        self._check_lock(put, faults)
        self._check_version(put, old, sent)
        if (process := put.query.get("normalization")) and process not in NORMALIZATIONS:
            known = ", ".join(f"{number} - {name}" for number, name in NORMALIZATIONS.items())
            raise refused("4022030", f"Invalid normalization profile ID. Valid are: {known}.")
        validated = put.asks("validate", False) and put.mms_id in self.invalid
        if validated or Fault.INVALID in faults:
            raise refused(
                "4022032", "The record failed validation: 008 position 6 has an invalid code."
            )
        if Fault.WARNED in faults and not put.asks("override_warning", True):
            raise refused("4022033", "Failed validation on the record.")
        put.asks("check_match", False)
        self._check_level(put, old)

    def _check_lock(self, put: Put, faults: frozenset[Fault]) -> None:
        who = self.open_elsewhere.get(put.mms_id, "")
        if Fault.LOCKED in faults:
            who = who or "Lindqvåg, Mari"
        override = put.asks("override_lock", True)
        if override:
            self.careless.append(f"{put.mms_id}: PUT without override_lock=false")
        if who and override:
            self.locks_overridden.append(put.mms_id)
        elif who:
            raise refused(self.lock[0], self.lock[1].format(who=who))

    def _check_version(self, put: Put, old: StoredBib, sent: StoredBib) -> None:
        if not put.asks("stale_version_check", False):
            self.careless.append(f"{put.mms_id}: PUT without stale_version_check=true")
            return
        if isinstance(sent.record, str) or isinstance(old.record, str):
            return
        if sent.record.control("005") != old.record.control("005"):
            raise refused("4022034", "A newer version of this record exists in the repository.")

    def _check_level(self, put: Put, old: StoredBib) -> None:
        level = put.query.get("cataloger_level", "")
        if level and not self.levels:
            raise refused("4022040", "Cataloging level is not enabled for your institution.")
        if self.levels and (level or "00") < (old.text("cataloging_level") or "00"):
            raise refused(
                "4022041",
                "Cannot update this record due to insufficient cataloger level privileges.",
            )

    def _kept(self, put: Put, old: StoredBib, sent: StoredBib) -> StoredBib:
        """The record as sent, in an envelope where the settable elements are swapped."""
        kept = replace(old, record=sent.record)
        for name, default in DEFAULTS.items():
            given = sent.item(name)
            if given is None and old.item(name) is not None:
                self.careless.append(f"{put.mms_id}: PUT without {name}")
                given = Item(name, default)
            if given is not None:
                kept = kept.with_item(given)
        for item in old.envelope:
            if item.name not in DEFAULTS and sent.item(item.name) != item:
                what = "another" if sent.item(item.name) else "no"
                self.careless.append(f"{put.mms_id}: PUT with {what} {item.name}")
        return kept
