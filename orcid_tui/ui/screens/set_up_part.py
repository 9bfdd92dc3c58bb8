"""What each part of the set-up says for itself: ORCID's, and Alma's."""

from __future__ import annotations

from typing import ClassVar, Generic, Literal, TypeVar

from textual.content import Content
from textual.screen import Screen

from orcid_tui.profiles.profile import KeptSecret, Profile
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.ui.screens.directions import Step
from orcid_tui.ui.widgets.set_up_form import SetUpForm

Tone = Literal["plain", "good", "problem"]

D = TypeVar("D")
"""What is typed: a draft of the part that is set up."""


class SetUpPart(Screen[bool], Generic[D]):
    """A part of one profile. A subclass gives everything that raises NotImplementedError here."""

    SUBJECT: ClassVar[str]
    """What is set up, in the title."""
    KIND: ClassVar[SecretKind]
    """For whose secret the keyring is looked for."""
    STEPS: ClassVar[dict[int, str]]
    """What each step is about, for the title."""
    LABELS: ClassVar[dict[str, str]] = {}
    """Words on buttons that are not those of the action."""
    TESTING: ClassVar[str]
    """What is said while the test runs."""

    def new_form(self) -> SetUpForm:
        """The fields."""
        raise NotImplementedError

    def directions(self) -> list[Step]:
        """How to get what belongs into the fields; always as many paragraphs."""
        raise NotImplementedError

    @property
    def form(self) -> SetUpForm:
        """The fields, mounted."""
        raise NotImplementedError

    @property
    def draft(self) -> D:
        """What is in the fields now."""
        raise NotImplementedError

    def missing(self, draft: D) -> str:
        """What the first step still needs, as a sentence; empty when it is all there."""
        raise NotImplementedError

    def without(self, draft: D) -> str:
        """A sentence when nothing secret belongs to this draft; empty when something does."""
        raise NotImplementedError

    def said_by_environment(self) -> str:
        """A sentence if this run does not ask with a profile. Raises ConfigurationError."""
        raise NotImplementedError

    async def try_out(self, draft: D, existing: Profile | None) -> tuple[str | Content, Tone]:
        """Really ask with this draft: what to say, and how it is meant.

        Raises OrcidTuiError; nothing is saved.
        """
        raise NotImplementedError

    def keep(self, draft: D, existing: Profile | None, to: KeptSecret) -> Profile:
        """Save it. Raises OrcidTuiError."""
        raise NotImplementedError

    def with_secret(self, draft: D, secret: Secret) -> D:
        """The draft with a secret that a command gave in place of the fields."""
        raise NotImplementedError

    def what_is_replaced(self, draft: D, existing: Profile | None) -> str:
        """A sentence about what a save would take away; empty when it takes nothing."""
        raise NotImplementedError

    def told_of(self, saved: Profile) -> str:
        """What was saved, and where its secrets are now."""
        raise NotImplementedError

    @property
    def web_page(self) -> str:
        """Where secrets are made."""
        raise NotImplementedError
