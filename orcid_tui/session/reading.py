"""The records of a store read as headings and works, each once as long as it is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from orcid_tui.headings.brief import BriefHeading, brief, glance_at_heading, glance_at_work
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.reading import read_heading, unreadable_heading
from orcid_tui.language import _
from orcid_tui.marc.name_tags import UNIMARC_TAGS, USUAL_TAGS
from orcid_tui.session.judging import Judgement, judged, judged_at_a_glance
from orcid_tui.session.question import PersonsOnRecord, Question, persons_on_record
from orcid_tui.stores.protocol import GlancingStore, RecordStore

_NAME_TAGS: Final = tuple(sorted({*USUAL_TAGS, *UNIMARC_TAGS}))
_TOGETHER: Final = 40
"""Names in one question about a work (`registry.orcid.query`). Thousands of names on one record
are neither read nor asked about at once."""
_NO_LONGER_THERE: Final = _("The field is not in the record any more: the file has changed.")


class HeadingReader:
    """Reads headings at places that a scan has found."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._glancing = store if isinstance(store, GlancingStore) else None
        self.heading = lru_cache(maxsize=4096)(self._read_heading)
        """One heading, decoded and judged. One that can be read no more says so."""
        self.work = lru_cache(maxsize=4096)(self._describe_work)
        """What the record with this ordinal says about its work."""
        self._persons = lru_cache(maxsize=64)(self._persons_on)
        self._name_counts = lru_cache(maxsize=64)(self._count_names)

    def forget(self) -> None:
        """The store holds something else now."""
        self.heading.cache_clear()
        self.work.cache_clear()
        self._persons.cache_clear()
        self._name_counts.cache_clear()

    def briefs(self, refs: Sequence[HeadingRef], plain: bytes = b"") -> Iterator[BriefHeading]:
        """The headings at these places, in one line each. Fast where refs of a record follow
        each other, faster still with what the `ScanBatch` says of them."""
        glancing = self._glancing
        number, glance, work, practice = 0, None, None, self._store.practice
        for ref, known in zip(refs, plain or bytes(len(refs)), strict=True):
            if ref.record != number:
                number = ref.record
                glance = glancing.glance(number) if glancing else None
                work = glance_at_work(glance, known=known) if glance else None
            found = None
            if glance is not None and work is not None:
                found = glance_at_heading(glance, work, ref, known=known, practice=practice)
            yield found or brief(self.heading(ref), work or self.work(ref.record))

    def judge(self, ref: HeadingRef, known: int) -> Judgement:
        """What a heading is about which nothing is decided; `known` is what a scan has found
        out (`marc.plain_names`)."""
        judgement = judged_at_a_glance(self._glancing, ref, self._store.practice, known)
        return judgement or judged(self.heading(ref))

    def question(self, ref: HeadingRef) -> Question:
        """What there is to ask about a heading."""
        return Question(self.heading(ref), self.work(ref.record), self._others(ref))

    def _read_heading(self, ref: HeadingRef) -> Heading:
        record = self._store.record(ref.record)
        heading = read_heading(record, ref, self._store.practice)
        heading = heading or unreadable_heading(ref, record.damage or _NO_LONGER_THERE)
        why_not = heading.why_not or self._store.why_unchangeable(ref.record)
        return heading if why_not == heading.why_not else replace(heading, why_not=why_not)

    def _describe_work(self, record: int) -> WorkDescription:
        return describe_work(self._store.record(record))

    def _others(self, ref: HeadingRef) -> PersonsOnRecord:
        """With whom it is asked about. In a record with more names than one question holds, those
        beside it; a form in the original script is asked about alone there."""
        counts = self._name_counts(ref.record)
        if sum(counts.values()) <= _TOGETHER:
            return self._persons(ref.record, 0)
        if ref.tag not in counts:
            return persons_on_record([self.heading(ref)], ref)
        before = sum(count for tag, count in counts.items() if tag < ref.tag)
        return self._persons(ref.record, (before + ref.occurrence - 1) // _TOGETHER)

    def _count_names(self, record: int) -> dict[str, int]:
        tags = self._store.record(record).tags
        return {tag: tags.count(tag) for tag in _NAME_TAGS}

    def _persons_on(self, record: int, part: int) -> PersonsOnRecord:
        """Who is on a record, or on a part of it. Cached: a record with 200 names is asked about
        200 times."""
        refs = (
            HeadingRef(record, tag, n)
            for tag, count in self._name_counts(record).items()
            for n in range(1, count + 1)
        )
        some = islice(refs, part * _TOGETHER, (part + 1) * _TOGETHER)
        return persons_on_record(map(self.heading, some), part)
