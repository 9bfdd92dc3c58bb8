"""XML from outside, read without entities: a document type is refused before it can do anything."""

from __future__ import annotations

from xml.parsers import expat

from orcid_tui.language import _
from orcid_tui.marc.xml_encoding import encoding_of


class UnreadableAnswer(Exception):
    """Not what it should be. The words are ours; nothing of the answer is in them."""


def in_utf8(body: bytes) -> bytes:
    """The document in UTF-8 without byte order mark. An encoding declaration stays as it was, for
    `parse` does not look at it. Raises UnreadableAnswer."""
    encoding = encoding_of(body[:1024])
    try:
        text = body.decode(encoding.name)
    except (ValueError, LookupError):
        raise UnreadableAnswer(
            _("it is not the {name} that it says it is").format(name=encoding.name)
        ) from None
    return text.removeprefix("\ufeff").encode()


def parse(utf8: bytes, handlers: Handlers) -> None:
    """One pass over a document. Raises UnreadableAnswer."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handlers.start(
        local(name), attributes, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda name: handlers.end(local(name), parser.CurrentByteIndex)
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as trouble:
        line, message = trouble.lineno, expat.ErrorString(trouble.code)
    else:
        return
    raise UnreadableAnswer(
        _("it is not well-formed XML ({message}, line {line})").format(message=message, line=line)
    )


class Handlers:
    """What is told during the pass: local names, and byte offsets of `<`, or for the end of an
    element without content that of the byte behind it."""

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """A start tag."""

    def end(self, name: str, at: int) -> None:
        """An end tag."""

    def text(self, data: str) -> None:
        """Some text."""


def local(name: str) -> str:
    """A name without its prefix: Alma's own namespaces vary (alma-and-marc.md A9)."""
    return name.rpartition(":")[2]


def _refuse(*_told: object) -> None:
    raise UnreadableAnswer(_("it has a document type, which no answer of Alma has"))
