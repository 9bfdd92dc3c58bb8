"""The quota of a day: who is counted, how much is allowed, when the rest is left to the cursor."""

from __future__ import annotations

from typing import Final

from orcid_tui.registry.kept.questions import QuestionsToday, who_asks
from orcid_tui.registry.orcid.access import OrcidAccess
from orcid_tui.registry.protocol import DayCount
from orcid_tui.web.addresses import host_of

ANONYMOUS_A_DAY: Final = 25_000
"""For everybody at one internet address together."""
CLIENT_A_DAY: Final = 100_000
"""For a Public API client. Both: orcid-api.md section 5."""
_LEFT_TO_THE_CURSOR: Final = 0.02


def has_room(day: DayCount) -> bool:
    """Whether questions may still be asked in advance today."""
    return day.sent < day.allowed * (1 - _LEFT_TO_THE_CURSOR)


class DayQuota:
    """Without `questions` nobody counts. `a_day` is what the library settled, or 0."""

    def __init__(self, access: OrcidAccess, questions: QuestionsToday | None, a_day: int) -> None:
        host = host_of(access.endpoints.api_url)
        self._questions = questions
        self._a_day = a_day
        self._anonymous = who_asks(host)
        client = access.credentials.client_id if access.credentials else ""
        self._client = who_asks(host, client)
        if questions is not None:
            for who in {self._anonymous, self._client}:
                questions.look(who)

    def sent(self, *, anonymous: bool) -> None:
        """A request has gone out."""
        if self._questions is not None:
            self._questions.sent(self._anonymous if anonymous else self._client)

    def day(self, *, anonymous: bool) -> DayCount | None:
        """How it stands today."""
        if self._questions is None:
            return None
        usual = ANONYMOUS_A_DAY if anonymous else CLIENT_A_DAY
        who = self._anonymous if anonymous else self._client
        return DayCount(self._questions.count(who), self._a_day or usual)

    async def aclose(self) -> None:
        """Give the file back."""
        if self._questions is not None:
            await self._questions.aclose()
