"""A file of the configuration folder that people may edit: read exactly, written safely.

Whoever edits such a file by hand must be told where it is broken, and must find it whole
after every write, with mode 0600 from birth.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import stat
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import make_private
from orcid_tui.language import _
from orcid_tui.text import clean

_QUOTED: Final = re.compile(r"'[^']{4,}'")
_ROOT: Final = 0
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class TomlFile:
    """One such file. `name` says in a word what it holds, as in "profile file".

    `head` are the comments that stand above everything; `way_out` says what to do when the
    file is broken, `unwritten` when it could not be written. `obeyed`: it names programs that are
    run and addresses that secrets are sent to, so it is not read when others could have changed it.
    """

    path: Path
    name: str
    head: str
    way_out: str
    unwritten: str
    obeyed: bool = False

    def read(self) -> Mapping[str, Any]:
        """What it holds; nothing when there is no file.

        Raises ConfigurationError, with the line when the file is not TOML.
        """
        try:
            with self.path.open("rb") as file:
                if self.obeyed:
                    self._require_unchanged_by_others(os.fstat(file.fileno()))
                raw = file.read()
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise self.broken(_("cannot be read: {reason}").format(reason=fault.strerror)) from None
        return self.parsed(raw)

    def parsed(self, raw: bytes) -> Mapping[str, Any]:
        """What these bytes, read from the file, say. Raises ConfigurationError as `read`."""
        try:
            return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            raise self.broken(_("cannot be read: it is not UTF-8 text")) from None
        except tomllib.TOMLDecodeError as fault:
            # It may quote a name, and with a slip of the hand that is a secret.
            said = _QUOTED.sub("…", str(fault))
            raise self.broken(_("is not correct TOML: {said}").format(said=said)) from None

    def write(self, tables: Mapping[str, Any]) -> None:
        """Put this in the place of what it holds, all or nothing. Raises ConfigurationError."""
        import tomli_w

        text = self.head + tomli_w.dumps(tables)
        try:
            make_private(self.path.parent)
            handle, unfinished = tempfile.mkstemp(
                dir=self.path.parent, prefix=f".{self.path.stem}-"
            )
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(unfinished, self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(unfinished)
                raise
        except OSError as fault:
            raise ConfigurationError(
                _("The {name} {path} could not be written: {reason}.").format(
                    name=self.name, path=clean(str(self.path)), reason=fault.strerror
                ),
                self.unwritten,
            ) from None

    def _require_unchanged_by_others(self, found: os.stat_result) -> None:
        """On the opened file, wherever a link led. Windows has its own permissions."""
        if os.name != "posix":
            return
        told = _("The {name} {path}").format(name=self.name, path=clean(str(self.path)))
        typed = clean(shlex.quote(str(self.path)))
        if found.st_uid not in (os.geteuid(), _ROOT):
            raise ConfigurationError(
                _("{told} belongs to another user. It was not used.").format(told=told),
                _(
                    "Start this program as yourself, without sudo; or move the file away and "
                    "set up the profile anew."
                ),
            )
        if found.st_mode & _OTHERS_WRITE:
            mode = stat.S_IMODE(found.st_mode)
            raise ConfigurationError(
                _("{told} can be changed by others (mode {mode:o}). It was not used.").format(
                    told=told, mode=mode
                ),
                _("Look at what is in it, then run: chmod 600 {typed}").format(typed=typed),
            )

    def broken(self, what: str) -> ConfigurationError:
        """The error for a file that "has", "is" or "cannot" something."""
        return ConfigurationError(
            _("The {name} {path} {what}.").format(
                name=self.name, path=clean(str(self.path)), what=clean(what)
            ),
            self.way_out,
        )
