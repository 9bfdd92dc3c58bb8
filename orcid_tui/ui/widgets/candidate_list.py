"""The candidates of the highlighted heading, with what is said about the look-up."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.ui.render.cells import wrap
from orcid_tui.ui.render.persons import candidate_lines, look_up_notes
from orcid_tui.ui.widgets.block_list import BlockList


class CandidateList(BlockList[Candidate]):
    """Always says whose candidates it shows: `heading` is the heading they belong to."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(self._candidate_lines, id=id)
        self.heading: HeadingRef | None = None
        self._recommended: OrcidId | None = None
        self._chosen: OrcidId | None = None
        self._carried: OrcidId | None = None

    def show_answer(
        self,
        ref: HeadingRef,
        look_up: LookUp,
        chosen: OrcidId | None,
        carried: OrcidId | None = None,
        sentences: Sequence[Content] = (),
    ) -> None:
        """Show the candidates under these sentences.

        The cursor is on the chosen, the one whose iD is in the record, the recommended or the
        first.
        """
        self.heading = ref
        self._recommended, self._chosen, self._carried = look_up.recommended, chosen, carried
        wanted = chosen or carried or look_up.recommended
        places = [i for i, c in enumerate(look_up.candidates) if c.orcid == wanted]
        self.show(
            look_up.candidates,
            places[0] if places else 0,
            lambda width: [*_wrapped(sentences, width), *look_up_notes(look_up, width)],
        )

    def show_again(self, candidates: Sequence[Candidate]) -> None:
        """More is known of the same candidates."""
        self._rows = candidates
        self.redraw()

    def show_sentences(self, ref: HeadingRef | None, sentences: Sequence[Content]) -> None:
        """Show words instead of candidates: searching, nothing found, no connection."""
        self.heading = ref
        self._recommended = self._chosen = self._carried = None
        self.show((), 0, lambda width: _wrapped(sentences, width))

    def mark_chosen(self, chosen: OrcidId | None) -> None:
        """The decision has changed; the candidates are the same."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.redraw()

    def _candidate_lines(self, index: int, candidate: Candidate, width: int) -> list[Content]:
        return candidate_lines(
            candidate,
            index,
            width,
            recommended=candidate.orcid == self._recommended,
            chosen=candidate.orcid == self._chosen,
            carried=candidate.orcid == self._carried,
        )


def _wrapped(sentences: Sequence[Content], width: int) -> list[Content]:
    return [line for one in sentences for line in wrap(one.pad_left(1), width, 1)]
