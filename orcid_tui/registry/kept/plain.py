"""Answers as plain data and back: frozen dataclasses as lists of their fields, in order.

What is read back is checked like anything from outside: it has the right shape and clean texts,
or it is refused. No field is ever called into being by what stands in a file.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from orcid_tui.orcid_id import OrcidId
from orcid_tui.text import clean

T = TypeVar("T")
Read = Callable[[Any], Any]


class NotPlain(ValueError):
    """What was read is not the plain form of such an answer."""


def plain(value: object) -> object:
    """Only lists, texts, numbers, true, false and None."""
    if isinstance(value, OrcidId):
        return value.value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"{type(value).__name__} has no plain form")


def read_plain(kind: type[T], value: object) -> T:
    """The answer of this kind again. Raises NotPlain for anything that is not its plain form."""
    hint: Any = kind
    try:
        found: T = _reader(hint)(value)
    except ValueError as fault:
        raise NotPlain(str(fault)) from None
    return found


def shape_of(kind: type) -> str:
    """Names and types of all fields within; another one means that kept answers do not fit."""
    if not is_dataclass(kind):
        return repr(kind)
    hints = get_type_hints(kind)
    inside = (f"{field.name}:{_shape(hints[field.name])}" for field in fields(kind))
    return f"{kind.__name__}({','.join(inside)})"


def _shape(hint: Any) -> str:
    if parts := get_args(hint):
        return f"{get_origin(hint)}[{','.join(map(_shape, parts))}]"
    return shape_of(hint) if isinstance(hint, type) else repr(hint)


@cache
def _reader(hint: Any) -> Read:
    """What reads a value of this type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in parts if part is not types.NoneType)
        read_inner = _reader(inner)
        return lambda value: None if value is None else read_inner(value)
    if origin is tuple:
        return _read_all(parts[0]) if parts[1:] == (...,) else _read_each(parts)
    if hint is OrcidId:
        return lambda value: OrcidId.parse(_is(str, value))
    if hint is str:
        return lambda value: clean(_is(str, value))
    if hint is date:
        return lambda value: date.fromisoformat(_is(str, value))
    if hint in (int, bool):
        return lambda value: _is(hint, value)
    if issubclass(hint, Enum):
        return lambda value: hint(_is(str, value))
    return _read_dataclass(hint)


def _read_all(part: Any) -> Read:
    read = _reader(part)
    return lambda value: tuple([read(each) for each in _is(list, value)])


def _read_each(parts: tuple[Any, ...]) -> Read:
    reads = tuple(map(_reader, parts))
    return lambda value: tuple([r(v) for r, v in zip(reads, _is(list, value), strict=True)])


def _read_dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    reads = [_reader(hints[field.name]) for field in fields(kind)]
    return lambda value: kind(*[r(v) for r, v in zip(reads, _is(list, value), strict=True)])


def _is(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise ValueError(f"no {kind.__name__}")
    return value
