"""Sentences of the list of sets that need more than a word filled in."""

from __future__ import annotations

from orcid_tui.alma.faults import AlmaError
from orcid_tui.errors import SourceError
from orcid_tui.language import _, many, number
from orcid_tui.session.sets import FoundSets
from orcid_tui.stores.alma.source import AlmaSource, parse_source
from orcid_tui.ui.actions import key_of


def how_many(found: FoundSets, *, loading: bool) -> str:
    """How many sets there are, and how many of them are here."""
    if found.total is None:
        return _("searching…") if loading else _("sets not listed")
    total = many("{n:,} set", "{n:,} sets", found.total)
    if found.complete:
        return total
    return many(
        "{here} of {n:,} set", "{here} of {n:,} sets", found.total, here=number(len(found.sets))
    ) + ("…" if loading else "")


def no_sets(found: FoundSets) -> str:
    """Nothing was found."""
    if found.words:
        return _(
            "No set has these words in its name: {words}. {key} looks for other words."
        ).format(words=found.words, key=key_of("search-sets"))
    return _("There are no sets in this Alma. {key} opens titles by their MMS IDs.").format(
        key=key_of("type-mms-ids")
    )


def why_no_sets(error: AlmaError, *, titles: bool) -> str:
    """Sets could not be listed, and what can be done. `titles`: they can be opened all the same."""
    if titles:
        return _("{message} So sets cannot be listed; {key} opens titles by their MMS IDs.").format(
            message=error.message, key=key_of("type-mms-ids")
        )
    return _("{error} {key} asks again.").format(error=error, key=key_of("ask-alma-again"))


def titles_in(line: str) -> AlmaSource:
    """The MMS IDs of a line, with anything between them. Raises SourceError."""
    source = parse_source(f"alma:mms/{line}") if line.strip(" ,;") else None
    if source is None:
        raise SourceError(_("No MMS ID is typed yet."), _("One looks like 9912345678901234."))
    return source
