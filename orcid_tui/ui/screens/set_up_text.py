"""What the set-up screen tells: how to get credentials from ORCID, field by field.

Source: orcid-api.md section 1 (registration) and section 5 (limits).
"""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import keeper_words
from orcid_tui.profiles.profile import Environment, Profile, SecretPlace
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.screens.directions import Copied, Step, bold
from orcid_tui.ui.widgets.set_up_form import PLACE, WHO

_DEVELOPER_TOOLS: Final = {
    Environment.PRODUCTION: "https://orcid.org/developer-tools",
    Environment.SANDBOX: "https://sandbox.orcid.org/developer-tools",
}


def developer_tools(which: Environment) -> str:
    """The page where this ORCID gives out client ID and secret."""
    return _DEVELOPER_TOOLS.get(which, _DEVELOPER_TOOLS[Environment.PRODUCTION])


def steps(which: Environment, profile_file: str, institution: str, home_page: str) -> list[Step]:
    """The way to client ID and secret, and what becomes of them; always as many paragraphs.

    `institution` and `home_page` are what was typed; they stand in what can be copied.
    """
    page = developer_tools(which)
    home = page.removesuffix("/developer-tools")
    library = institution or "Library"
    fields = (
        Copied("Application name", _("{library} cataloguing").format(library=library)),
        Copied("Application URL", home_page, _("your library's home page, with https://")),
        Copied("Description", _("Looks up ORCID iDs for the names in our catalogue.")),
        Copied("Redirect URI", home_page, _("the same; this program never calls it")),
    )
    return [
        Step(bold(_("One profile for an institution")), at=WHO),
        Step(
            Content(
                _(
                    "It says how ORCID is asked, and Alma if you have it. It takes a few "
                    "minutes, once."
                )
            ),
            at=WHO,
        ),
        Step(
            Content.assemble(
                "\n",
                (_("Without credentials"), "bold"),
                _(
                    " the program works, too: on the next page leave both fields empty. "
                    "ORCID then answers up to 25,000 questions a day from your network "
                    "address; with credentials 100,000."
                ),
            ),
            at=WHO,
        ),
        Step(
            Content.assemble(
                _("1. Sign in at "), (home, "bold"), _(": free; needs a verified e-mail address.")
            )
        ),
        Step(
            Content.assemble(
                _("2. Open Developer tools ({key}): ").format(key=key_of("set-up-page")),
                (page, "bold"),
            )
        ),
        Step(
            Content(_("3. Accept the terms of the Public API; fill in (Tab, then Space copies):"))
        ),
        *(Step(Content(""), copied=field) for field in fields),
        Step(Content(_("4. Save there; copy client ID and client secret into the fields here."))),
        Step(
            Content.assemble(
                "\n",
                _(
                    "An ORCID record can have one public client. If you have one, use its "
                    "client ID and secret. Without any, leave both empty."
                ),
            )
        ),
        Step(
            Content.assemble(
                (_("What is kept where."), "bold"),
                _(
                    " The secret: only in the place that you choose here. It is sent to "
                    "ORCID's token address and nowhere else. All the rest: {profile_file}"
                ).format(profile_file=clean(profile_file)),
            ),
            at=PLACE,
        ),
    ]


def saved_sentence(saved: Profile) -> str:
    """What was saved, and where the secret is now."""
    institution = clean(saved.institution)
    match saved.secret.place:
        case SecretPlace.NONE:
            return _(
                "The profile of {institution} is saved. ORCID is asked without credentials."
            ).format(institution=institution)
        case SecretPlace.SESSION:
            return _(
                "The profile of {institution} is saved. Its secret is kept until the "
                "program ends; to keep it longer, choose another place, or set "
                "{variables}."
            ).format(institution=institution, variables=SecretKind.ORCID.variables)
        case SecretPlace.COMMAND:
            given_by = keeper_words(saved.secret)
            return _(
                "The profile of {institution} is saved; its secret is given by {given_by}."
            ).format(institution=institution, given_by=given_by)
        case _:
            keeper = keeper_words(saved.secret)
            return _(
                "The profile of {institution} is saved; its secret is kept in {keeper}."
            ).format(institution=institution, keeper=keeper)
