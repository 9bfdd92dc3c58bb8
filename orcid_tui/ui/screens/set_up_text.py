"""What the set-up screen tells: how to get credentials from ORCID, field by field.

Source: orcid-api.md section 1 (registration) and section 5 (limits).
"""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.profiles.profile import Environment, Profile, SecretPlace
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.screens.directions import Step, bold

_DEVELOPER_TOOLS: Final = {
    Environment.PRODUCTION: "https://orcid.org/developer-tools",
    Environment.SANDBOX: "https://sandbox.orcid.org/developer-tools",
}


def developer_tools(which: Environment) -> str:
    """The page where this ORCID gives out client ID and secret."""
    return _DEVELOPER_TOOLS.get(which, _DEVELOPER_TOOLS[Environment.PRODUCTION])


_FIELDS: Final = (
    ("Application name", "Any name, for example: Example University Library cataloguing"),
    ("Application URL", "Your library's home page, for example: https://library.example.edu"),
    ("Description", "For example: Looks up ORCID iDs for the names in our catalogue."),
    ("Redirect URI", "Any https address of your institution; this program never calls it."),
)


def steps(which: Environment, profile_file: str) -> list[Step]:
    """The way to client ID and secret, and what becomes of them; always as many paragraphs."""
    page = developer_tools(which)
    home = page.removesuffix("/developer-tools")
    told_fields = [
        step for name, entry in _FIELDS for step in (Step(bold(name), 3), Step(Content(entry), 5))
    ]
    return [
        Step(bold("How to get a client ID and a client secret")),
        Step(Content("Free, a few minutes, once per person.\n ")),
        Step(
            Content(
                f"1. Sign in at {home} with your own ORCID record. It needs a verified e-mail "
                "address."
            )
        ),
        Step(Content.assemble("2. Open Developer tools (F3): ", (page, "bold"))),
        Step(Content("3. Accept the terms of the Public API and fill in:")),
        *told_fields,
        Step(Content("4. Save there, and copy client ID and client secret into the fields here.")),
        Step(
            Content(
                "\nAn ORCID record can have one public client. If you have one already, use its "
                "client ID and secret."
            )
        ),
        Step(
            Content.assemble(
                "\n",
                ("Without credentials", "bold"),
                " the program works, too: leave both fields empty. ORCID then answers up to "
                "25,000 questions a day from your network address; with credentials 100,000.",
            )
        ),
        Step(
            Content.assemble(
                "\n",
                ("What is kept where.", "bold"),
                " The secret: only in the place that you choose here, never in a file. It is "
                f"sent to ORCID's token address and nowhere else. The rest: {clean(profile_file)}",
            )
        ),
    ]


def saved_sentence(saved: Profile) -> str:
    """What was saved, and where the secret is now."""
    institution = clean(saved.institution)
    if saved.secret.place is SecretPlace.KEYRING:
        keeper = saved.secret.keeper or "the system keyring"
        return f"The profile of {institution} is saved; its secret is kept in {keeper}."
    if saved.secret.place is SecretPlace.SESSION:
        return (
            f"The profile of {institution} is saved. Its secret is kept until the program ends; "
            f"to keep it longer, set {SecretKind.ORCID.variables}."
        )
    return f"The profile of {institution} is saved. ORCID will be asked without credentials."
