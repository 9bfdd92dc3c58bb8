"""Which language is chosen, and that a damaged translation stops nothing."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from orcid_tui import language
from orcid_tui.language import DOMAIN, FOLDER, Grouped, day, many, number, translation, wanted
from tests.language.catalogues import LANGUAGES, mo_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("environment", "system", "languages"),
    [
        ({}, "", []),
        ({"LANG": "de_DE.UTF-8"}, "", ["de_DE.UTF-8"]),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "", ["fr_FR.UTF-8"]),
        ({"LC_MESSAGES": "fr_FR", "LC_ALL": "de_AT@euro"}, "", ["de_AT@euro"]),
        ({"LANG": "de_DE", "LC_ALL": ""}, "", ["de_DE"]),
        ({"LANG": "de_DE", "LC_ALL": "C"}, "", []),
        ({"LANG": "de_DE", "LANGUAGE": "fr:it"}, "", ["fr", "it", "de_DE"]),
        ({"LANG": "de_DE", "LANGUAGE": "fr:en:it"}, "", ["fr"]),
        ({"LANG": "de_DE", "LANGUAGE": "en_GB:de"}, "", []),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de"}, "", ["de"]),
        ({"LANG": "en_US.UTF-8"}, "", []),
        ({"LANG": "C", "LANGUAGE": "fr"}, "", []),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, "", []),
        ({"LANG": "C.UTF-8"}, "", []),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "", ["fr"]),
        ({"LANGUAGE": "fr"}, "", []),
        ({}, "de_DE", ["de_DE"]),
        ({"LANG": "fr_CA"}, "de_DE", ["fr_CA"]),
        ({"LC_ALL": "C"}, "de_DE", []),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], system: str, languages: list[str]) -> None:
    assert wanted(environment, system) == languages


def _mo(folder: Path, name: str, text: str) -> Path:
    catalog = Catalog(locale=name[:2])
    catalog.add("Press ? for all keys.", text)
    path = folder / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    return path


def test_a_region_or_spelling_finds_the_language(tmp_path: Path) -> None:
    _mo(tmp_path, "de", "Deutsch")
    for one in ("de", "de_AT", "de_CH.UTF-8", "de_DE@euro"):
        assert translation([one], tmp_path).gettext("Press ? for all keys.") == "Deutsch"


def test_what_is_not_there_is_passed_over(tmp_path: Path) -> None:
    _mo(tmp_path, "fr", "Français")
    assert translation(["it", "fr"], tmp_path).gettext("Press ? for all keys.") == "Français"
    assert type(translation(["it"], tmp_path)) is gettext.NullTranslations


@pytest.mark.parametrize("cut", [0, 3, 7, 26, 40, 80, -1])
def test_a_damaged_translation_stops_nothing(tmp_path: Path, cut: int) -> None:
    path = _mo(tmp_path, "de", "Deutsch")
    _mo(tmp_path, "fr", "Français")
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    found = translation(["de", "fr"], tmp_path).gettext("Press ? for all keys.")
    assert found in {"Deutsch", "Français", "Press ? for all keys."}
    path.write_bytes(b"\xff" * len(whole))
    assert translation(["de", "fr"], tmp_path).gettext("Press ? for all keys.") == "Français"


def test_here_it_is_english() -> None:
    assert number(1204) == "1,204"
    assert f"{Grouped(1234567):,} {Grouped(7)} {Grouped(7):>3}" == "1,234,567 7   7"
    assert many("{n:,} heading in {file}", "{n:,} headings in {file}", 1204, file="a{n}.mrc") == (
        "1,204 headings in a{n}.mrc"
    )
    assert day(date(2026, 3, 9)) == "2026-03-09"
    assert language._("") == ""


def _said(code: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    kept.pop("LANGUAGE", None)
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout.strip()


_NUMBER = "from orcid_tui.language import number; print(number(1204), end='|')"


@pytest.mark.parametrize(
    ("environment", "grouped"),
    [
        ({"LANG": "de_DE.UTF-8"}, "1.204|"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr"}, "1\u202f204|"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "1,204|"),
        ({"LANG": "eo"}, "1,204|"),
    ],
)
def test_the_program_takes_it_from_its_environment(
    environment: dict[str, str], grouped: str
) -> None:
    assert _said(_NUMBER, **environment) == grouped


def test_the_translations_are_packed_beside_the_program() -> None:
    for name in LANGUAGES:
        assert mo_of(name).is_relative_to(FOLDER)
        assert mo_of(name).is_file()
