"""Taking a save back from the command line: shown first, asked for, then carried out.

Looking and writing are two runs of the event loop, with the question between them: a question
inside would keep Ctrl-C from being heard.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.field_text import field_text
from orcid_tui.cli.finishing import finishing
from orcid_tui.cli.journal_rows import where
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.passphrase import OF_ALMA, with_secrets
from orcid_tui.cli.progress import progress
from orcid_tui.cli.streams import complain, is_terminal, say
from orcid_tui.errors import ConfigurationError, ExitCode, SaveError
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.alma.access import AlmaAccess
    from orcid_tui.alma.connection import Connection
    from orcid_tui.stores.alma.undo_plan import FieldBack, UndoPlan
    from orcid_tui.stores.protocol import SaveReport

_NOTHING: Final = "Nothing was taken back."


def undo(arguments: argparse.Namespace) -> int:
    """Take a save back. Returns 4 when any field was refused."""
    from orcid_tui.journal.reading import read_save
    from orcid_tui.profiles.alma_access import resolve_alma

    read_save(arguments.id)  # an id that is mistyped is said before a key is asked for
    if not arguments.yes and not is_terminal(sys.stdin):
        raise ConfigurationError(
            "There is nobody here to be asked before records are changed.",
            "In a script, say --yes.",
        )
    profile = arguments.profile
    resolved = with_secrets(lambda: resolve_alma(profile), profile, OF_ALMA)
    if resolved.warning:
        complain(resolved.warning)
    access = resolved.required()
    plan = asyncio.run(_planned(arguments.id, access))
    _show(plan)
    if not plan.works:
        say(_NOTHING)
        return int(ExitCode.PARTLY if plan.fields else ExitCode.DONE)
    if not arguments.yes and not _agreed(plan):
        say(_NOTHING)
        return int(ExitCode.DONE)
    report = asyncio.run(_carried_out(plan, access))
    _tell(plan, report)
    return int(ExitCode.PARTLY if report.refused else ExitCode.DONE)


async def _planned(save_id: str, access: AlmaAccess) -> UndoPlan:
    from orcid_tui.journal.files import FileJournal
    from orcid_tui.stores.alma.undo_plan import plan_undo
    from orcid_tui.stores.alma.whose import WhoseAlma

    connection = _connected(access)
    try:
        with progress("Looking at the records"):
            whose = WhoseAlma(connection.api)
            await whose.ask()
            if whose.read_only:
                raise SaveError(whose.read_only)
            return await plan_undo(save_id, connection, whose.institution, FileJournal())
    finally:
        await connection.aclose()


async def _carried_out(plan: UndoPlan, access: AlmaAccess) -> SaveReport:
    from orcid_tui.journal.files import FileJournal
    from orcid_tui.stores.alma.undoing import carry_out

    connection = _connected(access)
    try:
        with progress("Taking back") as bar, finishing(record_by_record=True) as watch:
            watch.moved = bar.at
            return (await carry_out(plan, connection, FileJournal(), watch)).report
    finally:
        await connection.aclose()


def _connected(access: AlmaAccess) -> Connection:
    from orcid_tui.alma.connecting import connect
    from orcid_tui.settings.settings_file import load_settings

    settings = load_settings().alma
    return connect(access, settings.pace(), settings.manners())


def _show(plan: UndoPlan) -> None:
    """Each record with its fields as they are and as they are to be."""
    printer = LineWriter(sys.stdout)
    shown = ""
    for back in plan.fields:
        if back.mms_id != shown:
            shown = back.mms_id
            printer.line(f"{clean(back.mms_id)}  {back.title}".rstrip())
        tag, occurrence = back.written.after.tag, (back.ref or back.written.ref).occurrence
        printer.line(f"  field {tag}/{occurrence}  {clean(back.written.heading)}")
        if back.now is not None and back.then is not None:
            printer.line(f"    now    {field_text(back.now)}")
            printer.line(f"    then   {field_text(back.then)}")
        else:
            printer.line(f"    stays  {clean(back.reason)}")
    printer.flush()


def _agreed(plan: UndoPlan) -> bool:
    """Whether somebody typed the word for this Alma, which no key alone can do by mistake."""
    place = plan.save.place
    word = "SANDBOX" if place.environment == "sandbox" else "PRODUCTION"
    whose = where(clean(place.institution), clean(place.environment))
    say(f"{_fields(plan)} will be given back as shown, in {whose}.")
    say(f"Type {word} to do it; anything else leaves all as it is.")
    return sys.stdin.readline().strip() == word


def _fields(plan: UndoPlan) -> str:
    back = sum(1 for each in plan.fields if each.ref is not None)
    fields = "1 field" if back == 1 else f"{back:,} fields"
    records = "1 record" if len(plan.works) == 1 else f"{len(plan.works):,} records"
    return f"{fields} in {records}"


def _tell(plan: UndoPlan, report: SaveReport) -> None:
    """What came of it; what was refused from the start stands in what was shown already."""
    known = {_key(back) for back in plan.fields if back.ref is None}
    for refusal in report.refused:
        tag, occurrence = refusal.ref.tag, refusal.ref.occurrence
        if (refusal.control_number, refusal.ref) not in known:
            place = f"{clean(refusal.control_number or '')}, field {tag}/{occurrence}"
            complain(f"{place}: {clean(refusal.reason)}")
    for note in report.notes:
        say(clean(note.sentence))
    printer = LineWriter(sys.stdout)
    printer.line(f"Taken back: {len(report.written):,} · refused: {len(report.refused):,}")
    if report.save_id:
        printer.line(f"To undo this in turn: orcid-tui journal undo {report.save_id}")
    printer.flush()


def _key(back: FieldBack) -> tuple[str, object]:
    return back.mms_id, back.written.ref
