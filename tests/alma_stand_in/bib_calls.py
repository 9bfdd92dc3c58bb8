"""The calls below /bibs: records out, one by one or by the hundred, and back in
(alma-and-marc.md A4, A5, A7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.alma_stand_in import layout
from tests.alma_stand_in.answers import BROKEN, HTML, SILENT, AlmaFault, Answer, refused
from tests.alma_stand_in.calls import Incoming, json_answer
from tests.alma_stand_in.catalogue import Zone
from tests.alma_stand_in.edits import EDITS
from tests.alma_stand_in.faults import AFTER_STORING, REFUSING, Fault
from tests.alma_stand_in.records import StoredBib, StoredField
from tests.alma_stand_in.records import field as made_field
from tests.alma_stand_in.saving import Desk, Put

Note = Callable[[Fault], None]


@dataclass
class BibCalls:
    """`hand` turns: every answer to a list is laid out otherwise."""

    desk: Desk
    layouts: tuple[layout.Layout, ...] = layout.LAYOUTS
    unknown_refuses_list: bool = False
    hand: int = 0

    def several(self, incoming: Incoming, zone: Zone) -> Answer:
        """GET bibs?mms_id=…: in the order of their numbers, unknown ones left out."""
        asked = [each for each in incoming.query.get("mms_id", "").split(",") if each]
        unknown = {each for each in asked if each not in zone.present}
        if not 1 <= len(asked) <= 100 or (unknown and self.unknown_refuses_list):
            raise refused("402203", "Input parameter mmsId list is not valid.")
        bibs = [_shown(incoming, zone, each) for each in sorted(set(asked) - unknown)]
        if incoming.wants_json:
            made = [layout.bib_json(bib, brief=incoming.brief) for bib in bibs]
            return json_answer({"bib": made, "total_record_count": len(made)})
        self.hand += 1
        hand = self.layouts[self.hand % len(self.layouts)]
        return Answer(200, layout.bibs_xml(bibs, hand, brief=incoming.brief))

    def one(self, incoming: Incoming, zone: Zone, drawn: frozenset[Fault], note: Note) -> Answer:
        """GET bibs/{mms_id}, after which somebody may change the record."""
        mms_id = incoming.call.key
        if mms_id not in zone.present:
            raise refused("402203", f"Input parameters mmsId {mms_id} is not valid.")
        answer = self._bib(incoming, _shown(incoming, zone, mms_id))
        for fault in drawn & set(EDITS):
            note(fault)
            edited(zone, mms_id, fault)
        if Fault.CUT_OFF in drawn:
            note(Fault.CUT_OFF)
            return replace(answer, cut_off=True)
        return answer

    def put(
        self, incoming: Incoming, zone: Zone, who: str, drawn: frozenset[Fault], note: Note
    ) -> Answer:
        """PUT bibs/{mms_id}. A refusal that was drawn goes before what comes after storing."""
        put = Put(
            incoming.call.key,
            incoming.query,
            incoming.headers.get("content-type", ""),
            incoming.body,
            who,
        )
        if refusing := sorted(drawn & set(REFUSING), key=REFUSING.index):
            drawn = frozenset(refusing[:1])
        try:
            stored = self.desk.put(zone, put, drawn)
        except AlmaFault:
            for fault in refusing[:1]:
                note(fault)
            raise
        for fault in drawn:
            note(fault)
        answer = self._bib(incoming, stored)
        for fault in drawn & set(AFTER_STORING):
            return _after(fault, answer)
        return answer

    def _bib(self, incoming: Incoming, bib: StoredBib) -> Answer:
        if incoming.wants_json:
            return json_answer(layout.bib_json(bib, brief=incoming.brief))
        hand = self.layouts[int(bib.mms_id[-8:-4] or "0") % len(self.layouts)]
        return Answer(200, layout.document(layout.bib_xml(bib, hand, brief=incoming.brief)))


def edited(zone: Zone, mms_id: str, fault: Fault, who: str = "somebody") -> None:
    """Somebody else changes a record, in the zone where its fields are kept."""
    if zone.linked(mms_id) and zone.shared is not None:
        zone.shared.edit(zone.present[mms_id].linked[1], EDITS[fault], who)
        zone.edit(mms_id, lambda bib: bib, who)
    else:
        zone.edit(mms_id, EDITS[fault], who)


def _shown(incoming: Incoming, zone: Zone, mms_id: str) -> StoredBib:
    """As `view` and `expand` ask: what is then shown is not what is stored."""
    bib = zone.view(mms_id)
    more: list[StoredField] = []
    if incoming.query.get("expand", "None") != "None":
        more.append(made_field("AVA", "  ", "bMAIN", "cStacks", "eavailable"))
    if incoming.query.get("view") == "ld_enrich":
        more.append(made_field("758", "  ", "1https://data.example.org/work"))
    if incoming.query.get("view") == "local_fields":
        return bib.with_fields(lambda fields: [f for f in fields if f.control or f.local])
    return bib.with_fields(lambda fields: (*fields, *more))


def _after(fault: Fault, answer: Answer) -> Answer:
    if fault is Fault.STORED_THEN_DROPPED:
        return BROKEN
    if fault is Fault.STORED_THEN_SLOW:
        return SILENT
    if fault is Fault.STORED_THEN_EMPTY:
        return Answer(200, b"")
    if fault is Fault.STORED_THEN_CUT_OFF:
        return replace(answer, cut_off=True)
    if fault is Fault.STORED_THEN_GATEWAY:
        return Answer(504, HTML.replace(b"401", b"504"), "text/html;charset=utf-8")
    raise AlmaFault(500, "GENERAL_ERROR", "General error.")
