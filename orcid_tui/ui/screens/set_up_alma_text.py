"""What Alma's set-up screen tells: where keys are made, with which rights, and what was found.

Source: alma-and-marc.md A1 (regions), A2 (keys), A3 (what can be tried).
"""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.alma.key_check import KeyFinding, KeyFindings
from orcid_tui.language import _, many
from orcid_tui.profiles.kept_secret import keeper_words
from orcid_tui.profiles.profile import Profile, SecretPlace
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.screens.directions import Step, bold
from orcid_tui.ui.screens.set_up_part import Tone
from orcid_tui.ui.widgets.set_up_form import PLACE, WHO

DEVELOPER_NETWORK: Final = "https://developers.exlibrisgroup.com/manage/keys/"
"""Where keys are made."""

_AREAS: Final = (
    ("Bibs", _("Production, Read/write (Read-only: for looking without saving).")),
    ("Configuration", _("Production, Read-only: your sets, and whose Alma it is.")),
)


def steps(profile_file: str) -> list[Step]:
    """The way to a key, and what becomes of it."""
    areas = [Step(Content.assemble((f"{name}: ", "bold"), rights), 3) for name, rights in _AREAS]
    return [
        Step(bold(_("How to get an API key")), at=WHO),
        Step(
            Content(
                _(
                    "Whoever looks after Alma's interfaces in your library can make one in a "
                    "few minutes, and knows the region."
                )
            ),
            at=WHO,
        ),
        Step(Content(_("1. Sign in to Ex Libris' Developer Network with your library's account."))),
        Step(Content(_("2. Build my APIs, API keys ({key}):").format(key=key_of("set-up-page")))),
        Step(Content.styled(DEVELOPER_NETWORK, "bold"), 3),
        Step(
            Content(
                _("3. Add a key for this program alone (to be withdrawn alone), with the areas")
            )
        ),
        *areas,
        Step(Content(_("4. Copy it into the field here."))),
        Step(
            Content.assemble(
                (_("To practise,"), "bold"),
                _(" make it for the environment Sandbox. The test says which one a key is of."),
            )
        ),
        Step(
            Content.assemble(
                (_("In a network,"), "bold"),
                _(
                    " records of the Network Zone are saved with a second key, made with the "
                    "same areas in the network's own account. Without it they are shown and "
                    "not changed."
                ),
            )
        ),
        Step(
            Content.assemble(
                (_("What is kept where."), "bold"),
                _(
                    " The keys: only in the place that you choose here. They are sent to "
                    "Alma's address and nowhere else. All the rest: {profile_file}"
                ).format(profile_file=clean(profile_file)),
            ),
            at=PLACE,
        ),
    ]


def findings_told(found: KeyFindings) -> tuple[Content, Tone]:
    """All findings, a line each, and how they are meant: good, plain or problem.

    What there is to do is said where something is not as it should be.
    """
    every = [*found.findings, *(found.network.findings if found.network else ())]
    lines = [_line(finding) for finding in every]
    if not found.usable:
        return Content("\n").join(lines), "problem"
    end = (
        _("{key} saves.").format(key=key_of("set-up-save"))
        if found.good
        else _("{key} saves it all the same.").format(key=key_of("set-up-save"))
    )
    lines[-1] = Content.assemble(lines[-1], " ", end)
    return Content("\n").join(lines), "good" if found.good else "plain"


def _line(finding: KeyFinding) -> Content:
    words = finding.message if finding.good else f"{finding.message} {finding.hint}"
    line = Content(clean(f"{'✓' if finding.good else '!'} {words}"))
    at = line.plain.find("PRODUCTION")
    return line if at < 0 else line.stylize("bold reverse", at, at + len("PRODUCTION"))


def saved_sentence(saved: Profile) -> str:
    """What was saved, and where the keys are now."""
    institution = clean(saved.institution)
    if not saved.alma_url:
        return _("The profile of {institution} has no Alma any more.").format(
            institution=institution
        )
    keys = [
        saved.kept(kind)
        for kind in (SecretKind.ALMA, SecretKind.ALMA_NETWORK)
        if saved.kept(kind).place is not SecretPlace.NONE
    ]
    if any(kept.place is SecretPlace.SESSION for kept in keys):
        return _(
            "The Alma of {institution} is saved. Its key is kept until the program ends; "
            "to keep it longer, choose another place, or set {variables}."
        ).format(institution=institution, variables=SecretKind.ALMA.variables)
    keeper = _(" and ").join(dict.fromkeys(map(keeper_words, keys)))
    if all(kept.place is SecretPlace.COMMAND for kept in keys):
        return many(
            "The Alma of {institution} is saved; its key is given by {place}.",
            "The Alma of {institution} is saved; its keys are given by {place}.",
            len(keys),
            institution=institution,
            place=keeper,
        )
    return many(
        "The Alma of {institution} is saved; its key is kept in {place}.",
        "The Alma of {institution} is saved; its keys are kept in {place}.",
        len(keys),
        institution=institution,
        place=keeper,
    )
