"""One pass over MARCXML: a parser proves that it is well-formed, patterns find the records.

The parser works without handlers, which is several times as fast, wherever records are in
their usual dress. What lies between those goes through the handlers of `xml_walk`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from typing import Final
from xml.parsers import expat

from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.name_tags import UNIMARC_ONLY, USUAL_TAGS
from orcid_tui.marc.plain_names import ORDINARY, PLAIN, TITLE_ENTRY
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_usual import dress, fields_with, is_plain_leader, prefix_of
from orcid_tui.marc.xml_walk import Found, Walk

_LONGEST_RECORD: Final = 1 << 24
_REPLAYED: Final = 1 << 20
_PARALLEL: Final = "880"

_NEEDS_PARSING: Final = re.compile(rb"<(?:[!?]|(?:[^\s<>/]*:)?(?:leader|controlfield|datafield)\b)")
_HIDING: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_UNDECLARED: Final = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]
_TITLE: Final = b"245"
_CODED: Final = b"100"
_NO_INDICATOR: Final = re.compile(rb"""(?![^>]*\sind1\s*+=\s*+["'][^ "'])""")
_RECORD_ENDS: Final = re.compile(rb"</(?:[^\s<>/]*:)?record\s*>")


class XmlScan:
    """The state of the pass. `starts` are the places of the records, `found` their names;
    `undeclared` is the line in which a namespace prefix is not declared, or 0. `usual` are the
    records by number that the last step found in their usual dress, all under `prefix`."""

    def __init__(
        self,
        source: FileBytes,
        encoding: XmlEncoding,
        tags: Sequence[str],
        handlers: Callable[[expat.XMLParserType], None],
    ) -> None:
        self.starts: array[int] = array("Q")
        self.found = Found()
        self.undeclared = 0
        self.usual: dict[int, re.Match[bytes]] = {}
        self._source = source
        self._wanted = frozenset(tags)
        self._in_doubt = frozenset(UNIMARC_ONLY) if tags else frozenset()
        self._looked_for = tuple(sorted({*tags, *UNIMARC_ONLY, "100", "245"})) if tags else ()
        self._add_handlers = handlers
        self._at = 0
        self._by_patterns = encoding.holds_ascii
        self.prefix: bytes | None = None
        self._walk = Walk(self.starts, self.found, self._wanted, self._in_doubt)
        self._parser = self._new_parser(namespaces=True)

    def take(self, window: bytes, *, last: bool) -> int:
        """Go through the next bytes of the file; returns how many of them are done with, which
        is 0 when more are needed at once.

        May raise ExpatError; what stands before it has been found then.
        """
        self.usual = {}
        if not self._by_patterns:
            return self._rest_by_parser(window, last=last)
        if self.prefix is None:
            self.prefix = prefix_of(window)
        run: list[re.Match[bytes]] = []
        done = end = 0
        clean = b""
        for record in dress(self.prefix or b"").record.finditer(window):
            between = window[end : record.start()]
            if between != clean or self._walk.inside:
                if self._walk.inside or _NEEDS_PARSING.search(between):
                    self._take_run(window, done, run)
                    if _hides(between):
                        return end + self._rest_by_parser(window[end:], last=last)
                    self._parse(between, walk=True)
                    run, done, end = [], record.start(), record.start()
                    if self._walk.inside:  # this record is part of another one
                        continue
                else:
                    clean = between
            run.append(record)
            end = record.end()
        self._take_run(window, done, run)
        if last:
            return end + self._rest_by_parser(window[end:], last=True)
        return end or self._without_usual_records(window)

    # --- by patterns -----------------------------------------------------------------

    def _take_run(self, window: bytes, begin: int, run: Sequence[re.Match[bytes]]) -> None:
        """Records in the usual dress, with nothing of interest between."""
        if not run:
            return
        window_at = self._at - begin
        try:
            self._parse(window[begin : run[-1].end()], walk=False)
        except expat.ExpatError:
            whole = self._parser.ErrorByteIndex - window_at
            for record in run:
                if record.end() <= whole:
                    self._take_record(record, window_at)
                elif _first_child_ends(record) <= whole:
                    self.starts.append(window_at + record.start())
            raise
        for record in run:
            self._take_record(record, window_at)

    def _take_record(self, record: re.Match[bytes], window_at: int) -> None:
        self.starts.append(window_at + record.start())
        if not self._looked_for:
            return
        self.usual[len(self.starts)] = record
        window = record.string
        names: list[tuple[str, int, int]] = []
        counts: dict[bytes, int] = {}
        may_be_coded = False
        fields = fields_with(self.prefix or b"", self._looked_for)
        for field in fields.finditer(window, *record.span()):
            control, *either = field.groups()
            tag = either[0] or either[1]
            count = counts[tag] = counts.get(tag, 0) + 1
            if tag == _TITLE or control:
                continue
            names.append((tag.decode("ascii"), count, field.start()))
            if tag == _CODED:
                may_be_coded = (
                    may_be_coded or _NO_INDICATOR.match(window, field.start()) is not None
                )
        if not names:
            return
        number = len(self.starts)
        doubtful = may_be_coded or _TITLE not in counts
        if doubtful:
            self.found.doubtful.add(number)
        is_ordinary = not doubtful and is_plain_leader(record[1])
        for tag, count, at in sorted(names):
            if tag in self._wanted or (doubtful and tag in self._in_doubt):
                self.found.places.append((number, tag, count))
                self.found.known.append(self._known(tag, window, at) if is_ordinary else 0)

    def _known(self, tag: str, window: bytes, at: int) -> int:
        """What is known of a name in an ordinary record (`marc.plain_names`)."""
        patterns = dress(self.prefix or b"")
        if tag in USUAL_TAGS and patterns.plain.match(window, at):
            return PLAIN
        if tag == _PARALLEL:
            return 0
        end = window.find(patterns.field_ends, at)
        return TITLE_ENTRY if patterns.title.search(window, at, end) else ORDINARY

    # --- by the parser alone ---------------------------------------------------------

    def _without_usual_records(self, window: bytes) -> int:
        """Let the handlers have all records that end in this window."""
        ends = [match.end() for match in _RECORD_ENDS.finditer(window)]
        if ends and not _hides(window[: ends[-1]]):
            self._parse(window[: ends[-1]], walk=True)
            return ends[-1]
        if not ends and len(window) < _LONGEST_RECORD:
            return 0
        return self._rest_by_parser(window, last=False)

    def _rest_by_parser(self, window: bytes, *, last: bool) -> int:
        """From here on nothing can be found by patterns: where something hides others, or at
        the end of the file."""
        self._by_patterns = False
        self._parse(window, walk=True, last=last)
        return len(window)

    def _parse(self, piece: bytes, *, walk: bool, last: bool = False) -> None:
        parser = self._parser
        if walk:
            self._walk.listen(parser, ":" if self.undeclared else " ")
        else:
            self._walk.passed()
            parser.StartElementHandler = parser.EndElementHandler = None
        try:
            parser.Parse(piece, last)
        except expat.ExpatError as trouble:
            if trouble.code != _UNDECLARED or self.undeclared:
                raise
            self.undeclared = trouble.lineno
            stopped = parser.ErrorByteIndex
            self._parser = self._new_parser(namespaces=False)
            for at in range(0, stopped, _REPLAYED):
                self._parser.Parse(self._source.read(at, min(_REPLAYED, stopped - at)), False)
            rest, self._at = piece[stopped - self._at :], stopped
            self._parse(rest, walk=walk, last=last)
        else:
            self._at += len(piece)

    def _new_parser(self, *, namespaces: bool) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
        parser.ordered_attributes = True
        self._add_handlers(parser)
        return parser


def _first_child_ends(record: re.Match[bytes]) -> int:
    """Where the start tag of the leader or first field ends; no value holds a `>`."""
    begins = record.string.index(b">", record.start()) + 1
    return record.string.index(b">", begins) + 1


def _hides(piece: bytes) -> bool:
    """Whether a comment or the like begins here that does not end here."""
    shown = _HIDING.sub(b"", piece)
    return b"<!" in shown or b"<?" in shown
