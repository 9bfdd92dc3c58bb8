"""Choices that were not saved when the program had to end: written down, and brought back.

A lost line (SIGHUP), an order to end (SIGTERM) and a crash leave time for this; a power cut does
not. One file a source, one JSON line a choice, in the form that `orcid-tui apply` takes too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from orcid_tui.folders import make_private, state_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.session.control_numbers import ControlNumbers
from orcid_tui.stores.protocol import SaveMode, Wish
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.decisions import Decision
    from orcid_tui.session.session import Session


def rescue(session: Session) -> Path | None:
    """Write down the choices that are not saved. Returns the file, or None if there are none.

    Raises OSError when the state folder cannot be written.
    """
    rows = [_row(session, decision) for decision in session.unsaved_decisions()]
    if not rows:
        return None
    make_private(state_folder())
    path = _file(session)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(handle, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())
    return path


def bring_back(session: Session) -> int:
    """Choose again what was rescued from this source, after its scan. Returns how many.

    A choice comes back only if it is the same record and its heading still reads the same. What
    does not come back stays in the file.
    """
    from orcid_tui.session.refused import AlreadyThere, DecisionRefused

    path = _file(session)
    places = _Places(session)
    brought, left = 0, []
    for found in _rescued(path, by_place=session.store.keeps_order):
        ref = places.of(found)
        if ref is None or session.heading(ref).name != found.heading:
            left.append(found.line)
            continue
        try:
            _decide_again(session, ref, found)
        except AlreadyThere:
            continue
        except DecisionRefused:
            left.append(found.line)
        else:
            brought += 1
    if left:
        path.write_text("".join(left), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    return brought


def _file(session: Session) -> Path:
    """The same for the same files in the same order, and for the same set of a system."""
    store = session.store
    paths = store.proposed_paths(SaveMode.REPLACE) if store.keeps_order else ()
    name = "\n".join(map(str, paths)) or store.location
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    return state_folder() / f"not-saved-{digest[:16]}.jsonl"


def _decide_again(session: Session, ref: HeadingRef, found: _Rescued) -> None:
    """Raises DecisionRefused, also when the heading carries another iD than at that time."""
    from orcid_tui.session.refused import AlreadyThere, DecisionRefused, Existing

    there = _carried(session, ref)
    if found.wish is Wish.REMOVE and not there:
        raise AlreadyThere(_("The iD is gone already."))
    if found.there and found.there != there and str(found.orcid) != there:
        raise DecisionRefused(_("The heading carries another iD now."))
    if found.wish is Wish.TIDY and there and not session.is_untidy(ref):
        raise AlreadyThere(_("The iD stands in the usual form already."))
    if found.wish is Wish.REMOVE:
        session.remove(ref)
    elif found.wish is Wish.TIDY:
        session.tidy(ref)
    elif found.orcid is not None:
        replaces = found.wish is Wish.REPLACE
        session.adopt(ref, found.orcid, Existing.REPLACE if replaces else Existing.KEEP_BROKEN)


def _row(session: Session, decision: Decision) -> Mapping[str, object]:
    ref = decision.ref
    heading = session.heading(ref)
    there = _carried(session, ref) or None
    return {
        "source": session.store.location,
        "record": ref.record,
        "control_number": heading.control_number,
        "tag": ref.tag,
        "occurrence": ref.occurrence,
        "heading": heading.name,
        "orcid": decision.orcid.value if decision.orcid else there,
        "instead_of": there if decision.replacing else None,
        "action": decision.change.wish.value if decision.change else None,
    }


def _carried(session: Session, ref: HeadingRef) -> str:
    """The one iD of a heading, or what claims to be one; empty where there are several."""
    found = session.ids(ref)
    return found[0] if len(found) == 1 else ""


class _Rescued(NamedTuple):
    """One line that was written down; `ref` is where the heading stood then."""

    line: str
    ref: HeadingRef
    control_number: str
    heading: str
    wish: Wish
    orcid: OrcidId | None
    there: str
    """What the heading carried then, as far as it matters."""


class _Places:
    """Where the headings that were written down stand now."""

    def __init__(self, session: Session) -> None:
        self._session = session
        records = dict.fromkeys(ref.record for ref in session.refs)
        self._numbers = ControlNumbers(session.store, records)

    def of(self, found: _Rescued) -> HeadingRef | None:
        """The place, or None when it cannot be told. What has no control number is known by its
        ordinal, where that lasts."""
        ref, store = found.ref, self._session.store
        if self._session.has(ref) and self._numbers.of(ref.record) == found.control_number:
            return ref if store.keeps_order or found.control_number else None
        if store.keeps_order or not found.control_number:
            return None
        records = self._numbers.records(found.control_number)
        if len(records) != 1:
            return None
        ref = ref._replace(record=records[0])
        return ref if self._session.has(ref) else None


def _rescued(path: Path, *, by_place: bool) -> Iterable[_Rescued]:
    """What was decided for each heading, the last line where there are several.

    `by_place` says that a place means the same record in all lines. Lines that cannot be read are
    passed over.
    """
    found: dict[tuple[HeadingRef, str], _Rescued] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError):
        return ()
    for line in lines:
        try:
            row = json.loads(line)
            ref = HeadingRef(int(row["record"]), str(row["tag"]), int(row["occurrence"]))
            number = clean(str(row.get("control_number") or ""))
            wish = Wish(row.get("action") or Wish.LINK.value)
            named = str(row["orcid"] or "")
            is_new = wish in (Wish.LINK, Wish.REPLACE)
            there = str(row.get("instead_of") or "") if is_new else named
            orcid = OrcidId.parse(named) if is_new else None
            key = (ref, "") if by_place or not number else (ref._replace(record=0), number)
            found[key] = _Rescued(line, ref, number, str(row["heading"]), wish, orcid, there)
        except (ValueError, TypeError, KeyError, InvalidOrcidId):
            continue
    return found.values()
