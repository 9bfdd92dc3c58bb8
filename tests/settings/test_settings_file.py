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

from orcid_tui.errors import ConfigurationError
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice, Writing
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
    assert loaded.unknown == ("colour", "alma", "writing.place")
    assert loaded.practice == Practice(writing=Writing.TEXT)
    save_settings(Settings(UNUSUAL))
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (tables["colour"], tables["alma"]) == ("blue", {"region": "eu"})
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
