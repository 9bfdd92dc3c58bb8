"""`orcid-tui answers`: what is kept of ORCID's answers, and throwing it away."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.streams import complain
from orcid_tui.errors import ExitCode
from orcid_tui.language import _, many

if TYPE_CHECKING:
    from orcid_tui.registry.kept.answers import KeptAnswers
    from orcid_tui.registry.kept.answers_file import Holdings

_DESCRIPTION: Final = """\
Answers of ORCID are kept on this computer for some days, so that the same is not asked twice:
only what everybody can read there, and nothing about your records or your choices."""


def add(commands: options.Commands) -> None:
    """`orcid-tui answers`"""
    parser = commands.add_parser(
        "answers",
        help="show how many of ORCID's answers are kept here, or throw them away",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--forget", action="store_true", help="throw them away; everything is asked anew then"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Say how many there are, since when and how long they serve. Makes no file.

    Returns 2 when the file cannot be used.
    """
    import asyncio

    from orcid_tui.registry.kept.answers_file import answers_path
    from orcid_tui.registry.kept.opening import kept_answers
    from orcid_tui.settings.settings_file import load_settings

    days = load_settings().orcid.keep_days
    if not answers_path().exists():
        return _say(_("No answers are kept."), _how_long(days))
    kept = kept_answers(days or 1)
    assert kept is not None
    if arguments.forget:
        gone = asyncio.run(_forget(kept))
        if gone is not None:
            return _say(
                many("{n:,} answer was thrown away.", "{n:,} answers were thrown away.", gone)
            )
    else:
        holdings = asyncio.run(_look(kept))
        if holdings is not None:
            return _say(_how_many(holdings), _how_long(days))
    complain(kept.notice)
    return int(ExitCode.USAGE)


async def _look(kept: KeptAnswers) -> Holdings | None:
    try:
        return await kept.holdings()
    finally:
        await kept.aclose()


async def _forget(kept: KeptAnswers) -> int | None:
    try:
        return await kept.forget_all()
    finally:
        await kept.aclose()


def _how_many(holdings: Holdings) -> str:
    if holdings.oldest is None:
        return _("No answers are kept.")
    said = many(
        "{n:,} answer of ORCID is kept on this computer",
        "{n:,} answers of ORCID are kept on this computer",
        holdings.answers,
    )
    return _("{answers} ({size:.1f} MB), the oldest of {day}.").format(
        answers=said,
        size=holdings.bytes / 1e6,
        day=datetime.fromtimestamp(holdings.oldest).date().isoformat(),
    )


def _how_long(days: int) -> str:
    if not days:
        return _("The settings say that none are kept.")
    return many("An answer serves for {n:,} day.", "An answer serves for {n:,} days.", days)


def _say(*sentences: str) -> int:
    printer = LineWriter(sys.stdout)
    for sentence in sentences:
        printer.line(sentence)
    return int(ExitCode.DONE)
