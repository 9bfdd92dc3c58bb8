"""Sentences of the refine screen that need more than a word filled in."""

from __future__ import annotations

from collections.abc import Sequence

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import keys_and_labels
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


def reading_stopped(
    session: Session, percent: int | None, titles: tuple[int, int] | None = None
) -> str:
    """The user has stopped the reading of a large source."""
    so_far = f"at {percent} %" if percent is not None else "at the beginning"
    if titles is not None:
        so_far = f"at {titles[0]:,} of {titles[1]:,} titles"
    # A file is rewritten as a whole; a library system gets only what was decided.
    save = "" if session.system is not None else "; a save reads the rest first"
    return (
        f"Reading stopped {so_far}. The {len(session.refs):,} headings found so far can be worked "
        f"on and saved{save}. i reads on."
    )


def reading_failed(session: Session, sentence: str, *, can_go_on: bool) -> str:
    """A fault has ended the reading, perhaps only for now."""
    if not can_go_on:
        return sentence
    if not session.refs:
        return f"{sentence} i tries again."
    return f"{sentence} What is here can be worked on; i reads on."


def replaced(session: Session, ref: HeadingRef, person: FoundPerson) -> str:
    """Another iD was chosen than the one that is there."""
    there = _there(session, ref)
    return f"Chosen: {display_name(person)}, {person.orcid} instead of {there}."


def kept(session: Session, ref: HeadingRef) -> str:
    """What the heading carries stays, if nothing else was decided before."""
    decision = session.decision(ref)
    if decision is not None and decision.change is not None:
        return "Nothing was changed; what you decided before still holds."
    return f"{_there(session, ref)} stays in the record; nothing was changed."


def walked(session: Session, refs: Sequence[HeadingRef], done: str) -> str:
    """Decisions were taken back, or made again."""
    if len(refs) == 1:
        return f"{done}: {session.heading(refs[0]).name}."
    return f"{done}: {len(refs):,} headings."


def already_saved(session: Session) -> str:
    """Why the last decision is not taken back by the usual key."""
    if session.system is None:
        return "The last choice is already saved in the file itself; its backup holds the old one."
    undo = keys_and_labels("undo-save").split()[0]
    return f"The last choice is already saved in Alma. {undo} undoes a whole save."


def taken_out(session: Session, ref: HeadingRef) -> str:
    """A wrong iD goes."""
    return f"{_there(session, ref)} goes out of the record when you save. u takes that back."


def _there(session: Session, ref: HeadingRef) -> str:
    heading = session.heading(ref)
    return str(heading.orcid) if heading.orcid is not None else heading.bad_orcid


def tidied(count: int) -> str:
    """Older forms become the usual one."""
    if count == 1:
        return "Its iD will stand in the usual form when you save. u takes that back."
    return f"{count:,} iDs will stand in the usual form when you save. u takes all of it back."


def what_to_do(session: Session, ref: HeadingRef) -> str:
    """What could be done about an iD that is there: one of several, or in another form than
    usual. Nothing when it is as it should be, or when something is decided."""
    heading = session.heading(ref)
    if heading.orcid is None or not heading.eligible or session.decision(ref) is not None:
        return ""
    others = [one for one in session.ids(ref) if one != str(heading.orcid)]
    if others:
        return f"also carries {', '.join(others)}: choose who is right"
    if not session.is_untidy(ref):
        return ""
    forms = session.store.practice.forms(heading.orcid, unimarc=heading.unimarc)
    into = " and ".join(
        f"${form.code} {'(orcid)' if form.value.startswith('(') else 'URI'}" for form in forms
    )
    return f"t tidies it into {into}"


def found_widely() -> str:
    """How the candidates of a wide search came to be here."""
    return f"Loose search: only part of the name was asked for. {_back()} shows the usual answer."


def found_as(words: str) -> str:
    """The same for candidates by another name."""
    return f"Found as: {words}. {_back()} shows the usual answer."


def search_again_or_back() -> str:
    """What can be done after a wide search that failed."""
    again = keys_and_labels("widen")
    return f"{again}, once more; {_back()} shows the usual answer."


def what_helps(*, widely: bool) -> str:
    """The keys that help when nobody was found."""
    help_ = ("ask-by-hand", "nobody") if widely else ("widen", "ask-by-hand", "nobody")
    return f"What helps: {keys_and_labels(*help_)}."


def _back() -> str:
    return keys_and_labels("back").split()[0]


def why_no_candidate(session: Session, ref: HeadingRef, position: int, shown: int) -> str:
    """Why nobody stands at this position (from 0) among so many shown who could be chosen."""
    if shown:
        return f"There is no candidate {position + 1}."
    heading, look_up = session.heading(ref), session.known(ref)
    if heading.why_not:
        return heading.why_not
    if look_up is None or look_up.candidates:  # others are being looked for
        return "The candidates are not here yet."
    return "There is no candidate to choose. x says that no one fits."


def why_empty(session: Session, *, filtered: bool) -> str:
    """Why no heading is shown."""
    if filtered:
        return "No heading passes the filter. Esc clears it."
    if not session.scanned:
        return "No heading is here yet."
    return f"There is no personal name ({', '.join(session.store.practice.tags)}) in these records."


def page(orcid: OrcidId, *, opened: bool) -> str:
    """Where a person's page is, and whether a browser was asked to show it."""
    if orcid.is_invented:
        return f"{orcid.uri} belongs to an invented person: there is no such page."
    if opened:
        return f"{orcid.uri} was handed to the browser."
    return f"There is no browser here; the address is {orcid.uri}"
