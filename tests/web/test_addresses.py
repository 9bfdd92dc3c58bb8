"""Secrets and questions go over encrypted connections, or stay in this computer."""

from __future__ import annotations

import pytest

from orcid_tui.errors import ConfigurationError
from orcid_tui.web.addresses import check_address, host_of, is_loopback


@pytest.mark.parametrize(
    "url",
    [
        "https://pub.orcid.org/v3.0",
        "https://orcid.example.org:8443/oauth/token",
        "http://localhost:8080/v3.0",
        "http://127.0.0.1/v3.0",
        "http://127.9.9.9:1/v3.0",
        "http://[::1]:8080/v3.0",
        "HTTPS://PUB.ORCID.ORG/v3.0",
    ],
)
def test_good_addresses_are_given_back(url: str) -> None:
    assert check_address(f"  {url} ", "the address") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "pub.orcid.org/v3.0",
        "ftp://pub.orcid.org/v3.0",
        "https://",
        "https:///v3.0",
        "http://pub.orcid.org/v3.0",
        "http://localhost.example.org/v3.0",
        "http://10.0.0.1/v3.0",
        "http://0.0.0.0/v3.0",
        "http://128.0.0.1/v3.0",
        "https://user:hush-hush@orcid.org/v3.0",
        "https://hush-hush@orcid.org/v3.0",
        "http://127.0.0.1@evil.example/v3.0",
        "https://orcid.org/v3.0?key=hush-hush",
        "https://orcid.org/v3.0#hush-hush",
        "https://orcid.org/v 3.0",
        "https://orcid.org/v3.0\x1b[2J",
        "https://orcid.org:port/v3.0",
        "https://[::1/v3.0",
        "javascript:alert(1)",
    ],
)
def test_others_are_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        check_address(url, "the address in ORCID_TUI_API_URL")
    assert "the address in ORCID_TUI_API_URL" in refused.value.message
    assert refused.value.hint
    assert "hush-hush" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_what_is_this_computer() -> None:
    assert is_loopback("http://LOCALHOST:1/")
    assert is_loopback("https://[::1]/")
    assert not is_loopback("https://localhost.orcid.org/")
    assert not is_loopback("nonsense")
    assert host_of("https://Pub.ORCID.org:443/v3.0") == "pub.orcid.org"
    assert host_of("https://[oops") == ""
