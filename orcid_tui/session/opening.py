"""From what the user typed to a session: which store, which registry.

A registry is imported when it is asked for, so that work on records alone starts at once.
Without a practice the one of the settings file holds; when that file is broken nothing is
opened, because records would be written in a way that the library did not settle.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from orcid_tui.demo.copying import demo_copy, is_demo_copy
from orcid_tui.errors import SourceError
from orcid_tui.headings.practice import Practice
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.session.session import Session
from orcid_tui.settings.settings_file import load_settings
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import RecordStore
from orcid_tui.stores.several import SeveralStores

DEMO_SOURCE: Final = "demo:"


def open_session(
    sources: Sequence[str], *, profile: str | None = None, practice: Practice | None = None
) -> Session:
    """Open files (or `demo:`) with the registry that the profile or the environment names.

    Raises ConfigurationError or SourceError.
    """
    if _is_demo(sources):
        return open_demo(practice=practice)
    store = _open_files(sources, practice)
    try:
        registry, warnings = open_registry(profile)
    except BaseException:
        store.close()
        raise
    return Session(store, registry, warnings=warnings)


def open_records(sources: Sequence[str], *, practice: Practice | None = None) -> Session:
    """Open the same sources for work that asks nobody: no network, no keyring.

    Raises ConfigurationError or SourceError.
    """
    demo = _is_demo(sources)
    store = _open_demo_copy(practice) if demo else _open_files(sources, practice)
    return Session(store, NobodyToAsk())


def open_demo(*, fresh: bool = False, practice: Practice | None = None) -> Session:
    """The bundled sample, copied to the user's data folder, with the demo registry.

    Raises ConfigurationError or SourceError.
    """
    from orcid_tui.registry.demo.opening import demo_registry

    return Session(_open_demo_copy(practice, fresh=fresh), demo_registry())


def open_registry(profile: str | None = None) -> tuple[PersonRegistry, tuple[str, ...]]:
    """The registry alone, with sentences about anything that did not go as set up."""
    from orcid_tui.profiles.access import resolve_access
    from orcid_tui.registry.orcid.registry import OrcidRegistry

    resolved = resolve_access(profile, os.environ)
    return OrcidRegistry(resolved.access), (resolved.warning,) if resolved.warning else ()


def _is_demo(sources: Sequence[str]) -> bool:
    if DEMO_SOURCE in sources and len(sources) > 1:
        raise SourceError("The demo is a source of its own.", "Open it without other files.")
    return DEMO_SOURCE in sources


def _open_demo_copy(practice: Practice | None, *, fresh: bool = False) -> RecordStore:
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
