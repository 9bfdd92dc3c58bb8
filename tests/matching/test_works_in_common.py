"""Which works of a person are the one in the record."""

from __future__ import annotations

import pytest

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.matching.works_in_common import SameWork, works_of
from orcid_tui.persons.person import PublishedWork

_RECORD = WorkDescription(
    "Rivers of ice : a history",
    "Rivers of ice",
    dois=("10.5555/Ice.1",),
    isbns=("9780306406157",),
)


@pytest.mark.parametrize(
    ("work", "same"),
    [
        (PublishedWork("Other", identifiers=(("doi", "10.5555/ice.1"),)), SameWork.DOI),
        (
            PublishedWork("Other", identifiers=(("doi", "https://doi.org/10.5555/ICE.1"),)),
            SameWork.DOI,
        ),
        (PublishedWork("Other", identifiers=(("doi", "10.5555/ice.10"),)), None),
        (PublishedWork("Other", identifiers=(("pmid", "10.5555/ice.1"),)), None),
        (PublishedWork("Other", identifiers=(("isbn", "0-306-40615-2"),)), SameWork.ISBN),
        (PublishedWork("Other", identifiers=(("isbn", "978-0-306-40615-7"),)), SameWork.ISBN),
        (PublishedWork("Other", identifiers=(("isbn", "979-0-306-40615-7"),)), None),
        (PublishedWork("Rivers of Ice"), SameWork.TITLE),
        (PublishedWork("RIVERS OF ICE: a history."), SameWork.TITLE),
        (PublishedWork("Rivers of ice and snow"), None),
        (PublishedWork(""), None),
    ],
)
def test_by_what_a_work_is_known(work: PublishedWork, same: SameWork | None) -> None:
    [found] = works_of(_RECORD, [work])
    assert (found.work, found.same) == (work, same)


def test_a_record_without_marks_has_no_work_in_common() -> None:
    empty = PublishedWork("", identifiers=(("doi", " "), ("isbn", "")))
    assert [found.same for found in works_of(WorkDescription(), [empty])] == [None]


def test_the_works_of_the_record_come_first_and_the_others_keep_their_order() -> None:
    works = [PublishedWork(title) for title in ("Z", "Rivers of ice", "A", "rivers of ICE")]
    titles = [found.work.title for found in works_of(_RECORD, works)]
    assert titles == ["Rivers of ice", "rivers of ICE", "Z", "A"]
