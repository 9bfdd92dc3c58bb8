"""Which addresses are taken for an Alma, and in which form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.alma.access import REGIONS
from orcid_tui.alma.addresses import checked_base_url, region_of
from orcid_tui.errors import ConfigurationError


@pytest.mark.parametrize("short", REGIONS)
@pytest.mark.parametrize("end", ["", "/", "/almaws", "/almaws/", "/almaws/v1", "/almaws/v1/"])
def test_a_region_by_its_name_and_by_its_address(short: str, end: str) -> None:
    base = REGIONS[short][1]
    assert checked_base_url(f" {short.upper()} ") == base
    assert checked_base_url(f" {base}{end}\n") == base
    assert region_of(f" {base}{end} ") == region_of(short) == short


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://proxy.example.edu/alma", "https://proxy.example.edu/alma"),
        ("https://proxy.example.edu/alma/almaws/v1", "https://proxy.example.edu/alma"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ],
)
def test_another_address(typed: str, base: str) -> None:
    assert checked_base_url(typed) == base
    assert region_of(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "europe",
        "api-eu.hosted.exlibrisgroup.com",
        "http://api-eu.hosted.exlibrisgroup.com",
        "https://hush-hush@proxy.example.edu",
        "https://proxy.example.edu/?apikey=hush-hush",
        "https://example.alma.exlibrisgroup.com",
        "https://example.alma.exlibrisgroup.com.cn/almaws/v1",
    ],
)
def test_what_is_no_address_of_the_api_is_refused_and_the_regions_are_named(typed: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        checked_base_url(typed, "ORCID_TUI_ALMA_URL")
    assert "ORCID_TUI_ALMA_URL" in refused.value.message
    assert refused.value.hint
    assert "hush-hush" not in str(refused.value)


@given(st.lists(st.sampled_from(["/", "/almaws", "/v1", "/alma", "s"]), max_size=8))
def test_checking_twice_changes_nothing_more(path: list[str]) -> None:
    once = checked_base_url(f"https://proxy.example.edu/x{''.join(path)}")
    assert not once.endswith(("/", "/almaws"))
    assert checked_base_url(once) == once
