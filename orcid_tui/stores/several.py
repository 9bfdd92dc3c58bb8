"""Several files shown as one: record numbers run on from file to file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

from orcid_tui.errors import SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.language import _, number
from orcid_tui.marc.quick_look import QuickLook
from orcid_tui.marc.record import BibRecord
from orcid_tui.stores.protocol import (
    Change,
    GlancingStore,
    Preview,
    RecordStore,
    Refusal,
    SaveMode,
    SaveReport,
    SaveTarget,
    SaveWatch,
    ScanBatch,
)


class SeveralStores:
    """Stores one behind the other, in the order given; there is at least one.

    Each file is saved by itself. When one cannot be saved, its iDs are refused with the
    reason and the others are saved all the same.
    """

    def __init__(self, stores: Sequence[RecordStore]) -> None:
        self._stores = tuple(stores)
        self._first: list[int] = [0]
        """How many records stand before each store that the scan has reached."""

    @property
    def label(self) -> str:
        """The first file's name, and how many others there are."""
        others = len(self._stores) - 1
        return self._stores[0].label + (
            _(" and {n} more").format(n=number(others)) if others else ""
        )

    @property
    def location(self) -> str:
        """All places, in order."""
        return "; ".join(store.location for store in self._stores)

    @property
    def read_only(self) -> str:
        """Why nothing at all can be saved; empty when at least one file can be changed."""
        reasons = [store.read_only for store in self._stores]
        return reasons[0] if all(reasons) else ""

    @property
    def holds_demo(self) -> bool:
        """True only when every store is the demo's own copy."""
        return all(store.holds_demo for store in self._stores)

    @property
    def practice(self) -> Practice:
        """The same for all of them."""
        return self._stores[0].practice

    @property
    def save_modes(self) -> tuple[SaveMode, ...]:
        """As the files offer, without TO_PATH: one name cannot hold several files."""
        if len(self._stores) == 1:
            return self._stores[0].save_modes
        return tuple(m for m in self._stores[0].save_modes if m is not SaveMode.TO_PATH)

    def describe(self, number: int) -> str:
        """Where a record is, in words: the file and its ordinal there."""
        store, before = self._of(number)
        place = store.describe(number - before)
        return place if len(self._stores) == 1 else f"{store.label}, {place}"

    def why_unchangeable(self, number: int) -> str:
        """Why nothing in this record can be changed, in one sentence; empty when it can."""
        store, before = self._of(number)
        return store.why_unchangeable(number - before)

    @property
    def keeps_order(self) -> bool:
        """As long as all of them do."""
        return all(store.keeps_order for store in self._stores)

    @property
    def resumes(self) -> bool:
        """Files are read anew."""
        return False

    def claim(self) -> str:
        """Claim every file."""
        return " ".join(filter(None, (store.claim() for store in self._stores)))

    @property
    def troubles(self) -> tuple[tuple[int, str], ...]:
        """Damaged records of the files that the scan has reached."""
        return tuple(
            (before + number, why)
            for store, before in zip(self._stores, self._first, strict=False)
            for number, why in store.troubles
        )

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through all files. `total` grows by a file when the scan reaches it."""
        self._first = [0]
        done = total = 0
        for store in self._stores:
            before = self._first[-1]
            last = ScanBatch((), 0, 0, 0)
            async for batch in store.scan():
                last = batch
                yield ScanBatch(
                    tuple(ref._replace(record=ref.record + before) for ref in batch.refs),
                    before + batch.records,
                    done + batch.done,
                    total + batch.total,
                    batch.plain,
                )
            done += last.done
            total += last.total
            if len(self._first) < len(self._stores):
                self._first.append(before + last.records)

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        store, before = self._of(number)
        return replace(store.record(number - before), number=number)

    def glance(self, number: int) -> QuickLook | None:
        """A record that the scan has passed, for a quick look; None when it needs more."""
        store, before = self._of(number)
        return store.glance(number - before) if isinstance(store, GlancingStore) else None

    def preview(self, change: Change) -> Preview:
        """What the change would do to its field. Raises FieldRefused."""
        store, before = self._of(change.ref.record)
        return store.preview(_moved(change, -before))

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Save every file that has changes. Raises SaveError when none could be saved."""
        if len(self._stores) == 1:
            return await self._stores[0].save(changes, target, watch)
        if target.mode is SaveMode.TO_PATH:
            raise SaveError(
                _("Several files cannot be saved into one."),
                _("Save next to each file, or replace each with a backup."),
            )
        reports: list[SaveReport] = []
        first_trouble: SaveError | None = None
        for nth, before in enumerate(self._first):
            behind = self._first[nth + 1] if nth + 1 < len(self._first) else None
            own = [
                change
                for change in changes
                if change.ref.record > before and (behind is None or change.ref.record <= behind)
            ]
            if not own:
                continue
            try:
                report = await self._stores[nth].save([_moved(i, -before) for i in own], target)
            except SaveError as trouble:
                first_trouble = first_trouble or trouble
                reports.append(
                    SaveReport((), tuple(Refusal(i.ref, None, trouble.message) for i in own))
                )
            else:
                reports.append(_report_moved(report, before))
        if first_trouble is not None and not any(report.written for report in reports):
            raise first_trouble
        return _together(reports)

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """The files that would be written, in the order of the sources."""
        return tuple(path for store in self._stores for path in store.proposed_paths(mode))

    def close(self) -> None:
        """Give back all files."""
        for store in self._stores:
            store.close()

    def _of(self, number: int) -> tuple[RecordStore, int]:
        """The store of a record, and how many records stand before it."""
        if number < 1:
            raise IndexError(f"record {number} has not been scanned")
        nth = bisect_right(self._first, number - 1) - 1
        return self._stores[nth], self._first[nth]


def _moved(change: Change, by: int) -> Change:
    ref = change.ref
    return replace(change, ref=ref._replace(record=ref.record + by))


def _report_moved(report: SaveReport, by: int) -> SaveReport:
    def moved(ref: HeadingRef) -> HeadingRef:
        return ref._replace(record=ref.record + by)

    return replace(
        report,
        written=tuple(map(moved, report.written)),
        refused=tuple(replace(refusal, ref=moved(refusal.ref)) for refusal in report.refused),
    )


def _together(reports: Sequence[SaveReport]) -> SaveReport:
    files = tuple(report for report in reports if report.path is not None)
    return SaveReport(
        tuple(ref for report in reports for ref in report.written),
        tuple(refusal for report in reports for refusal in report.refused),
        files[0].path if files else None,
        files[0].backup if files else None,
        files if len(files) > 1 else (),
    )
