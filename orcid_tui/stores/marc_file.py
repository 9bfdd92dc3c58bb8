"""A file of MARC records as a place where records live."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from orcid_tui.errors import SaveError, SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.language import _
from orcid_tui.language import number as grouped
from orcid_tui.marc.content import MarcContent, Place
from orcid_tui.marc.formats import open_content
from orcid_tui.marc.gzip_bytes import UnpackedBytes
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.patches import Patches
from orcid_tui.marc.plain_names import TellsPlainNames
from orcid_tui.marc.quick_look import AllowsQuickLooks, QuickLook
from orcid_tui.marc.record import BibRecord
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.stores.backups import free_name
from orcid_tui.stores.claim import Claim
from orcid_tui.stores.protocol import (
    Change,
    Preview,
    Refusal,
    SaveMode,
    SaveReport,
    SaveTarget,
    SaveWatch,
    ScanBatch,
)
from orcid_tui.stores.safe_write import save_patched
from orcid_tui.stores.targets import check_target, real
from orcid_tui.stores.trouble import KEPT, explained
from orcid_tui.stores.unchanged import check_before_planning
from orcid_tui.stores.wanted import NO_RECORD, TWO_DECISIONS, decided_twice, steps_wanted
from orcid_tui.text import clean

_FIRST_SLICE: Final = 1 << 17
_SLICE: Final = 1 << 18
"""Bytes scanned at a time: a few thousandths of a second, so that keys are answered meanwhile."""


class MarcFileStore:
    """One file of records in any format. Raises SourceError when it cannot be opened.

    `holds_demo` is for the demo's own copy: invented iDs may go there and nowhere else, and
    nothing may be saved outside its folder.
    """

    def __init__(
        self, path: Path, *, holds_demo: bool = False, practice: Practice = USUAL_PRACTICE
    ) -> None:
        self._path = Path(path).absolute()
        self._holds_demo = holds_demo
        self._practice = practice
        self._content: MarcContent = open_content(self._path, practice.tags)
        self._quick = _quick_looks(self._content)
        self._retired: list[MarcContent] = []
        self._waiting: list[Place] = []
        self._waiting_plain = b""
        self._read_by_save = False
        self._scanned_before = False
        self._work = threading.Lock()
        self._claim = Claim()

    @property
    def label(self) -> str:
        """The file's name."""
        return clean(self._path.name)

    @property
    def location(self) -> str:
        """The whole path, and the format."""
        packed = _(", gzip") if isinstance(self._content.source, UnpackedBytes) else ""
        return f"{clean(str(self._path))} ({self._content.name}{packed})"

    @property
    def read_only(self) -> str:
        """Why nothing can be saved. May become known only when the scan gets there."""
        return self._content.source.damage or self._content.why_read_only

    @property
    def holds_demo(self) -> bool:
        """Whether this is the demo's own copy."""
        return self._holds_demo

    @property
    def practice(self) -> Practice:
        """Which fields are linked here, and in which form."""
        return self._practice

    @property
    def save_modes(self) -> tuple[SaveMode, ...]:
        """A new file first, because it can harm nothing."""
        return (SaveMode.BESIDE, SaveMode.REPLACE, SaveMode.TO_PATH)

    @property
    def path(self) -> Path:
        """The file as the user named it, absolute."""
        return self._path

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return self._content.records

    @property
    def troubles(self) -> tuple[tuple[int, str], ...]:
        """Damaged records found so far: number, and what is wrong in one sentence. Damage of
        the whole file, which may be the cause of all others, comes first."""
        content = self._content
        damage = content.source.damage
        return (*([(content.records, damage)] if damage else ()), *content.troubles)

    def claim(self) -> str:
        """Claim the file until it is closed."""
        if self._claim.take(self._path):
            return ""
        return _(
            "{label} is open in another window of this program. Both can work, but only "
            "the one that saves first can replace the file."
        ).format(label=self.label)

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through the file in a thread, slice by slice. Scanning again reads it anew.

        May raise SourceError.
        """
        if self._scanned_before:
            await asyncio.to_thread(self._open_anew)
        self._scanned_before = True
        size, finished = _FIRST_SLICE, False
        while not finished:
            batch, finished = await asyncio.to_thread(self._advance, size)
            size = _SLICE
            yield batch

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        return self._content.record(number)

    def glance(self, number: int) -> QuickLook | None:
        """A record that the scan has passed, for a quick look; None when it needs more."""
        return self._quick.glance(number) if self._quick else None

    def describe(self, number: int) -> str:
        """The record's ordinal."""
        return _("record {nth}").format(nth=grouped(number))

    def why_unchangeable(self, number: int) -> str:
        """Nothing but the file as a whole stands against a change, and `read_only` says that."""
        return ""

    @property
    def keeps_order(self) -> bool:
        """Records do not move in a file."""
        return True

    @property
    def resumes(self) -> bool:
        """A file that could not be read is read anew."""
        return False

    def preview(self, change: Change) -> Preview:
        """The real edit, read back. Equal fields mean that nothing is left to do."""
        record = self.record(change.ref.record)
        wanted = self._wanted(record, change, unimarc=self._is_unimarc(record))
        edit = self._content.edit(record.number, [wanted] if wanted.steps else [])
        if reason := edit.refused.get(wanted.target):
            raise FieldRefused(reason)
        before = record.field(wanted.target)
        return Preview(before, edit.after.field(wanted.target) if wanted.steps else before)

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Carry out all changes in one pass. Raises SaveError.

        A field that is as it should be already counts as written and is not touched.
        When no byte would change, only TO_PATH writes a file (an exact copy).
        """
        return await asyncio.shield(asyncio.to_thread(self._save, tuple(changes), target))

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """The file that would be written."""
        if mode is SaveMode.BESIDE:
            return (free_name(self._path, "orcid"),)
        return (real(self._path),) if mode is SaveMode.REPLACE else ()

    def close(self) -> None:
        """Give back the file."""
        self._claim.give_back()
        with self._work:
            for content in (*self._retired, self._content):
                content.close()
            self._retired.clear()

    # --- scanning, in a thread --------------------------------------------------------

    def _open_anew(self) -> None:
        content = open_content(self._path, self._practice.tags)
        with self._work:
            self._put_in_use(content)
            self._waiting.clear()
            self._waiting_plain = b""
            self._read_by_save = False

    def _advance(self, size: int) -> tuple[ScanBatch, bool]:
        with self._work:
            self._scan_on(size)
            content = self._content
            refs, self._waiting = tuple(map(HeadingRef._make, self._waiting)), []
            plain, self._waiting_plain = self._waiting_plain, b""
            batch = ScanBatch(refs, content.records, content.position, content.source.size, plain)
            return batch, content.finished

    def _scan_on(self, size: int) -> None:
        if self._read_by_save:
            return  # to the end, and what was found is waiting
        try:
            self._waiting += self._content.advance(size)
            if isinstance(self._content, TellsPlainNames):
                self._waiting_plain += self._content.plain()
        except OSError as trouble:
            why = clean(trouble.strerror or _("unknown reason"))
            raise SourceError(
                _("{label} could not be read any further: {why}.").format(
                    label=self.label, why=why
                ),
                _("Check the drive."),
            ) from trouble

    def _put_in_use(self, content: MarcContent) -> None:
        """Others may still be reading the old one, so it is closed one step later."""
        for old in self._retired:
            old.close()
        self._retired = [self._content]
        self._content = content
        self._quick = _quick_looks(content)

    # --- saving, in a thread ----------------------------------------------------------

    def _save(self, changes: Sequence[Change], target: SaveTarget) -> SaveReport:
        with self._work:
            source = real(self._path)
            path, may_exist = self._destination(source, target)
            try:
                while not self._content.finished:
                    self._scan_on(_SLICE)
            except SourceError as trouble:
                raise SaveError(trouble.message, KEPT) from trouble
            if self.read_only:
                raise SaveError(self.read_only, KEPT)
            try:
                check_before_planning(self._content, source)
            except OSError as trouble:
                raise explained(trouble, source) from trouble
            patches, written, refused = self._plan(changes)
            if not patches and (path == source or target.mode is SaveMode.BESIDE):
                return SaveReport(written, refused)
            result = save_patched(self._content, source, patches, path, may_exist=may_exist)
            if path == source:
                self._put_in_use(result.content)
                self._read_by_save = True
                if self._claim.held:
                    self._claim.take(self._path)  # another file stands under this name now
            else:
                result.content.close()
            return SaveReport(written, refused, path, result.backup)

    def _destination(self, source: Path, target: SaveTarget) -> tuple[Path, bool]:
        """The real file to write, and whether one may stand there."""
        if target.mode is SaveMode.TO_PATH:
            if target.path is None:
                raise SaveError(_("No file was named to save to."), KEPT)
            path, may_exist = real(target.path), True
        elif target.mode is SaveMode.REPLACE:
            path, may_exist = source, True
        else:
            path, may_exist = free_name(self._path, "orcid"), False
        check_target(path)
        if self._holds_demo and not path.is_relative_to(source.parent):
            raise SaveError(
                _("The demo's records and invented iDs stay in the demo's own folder."), KEPT
            )
        return path, may_exist

    def _plan(
        self, changes: Sequence[Change]
    ) -> tuple[Patches, tuple[HeadingRef, ...], tuple[Refusal, ...]]:
        """All patches in rising order, and what becomes of each change."""
        patches = Patches()
        written: list[HeadingRef] = []
        refused: list[Refusal] = []
        in_order = sorted(changes, key=lambda change: change.ref)
        for number, group in groupby(in_order, key=lambda change: change.ref.record):
            here = tuple(group)
            try:
                record = self.record(number)
            except IndexError:
                refused += [Refusal(change.ref, None, NO_RECORD) for change in here]
                continue
            reasons: dict[HeadingRef, str] = {}
            targets: dict[HeadingRef, FieldSteps] = {}
            unimarc = self._is_unimarc(record)
            for change in here:
                try:
                    targets[change.ref] = self._wanted(record, change, unimarc=unimarc)
                except FieldRefused as reason:
                    reasons[change.ref] = str(reason)
            for ref in decided_twice(here):
                reasons[ref] = TWO_DECISIONS
            wanted = [each for ref, each in targets.items() if each.steps and ref not in reasons]
            if wanted:
                edit = self._content.edit(number, wanted)
                for patch in edit.patches:
                    patches.add(patch)
                for ref, each in targets.items():
                    if reason_here := edit.refused.get(each.target):
                        reasons.setdefault(ref, reason_here)
            for ref in dict.fromkeys(change.ref for change in here):
                if ref in reasons:
                    refused.append(Refusal(ref, record.control_number, reasons[ref]))
                else:
                    written.append(ref)
        return patches, tuple(written), tuple(refused)

    def _is_unimarc(self, record: BibRecord) -> bool:
        """Told at a glance where that is possible, because few records can be UNIMARC."""
        look = self.glance(record.number)
        return (look is None or look.may_be_unimarc()) and is_unimarc(record)

    def _wanted(self, record: BibRecord, change: Change, *, unimarc: bool) -> FieldSteps:
        """The field's index in the record, and what is to be done there. Raises FieldRefused."""
        return steps_wanted(
            record, change, self._practice, unimarc=unimarc, takes_invented=self._holds_demo
        )


def _quick_looks(content: MarcContent) -> AllowsQuickLooks | None:
    """Asked once a file: to ask for a protocol takes longer than a quick look."""
    return content if isinstance(content, AllowsQuickLooks) else None
