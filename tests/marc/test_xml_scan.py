"""What patterns find in MARCXML is what a parser finds, in every dress that XML allows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.errors import SourceError
from orcid_tui.headings.brief import brief, glance_at_heading, glance_at_work
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import read_heading
from orcid_tui.marc.content import Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.plain_names import PLAIN, TITLE_ENTRY
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_records import XmlRecords

SLIM = "http://www.loc.gov/MARC21/slim"
LEADERS = ["00000nam a2200000 i 4500", "00000nam a2200000   450 ", "00000nz  a2200000n  4500", "x"]
CODED = "20050101d2004    m  y0frey50      ba"
TAGS = ["001", "008", "100", "100", "245", "245", "245", "600", "700", "700", "701", "702", "880"]
TEXTS = [
    "Almond, Ada",
    "Náme & <T>",
    "orcid",
    "0000-0001-5109-3700",
    "https://x.example/1",
    "1950-",
    "datafield tag='100'>",
    "record",
    CODED,
    "e\u0301\r\ny",
    "",
]


class Tailor:
    """Makes one file after another, each in a dress of its own; `oddity` is the share of
    elements that are not as they usually are."""

    def __init__(self, chance: random.Random, oddity: float) -> None:
        self.chance = chance
        self.oddity = oddity
        self.prefix = chance.choice(["", "", "marc:", "m.x:"])
        self.quote = chance.choice(['"', "'"])
        self.blank = chance.choice(["", "\n", "\r\n", "\n  ", "\t"])
        self.envelope = chance.choice(["", "", "rec", "record", "o:record"])

    def odd(self) -> bool:
        return self.chance.random() < self.oddity

    def text(self, text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        if self.odd():
            return self.chance.choice(
                [
                    f"<![CDATA[<record><datafield tag='100'>]]>{text}",
                    f"<!-- <record><leader/> -->{text}",
                    f"{text}<?p <datafield tag='700'/> ?>",
                    f"&#x41;{text}&#66;&apos;",
                ]
            )
        return text

    def element(self, name: str, attributes: list[tuple[str, str]], content: str) -> str:
        prefix, quote, blank = self.prefix, self.quote, ""
        if self.odd():
            attributes = [*attributes, ("id", "x>y tag='100' ")]
        if self.odd():
            self.chance.shuffle(attributes)
        if self.odd():
            quote = "'" if quote == '"' else '"'
        if self.odd():
            prefix = self.chance.choice(["", "marc:", "other:"])
        if self.odd():
            blank = self.chance.choice([" ", "\n", "\t "])
        given = "".join(
            f" {blank}{key}{blank}={blank}"
            + (f'"{value}"' if "'" in value else f"{quote}{value}{quote}")
            for key, value in attributes
        )
        if not content and self.chance.random() < 0.5:
            return f"<{prefix}{name}{given}{blank}/>"
        return f"<{prefix}{name}{given}{blank}>{content}</{prefix}{name}{blank}>"

    def field(self) -> str:
        tag = self.chance.choice(TAGS)
        if tag < "010":
            return self.element("controlfield", [("tag", tag)], self.text("x" * 7 + "1999 tail"))
        codes = self.chance.choices(["a", "a", "d", "e", "t", "0", "1", "9", "ab", ""], k=3)
        texts = [self.text(self.chance.choice(TEXTS)) for _ in codes]
        if tag == "100" and self.chance.random() < 0.2:
            codes, texts = ["a"], [CODED]
        subfields = self.blank.join(
            self.element("subfield", [("code", code)], text)
            for code, text in zip(codes, texts, strict=True)
        )
        first = self.chance.choice("1103 ")
        attributes = [("tag", tag), ("ind1", first), ("ind2", self.chance.choice(" 1"))]
        if self.odd():
            del attributes[self.chance.randrange(3)]
        if self.odd():
            subfields = ""
        return self.element("datafield", attributes, subfields)

    def record(self, depth: int = 0) -> str:
        parts = [self.element("leader", [], self.chance.choice(LEADERS))]
        if self.chance.random() < 0.1:
            parts.clear()
        parts += [self.field() for _ in range(self.chance.randrange(9))]
        if self.odd():
            parts.insert(
                self.chance.randrange(len(parts) + 1),
                self.chance.choice(
                    [
                        "<!-- c -->",
                        "<?p?>",
                        "stray",
                        "<x>y</x>",
                        self.record(depth + 1) if depth < 2 else "",
                    ]
                ),
            )
        content = self.blank + self.blank.join(parts) + self.blank
        attributes = [("xmlns:q", SLIM)] if self.chance.random() < 0.1 else []
        return self.element("record", attributes, content)

    def file(self) -> str:
        records = []
        for _ in range(self.chance.randrange(1, 7)):
            record = self.record()
            if self.odd() and "<!" not in record:
                record = self.chance.choice([f"<!-- {record} -->", f"<![CDATA[{record}]]>"])
            if self.envelope:
                behind = self.field() if self.odd() else ""
                header = "<header>x</header>"
                record = f"<{self.envelope}>{header}{record}{behind}</{self.envelope}>"
            if self.odd():
                record += self.chance.choice([self.field(), "<!-- <record> -->", "<record/>"])
            records.append(record)
        declared = ["marc", "m.x", "o", *(["other"] if self.chance.random() < 0.9 else [])]
        bound = "".join(f' xmlns:{name}="{SLIM}"' for name in declared)
        head = self.chance.choice(["", '<?xml version="1.0"?>\n', "<!-- <record> -->"])
        return f"{head}<c{bound}>{self.blank}{self.blank.join(records)}{self.blank}</c>\n"


def scanned(path: Path, step: int) -> tuple[XmlRecords, list[Place], bytes]:
    """The file, all places, and what was told of them."""
    content = XmlRecords(FileBytes(path), "x.xml", ("100", "700", "880"))
    places, plain = content.advance(step), content.plain()
    while not content.finished:
        places += content.advance(step)
        plain += content.plain()
    return content, places, plain


def facts(path: Path, step: int) -> tuple[object, ...]:
    """All that can be known of a file; or why it cannot be opened."""
    try:
        content, places, _ = scanned(path, step)
    except SourceError as trouble:
        return (trouble.message,)
    return (
        [*content._starts],
        places,
        content.why_read_only,
        content.troubles,
        content.digest() if not content.why_read_only else b"",
        [
            (record.leader, record.tags, record.damage, [*record.fields()])
            for record in map(content.record, range(1, content.records + 1))
        ],
    )


@given(
    st.integers(0, 1 << 32),
    st.sampled_from([0.0, 0.0, 0.02, 0.1]),
    st.sampled_from([7, 300, 1 << 20]),
    st.integers(0, 9),
)
@settings(max_examples=150, deadline=None)
def test_patterns_find_what_the_parser_finds(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    oddity: float,
    step: int,
    damage: int,
) -> None:
    chance = random.Random(seed)
    raw = Tailor(chance, oddity).file().encode()
    if damage == 0:  # of all kinds: cut off, a letter too much, a byte that is no UTF-8
        at = chance.randrange(len(raw))
        raw = chance.choice([raw[:at], raw[:at] + b"<" + raw[at:], raw[:at] + b"\xff" + raw[at:]])
    path = tmp_path_factory.mktemp("xml") / "x.xml"
    path.write_bytes(raw)
    by_patterns = facts(path, step)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(XmlEncoding, "holds_ascii", False)
        assert by_patterns == facts(path, 1 << 20)


@given(st.integers(0, 1 << 32), st.sampled_from([0.0, 0.05]))
@settings(max_examples=100, deadline=None)
def test_a_quick_look_shows_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, oddity: float
) -> None:
    path = tmp_path_factory.mktemp("xml") / "x.xml"
    path.write_bytes(Tailor(random.Random(seed), oddity).file().encode())
    try:
        content, places, plain = scanned(path, 1000)
    except SourceError:
        return
    assert len(plain) == len(places)
    assert places == sorted(places)
    for place, known in zip(places, plain, strict=True):
        ref = HeadingRef(*place)
        record = content.record(ref.record)
        heading = read_heading(record, ref)
        assert heading is not None
        if known == TITLE_ENTRY:
            assert not heading.eligible
        elif known == PLAIN:
            assert (heading.eligible, heading.orcid, heading.bad_orcid) == (True, None, "")
        glance = content.glance(ref.record)
        work = glance_at_work(glance) if glance else None
        if glance and work and (seen := glance_at_heading(glance, work, ref, known=known)):
            assert seen == brief(heading, describe_work(record))


def places_of(tmp_path: Path, body: str) -> list[Place]:
    """The places in a file, for records of which all fields are 700."""
    field = '<datafield tag="700" ind1="1" ind2=" "><subfield code="a">N</subfield></datafield>'
    path = tmp_path / "x.xml"
    leader = f"<leader>{LEADERS[0]}</leader>"
    path.write_text(f"<c>{body.replace('LEADER', leader).replace('FIELD', field)}</c>", "utf-8")
    return scanned(path, 1 << 20)[1]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("<record>LEADERFIELDFIELD</record>", [1, 2]),
        ("<record><x/><record>LEADERFIELD</record>FIELD</record>", [1]),
        ("<record><x/><record>LEADERFIELD<?p?></record>FIELD</record>", [1]),
        ("<record>LEADERFIELD</record>FIELD<record/>FIELD", [1]),
        ("<record>LEADERFIELD</record><!-- <record>LEADERFIELD</record> -->", [1]),
        ("<record>LEADERFIELD<x/></record><![CDATA[<record>LEADERFIELD</record>]]>", [1]),
    ],
)
def test_only_fields_of_a_record_count(tmp_path: Path, body: str, fields: list[int]) -> None:
    assert places_of(tmp_path, body) == [(1, "700", nth) for nth in fields]


def test_a_record_inside_another_is_a_record_of_its_own(tmp_path: Path) -> None:
    inner = "<record>LEADERFIELD</record>"
    body = f"<record>LEADERFIELD{inner}FIELD</record>{inner}"
    assert places_of(tmp_path, body) == [
        (1, "700", 1),
        (1, "700", 2),
        (2, "700", 1),
        (3, "700", 1),
    ]
