"""The page of the report: whole, without anything from outside, and safe from any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from orcid_tui.figures.coverage import Coverage
from orcid_tui.figures.figures import Day, Figures, Progress
from orcid_tui.figures.pace import Pace
from orcid_tui.orcid_id import OrcidId
from orcid_tui.report.page import page_of
from orcid_tui.report.report import Report
from orcid_tui.report.rows import Outcome, ReportRow
from orcid_tui.report.table import table_of
from orcid_tui.report.text import text_of
from orcid_tui.session.decisions import Manner, Verdict

_ADA, _EVE = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_NOBODY = OrcidId.from_base("009900000000001")
_MADE = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
_ROW = ReportRow(
    outcome="linked",
    decision="linked",
    record=1,
    place="record 1",
    control_number="x1",
    mms_id="",
    tag="100",
    occurrence=1,
    heading="Quell, Ada",
    title="Rivers",
    orcid=str(_ADA),
    person="Ada Quell",
    reason="",
    when="2026-11-23T09:00:00+01:00",
    who="anna",
    manner="single",
    note="",
)
_FIGURES = Figures(
    progress=Progress(100, 40, 5, 20, 30, 5),
    headings=Coverage(95, 20, 55),
    pace=Pace(60, 900, 12, 0.2),
    verdicts={Verdict.CHOSEN: 35, Verdict.NOBODY: 5, Verdict.SKIPPED: 5},
    manners={Manner.SINGLE: 40, Manner.BULK: 5},
    notes=1,
    unsaved=2,
    days=(Day(date(2026, 11, 23), "anna", 45, 35, 900),),
    records=Coverage(60, 18, 42),
)
_REPORT = Report("books.mrc", "/home/anna/books.mrc (MARC 21)", "", _MADE, _FIGURES, (_ROW,))


def _page(report: Report = _REPORT) -> html.HtmlElement:
    return html.document_fromstring(page_of(report))


def _said(page: html.HtmlElement) -> str:
    return " ".join(" ".join(page.find("body").itertext()).split())


def test_it_is_well_formed_and_loads_nothing() -> None:
    page = page_of(_REPORT)
    parsed = etree.HTMLParser(recover=False)
    etree.fromstring(page, parsed)
    document = _page()
    names = {each.tag for each in document.iter() if isinstance(each.tag, str)}
    assert not names & {"script", "link", "img", "iframe", "object", "base", "form"}
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    (style,) = document.xpath("//style/text()")
    assert "prefers-color-scheme: dark" in style
    assert "@page" in style
    assert "url(" not in style
    assert "import" not in style
    assert document.get("lang") == "en"


def test_it_can_be_read_without_eyes() -> None:
    document = _page()
    assert len(document.xpath("//h1")) == 1
    assert all(each.xpath("./h2") for each in document.xpath("//section"))
    for table in document.xpath("//table"):
        assert table.xpath("string(./caption)")
        assert table.xpath("./thead/tr/th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
    bars = document.xpath("//svg")
    assert len(bars) == 2
    for bar in bars:
        (title,) = bar.xpath("./title")
        assert bar.get("aria-labelledby") == title.get("id")
        assert "before: " in title.text
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_it_has_the_figures() -> None:
    said = _said(_page())
    assert "20 of 95 headings (21 %)" in said
    assert "55 of 95 headings (57 %)" in said
    assert "42 of 60 records (70 %)" in said
    assert "40 of 75 headings decided (53 %)" in said
    assert "240 an hour" in said
    assert "2026-11-23 16:40" in said
    widths = [float(each) for each in _page().xpath("//svg[1]//rect[@class='stayed']/@width")]
    assert widths[0] == pytest.approx(280 * 20 / 95, abs=0.1)
    (gained,) = _page().xpath("(//svg)[1]//rect[@class='edge']/@width")
    assert float(gained) == pytest.approx(280 * 35 / 95, abs=0.1)


def test_persons_are_linked_once_each_and_invented_ones_not_at_all() -> None:
    rows = (
        _ROW,
        replace(_ROW, record=2, place="record 2", control_number="x2", title="Lakes"),
        replace(_ROW, orcid=str(_NOBODY), heading="Demo, Dora"),
        replace(_ROW, orcid="javascript:alert(1)", heading="Odd, Otto"),
    )
    document = _page(replace(_REPORT, rows=rows))
    assert document.xpath("//a/@href") == [_ADA.uri]
    (row,) = document.xpath("//tr[th='Quell, Ada']")
    cells = [each.text_content() for each in row]
    assert cells == ["Quell, Ada", str(_ADA), "Ada Quell", "2", "x1: Rivers; x2: Lakes"]


def test_what_needs_a_look_what_was_replaced_and_notes_have_their_tables() -> None:
    rows = (
        replace(_ROW, outcome="refused", reason="Somebody has the record open."),
        replace(_ROW, outcome="replaced", decision="replaced", orcid=str(_EVE)),
        replace(_ROW, outcome="not decided", decision="not decided", orcid="", note="Ask Bea."),
    )
    document = _page(replace(_REPORT, rows=rows))
    captions = {each.text_content() for each in document.xpath("//caption")}
    assert {
        "Decisions that are in no record yet",
        "Headings that carried another iD",
        "1 heading with a note",
    } <= captions
    said = _said(document)
    assert "Somebody has the record open." in said
    assert "Ask Bea." in said
    assert "anna, 2026-11-23 09:00" in said


def test_nothing_decided_and_nothing_to_decide_is_a_page_too() -> None:
    nothing = Figures(Progress(), Coverage(), None, {}, {}, 0, 0)
    assert "0 of 0 headings decided (0 %)" in _said(_page(Report("", "", "", _MADE, nothing, ())))


_HOSTILE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "</style><base href=//x>",
            "' onmouseover='x",
            "&lt;b&gt;",
            "<!--",
            "]]>",
            "</title></svg>",
            "=HYPERLINK(1)",
        ]
    ),
)


@given(_HOSTILE, _HOSTILE, _HOSTILE, st.sampled_from(list(Outcome)))
def test_no_text_becomes_markup(one: str, two: str, three: str, outcome: Outcome) -> None:
    def named(document: html.HtmlElement) -> list[object]:
        return [each.tag for each in document.iter()]

    def report(one: str, two: str, three: str) -> Report:
        row = replace(
            _ROW,
            outcome=outcome.value,
            place=one,
            control_number="",
            mms_id=two,
            heading=two,
            title=three,
            person=one,
            reason=three,
            who=two,
            note=one,
        )
        days = (Day(date(2026, 11, 23), three, 1, 1, 0),)
        figures = replace(_FIGURES, days=days)
        return Report(one, two, three, _MADE, figures, (row,))

    plain = report(*("x" if text else "" for text in (one, two, three)))
    hostile = report(one, two, three)
    page = page_of(hostile)
    assert named(html.document_fromstring(page)) == named(html.document_fromstring(page_of(plain)))
    assert page.count("<") == page_of(plain).count("<")
    assert text_of(hostile)
    assert table_of(hostile.rows)
