"""Everything that differs from what would stand there if the program had never written,
but for the iDs that it was to write."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from tests.alma_stand_in.catalogue import Zone
from tests.alma_stand_in.records import StoredBib, StoredField
from tests.alma_stand_in.saving import ALTERED_BY_ALMA

URI = "https://orcid.org/"


def in_zone(
    zone: Zone, *, tags: Collection[str], only: Collection[str] | None, dropping: bool
) -> list[str]:
    """One line a difference, with the MMS ID in front.

    A `$1` of ORCID may have come into fields with these tags, in the records `only` (None: in
    all); with `dropping` one may have gone or been replaced, too.
    """
    found: list[str] = []
    for mms_id in zone.present:
        before, after = zone.undisturbed(mms_id), zone.view(mms_id)
        allowed = tags if only is None or mms_id in only else ()
        found += [f"{mms_id}: {line}" for line in _envelope(before, after)]
        found += [f"{mms_id}: {line}" for line in _record(before, after, allowed, dropping)]
    return found


def _envelope(before: StoredBib, after: StoredBib) -> list[str]:
    lines = []
    for name in [item.name for item in before.envelope]:
        if name not in ALTERED_BY_ALMA and before.item(name) != after.item(name):
            now = after.item(name)
            lines.append(f"{name} {before.text(name)!r} became {now.text if now else None!r}")
    known = {item.name for item in before.envelope}
    lines += [f"{item.name} came" for item in after.envelope if item.name not in known]
    return lines


def _record(
    before: StoredBib, after: StoredBib, tags: Collection[str], dropping: bool
) -> list[str]:
    if isinstance(before.record, str) or isinstance(after.record, str):
        return [] if before.record == after.record else ["the record is another"]
    lines = []
    if before.record.leader != after.record.leader:
        lines.append(f"the leader became {after.record.leader!r}")
    was = [each for each in before.record.fields if each.tag not in ALTERED_BY_ALMA]
    now = [each for each in after.record.fields if each.tag not in ALTERED_BY_ALMA]
    if len(was) == len(now):
        for old, new in zip(was, now, strict=True):
            lines += _field(old, new, tags, dropping)
        return lines
    shown = difflib.ndiff([str(each) for each in was], [str(each) for each in now])
    return lines + [line for line in shown if line[0] in "+-"]


def _field(old: StoredField, new: StoredField, tags: Collection[str], dropping: bool) -> list[str]:
    if old == new:
        return []
    if old.tag not in tags:
        return [f"{old} became {new}"]
    had, has = Counter(_ids(old)), Counter(_ids(new))
    lines = [f"{new}: {uri} stands there twice" for uri in has if has[uri] > max(1, had[uri])]
    if len(has) > max(1, len(had)):
        lines.append(f"{new}: two persons")
    tolerated = set(has) | set(had) if dropping else set(has) - set(had)
    rest_old, rest_new = _without(old, tolerated), _without(new, tolerated)
    if rest_old != rest_new:
        lines.append(f"{old} became {new}")
    return lines


def _ids(each: StoredField) -> list[str]:
    return [value for value in each.values("1") if value.startswith(URI)]


def _without(each: StoredField, uris: set[str]) -> StoredField:
    kept = tuple(pair for pair in each.subfields if pair[0] != "1" or pair[1] not in uris)
    return replace(each, subfields=kept)
