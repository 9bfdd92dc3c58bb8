"""The report as one page (HTML) to be read, printed and handed on.

Nothing is loaded from anywhere and nothing runs: a policy in the page itself forbids both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from orcid_tui import __version__
from orcid_tui.figures import words
from orcid_tui.language import _, code, day, many, number
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.report.bars import coverage_bars
from orcid_tui.report.html import Element, alone, element, joined, trusted
from orcid_tui.report.report import Report
from orcid_tui.report.rows import IN_ORDER, NOT_DECIDED, WORDS, Outcome, ReportRow
from orcid_tui.report.style import STYLE
from orcid_tui.text import clean

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_LINKED: Final = (Outcome.LINKED, Outcome.REPLACED, Outcome.UNSAVED)
"""What came of a decision by which a person has an iD, or will have it with the next save."""
_TO_LOOK_AT: Final = (Outcome.REFUSED, Outcome.UNSAVED)
_CHANGED: Final = (Outcome.REPLACED, Outcome.REMOVED)
_RECORDS_NAMED: Final = 5
"""Records named beside a person; of the others only their number is told."""

_Cells = Sequence[str]


def page_of(report: Report) -> str:
    """The whole page."""
    title = _("ORCID iDs in {records}").format(records=report.label)
    head = element(
        "head",
        alone("meta", charset="utf-8"),
        alone("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        alone("meta", name="viewport", content="width=device-width, initial-scale=1"),
        alone("meta", name="referrer", content="no-referrer"),
        alone("meta", name="generator", content=f"orcid-tui {__version__}"),
        element("title", title),
        element("style", trusted(STYLE)),
    )
    main = element(
        "main",
        element("header", element("h1", title), _about(report)),
        _key_figures(report),
        *_sections(report),
    )
    body = element("body", main, _footer())
    return "<!DOCTYPE html>\n" + element("html", head, body, lang=code()) + "\n"


def _about(report: Report) -> Element:
    who = sorted({row.who for row in report.rows if row.who})
    named = (
        (_("Records"), report.location or report.label),
        (_("System"), report.system),
        (_("Decided by"), ", ".join(who)),
        (_("As of"), f"{day(report.made)} {report.made:%H:%M}"),
    )
    return element(
        "dl",
        *(
            part
            for label, what in named
            if what
            for part in (element("dt", label), element("dd", what))
        ),
        class_="about",
    )


def _key_figures(report: Report) -> Element:
    figures, linked = report.figures, len(_rows(report, _LINKED[:2]))
    told = [
        (number(linked), many("iD put into a record", "iDs put into records", linked)),
        (
            f"{number(figures.progress.decided)} / {number(figures.progress.to_do)}",
            _("headings decided"),
        ),
        (
            words.share(figures.headings.after, figures.headings.total),
            _("of the headings carry an iD, {share} before").format(
                share=words.share(figures.headings.before, figures.headings.total)
            ),
        ),
    ]
    if figures.unsaved:
        what = many("choice in no file yet", "choices in no file yet", figures.unsaved)
        told.insert(1, (number(figures.unsaved), what))
    return element(
        "ul",
        *(element("li", element("b", value), what) for value, what in told),
        class_="key",
    )


def _sections(report: Report) -> Iterator[Element]:
    for title, parts in (
        (_("Coverage by ORCID, before and after"), _coverage(report)),
        (_("What was done"), _done(report)),
        (_("Pace and days"), _pace(report)),
        (_("What somebody has to look at"), _to_look_at(report)),
        (_("Replaced and removed iDs"), _changed(report)),
        (_("Persons with an iD"), _persons(report)),
        (_("Notes"), _notes(report)),
    ):
        content = list(parts)
        if content:
            yield element("section", element("h2", title), *content)


def _coverage(report: Report) -> Iterator[Element]:
    for coverage, told, name, caption in (
        (report.figures.headings, words.headings_with_id, "headings", _("Headings with an iD")),
        (
            report.figures.records,
            words.records_with_id,
            "records",
            _("Records with at least one iD"),
        ),
    ):
        if coverage is not None and coverage.total:
            bars = coverage_bars(coverage, told, name)
            yield element("figure", element("figcaption", caption), bars)
    yield element(
        "p",
        _(
            "“After” is with everything that is decided, saved or not; what came to it is hatched. "
            "Headings that can take no iD do not count."
        ),
        class_="quiet",
    )


def _done(report: Report) -> Iterator[Element]:
    progress = report.figures.progress
    yield element("p", f"{words.decided(progress)}. {', '.join(words.undecided(progress))}.")
    if conflicts := words.conflicts(report.figures):
        yield element("p", conflicts)
    yield _count_table(
        _("What came of the decisions"),
        _("Outcome"),
        [
            (WORDS[outcome], len(report.rows_of(outcome)))
            for outcome in Outcome
            if outcome not in NOT_DECIDED
        ],
    )
    manners = report.figures.manners
    yield _count_table(
        _("How it was decided"),
        _("Manner"),
        [(told, manners.get(manner, 0)) for manner, told in words.MANNERS.items()],
    )


def _pace(report: Report) -> Iterator[Element]:
    figures = report.figures
    if figures.pace is not None:
        yield element("p", " ".join(words.pace_sentences(figures)))
    if figures.days:
        yield _table(
            _("Day by day"),
            (_("Day"), _("Who"), _("Decided"), _("With an iD"), _("Time at work")),
            [
                (
                    day(each.day),
                    clean(each.who),
                    number(each.decisions),
                    number(each.chosen),
                    words.duration(each.seconds) if each.seconds else "",
                )
                for each in figures.days
            ],
            numbers=(2, 3, 4),
        )


def _to_look_at(report: Report) -> Iterator[Element]:
    rows = _rows(report, _TO_LOOK_AT)
    if rows:
        yield _table(
            _("Decisions that are in no record yet"),
            (_("Record"), _("Heading"), _("Decided"), _("ORCID iD"), _("Why not")),
            [
                (
                    _where(row),
                    row.heading,
                    WORDS[Outcome(row.decision)],
                    _linked_id(row.orcid),
                    row.reason or WORDS[row.came_to],
                )
                for row in rows
            ],
            kind="told",
        )
    if disputed := report.rows_of(Outcome.CONFLICT):
        yield _table(
            many("{n:,} heading in conflict", "{n:,} headings in conflict", len(disputed)),
            (_("Record"), _("Heading"), _("ORCID iD"), _("Why")),
            [(_where(row), row.heading, _linked_id(row.orcid), row.reason) for row in disputed],
            kind="told",
        )


def _changed(report: Report) -> Iterator[Element]:
    rows = [row for row in report.rows if Outcome(row.decision) in _CHANGED]
    if rows:
        yield _table(
            _("Headings that carried another iD"),
            (_("Record"), _("Heading"), _("Decided"), _("ORCID iD"), _("By, and when")),
            [
                (
                    _where(row),
                    row.heading,
                    WORDS[Outcome(row.decision)],
                    _linked_id(row.orcid) if row.came_to is not Outcome.REMOVED else "",
                    _by(row),
                )
                for row in rows
            ],
        )


def _persons(report: Report) -> Iterator[Element]:
    by_person: dict[str, list[ReportRow]] = defaultdict(list)
    for row in _rows(report, _LINKED):
        if row.orcid and Outcome(row.decision) in (Outcome.LINKED, Outcome.REPLACED):
            by_person[row.orcid].append(row)
    if by_person:
        ordered = sorted(by_person.values(), key=lambda rows: rows[0].heading.casefold())
        yield _table(
            many("{n:,} person", "{n:,} persons", len(by_person)),
            (_("Heading"), _("ORCID iD"), _("Name at ORCID"), _("Headings"), _("Records")),
            [
                (
                    rows[0].heading,
                    _linked_id(rows[0].orcid),
                    next((row.person for row in rows if row.person), ""),
                    number(len(rows)),
                    _records(rows),
                )
                for rows in ordered
            ],
            numbers=(3,),
            kind="told",
        )


def _notes(report: Report) -> Iterator[Element]:
    rows = [row for row in report.rows if row.note]
    if rows:
        yield _table(
            many("{n:,} heading with a note", "{n:,} headings with a note", len(rows)),
            (_("Record"), _("Heading"), _("Outcome"), _("By, and when"), _("Note")),
            [(_where(row), row.heading, WORDS[row.came_to], _by(row), row.note) for row in rows],
            kind="told",
        )


def _footer() -> Element:
    return element(
        "footer",
        element(
            "p",
            _(
                "Made by orcid-tui {version}. The table (CSV) of the same name has every decision "
                "with its time."
            ).format(version=__version__),
        ),
    )


# --- pieces ------------------------------------------------------------------------------


def _count_table(caption: str, what: str, counted: Iterable[tuple[str, int]]) -> Element:
    shown = [(told, count) for told, count in counted if count]
    whole = sum(count for _told, count in shown)
    rows = [(told, number(count), words.share(count, whole)) for told, count in shown]
    head = (what, _("Headings"), _("Share"))
    return _table(caption, head, rows, numbers=(1, 2), kind="small") if rows else joined(())


def _table(
    caption: str,
    head: _Cells,
    rows: Iterable[_Cells],
    *,
    numbers: Sequence[int] = (),
    kind: str = "",
) -> Element:
    """A table with a caption; the first cell of each row says what the row is about. It can be of
    the `kind` "small", or "told" when its last column holds sentences."""

    def row(cells: _Cells, name: str, scope: str) -> Element:
        made = []
        for place, cell in enumerate(cells):
            about = scope == "col" or place == 0
            kind = {"class_": "number"} if place in numbers else {}
            marked = {"scope": scope} if about else {}
            made.append(element(name if about else "td", cell, **kind, **marked))
        return element("tr", *made)

    table = element(
        "table",
        element("caption", caption),
        element("thead", row(head, "th", "col")),
        element("tbody", *(row(cells, "th", "row") for cells in rows)),
        **({"class_": kind} if kind else {}),
    )
    return element("div", table, class_="wide")


def _rows(report: Report, outcomes: Sequence[Outcome]) -> list[ReportRow]:
    return [row for each in IN_ORDER if each in outcomes for row in report.rows_of(each)]


def _linked_id(orcid: str) -> str:
    """A link to the person's page; none to a person whom nobody has ever met."""
    try:
        known = OrcidId.parse(orcid)
    except InvalidOrcidId:
        return clean(orcid)
    if known.is_invented:
        return element("span", known.value, class_="id")
    return element("a", known.value, href=known.uri, class_="id", rel="noreferrer")


def _where(row: ReportRow) -> str:
    return _("{number}, field {tag}/{occurrence}").format(
        number=row.mms_id or row.control_number or row.place,
        tag=row.tag,
        occurrence=row.occurrence,
    )


def _records(rows: Sequence[ReportRow]) -> str:
    named = dict.fromkeys(
        ": ".join(filter(None, (row.mms_id or row.control_number or row.place, row.title)))
        for row in rows
    )
    shown = list(named)[:_RECORDS_NAMED]
    if len(named) > len(shown):
        shown.append(many("and {n:,} more", "and {n:,} more", len(named) - len(shown)))
    return joined(shown, "; ")


def _by(row: ReportRow) -> str:
    return ", ".join(filter(None, (row.who, row.when[:16].replace("T", " "))))
