"""A value that cannot be printed, logged, pickled or copied out by accident."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final, NoReturn, final

_SHOWN: Final = "Secret(…)"


@final
class Secret:
    """Holds one secret. Only `reveal()` gives it, on the line that builds the request."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value: Callable[[], str] = lambda: value

    def reveal(self) -> str:
        """The secret itself."""
        return self._value()

    def hidden_in(self, text: str) -> str:
        """A text from outside, such as an error message, with the secret taken out."""
        value = self.reveal()
        return text.replace(value, "…") if value else text

    def __repr__(self) -> str:
        return _SHOWN

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return _SHOWN

    def __bool__(self) -> bool:
        return bool(self._value())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(
            self.reveal().encode(), other.reveal().encode()
        )

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")
