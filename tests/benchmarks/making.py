"""The records that the measurements are made on: invented, but of real shapes.

What makes records slow or fast to read is their size, the number of their fields and their
character set. So they have 20 to 30 fields and about 1,160 bytes each, 0.93 headings 100 and
700 on average, and five of nine are without the flag for UTF-8 (most of them MARC-8, where
pymarc walks through every letter). That share gives pymarc's default read the distance to
its reading without decoding that it has on real files (marc-roundtrip.md section 7: 2.6 times).
One title in three has letters beyond ASCII, one heading in eight has identifiers, one added
entry in ten is a name with a title.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from orcid_tui.orcid_id import OrcidId
from tests.marc.building import LEADER, MARC8_LEADER, FieldSpec, record_bytes

CHOSEN: Final = OrcidId.from_base("009900000000001")
_LINKED: Final = OrcidId.from_base("009900000000012")

_WORDS: Final = (
    b"library history theory river mountain garden letters travel common school village market "
    b"winter children music painting language economy methods handbook introduction selected "
    b"essays collected proceedings international conference studies report survey"
).split()
_ACCENTED: Final = "études Größe Łódź mémoire año niños værker čeština século".encode().split()
_OTHER_SCRIPTS: Final = "日本 записки історія 歷史 שפה لغة".encode().split()
_ANSEL: Final = (
    b"\xe2etudes Gr\xe8o\xc7e \xa1\xe2od\xe2z m\xe2emoire a\xe4no ni\xe4nos v\xb5rker "
    b"\xe9ce\xe9stina s\xe2eculo"
).split()
_ESCAPED: Final = (b"\x1b(NZAPISKI\x1b(B", b"\x1b$1!0k!0`\x1b(B")
_FAMILY: Final = b"Almond Brook Castle Dune Elmwood Ferrin Garland Holm Isley Juniper".split()
_GIVEN: Final = b"Ada Bela Clara David Edit Frank Greta Hugo Ines Jan Karla Leo Mira".split()


class Words:
    """Text in one character set: now and then a word with accents or in another script."""

    def __init__(self, chance: random.Random, *, marc8: bool) -> None:
        self.chance = chance
        self._accented = _ANSEL if marc8 else _ACCENTED
        self._others = _ESCAPED if marc8 else _OTHER_SCRIPTS

    def __call__(self, least: int, most: int) -> bytes:
        """So many words, with blanks between."""
        count = self.chance.randint(least, most)
        dice = (self.chance.random() for _ in range(count))
        return b" ".join(
            self.chance.choice(
                self._others if side < 0.005 else self._accented if side < 0.04 else _WORDS
            )
            for side in dice
        )

    def heading(self, tag: str) -> FieldSpec:
        """A personal name, sometimes with dates, identifiers, or the title of a work."""
        name = self.chance.choice(_FAMILY)
        if self.chance.random() < 0.15:
            name = self.chance.choice(self._accented).capitalize() + b"-" + name
        subfields = [("a", name + b", " + self.chance.choice(_GIVEN) + b",")]
        if self.chance.random() < 0.4:
            subfields.append(("d", b"1950-"))
        if tag == "700" and self.chance.random() < 0.1:
            subfields.append(("t", self(2, 4)))
        subfields.append(("e", b"author."))
        side = self.chance.random()
        if side < 0.1:
            subfields.append(("0", b"http://authorities.example/names/n%d" % (side * 10**8)))
        elif side < 0.125:
            subfields.append(("1", _LINKED.uri.encode()))
        return tag, "1 ", subfields


def made(
    count: int, *, marc8: bool = True, text: bool = False, seed: int = 1
) -> Iterator[tuple[str, list[FieldSpec]]]:
    """So many records with their leaders, the same in every run. Names and titles are bytes,
    or with `text` (and without `marc8`) text."""
    chance = random.Random(seed)
    in_utf8, in_marc8 = Words(chance, marc8=False), Words(chance, marc8=True)
    for number in range(count):
        words = in_marc8 if marc8 and number % 9 < 4 else in_utf8
        fields = _fields(number, words)
        yield (
            MARC8_LEADER if marc8 and number % 9 < 5 else LEADER,
            [_as_text(field) for field in fields] if text else fields,
        )


def mixed_records(count: int) -> Iterator[bytes]:
    """The same as binary MARC."""
    return (record_bytes(fields, leader=leader) for leader, fields in made(count))


def _as_text(field: FieldSpec) -> FieldSpec:
    if len(field) == 2:
        return field
    tag, indicators, subfields = field
    return tag, indicators, [(c, v if isinstance(v, str) else v.decode()) for c, v in subfields]


def _fields(number: int, words: Words) -> list[FieldSpec]:
    chance, year = words.chance, 1950 + number % 75
    added = chance.choice((0, 0, 0, 0, 0, 0, 1, 1, 1, 1))
    return [
        ("001", f"rec{number:08}"),
        ("003", "XX-Xx"),
        ("005", "20200101120000.0"),
        ("008", f"050101s{year}    xx            000 0 eng d"),
        ("010", "  ", [("a", f"  {number:010}")]),
        ("020", "  ", [("a", f"978{number:010} (paperback)")]),
        ("035", "  ", [("a", f"(XX){number:010}")]),
        ("040", "  ", [("a", "XX"), ("b", "eng"), ("c", "XX"), ("d", "YY")]),
        ("050", "00", [("a", "Z699"), ("b", f".A{number % 97} {year}")]),
        ("082", "00", [("a", f"025.{number % 97}"), ("2", "22")]),
        *(words.heading("100") for _ in range(number % 2)),
        ("245", "10", [("a", words(3, 7) + b" :"), ("b", words(2, 8) + b" /"), ("c", words(2, 5))]),
        ("264", " 1", [("a", "Town :"), ("b", "Publisher,"), ("c", f"{year}.")]),
        ("300", "  ", [("a", "xii, 300 p. :"), ("b", "ill. ;"), ("c", "24 cm.")]),
        ("336", "  ", [("a", "text"), ("b", "txt"), ("2", "rdacontent")]),
        ("337", "  ", [("a", "unmediated"), ("b", "n"), ("2", "rdamedia")]),
        ("338", "  ", [("a", "volume"), ("b", "nc"), ("2", "rdacarrier")]),
        ("490", "1 ", [("a", words(2, 5)), ("v", f"no. {number % 50}")]),
        *(("500", "  ", [("a", words(4, 14))]) for _ in range(chance.randint(0, 2))),
        ("504", "  ", [("a", "Includes bibliographical references and index.")]),
        ("520", "  ", [("a", words(2, 25))]),
        *(("650", " 0", [("a", words(1, 3))]) for _ in range(chance.randint(1, 4))),
        *(words.heading("700") for _ in range(added)),
        ("999", "  ", [("i", f"{number:014}"), ("l", "MAIN"), ("m", "STACKS")]),
    ]
