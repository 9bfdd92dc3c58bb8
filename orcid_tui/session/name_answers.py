"""Who bears a name: asked once a run, and for its neighbours in the record with the same request.

A record is worked through name by name, so the answer for the next names is wanted soon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orcid_tui.names.folding import folded
from orcid_tui.names.name import PersonName
from orcid_tui.registry.protocol import PersonRegistry, SearchAnswer
from orcid_tui.session.answers import Answers
from orcid_tui.session.underway import Underway

_ROWS: Final = 200
"""All name-sakes but those of the commonest names, in one answer: nobody has to load more."""
_PERSONS_KEPT: Final = 30_000
_NAMES_KEPT: Final = 20_000
MOST_TOGETHER: Final = 24
"""Names in one question: about as many as an address holds."""

NameKey = tuple[str, ...]


def name_key(name: PersonName) -> NameKey:
    """Names with the same key are the same question."""
    return folded(name.family), folded(name.given), folded(name.fuller), name.original_script


class NameAnswers:
    """The exact name searches of one run."""

    def __init__(self, registry: PersonRegistry) -> None:
        self._registry = registry
        self._found: Answers[NameKey, SearchAnswer] = Answers(
            _PERSONS_KEPT, lambda answer: 1 + len(answer.persons)
        )
        self._alone: Answers[NameKey, bool] = Answers(_NAMES_KEPT)
        self._shared: dict[NameKey, Underway[None]] = {}

    async def answer(self, name: PersonName, neighbours: Sequence[PersonName]) -> SearchAnswer:
        """The persons of this name. `neighbours` are all names of the record, this one too."""
        key = name_key(name)
        if self._found.known(key) is None and self._alone.known(key) is None:
            shared = self._shared.get(key) or self._ask_together(name, neighbours)
            if shared is not None:
                await shared.answer()
        return await self._found.get(key, lambda: self._registry.search_name(name, rows=_ROWS))

    def forget(self, name: PersonName) -> None:
        """Ask for it again the next time."""
        self._found.forget(name_key(name))

    async def aclose(self) -> None:
        """Stop what is still being asked."""
        for shared in set(self._shared.values()):
            await shared.stop()
        await self._found.aclose()

    def _ask_together(
        self, name: PersonName, neighbours: Sequence[PersonName]
    ) -> Underway[None] | None:
        """Ask for this name and those behind it in the record, if any is still to be asked."""
        at = neighbours.index(name) if name in neighbours else 0
        waiting: dict[NameKey, PersonName] = {}
        for each in (name, *neighbours[at:], *neighbours[:at]):
            if self._is_open(name_key(each)) and len(waiting) < MOST_TOGETHER:
                waiting.setdefault(name_key(each), each)
        if len(waiting) < 2 or name_key(name) not in waiting:
            return None
        shared = Underway(lambda: self._search(waiting))
        self._shared.update(dict.fromkeys(waiting, shared))
        return shared

    def _is_open(self, key: NameKey) -> bool:
        return (
            self._found.known(key) is None
            and self._alone.known(key) is None
            and not self._found.underway(key)
            and key not in self._shared
        )

    async def _search(self, waiting: dict[NameKey, PersonName]) -> None:
        try:
            answers = await self._registry.search_names(tuple(waiting.values()))
        finally:
            for key in waiting:
                self._shared.pop(key, None)
        for key, answer in zip(waiting, answers, strict=True):
            if answer is None:
                self._alone.keep(key, True)
            else:
                self._found.keep(key, answer)
