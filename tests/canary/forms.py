"""The forms in which a secret may slip out, and the search for all of them.

A form that is shorter than the secret stands for a part of it: not even its last characters may
be shown (secrets.md section 6.3).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

_PART = 10
_ESCAPE_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])"
)


class Hit(NamedTuple):
    """A secret by its name, the form it had, and where it was found."""

    secret: str
    form: str
    where: str


def forms(secret: str) -> dict[str, bytes]:
    """What to look for, by the name of the form."""
    plain = secret.encode()
    found = {
        "plain": plain,
        "beginning": plain[:_PART],
        "end": plain[-_PART:],
        "in an address": quote(secret, safe="").encode(),
        "in an address, small letters": _small_percents(quote(secret, safe="")).encode(),
        "hexadecimal": plain.hex().encode(),
        "hexadecimal, capitals": plain.hex().upper().encode(),
        "reversed": plain[::-1],
        "UTF-16": secret.encode("utf-16-le"),
        "UTF-16, other order": secret.encode("utf-16-be"),
    }
    for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
        for offset, skipped in enumerate((0, 2, 3)):
            # What follows is unknown as well, so only whole groups of six bits count.
            whole = (offset + len(plain)) * 8 // 6
            found[f"{name}, offset {offset}"] = encode(bytes(offset) + plain)[skipped:whole]
    return found


def without_escapes(data: bytes) -> bytes:
    """What was written to a terminal, without colours and moves of the cursor."""
    return _ESCAPE_SEQUENCE.sub(b"", data)


def _small_percents(text: str) -> str:
    return re.sub("%[0-9A-F]{2}", lambda found: found.group().lower(), text)


class Canaries:
    """Secrets by their names, and the search for them."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        assert all(len(secret) >= _PART for secret in secrets.values())
        self._forms = {name: forms(secret) for name, secret in secrets.items()}

    def in_bytes(self, data: bytes, where: str) -> Iterator[Hit]:
        """Every secret that is there in any form."""
        for name, every in self._forms.items():
            for form, wanted in every.items():
                if wanted in data:
                    yield Hit(name, form, where)
                    break

    def on_a_terminal(self, data: bytes, where: str) -> Iterator[Hit]:
        """The same, also for what is interrupted by colours and moves of the cursor."""
        found = list(self.in_bytes(data, where))
        yield from found or self.in_bytes(without_escapes(data), where)
