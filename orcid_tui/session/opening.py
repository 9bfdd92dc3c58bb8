"""From what the user typed to a session: which store, which registry.

A registry is imported when it is asked for, so that work on records alone starts at once.
Without a practice the one of the settings file holds; when that file is broken nothing is
opened, because records would be written in a way that the library did not settle.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from orcid_tui.demo.copying import demo_copy, is_demo_copy
from orcid_tui.errors import SourceError
from orcid_tui.headings.practice import Practice
from orcid_tui.history.origin import Origin, of_files
from orcid_tui.language import _
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.session.opening_alma import OpenAlma
from orcid_tui.session.session import Session
from orcid_tui.session.sources import ALMA as ALMA
from orcid_tui.session.sources import DEMO_SOURCE as DEMO_SOURCE
from orcid_tui.session.sources import may_be_alma
from orcid_tui.settings.settings_file import load_settings
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import RecordStore
from orcid_tui.stores.several import SeveralStores

if TYPE_CHECKING:
    from orcid_tui.profiles.access import ResolvedAccess
    from orcid_tui.stores.alma.source import AlmaSource


def open_session(
    sources: Sequence[str], *, profile: str | None = None, practice: Practice | None = None
) -> Session:
    """Open files, records of Alma (`alma:…`) or `demo:` with the registry that the profile or the
    environment names.

    Raises ConfigurationError or SourceError.
    """
    if _is_demo(sources):
        return open_demo(practice=practice)
    if alma := alma_source(sources):
        return OpenAlma(profile, practice=practice).work_on(alma)
    store = _open_files(sources, practice)
    try:
        registry, warnings = open_registry(profile)
        who = load_settings().who
    except BaseException:
        store.close()
        raise
    return Session(store, registry, warnings=warnings, origin=of_files(sources), who=who)


def open_records(
    sources: Sequence[str], *, profile: str | None = None, practice: Practice | None = None
) -> Session:
    """Open the same sources for work that asks no registry. Files need no network and no keyring
    then; the profile matters for Alma only.

    Raises ConfigurationError or SourceError.
    """
    demo = _is_demo(sources)
    if not demo and (alma := alma_source(sources)):
        return OpenAlma(profile, practice=practice).records(alma)
    if demo:
        copy = _open_demo_copy(practice)
        return Session(copy, NobodyToAsk(), origin=Origin((DEMO_SOURCE,), (copy.path,)))
    return Session(_open_files(sources, practice), NobodyToAsk(), origin=of_files(sources))


def open_demo(*, fresh: bool = False, practice: Practice | None = None) -> Session:
    """The bundled sample, copied to the user's data folder, with the demo registry.

    Raises ConfigurationError or SourceError.
    """
    from orcid_tui.registry.demo.opening import demo_registry

    store = _open_demo_copy(practice, fresh=fresh)
    origin = Origin((DEMO_SOURCE,), (store.path,), fresh=fresh)
    return Session(store, demo_registry(), origin=origin, who=load_settings().who)


def open_alma(profile: str | None = None) -> OpenAlma:
    """The Alma of the profile or the environment, to look for sets in it.

    Raises ConfigurationError.
    """
    return OpenAlma(profile)


def open_registry(profile: str | None = None) -> tuple[PersonRegistry, tuple[str, ...]]:
    """The registry alone, with sentences about anything that did not go as set up.

    Raises ConfigurationError.
    """
    from orcid_tui.profiles.access import resolve_access
    from orcid_tui.profiles.profile_file import load_profiles
    from orcid_tui.registry.kept.opening import kept_answers
    from orcid_tui.registry.kept.questions import QuestionsToday, questions_path
    from orcid_tui.registry.orcid.pace import POLITE
    from orcid_tui.registry.orcid.registry import OrcidRegistry

    settled = load_settings().orcid
    resolved = resolve_access(profile, os.environ)
    warnings = (resolved.warning, *load_profiles().notices)
    registry = OrcidRegistry(
        resolved.access,
        pace=replace(POLITE, per_second=settled.per_second, in_flight=settled.in_flight),
        when_refused=lambda: _refused(resolved),
        kept=kept_answers(settled.keep_days),
        questions=QuestionsToday(questions_path()),
        a_day=settled.a_day,
    )
    return registry, tuple(filter(None, warnings))


def _refused(resolved: ResolvedAccess) -> None:
    """Let the profile's page say that ORCID did not accept the secret, and where it came from."""
    from orcid_tui.profiles.verdict import remember_refused

    if resolved.profile is not None and resolved.secret_source:
        remember_refused(resolved.profile.name, SecretKind.ORCID, resolved.secret_source)


def alma_source(sources: Sequence[str]) -> AlmaSource | None:
    """The records of Alma that are meant, by `alma:…` or by a file that holds only MMS IDs.

    Raises SourceError for what is mistyped, and for Alma among other sources.
    """
    if not any(map(may_be_alma, sources)):
        return None
    from orcid_tui.stores.alma.ids_file import ids_in_file
    from orcid_tui.stores.alma.source import AlmaSource, parse_source

    if len(sources) == 1:
        if named := parse_source(sources[0]):
            return named
        path = Path(sources[0])
        ids = ids_in_file(path)
        return AlmaSource(mms_ids=ids, path=path.absolute()) if ids else None
    if any(source.casefold().startswith(ALMA) for source in sources):
        raise SourceError(
            _("Titles of Alma cannot be opened together with anything else."),
            _("Open one set at a time; single titles can be named together: alma:mms/ID,ID,…"),
        )
    return None


def _is_demo(sources: Sequence[str]) -> bool:
    if DEMO_SOURCE in sources and len(sources) > 1:
        raise SourceError(_("The demo is a source of its own."), _("Open it without other files."))
    return DEMO_SOURCE in sources


def _open_demo_copy(practice: Practice | None, *, fresh: bool = False) -> MarcFileStore:
    settled = practice or load_settings().practice
    return MarcFileStore(demo_copy(fresh=fresh), holds_demo=True, practice=settled)


def _open_files(sources: Sequence[str], practice: Practice | None) -> RecordStore:
    settled = practice or load_settings().practice
    stores: list[MarcFileStore] = []
    try:
        for path in map(Path, sources):
            stores.append(MarcFileStore(path, holds_demo=is_demo_copy(path), practice=settled))
    except BaseException:
        for store in stores:
            store.close()
        raise
    return stores[0] if len(stores) == 1 else SeveralStores(stores)
