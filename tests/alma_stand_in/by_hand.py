"""A stand-in to look at the screens with: records of the demo's persons, and some of each kind
that cannot be written."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

import pymarc

from tests.alma_stand_in.faults import Fault
from tests.alma_stand_in.inventing import heading, invented_bib, mms, network_pair
from tests.alma_stand_in.records import StoredBib, StoredField
from tests.alma_stand_in.sets import StandInSet, first_to_the_end
from tests.alma_stand_in.stand_in import AlmaStandIn

_NAMES = ("100", "700")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""A record of the demo has such characters; no Alma could keep them."""


def demo_names() -> Iterator[tuple[str, list[StoredField]]]:
    """Title and name headings of every record of the demo, without its iDs."""
    sample = files("orcid_tui.demo").joinpath("sample.mrc").read_bytes()
    for record in pymarc.MARCReader(io.BytesIO(sample), to_unicode=True, permissive=True):
        if record is None:
            continue
        names = [
            StoredField(
                each.tag,
                "",
                each.indicator1,
                each.indicator2,
                tuple(
                    (s.code, _NOT_IN_XML.sub("", s.value))
                    for s in each.subfields
                    if s.code not in "01"
                ),
            )
            for each in record.get_fields(*_NAMES)
        ]
        if names:
            yield _NOT_IN_XML.sub("", record.title or ""), names


def _titled(bib: StoredBib, title: str) -> StoredBib:
    def change(fields: tuple[StoredField, ...]) -> Iterator[StoredField]:
        for each in fields:
            if each.tag == "245" and title:
                yield StoredField("245", "", "1", "0", (("a", title),))
            else:
                yield each

    return bib.with_fields(change)


def for_the_screen(
    records: int,
    *,
    seed: int,
    chances: Mapping[Fault, float],
    port: int,
    log: Callable[[str], None],
) -> AlmaStandIn:
    """A stand-in with four sets: titles, the same as a saved search, items, and none."""
    demo = list(demo_names())
    bibs = []
    for number in range(1, records + 1):
        title, names = demo[(number - 1) % len(demo)]
        bibs.append(_titled(invented_bib(number, *names), title))
    special = [
        invented_bib(900001, link=("CZ", "9900000000364280")),
        invented_bib(900002, record_format="unimarc"),
        invented_bib(900003, record_format="dc"),
        invented_bib(900004, suppressed=True),
        invented_bib(900005, first="9900000000005678"),
    ]
    shared, own = network_pair(900006, heading(3), heading(4, "700"))
    members = [bib.mms_id for bib in bibs]
    others = [bib.mms_id for bib in special] + [own.mms_id, mms(999999)]
    sets = [
        StandInSet("25100000001234", "Demo titles", members + others, "For trying the screen"),
        StandInSet(
            "25100000011234",
            "Demo titles, a saved search",
            list(members),
            logical=True,
            shifts=[first_to_the_end] * 3,
        ),
        StandInSet("25100000021234", "Special cases", others, private=True),
        StandInSet("25100000031234", "Items of the reading room", ["2310001"], content="ITEM"),
    ]
    for number in range(120):
        sets.append(
            StandInSet(f"2520000{number:03d}1234", f"Weekly list {number + 1}", members[:9])
        )
    return AlmaStandIn(
        [*bibs, *special, own],
        sets,
        [shared],
        seed=seed,
        chances=chances,
        port=port,
        log=log,
    )
