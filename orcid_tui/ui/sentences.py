"""Sentences of the refine screen that need more than a word filled in."""

from __future__ import annotations

from collections.abc import Sequence

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import key_of, keys_and_labels
from orcid_tui.ui.kept_words import in_no_file
from orcid_tui.ui.render.persons import display_name


def greeting(session: Session, warnings: Sequence[str]) -> str:
    """The first notice: what did not go as set up, else how the registry is asked."""
    if warnings:
        return " ".join(warnings)
    access = session.registry.access
    hint = _("Press {key} for all keys.").format(key=key_of("show-help"))
    return f"{access.sentence} {hint}" if access.anonymous else hint


def came_back(session: Session) -> str:
    """What an earlier session has decided is there again."""
    if not session.came_back.decided:
        return ""
    back = many(
        "{n:,} earlier choice is here again.",
        "{n:,} earlier choices are here again.",
        session.came_back.decided,
    )
    return f"{back} {in_no_file(session.unsaved)}" if session.unsaved else back


def do_not_fit(session: Session) -> str:
    """Earlier choices that were left in the history; nothing when there are none to tell."""
    decided, misfits = session.came_back
    if not misfits:
        return ""
    return many(
        "{n:,} of {total} earlier choices does not fit these records any more and was left out.",
        "{n:,} of {total} earlier choices do not fit these records any more and were left out.",
        misfits,
        total=number(decided + misfits),
    )


def chosen(person: FoundPerson) -> str:
    """A choice was noted."""
    return _("Chosen: {person}, {orcid}.").format(person=display_name(person), orcid=person.orcid)


def reading_stopped(
    session: Session, percent: int | None, titles: tuple[int, int] | None = None
) -> str:
    """The user has stopped the reading of a large source."""
    if titles is not None:
        stopped = _("Reading stopped at {done} of {total} titles.").format(
            done=number(titles[0]), total=number(titles[1])
        )
    elif percent is not None:
        stopped = _("Reading stopped at {percent} %.").format(percent=percent)
    else:
        stopped = _("Reading stopped at the beginning.")
    # A file is rewritten as a whole; a library system gets only what was decided.
    if session.system is not None:
        rest = _("The {n} headings found so far can be worked on and saved. {key} reads on.")
    else:
        rest = _(
            "The {n} headings found so far can be worked on and saved; a save reads the rest "
            "first. {key} reads on."
        )
    return f"{stopped} {rest.format(n=number(len(session.refs)), key=key_of('read-on'))}"


def reading_failed(session: Session, sentence: str, *, can_go_on: bool) -> str:
    """A fault has ended the reading, perhaps only for now."""
    if not can_go_on:
        return sentence
    if not session.refs:
        return _("{sentence} {key} tries again.").format(sentence=sentence, key=key_of("read-on"))
    return _("{sentence} What is here can be worked on; {key} reads on.").format(
        sentence=sentence, key=key_of("read-on")
    )


def replaced(session: Session, ref: HeadingRef, person: FoundPerson) -> str:
    """Another iD was chosen than the one that is there."""
    there = _there(session, ref)
    return _("Chosen: {person}, {orcid} instead of {there}.").format(
        person=display_name(person), orcid=person.orcid, there=there
    )


def kept(session: Session, ref: HeadingRef) -> str:
    """What the heading carries stays, if nothing else was decided before."""
    decision = session.decision(ref)
    if decision is not None and decision.change is not None:
        return _("Nothing was changed; what you decided before still holds.")
    return _("{there} stays in the record; nothing was changed.").format(there=_there(session, ref))


def walked(session: Session, refs: Sequence[HeadingRef], done: str) -> str:
    """Decisions were taken back, or made again."""
    if len(refs) == 1:
        return f"{done}: {session.heading(refs[0]).name}."
    return _("{done}: {n} headings.").format(done=done, n=number(len(refs)))


def already_saved(session: Session) -> str:
    """Why the last decision is not taken back by the usual key."""
    if session.system is None:
        return _(
            "The last choice is already saved in the file itself; its backup holds the old one."
        )
    undo = key_of("undo-save")
    return _("The last choice is already saved in Alma. {undo} undoes a whole save.").format(
        undo=undo
    )


def taken_out(session: Session, ref: HeadingRef) -> str:
    """A wrong iD goes."""
    return _("{there} goes out of the record when you save. {key} takes that back.").format(
        there=_there(session, ref), key=key_of("undo")
    )


def _there(session: Session, ref: HeadingRef) -> str:
    heading = session.heading(ref)
    return str(heading.orcid) if heading.orcid is not None else heading.bad_orcid


def tidied(count: int) -> str:
    """Older forms become the usual one."""
    return many(
        "Its iD will stand in the usual form when you save. {key} takes that back.",
        "{n:,} iDs will stand in the usual form when you save. {key} takes all of it back.",
        count,
        key=key_of("undo"),
    )


def what_to_do(session: Session, ref: HeadingRef) -> str:
    """What could be done about an iD that is there: one of several, or in another form than
    usual. Nothing when it is as it should be, or when something is decided."""
    heading = session.heading(ref)
    if heading.orcid is None or not heading.eligible or session.decision(ref) is not None:
        return ""
    others = [one for one in session.ids(ref) if one != str(heading.orcid)]
    if others:
        return _("also carries {others}: choose who is right").format(others=", ".join(others))
    if not session.is_untidy(ref):
        return ""
    forms = session.store.practice.forms(heading.orcid, unimarc=heading.unimarc)
    into = _(" and ").join(
        f"${form.code} {'(orcid)' if form.value.startswith('(') else 'URI'}" for form in forms
    )
    return _("{key} tidies it into {into}").format(into=into, key=key_of("tidy"))


def found_widely() -> str:
    """How the candidates of a wide search came to be here."""
    return _(
        "Loose search: only part of the name was asked for. {back} shows the usual answer."
    ).format(back=_back())


def found_as(words: str) -> str:
    """The same for candidates by another name."""
    return _("Found as: {words}. {back} shows the usual answer.").format(words=words, back=_back())


def search_again_or_back() -> str:
    """What can be done after a wide search that failed."""
    again = keys_and_labels("widen")
    return _("{again}, once more; {back} shows the usual answer.").format(again=again, back=_back())


def what_helps(*, widely: bool) -> str:
    """The keys that help when nobody was found."""
    help_ = ("ask-by-hand", "nobody") if widely else ("widen", "ask-by-hand", "nobody")
    return _("What helps: {keys}.").format(keys=keys_and_labels(*help_))


def _back() -> str:
    return key_of("back")


def why_no_candidate(session: Session, ref: HeadingRef, position: int, shown: int) -> str:
    """Why nobody stands at this position (from 0) among so many shown who could be chosen."""
    if shown:
        return _("There is no candidate {position}.").format(position=position + 1)
    heading, look_up = session.heading(ref), session.known(ref)
    if heading.why_not:
        return heading.why_not
    if look_up is None or look_up.candidates:  # others are being looked for
        return _("The candidates are not here yet.")
    return _("There is no candidate to choose. {key} says that no one fits.").format(
        key=key_of("nobody")
    )


def why_empty(session: Session, *, filtered: bool, searching: bool = False) -> str:
    """Why no heading is shown."""
    if searching:
        return _("No heading has passed the filter so far; looking on…")
    if filtered:
        return _("No heading passes the filter. {key} clears it.").format(key=key_of("back"))
    if not session.scanned:
        return _("No heading is here yet.")
    return _("There is no personal name ({tags}) in these records.").format(
        tags=", ".join(session.store.practice.tags)
    )


def page(orcid: OrcidId, *, opened: bool) -> str:
    """Where a person's page is, and whether a browser was asked to show it."""
    if orcid.is_invented:
        return _("{uri} belongs to an invented person: there is no such page.").format(
            uri=orcid.uri
        )
    if opened:
        return _("{uri} was handed to the browser.").format(uri=orcid.uri)
    return _("There is no browser here; the address is {uri}").format(uri=orcid.uri)
