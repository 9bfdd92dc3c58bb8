"""What ORCID did not accept is said where the profile's secrets are shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orcid_tui.errors import CredentialsRefused
from orcid_tui.names.typed import typed_name
from orcid_tui.profiles import session_secret, verdict
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.profiles.secret_status import SecretState, secret_status
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.session.opening import open_registry
from tests.web.server import TOKEN_PATH, ScriptedServer, answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """An ORCID that refuses every client, and nothing remembered from before."""
    monkeypatch.setattr(session_secret, "_kept", {})
    monkeypatch.setattr(verdict, "_refused", {})
    with ScriptedServer().running() as running:
        running.token_script.append(answer(401, {"error": "invalid_client"}))
        yield running


async def test_a_refused_secret_is_shown_as_refused(server: ScriptedServer) -> None:
    profile = Profile(
        "oslo",
        "Oslo",
        Environment.CUSTOM,
        "APP-0099009900990099",
        KeptSecret(SecretPlace.SESSION),
        f"{server.base}/v3.0",
        f"{server.base}{TOKEN_PATH}",
    )
    store_profile(profile)
    keep_for_session("oslo", Secret("a-secret-of-yesterday"), SecretKind.ORCID)
    assert secret_status(profile, SecretKind.ORCID, {}).usable
    registry, warnings = open_registry("oslo")
    assert warnings == ()
    with pytest.raises(CredentialsRefused):
        await registry.search_name(typed_name("Quell, Ada"))
    registry.go_on_anonymously()
    await registry.aclose()
    found = secret_status(profile, SecretKind.ORCID, {})
    assert found.state is SecretState.REFUSED
    assert found.sentence.startswith("ORCID did not accept the client ID and secret (401).")
