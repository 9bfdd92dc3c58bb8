"""An administrator's profiles are used like one's own, and changed by nobody here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError, FileUnsafe, SecretStoreError
from orcid_tui.folders import site_config_folders
from orcid_tui.profiles import site
from orcid_tui.profiles.access import resolve_access
from orcid_tui.profiles.alma_access import resolve_alma
from orcid_tui.profiles.institution import profile_of
from orcid_tui.profiles.keeping import store_with_secrets
from orcid_tui.profiles.kept_secret import recorded_secret
from orcid_tui.profiles.moving import delete_profile, forget_secret, move_secret
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import (
    choose_profile,
    load_profiles,
    profiles_path,
    remove_profile,
    store_profile,
    use_profile,
)
from orcid_tui.profiles.secret_status import secret_status
from orcid_tui.profiles.trusted_file import Trust
from orcid_tui.profiles.verdict import last_accepted, record_accepted
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.session.opening import open_registry

CANARY = "canary-0b5e-41aa-site"
BERGEN = """
[profiles.bergen]
institution = "Bergen"
orcid_client_id = "APP-0123456789ABCDEF"
alma_url = "eu"
"""
OSLO = '[profiles.oslo]\ninstitution = "Oslo"\n'
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away"
)
Provision = Callable[..., Path]


@pytest.fixture
def provision(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Provision:
    """Writes an administrator's file, in a world where this test is the administrator."""
    own_home.chmod(0o755)
    monkeypatch.setattr(site, "TRUST", Trust(frozenset({os.geteuid()}), own_home))

    def written(text: str | bytes, folder: str = "site") -> Path:
        path = own_home / folder / "orcid-tui" / "profiles.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        for one in (path, path.parent, path.parent.parent):
            one.chmod(0o644 if one == path else 0o755)
        return path

    return written


def own(text: str) -> None:
    path = profiles_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def names() -> list[tuple[str, bool]]:
    return [(one.name, one.site) for one in load_profiles().items]


def key_table(path: Path | str) -> str:
    return f'[profiles.bergen.alma_api_key]\nstore = "file"\npath = "{path}"\n'


def test_without_an_administrator_nothing_is_said(own_home: Path) -> None:
    found = site.site_profiles()
    assert (found.items, found.notices) == ((), ())
    assert found.path == own_home / "site" / "orcid-tui" / "profiles.toml"


def test_the_profile_is_there_for_everybody_and_default_where_one_has_none(
    provision: Provision,
) -> None:
    path = provision(f'default = "oslo"\n{BERGEN}{OSLO}')
    assert names() == [("bergen", True), ("oslo", True)]
    assert load_profiles().default == choose_profile("oslo") == load_profiles().items[1]
    assert site.site_profiles().path == path
    assert load_profiles().notices == ()
    use_profile("bergen")
    assert choose_profile(None) == load_profiles().items[0]
    assert "institution" not in profiles_path().read_text()


def test_ones_own_come_first_and_one_of_the_same_institution_is_used_instead(
    provision: Provision,
) -> None:
    provision(f'default = "bergen"\n{BERGEN}{OSLO}')
    own('[profiles.mine]\ninstitution = "BERGEN "\n[profiles.tromso]\n')
    assert names() == [("mine", False), ("tromso", False), ("oslo", True)]
    assert load_profiles().default == load_profiles().items[0]  # the administrator's institution
    own('default = "tromso"\n[profiles.mine]\n[profiles.tromso]\n')
    assert choose_profile(None) == Profile("tromso", "tromso")


def test_one_name_never_means_two_institutions(provision: Provision) -> None:
    provision(f'default = "bergen"\n{BERGEN}')
    own('[profiles.bergen]\ninstitution = "Bergen City Library"\n')
    assert names() == [("bergen", False), ("bergen-2", True)]
    assert load_profiles().default == choose_profile("bergen-2") == choose_profile("Bergen")


def test_use_my_own_makes_a_profile_that_goes_before(provision: Provision) -> None:
    provision(BERGEN)
    mine = profile_of("Bergen", None)
    assert mine == Profile("bergen", "Bergen")
    store_profile(mine)
    assert names() == [("bergen", False)]
    delete_profile("bergen")
    assert names() == [("bergen", True)]


def test_every_change_is_refused_and_nothing_is_written(provision: Provision) -> None:
    path = provision(BERGEN)
    before = path.read_bytes()
    (bergen,) = load_profiles().items
    for change in (
        lambda: store_profile(bergen),
        lambda: remove_profile(bergen),
        lambda: delete_profile("bergen"),
        lambda: profile_of("Bergen", bergen),
        lambda: forget_secret(bergen, SecretKind.ALMA),
        lambda: move_secret(bergen, SecretKind.ALMA, KeptSecret(SecretPlace.SESSION)),
        lambda: store_with_secrets(bergen, {SecretKind.ALMA: Secret(CANARY)}, SecretPlace.SESSION),
    ):
        with pytest.raises(ConfigurationError) as caught:
            change()
        assert caught.value.message == site.SITE_SENTENCE
    assert path.read_bytes() == before
    assert not profiles_path().exists()


def test_every_folder_is_looked_in_and_the_first_counts(
    provision: Provision, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [str(own_home / name) for name in ("first", "second")]
    monkeypatch.setenv("XDG_CONFIG_DIRS", os.pathsep.join([*folders, "not/absolute"]))
    assert site_config_folders() == tuple(Path(one, "orcid-tui") for one in folders)
    provision(f'default = "oslo"\n{OSLO}', "second")
    assert names() == [("oslo", True)]
    provision('default = "b"\n[profiles.b]\ninstitution = "Bergen"\n', "first")
    provision(f'default = "oslo"\n{BERGEN}{OSLO}', "second")
    assert names() == [("b", True), ("oslo", True)]
    assert load_profiles().default_name == "b"


def test_a_broken_file_is_named_and_the_others_go_on(
    provision: Provision, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = os.pathsep.join(str(own_home / name) for name in ("first", "second"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", folders)
    provision(OSLO, "second")
    own("[profiles.mine]\n")
    for broken, says in (
        ("[profiles.b\n", "is not correct TOML: .*line 1"),
        (b"\xff\xfe", "is not UTF-8"),
        ("profiles = 3\n", "“profiles” that is not a table"),
        ('default = 3\n[profiles.b]\ninstitution = "B"\n', "“default” that is not the name"),
        ("[profiles]\nb = 3\n", "“b” that is not a table"),
        ("[profiles.b]\ninstitution = 3\n", "institution is not text"),
    ):
        path = provision(broken, "first")
        (notice,) = load_profiles().notices
        assert re.search(says, notice)
        assert str(path) in notice
        assert ("mine", False) in names()
        assert ("oslo", True) in names()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('store = "keyring"', 'store = "keyring", which is each user'),
        ('store = "session"', 'store = "session", which is each user'),
        ('store = "file"', 'store = "file" without a path'),
        ('store = "file"\npath = "key"', "a path that does not begin at the top"),
        ('store = "command"', "names none"),
        (f'store = "{CANARY}"', "a place that this version does not know"),
    ],
)
def test_a_place_that_no_administrator_can_fill_is_refused(
    provision: Provision, table: str, says: str
) -> None:
    provision(f"{BERGEN}[profiles.bergen.alma_api_key]\n{table}\n{OSLO}")
    assert names() == [("oslo", True)]
    (notice,) = load_profiles().notices
    assert says in notice
    assert "The profile “bergen” was not used." in notice
    assert CANARY not in notice


def test_a_planted_file_is_not_used_and_told(provision: Provision) -> None:
    path = provision(BERGEN)
    path.parent.chmod(0o775)
    assert names() == []
    (notice,) = load_profiles().notices
    assert f"the folder {path.parent} can be changed by its group (mode 775)" in notice
    assert f"chmod go-w {path.parent}" in notice
    assert open_registry()[1] == (notice,)
    path.parent.chmod(0o755)  # the check is made at each look
    assert names() == [("bergen", True)]


def test_nothing_in_the_environment_makes_another_root(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the arguments of the other tests their files would not be trusted."""
    path = own_home / "site" / "orcid-tui" / "profiles.toml"
    path.parent.mkdir(parents=True)
    path.write_text(BERGEN)
    own_home.chmod(0o777)
    for variable in ("XDG_CONFIG_DIRS", "HOME", "SUDO_UID", "ORCID_TUI_TRUST"):
        monkeypatch.setenv(variable, str(own_home / "site"))
    (notice,) = site.site_profiles().notices
    assert "was not used" in notice
    assert site.site_profiles().items == ()


def test_keys_of_another_version_are_named(provision: Provision) -> None:
    provision(f'{BERGEN}colour = "blue"\n')
    assert names() == [("bergen", True)]
    assert "profiles.bergen.colour" in load_profiles().notices[0]


def test_on_windows_no_command_and_no_address_of_a_file_is_used(
    provision: Provision, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = '[profiles.bergen.alma_api_key]\nstore = "command"\ncommand = ["key"]\n'
    provision(f'{BERGEN}{command}[profiles.x]\nalma_url = "https://alma.invalid"\n{OSLO}')
    monkeypatch.setattr(site, "_OWNERS_ARE_KNOWN", False)
    profiles = load_profiles()
    assert [one.name for one in profiles.items] == ["bergen", "oslo"]
    assert profiles.items[0].alma_key == KeptSecret()
    assert "so it is not run" in profiles.notices[0]
    assert "“x” with addresses of its own" in profiles.notices[1]


@needs_root
def test_a_key_in_a_file_of_roots_is_used_and_the_service_asked_with_it(
    provision: Provision, tmp_path: Path
) -> None:
    key = tmp_path / "alma-key"
    key.write_text(f"{CANARY}\n")
    key.chmod(0o640)
    provision(f"{BERGEN}{key_table(key)}")
    alma = resolve_alma(environ={})
    assert alma.access is not None
    assert alma.access.key.value == Secret(CANARY)
    (bergen,) = load_profiles().items
    record_accepted(bergen, SecretKind.ALMA, datetime(2026, 3, 4, 14, 3))
    assert last_accepted(bergen, SecretKind.ALMA) == datetime(2026, 3, 4, 14, 3)
    status = secret_status(bergen, SecretKind.ALMA, {})
    assert status.usable
    assert status.sentence.endswith(site.SITE_SENTENCE)
    assert not status.writable
    assert CANARY not in repr(status)
    assert not profiles_path().exists()


@needs_root
@pytest.mark.parametrize(
    ("owner", "mode", "says"),
    [
        (0, 0o640, ""),
        (0, 0o600, ""),
        (0, 0o440, ""),
        (0, 0o644, "mode 644"),
        (0, 0o660, "mode 660"),
        (0, 0o641, "mode 641"),
        (65534, 0o640, "belongs to user 65534, not to root"),
        (65534, 0o600, "belongs to user 65534, not to root"),
    ],
)
def test_owner_and_mode_of_a_secret_file(
    provision: Provision, tmp_path: Path, owner: int, mode: int, says: str
) -> None:
    key = tmp_path / "alma-key"
    key.write_text(CANARY)
    os.chown(key, owner, 0)
    key.chmod(mode)
    provision(f"{BERGEN}{key_table(key)}")
    (bergen,) = load_profiles().items
    if not says:
        assert recorded_secret(bergen, SecretKind.ALMA) == Secret(CANARY)
        return
    with pytest.raises(FileUnsafe, match=says):
        recorded_secret(bergen, SecretKind.ALMA)
    alma = resolve_alma(environ={})
    assert alma.access is None
    assert says in alma.warning


@needs_root
def test_a_secret_file_is_no_link_and_no_pipe_and_may_be_missing(
    provision: Provision, tmp_path: Path
) -> None:
    key = tmp_path / "alma-key"
    key.write_text(CANARY)
    key.chmod(0o640)
    (tmp_path / "link").symlink_to(key)
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name, says in (
        ("link", "is a symbolic link"),
        ("pipe", "not a regular file"),
        ("absent", "No such file"),
    ):
        provision(f"{BERGEN}{key_table(tmp_path / name)}")
        (bergen,) = load_profiles().items
        with pytest.raises(SecretStoreError, match=says):
            recorded_secret(bergen, SecretKind.ALMA)


def test_a_command_gives_the_secret_of_orcid(provision: Provision) -> None:
    table = '[profiles.bergen.orcid_client_secret]\nstore = "command"\n'
    provision(f'{BERGEN}{table}command = ["printf", "{CANARY}"]\n')
    credentials = resolve_access(environ={}).access.credentials
    assert credentials is not None
    assert credentials.client_secret == Secret(CANARY)
