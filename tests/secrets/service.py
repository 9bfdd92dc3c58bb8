"""A real Secret Service (gnome-keyring) on a D-Bus of its own, with a home of its own.

Lock, unlock, freeze and thaw make every state that a user's keyring can be in; a frozen service
is a window that nobody answers. Without the two programs the tests are skipped, and with
REQUIRE_SECRET_SERVICE=1 they fail. Source: secrets.md section 3.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
PASSPHRASE = b"only for this test"
NOT_OURS = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "GNOME_KEYRING_CONTROL",
    "PYTHON_KEYRING_BACKEND",
)
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={run}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""


class SecretService:
    """The two processes, and what can happen to a keyring while a program runs."""

    def __init__(self, home: Path) -> None:
        run = home / "run"
        run.mkdir(mode=0o700)
        folders = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
        environ = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
        environ |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(run)}
        environ |= {name: str(home / folder) for name, folder in folders.items()}
        settings = home / "bus.conf"
        settings.write_text(BUS.format(run=run))
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=environ | {"DBUS_SESSION_BUS_ADDRESS": self.address},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(PASSPHRASE)
        self._daemon.stdin.close()
        self._wait_until_there()

    def _wait_until_there(self) -> None:
        from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
        from jeepney.io.blocking import Proxy  # type: ignore[import-untyped]

        latest = time.monotonic() + 10
        while time.monotonic() < latest:
            with self.bus() as bus:
                if Proxy(message_bus, bus).NameHasOwner("org.freedesktop.secrets")[0]:
                    return
            time.sleep(0.02)
        self.stop()
        raise RuntimeError("the Secret Service did not start")

    @contextmanager
    def bus(self) -> Iterator[Any]:
        """A connection to its bus."""
        from jeepney.io.blocking import open_dbus_connection

        with closing(open_dbus_connection(self.address)) as bus:
            yield bus

    def stop(self) -> None:
        """End both processes, frozen or not."""
        for process in (self._daemon, self._bus):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
                process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
            if process.stdout is not None:
                process.stdout.close()

    def freeze(self) -> None:
        """It is there and answers nothing."""
        os.kill(self._daemon.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """It answers again."""
        os.kill(self._daemon.pid, signal.SIGCONT)

    def lock(self) -> None:
        """Lock the default collection."""
        import secretstorage

        with self.bus() as bus:
            secretstorage.Collection(bus).lock()

    def unlock(self) -> None:
        """Unlock it without a window, by gnome-keyring's private call.

        A second `gnome-keyring-daemon --unlock` would only start a second daemon.
        """
        import secretstorage
        from secretstorage.util import DBusAddressWrapper, format_secret, open_session

        with self.bus() as bus:
            collection = secretstorage.Collection(bus)
            if collection.is_locked():
                private = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
                passphrase = format_secret(open_session(bus), PASSPHRASE, "text/plain")
                DBusAddressWrapper("/org/freedesktop/secrets", private, bus).call(
                    "UnlockWithMasterPassword",
                    "o(oayays)",
                    collection.collection_path,
                    passphrase,
                )

    def contents(self) -> dict[str, str]:
        """What it holds: service name to secret."""
        import secretstorage

        with self.bus() as bus:
            return {
                item.get_attributes()["service"]: item.get_secret().decode()
                for item in secretstorage.Collection(bus).get_all_items()
            }

    def empty(self) -> None:
        """Delete everything, as another program could."""
        import secretstorage

        with self.bus() as bus:
            for item in list(secretstorage.Collection(bus).get_all_items()):
                item.delete()


@pytest.fixture(scope="session")
def secret_service_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretService]:
    """The processes, once for each worker."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        why = f"needs {' and '.join(missing)} (Debian: apt-get install dbus-daemon gnome-keyring)"
        if os.environ.get("REQUIRE_SECRET_SERVICE"):
            pytest.fail(why)
        pytest.skip(why)
    service = SecretService(tmp_path_factory.mktemp("secret-service"))
    yield service
    service.stop()


@pytest.fixture
def secret_service(
    secret_service_processes: SecretService, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SecretService]:
    """An empty, unlocked keyring that the program under test finds on its bus."""
    for name in NOT_OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", secret_service_processes.address)
    yield secret_service_processes
    secret_service_processes.thaw()
    secret_service_processes.unlock()
    secret_service_processes.empty()
