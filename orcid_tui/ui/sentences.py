"""Sentences of the refine screen that need more than a word filled in."""

from __future__ import annotations

from collections.abc import Sequence

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.render.persons import display_name


def greeting(session: Session, warnings: Sequence[str]) -> str:
    """The first notice: what did not go as set up, else how the registry is asked."""
    if warnings:
        return " ".join(warnings)
    access = session.registry.access
    hint = "Press ? for all keys."
    return f"{access.sentence} {hint}" if access.anonymous else hint


def brought_back(count: int) -> str:
    """Choices of an earlier session are there again."""
    if count == 1:
        return "One choice of a session that broke off is back; it is not saved yet."
    return f"{count:,} choices of a session that broke off are back; they are not saved yet."


def chosen(person: FoundPerson) -> str:
    """A choice was noted."""
    return f"Chosen: {display_name(person)}, {person.orcid}."


def why_no_candidate(session: Session, ref: HeadingRef, position: int) -> str:
    """Why nobody stands at this position (from 0) who could be chosen."""
    heading, look_up = session.heading(ref), session.known(ref)
    if heading.why_not:
        return heading.why_not
    if heading.orcid is not None:
        return f"This heading carries the iD {heading.orcid} already."
    if look_up is None:
        return "The candidates are not here yet."
    if not look_up.candidates:
        return "There is no candidate to choose. x says that no one fits."
    return f"There is no candidate {position + 1}."


def why_empty(session: Session, *, filtered: bool) -> str:
    """Why no heading is shown."""
    if filtered:
        return "No heading passes the filter. Esc clears it."
    if not session.scanned:
        return "Reading the records…"
    return "There is no personal name (100, 700) in these records."


def page(orcid: OrcidId, *, opened: bool) -> str:
    """Where a person's page is, and whether a browser was asked to show it."""
    if orcid.is_invented:
        return f"{orcid.uri} belongs to an invented person: there is no such page."
    if opened:
        return f"{orcid.uri} was handed to the browser."
    return f"There is no browser here; the address is {orcid.uri}"
