"""Grades of agreement, from patterns met in real catalogues and real ORCID records."""

from __future__ import annotations

import pytest

from orcid_tui.names.agreement import Agreement, agreement
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson

_ID = OrcidId.from_base("009900000000001")


def _person(family: str, given: str, credit: str = "", *others: str) -> FoundPerson:
    return FoundPerson(_ID, given, family, credit, tuple(others))


@pytest.mark.parametrize(
    ("heading", "person", "expected"),
    [
        (("Smith", "Jane"), ("Smith", "Jane"), Agreement.SAME),
        (("smith", "jane"), ("Smith", "Jane"), Agreement.SAME),
        (("Müller", "Anna"), ("Muller", "Anna"), Agreement.SPELLING),
        (("Müller", "Anna"), ("Mueller", "Anna"), Agreement.SPELLING),
        (("Sørensen", "Åse"), ("Sorensen", "Ase"), Agreement.SPELLING),
        (("O’Brien", "Sean"), ("O'Brien", "Seán"), Agreement.SPELLING),
        (("Li", "Xiao-Ming"), ("Li", "Xiaoming"), Agreement.SPELLING),
        (("Li", "Xiaoming"), ("Li", "Xiao Ming"), Agreement.SPELLING),
        (("García-Márquez", "Ana"), ("García Márquez", "Ana"), Agreement.SPELLING),
        (("Vries", "Anna de"), ("de Vries", "Anna"), Agreement.SPELLING),
        (("Smith", "Jane"), ("Smith", "Jane Elizabeth"), Agreement.MIDDLE),
        (("Smith", "Jane E."), ("Smith", "Jane Elizabeth"), Agreement.MIDDLE),
        (("Smith", "J. E."), ("Smith", "Jane Elizabeth"), Agreement.INITIALS),
        (("Smith", "J."), ("Smith", "Jane"), Agreement.INITIALS),
        (("Smith", "JE"), ("Smith", "Jane Elizabeth"), Agreement.INITIALS),
        (("Smith", "Jane"), ("Smith", "J."), Agreement.INITIALS),
        (("Xu", "Lin"), ("Lin", "Xu"), Agreement.SWAPPED),
        (("García Márquez", "Ana"), ("García", "Ana"), Agreement.PART),
        (("Smith", "Jane"), ("Smith", ""), Agreement.PART),
        (("Smith", "Jane"), ("", "Jane Smith"), Agreement.SAME),
        (("Madonna", ""), ("", "Madonna"), Agreement.SAME),
        (("Smith", "Jane"), ("Smith", "John"), Agreement.CONFLICT),
        (("Smith", "J."), ("Smith", "Karl"), Agreement.CONFLICT),
        (("Smith", "Jane"), ("Jones", "Jane"), Agreement.CONFLICT),
        (("Smith", "Jane"), ("", ""), Agreement.CONFLICT),
    ],
)
def test_grades(heading: tuple[str, str], person: tuple[str, str], expected: Agreement) -> None:
    assert agreement(PersonName(*heading), _person(*person)) is expected


def test_the_best_of_all_names_counts() -> None:
    name = PersonName("Smith", "Jane")
    assert agreement(name, _person("Jones", "Jane", "", "Jane Smith")) is Agreement.SAME
    assert agreement(name, _person("Jones", "Jane", "Smith, Jane")) is Agreement.SAME


def test_the_fuller_form_explains_initials() -> None:
    name = PersonName("Smith", "J. E.", fuller="Jane Elizabeth")
    assert agreement(name, _person("Smith", "Jane Elizabeth")) is Agreement.SAME


def test_the_original_script_agrees_with_any_name_of_the_person() -> None:
    name = PersonName("Wang", "Xiaoli", original_script="王小丽")
    assert agreement(name, _person("丽", "王小")) is not Agreement.CONFLICT
    assert agreement(name, _person("Wong", "Siu", "", "王 小丽")) is Agreement.SAME


def test_initials_that_are_somebody_elses_too_decide_nothing() -> None:
    """Jane Smith is called "J. Smith" as well as John is."""
    jane = FoundPerson(OrcidId.from_base("009900000000001"), "Jane", "Smith", "", ("J. Smith",))
    assert agreement(PersonName("Smith", "John"), jane) is Agreement.PART
    assert agreement(PersonName("Smith", "Jane"), jane) is Agreement.SAME
    assert agreement(PersonName("Smith", "J."), jane) is Agreement.SAME
    johns = FoundPerson(OrcidId.from_base("009900000000002"), "J.", "Smith")
    assert agreement(PersonName("Smith", "John"), johns) is Agreement.INITIALS
