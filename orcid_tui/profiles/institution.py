"""Whose profile it is that was typed: an institution has one, for ORCID and for Alma."""

from __future__ import annotations

from dataclasses import replace

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.profile import Profile, slug
from orcid_tui.profiles.profile_file import load_profiles, require_own
from orcid_tui.text import clean


def profile_of(institution: str, existing: Profile | None) -> Profile:
    """The existing profile under this name, or a new one.

    An institution that an administrator set up gets a profile of the user's own, which is then
    used instead. Raises ConfigurationError when there is no name, when another profile has it
    already, or when the existing one is an administrator's.
    """
    if existing is not None:
        require_own(existing)
    institution = clean(institution)
    if not institution:
        raise ConfigurationError(
            _("The institution is missing."), _("Enter the name of your library.")
        )
    profiles = load_profiles()
    other = profiles.find_by_institution(institution)
    if other is not None and not other.site and (existing is None or other.name != existing.name):
        raise ConfigurationError(
            _("There is a profile for {institution} already.").format(
                institution=clean(other.institution)
            ),
            _("An institution has one profile; change that one."),
        )
    if existing is not None:
        return replace(existing, institution=institution)
    taken = [one.name for one in profiles.items if one is not other]
    return Profile(slug(institution, taken), institution)
