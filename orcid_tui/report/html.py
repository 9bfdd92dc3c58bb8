"""Elements of a page (HTML, and SVG in it). Whatever is not an element is text, and is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Attribute = str | int


class Element(str):
    """Markup that is ready: made by `element` and by nothing else."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: Attribute) -> Element:
    """An element with children and attributes. `class_` is written `class`, and a low line
    within a name is a hyphen."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
    )
    return Element(f"<{name}{said}>{joined(children)}</{name}>")


def alone(name: str, /, **attributes: Attribute) -> Element:
    """An element that has no end, such as `meta`."""
    return Element(element(name, **attributes).removesuffix(f"</{name}>"))


def joined(children: Iterable[str], between: str = "") -> Element:
    """Several, one behind the other."""
    return Element(
        escape(between).join(
            child if isinstance(child, Element) else escape(child) for child in children
        )
    )


def trusted(markup: str) -> Element:
    """Markup that is part of this program, such as its style sheet."""
    return Element(markup)
