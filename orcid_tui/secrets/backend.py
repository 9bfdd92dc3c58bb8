"""Which keyring is used: one of three of the keyring library's own, never a stray plug-in.

The library takes whatever installed package claims the highest priority, even one that writes
base64 into a file, or the null backend that keeps nothing. So its own choice is not used, and
no plug-in is even loaded (loading one may print over the screen). On Linux only the Secret
Service is taken, because it alone can be asked for its state without opening a window; GNOME
Keyring, KDE Wallet and KeePassXC all answer there. Source: secrets.md sections 2.1 and 2.4.
"""

from __future__ import annotations

import configparser
import os
import sys
from contextlib import closing
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any, Final

from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.text import clean

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_FREEDESKTOP: Final = "keyring.backends.SecretService"
_WINDOWS: Final = "keyring.backends.Windows"
_MAC: Final = "keyring.backends.macOS"
_CLASSES: Final = {_FREEDESKTOP: "Keyring", _WINDOWS: "WinVaultKeyring", _MAC: "Keyring"}
_NAMES: Final = {_WINDOWS: "Windows Credential Manager", _MAC: "Keychain"}

_OWNERS: Final = {
    "gnome-keyring": "GNOME Keyring",
    "kwalletd": "KDE Wallet",
    "ksecretd": "KDE Wallet",
    "keepassxc": "KeePassXC",
}


def examine() -> KeyringReport:
    """Look at the keyring without unlocking or creating anything. May hang: bound it."""
    wanted = _chosen_on_purpose()
    if wanted and wanted.rpartition(".")[0] not in _CLASSES:
        return KeyringReport(KeyringState.UNSAFE, clean(wanted))
    module = wanted.rpartition(".")[0] if wanted else _of_this_system()
    if module == _FREEDESKTOP:
        report = _secret_service()
    elif _load(module).viable:
        report = KeyringReport(KeyringState.READY, _NAMES[module])
    else:
        report = KeyringReport(KeyringState.NONE)
    if report.state is KeyringState.NONE and (stray := _stray_plug_in()):
        return KeyringReport(KeyringState.UNSAFE, stray)
    return report


def usable() -> KeyringBackend:
    """The backend behind a report that said READY."""
    wanted = _chosen_on_purpose()
    return _load(wanted.rpartition(".")[0] if wanted else _of_this_system())()


def unlock(timeout: float) -> bool:
    """Let the Secret Service ask for its password, with a window of its own; whether it is open.

    Raises TimeoutError when nobody answered. Other keyrings are opened by the log-in.
    """
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        collection = secretstorage.Collection(bus)
        if collection.is_locked():
            collection.unlock(timeout=timeout)
        return not collection.is_locked()


def _load(module: str) -> type[KeyringBackend]:
    loaded: type[KeyringBackend] = getattr(import_module(module), _CLASSES[module])
    if module == _WINDOWS:
        # Enterprise persistence, the library's default, would roam with a domain profile.
        loaded.persist = "local machine"  # type: ignore[attr-defined]
    return loaded


def _of_this_system() -> str:
    return {"win32": _WINDOWS, "darwin": _MAC}.get(sys.platform, _FREEDESKTOP)


def _chosen_on_purpose() -> str:
    """The class that the keyring library was told to use, or nothing."""
    if name := os.environ.get("PYTHON_KEYRING_BACKEND", "").strip():
        return name
    from keyring.util.platform_ import config_root

    settings = configparser.RawConfigParser()
    settings.read(config_root() / "keyringrc.cfg", encoding="utf-8")
    return settings.get("backend", "default-keyring", fallback="").strip()


def _stray_plug_in() -> str:
    """A package that the keyring library would have used in place of a system keyring."""
    for entry in metadata.entry_points(group="keyring.backends"):
        if not entry.value.startswith("keyring.backends"):
            return clean(entry.value)
    return ""


def _secret_service() -> KeyringReport:
    import secretstorage
    from secretstorage.exceptions import (
        ItemNotFoundException,
        SecretServiceNotAvailableException,
    )

    try:
        with closing(secretstorage.dbus_init()) as bus:
            if not secretstorage.check_service_availability(bus):
                return KeyringReport(KeyringState.NONE)
            try:
                collection = secretstorage.Collection(bus)
            except ItemNotFoundException:
                return KeyringReport(KeyringState.NO_COLLECTION, _owner(bus))
            label = clean(collection.get_label())
            name = f"{_owner(bus)} ({label})" if label else _owner(bus)
            locked = collection.is_locked()
            return KeyringReport(KeyringState.LOCKED if locked else KeyringState.READY, name)
    except (SecretServiceNotAvailableException, FileNotFoundError):
        return KeyringReport(KeyringState.NONE)


def _owner(bus: Any) -> str:
    """The program behind the Secret Service, in the words of its own menu."""
    from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
    from jeepney.io.blocking import Proxy  # type: ignore[import-untyped]

    try:
        process = Proxy(message_bus, bus).GetConnectionUnixProcessID("org.freedesktop.secrets")[0]
        with open(f"/proc/{int(process)}/comm", encoding="utf-8") as file:
            command = file.read().strip()
    except Exception:  # the name is a courtesy; any fault in finding it is no reason to stop
        return "The system keyring"
    for beginning, name in _OWNERS.items():
        if command.startswith(beginning):
            return name
    return "The system keyring"
