"""What can be decided about the headings of a source, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.language import _
from orcid_tui.marc.plain_names import PLAIN
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.decisions import Decision, Manner, Verdict
from orcid_tui.session.kept import KeptDecisions
from orcid_tui.session.refused import (
    AlreadyThere,
    DecisionRefused,
    Existing,
    check_may_be_saved,
    gives_way,
)
from orcid_tui.session.states import HeadingState


class DecidedHeadings(KeptDecisions):
    """Headings about which decisions can be made; `registry` says which iDs may be saved."""

    def choose(
        self, ref: HeadingRef, person: FoundPerson, existing: Existing = Existing.ASK
    ) -> None:
        """This is the person. Raises DecisionRefused with one sentence if it cannot be, and
        Conflict when the heading carries another iD.

        To choose the person whose iD is there takes back what was decided against it."""
        self._choose(self._decidable(ref), person.orcid, existing, person.name)

    def decide_together(
        self, choices: Sequence[tuple[HeadingRef, FoundPerson]], manner: Manner
    ) -> dict[HeadingRef, str]:
        """Choose these persons, as one step for undo. Returns the headings that cannot get theirs,
        each with a sentence that says why: among them all that carry another iD."""
        decisions, refused = [], {}
        for ref, person in choices:
            try:
                decision = self._choice(
                    self._decidable(ref), person.orcid, Existing.ASK, person.name
                )
            except DecisionRefused as why:
                refused[ref] = str(why)
            else:
                decisions.append(replace(decision, manner=manner))
        self._decide(*decisions)
        return refused

    def adopt(
        self, ref: HeadingRef, orcid: OrcidId, existing: Existing = Existing.KEEP_BROKEN
    ) -> None:
        """Choose an iD that was found elsewhere, without a look-up. Raises as `choose`.

        A name that the scan found plain is not read again; the save looks at it once more.
        """
        if self._is_plain(ref):
            check_may_be_saved(orcid, self.store, self.registry)
            self._decide(Decision(ref, Verdict.CHOSEN, orcid))
        else:
            self._choose(self._decidable(ref), orcid, existing)

    def remove(self, ref: HeadingRef) -> None:
        """The iD that the heading carries is wrong and has to go. Raises DecisionRefused."""
        heading = self._decidable(ref)
        if heading.orcid is None and not heading.bad_orcid:
            raise DecisionRefused(_("The heading carries no iD that could be removed."))
        self._decide(Decision(ref, Verdict.REMOVED))

    def tidy(self, *refs: HeadingRef) -> None:
        """Put the iDs that these headings carry into the library's form, as one step for undo.

        Raises DecisionRefused, and then nothing is decided.
        """
        for ref in refs:
            self._decidable(ref)
            if not self.is_untidy(ref):
                raise DecisionRefused(
                    _("There is no iD here that stands in another form than usual.")
                )
        self._decide(*(Decision(ref, Verdict.TIDIED) for ref in refs))

    def linked(self) -> Iterator[HeadingRef]:
        """The headings that carry an iD and are not decided yet."""
        return (self._index[position] for position in self._index.having(HeadingState.LINKED))

    def untidy(self) -> Iterator[HeadingRef]:
        """Those among them whose iD stands in another form than the library's."""
        return filter(self.is_untidy, self.linked())

    def nobody(self, ref: HeadingRef) -> None:
        """No candidate fits. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.NOBODY))

    def skip(self, ref: HeadingRef) -> None:
        """Not now. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.SKIPPED))

    # --- inside --------------------------------------------------------------------

    def _decidable(self, ref: HeadingRef) -> Heading:
        """The heading, if anything can be decided about it."""
        try:
            heading = self.heading(ref)
        except KeyError:
            raise DecisionRefused(_("There is no such field in the record.")) from None
        if not heading.eligible:
            raise DecisionRefused(heading.why_not)
        return heading

    def _check_without_id(self, ref: HeadingRef) -> None:
        heading = self._decidable(ref)
        if heading.orcid is not None:
            raise DecisionRefused(
                _("This heading already carries the iD {orcid} ({form}).").format(
                    orcid=heading.orcid, form=heading.orcid_form
                )
            )

    def _choose(self, heading: Heading, orcid: OrcidId, existing: Existing, name: str = "") -> None:
        self._decide(self._choice(heading, orcid, existing, name))

    def _choice(self, heading: Heading, orcid: OrcidId, existing: Existing, name: str) -> Decision:
        """The decision for this iD. Raises DecisionRefused."""
        ref = heading.ref
        replaces = existing is Existing.REPLACE and len(self.ids(ref)) > 1
        if heading.orcid == orcid and not replaces:
            standing = self._log.get(ref)
            if standing is None or standing.change is None or self._saved.in_source(standing):
                raise AlreadyThere(
                    _("The heading already carries the iD {orcid}.").format(orcid=orcid)
                )
            return standing if standing.orcid == orcid else Decision(ref, Verdict.KEPT)
        check_may_be_saved(orcid, self.store, self.registry)
        replacing = gives_way(heading, existing)
        return Decision(ref, Verdict.CHOSEN, orcid, name, replacing)

    def _is_plain(self, ref: HeadingRef) -> bool:
        """Whether it is known without reading it that the heading may take an iD and has none."""
        position = self._index.position(ref)
        return position is not None and self._index.known(position) == PLAIN
