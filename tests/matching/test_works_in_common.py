"""Which works of a person are the one in the record."""

from __future__ import annotations

import pytest

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.matching.works_in_common import SameWork, on_both, works_of
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


def test_what_two_persons_claim() -> None:
    one = [
        PublishedWork("Ice", identifiers=(("doi", "10.5555/A"),)),
        PublishedWork("Bread"),
        PublishedWork("Salt", identifiers=(("isbn", "9780306406157"),)),
        PublishedWork(""),
    ]
    other = [
        PublishedWork("Eis", identifiers=(("doi", "https://doi.org/10.5555/a"),)),
        PublishedWork("Salz", identifiers=(("isbn", "0306406152"),)),
        PublishedWork("Wood", identifiers=(("doi", "9780306406157"),)),
        PublishedWork(""),
    ]
    assert [work.title for work in on_both(one, other)] == ["Ice", "Salt"]
    assert on_both(one, []) == ()
