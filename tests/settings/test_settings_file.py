"""The settings file: what is written is read again, and what is wrong is told exactly."""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orcid_tui.alma.manners import Pace, SavingManners
from orcid_tui.errors import ConfigurationError
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice, Writing
from orcid_tui.settings.alma import AlmaSettings
from orcid_tui.settings.orcid import OrcidSettings
from orcid_tui.settings.settings import KNOWN_TAGS, Settings
from orcid_tui.settings.settings_file import load_settings, save_settings, settings_path

UNUSUAL = Practice(("100", "700", "600"), Writing.BOTH, "o")


def write(text: str) -> Path:
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_the_usual_practice_and_creates_nothing(own_home: Path) -> None:
    assert load_settings() == Settings(USUAL_PRACTICE)
    assert list(own_home.iterdir()) == []


def test_an_empty_file_is_the_usual_practice() -> None:
    write("")
    assert load_settings() == Settings(USUAL_PRACTICE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.builds(
        Practice,
        st.lists(st.sampled_from(KNOWN_TAGS), min_size=1, unique=True)
        .filter(lambda tags: tags != ["880"])
        .map(tuple),
        st.sampled_from(Writing),
        st.sampled_from(["", "o", "9", "1", "0"]),
    )
)
def test_round_trip(practice: Practice) -> None:
    save_settings(Settings(practice))
    assert load_settings() == Settings(practice)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.builds(
        AlmaSettings,
        st.floats(0.5, 25) | st.integers(1, 25),
        st.integers(1, 4),
        st.integers(0, 10**9),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=100),
        st.sampled_from(["", "00", "20"]),
        st.booleans(),
    )
)
def test_what_is_settled_for_alma_comes_back(alma: AlmaSettings) -> None:
    save_settings(Settings(alma=alma))
    assert load_settings() == Settings(alma=alma)


def test_what_is_settled_for_alma_reaches_the_client() -> None:
    write(
        "[alma]\nper_second = 2.5\nin_flight = 1\nfloor = 5000\nvalidate = true\n"
        'normalization = "35"\ncataloger_level = "20"\n'
    )
    alma = load_settings().alma
    assert alma.pace() == Pace(per_second=2.5, in_flight=1, floor=5000)
    assert alma.manners() == SavingManners("35", "20", validate=True)
    assert AlmaSettings().pace() == Pace()
    assert AlmaSettings().manners() == SavingManners()


def test_a_library_without_alma_finds_no_table_for_it() -> None:
    save_settings(Settings(UNUSUAL))
    assert "alma" not in tomllib.loads(settings_path().read_text(encoding="utf-8"))
    save_settings(Settings(UNUSUAL, AlmaSettings(floor=9)))
    save_settings(Settings(UNUSUAL))
    assert tomllib.loads(settings_path().read_text(encoding="utf-8"))["alma"]["floor"] == 500


@given(
    st.builds(
        OrcidSettings,
        st.floats(0.5, 12) | st.integers(1, 12),
        st.integers(1, 8),
        st.integers(0, 90),
        st.integers(0, 10**7),
    )
)
def test_what_is_settled_for_orcid_comes_back(orcid: OrcidSettings) -> None:
    save_settings(Settings(orcid=orcid))
    assert load_settings() == Settings(orcid=orcid)


@pytest.mark.parametrize(
    "line",
    [
        "per_second = 12.5",
        "per_second = true",
        'per_second = "5"',
        "in_flight = 9",
        "in_flight = 2.0",
        "keep_days = -1",
        "keep_days = 91",
        "a_day = false",
    ],
)
def test_what_may_not_be_settled_for_orcid_is_told(line: str) -> None:
    write(f"[orcid]\n{line}\n")
    key = line.partition(" ")[0]
    with pytest.raises(ConfigurationError, match=rf"\[orcid\] {key} cannot be .*\. It is a "):
        load_settings()


@pytest.mark.parametrize(
    "alma", [AlmaSettings(26), AlmaSettings(in_flight=9), AlmaSettings(normalization="\x1b[2J")]
)
def test_what_may_not_be_settled_for_alma_is_not_saved(alma: AlmaSettings) -> None:
    with pytest.raises(ConfigurationError) as caught:
        save_settings(Settings(alma=alma))
    assert "\x1b" not in str(caught.value)
    assert not settings_path().exists()


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_file_is_the_users_own_and_explains_itself() -> None:
    save_settings(Settings(UNUSUAL))
    path = settings_path()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]
    text = path.read_text(encoding="utf-8")
    for word in ('"uri"', '"text"', '"both"', *KNOWN_TAGS):
        assert word in text.partition("[writing]\n")[0]


def test_a_file_saved_by_an_editor_with_a_byte_order_mark_is_read() -> None:
    write('\ufeff[writing]\nform = "text"\n')
    assert load_settings().practice.writing is Writing.TEXT


def test_unknown_keys_are_named_and_kept() -> None:
    path = write(
        'colour = "blue"\n[writing]\nform = "text"\nplace = "end"\n[alma]\nregion = "eu"\n'
    )
    loaded = load_settings()
    assert loaded.unknown == ("colour", "writing.place", "alma.region")
    assert loaded.practice == Practice(writing=Writing.TEXT)
    save_settings(Settings(UNUSUAL))
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (tables["colour"], tables["alma"]["region"]) == ("blue", "eu")
    assert tables["writing"] == {"form": "both", "place": "end"}
    assert load_settings().practice == UNUSUAL


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[writing]\nform = "uri\n', "line 2"),
        ('[writing]\nform = "url"\n', r"\[writing\] form .*“url”.* uri .*text .*both"),
        ("[writing]\nform = 1\n", r"\[writing\] form that is not text"),
        ('writing = "uri"\n', "“writing” that is not a table"),
        ('[headings]\ntags = "100"\n', "not a list"),
        ("[headings]\ntags = [100]\n", "not a list"),
        ('[headings]\ntags = ["110"]\n', "“110”.* 100, 700, 600, 800, 880"),
        ("[headings]\ntags = []\n", "No field is named"),
        ('[headings]\ntags = ["880"]\n', "parallel form"),
        ('[unimarc]\nsubfield = "a"\n', r"Subfield \$a means something else"),
        ('[unimarc]\nsubfield = "oo"\n', "one small letter or one digit"),
        ("[unimarc]\nsubfield = 1\n", r"\[unimarc\] subfield that is not text"),
        ("alma = 5\n", "“alma” that is not a table"),
        ("[alma]\nper_second = 26\n", r"\[alma\] per_second cannot be 26. .*0.5 to 25"),
        ("[alma]\nper_second = 0.4\n", r"\[alma\] per_second cannot be 0.4"),
        ("[alma]\nper_second = nan\n", r"\[alma\] per_second cannot be nan"),
        ("[alma]\nper_second = true\n", r"\[alma\] per_second cannot be true"),
        ('[alma]\nper_second = "5"\n', r"\[alma\] per_second cannot be “5”"),
        ("[alma]\nin_flight = 5\n", r"\[alma\] in_flight cannot be 5. .*from 1 to 4"),
        ("[alma]\nin_flight = 0\n", r"\[alma\] in_flight cannot be 0"),
        ("[alma]\nin_flight = 1.5\n", r"\[alma\] in_flight cannot be 1.5"),
        ("[alma]\nfloor = -1\n", r"\[alma\] floor cannot be -1. .*from 0 up"),
        ("[alma]\nnormalization = 35\n", r"\[alma\] normalization cannot be 35. .*in quotes"),
        ("[alma]\ncataloger_level = 20\n", r"\[alma\] cataloger_level cannot be 20"),
        ('[alma]\nnormalization = "a\\nb"\n', r"\[alma\] normalization cannot be"),
        ('[alma]\nvalidate = "yes"\n', r"\[alma\] validate cannot be “yes”. .*true or false"),
    ],
)
def test_a_broken_file_is_told_exactly_and_left_alone(text: str, says: str) -> None:
    path = write(text)
    with pytest.raises(ConfigurationError, match=says) as caught:
        load_settings()
    assert str(path) in str(caught.value)
    assert ".." not in str(caught.value)
    with pytest.raises(ConfigurationError):
        save_settings(Settings(UNUSUAL))
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "practice", [Practice(("245",)), Practice(()), Practice(unimarc_subfield="$a")]
)
def test_what_may_not_be_set_is_not_saved(practice: Practice) -> None:
    save_settings(Settings(UNUSUAL))
    before = settings_path().read_bytes()
    with pytest.raises(ConfigurationError):
        save_settings(Settings(practice))
    assert settings_path().read_bytes() == before


def test_a_full_disk_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(UNUSUAL))

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="could not be written"):
        save_settings(Settings(USUAL_PRACTICE))
    assert load_settings() == Settings(UNUSUAL)
    assert [file.name for file in settings_path().parent.iterdir()] == ["settings.toml"]


def test_a_file_that_cannot_be_read_is_one_sentence() -> None:
    settings_path().mkdir(parents=True)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings()
