"""Sealing bytes with a passphrase: Argon2id makes the key, AES-256-GCM seals and proves.

Sealed text is two lines. The first says how the key is made, in the notation that Argon2 has for
that; it is authenticated, and never obeyed beyond the limits here. The second is the nonce and
what was sealed, padded, in base64. Every byte of both counts: a file in which one was changed
does not open. Source: secrets.md section 4 and appendix B; RFC 9106 section 4 for the cost.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from orcid_tui.errors import FileDamaged, SecretStoreError, WrongPassphrase
from orcid_tui.language import _
from orcid_tui.secrets.passphrase import key_material
from orcid_tui.secrets.secret import Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LONGEST: Final = 64 * 1024
"""Bytes of sealed text; nothing longer is read or made."""

_BLOCK: Final = 4096
"""Bytes to which contents are padded, so that neither their number nor their length shows."""
_NONCE: Final = 12
_SALT: Final = 16
_KEY: Final = 32

_FORMAT: Final = "orcid-tui sealed secrets"
_HEADER: Final = re.compile(
    rf"{_FORMAT} 1 \$argon2id\$v=19\$m=([1-9]\d{{0,9}}),t=([1-9]\d{{0,3}}),p=([1-9]\d{{0,3}})"
    r"\$([A-Za-z0-9+/]{22})",
    re.ASCII,
)
_OTHER_VERSION: Final = re.compile(rf"{_FORMAT} (\d{{1,4}}) ".encode())
_WAY_OUT: Final = _("Restore it from a backup, or rename it and start a new one.")


@dataclass(frozen=True, slots=True)
class Cost:
    """What making one key takes: passes over so many KiB of memory, in so many lanes."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    @property
    def bearable(self) -> bool:
        """Whether a file may ask for it: at most 256 MiB, 10 passes and 16 lanes."""
        return self.memory <= 256 * 1024 and self.passes <= 10 and self.lanes <= 16

    @property
    def possible(self) -> bool:
        """Whether Argon2 knows it."""
        return self.memory >= 8 * self.lanes


USUAL: Final = Cost()
"""The second recommended option of RFC 9106."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key that was made from a passphrase, with the line that says how. It cannot be shown."""

    header: bytes
    _cipher: AESGCM = field(repr=False)

    def seal(self, contents: bytes) -> bytes:
        """The contents as sealed text, under a nonce of its own.

        `contents` end in something else than blanks, which are the padding. Raises
        SecretStoreError when there is too much of it.
        """
        nonce = os.urandom(_NONCE)
        padded = contents + b" " * (-len(contents) % _BLOCK)
        sealed = self._cipher.encrypt(nonce, padded, self.header)
        text = self.header + b"\n" + base64.b64encode(nonce + sealed) + b"\n"
        if len(text) > LONGEST:
            raise SecretStoreError(
                _("The encrypted file has no room for another secret."),
                _("Forget secrets that are no longer used."),
            )
        return text

    def opened(self, text: bytes) -> bytes | None:
        """What the sealed text holds, or None when it does not open with this key.

        Raises FileDamaged for what is not sealed text.
        """
        from cryptography.exceptions import InvalidTag

        header, sealed = _parts(text)
        if header != self.header:
            return None
        try:
            padded = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], header)
        except InvalidTag:
            return None
        return padded.rstrip(b" ")


def available() -> bool:
    """Whether this machine has the library, new enough and able to do Argon2id."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    except ImportError:
        return False
    try:
        Argon2id(salt=bytes(_SALT), length=_KEY, iterations=1, lanes=1, memory_cost=8)
    except UnsupportedAlgorithm:  # built without it, or held to older algorithms
        return False
    return True


def new_key(passphrase: Secret, cost: Cost) -> SealingKey:
    """A key with a salt of its own. Takes a good tenth of a second and 64 MiB on purpose."""
    salt = base64.b64encode(os.urandom(_SALT)).decode().rstrip("=")
    how = f"$argon2id$v=19$m={cost.memory},t={cost.passes},p={cost.lanes}${salt}"
    return _key(passphrase, f"{_FORMAT} 1 {how}".encode())


def key_for(text: bytes, passphrase: Secret) -> SealingKey:
    """The key that this passphrase makes for this sealed text, whether it opens it or not.

    Raises FileDamaged for what is not sealed text or asks for more than it may.
    """
    return _key(passphrase, _parts(text)[0])


def check(text: bytes) -> None:
    """Raises FileDamaged unless this looks like sealed text of this version."""
    _parts(text)


def same_key(text: bytes, key: SealingKey) -> bool:
    """Whether the sealed text says that it was sealed with this very key."""
    return _parts(text)[0] == key.header


def _key(passphrase: Secret, header: bytes) -> SealingKey:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost, salt = _how(header)
    material = key_material(passphrase)
    if material is None:
        raise WrongPassphrase(_("Wrong passphrase, or the file was changed."), _("Try again."))
    argon = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    try:
        return SealingKey(header, AESGCM(argon.derive(material)))
    except MemoryError:
        raise SecretStoreError(
            _(
                "There is not enough free memory to open the encrypted file (it takes "
                "{memory} MiB)."
            ).format(memory=cost.memory // 1024),
            _("Close other programs and try again."),
        ) from None


def _parts(text: bytes) -> tuple[bytes, bytes]:
    """The header line, checked, and nonce with sealed contents."""
    header, _end, rest = text.partition(b"\n")
    other = _OTHER_VERSION.match(header)
    if other and other[1] != b"1":
        raise FileDamaged(
            _("The encrypted file was written by another version of this program."),
            _("Use that version, or rename the file and start a new one."),
        )
    _how(header)
    try:
        sealed = base64.b64decode(rest.removesuffix(b"\n"), validate=True)
    except binascii.Error:
        raise damaged() from None
    # base64 may say one thing in several ways; only one of them was written.
    if len(text) > LONGEST or rest != base64.b64encode(sealed) + b"\n" or len(sealed) < _BLOCK:
        raise damaged()
    return header, sealed


def _how(header: bytes) -> tuple[Cost, bytes]:
    found = _HEADER.fullmatch(header.decode("ascii", "replace"))
    if found is None:
        raise damaged()
    cost = Cost(memory=int(found[1]), passes=int(found[2]), lanes=int(found[3]))
    if not cost.possible:
        raise damaged()
    if not cost.bearable:
        raise FileDamaged(
            _(
                "The encrypted file asks for more memory or time than it may: it was not "
                "written by this program."
            ),
            _WAY_OUT,
        )
    return cost, base64.b64decode(found[4] + "==")


def damaged() -> FileDamaged:
    """The error for sealed text that this program did not write like that."""
    return FileDamaged(_("The encrypted file is damaged; restore it or start a new one."), _WAY_OUT)
