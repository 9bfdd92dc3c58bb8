"""Every action of the screens, in one place.

Key bindings, the line of keys at the bottom, the help screen, the palette and the key table of
the README are all made from this one list. It knows nothing of Textual, so that a test or a
script can read it; `ui.bindings` turns it into bindings. Each part of the work has a module.
"""

from __future__ import annotations

from typing import Final

from orcid_tui.settings.screen_file import load_screen_settings
from orcid_tui.ui.actions.action import Action as Action
from orcid_tui.ui.actions.action import Scope as Scope
from orcid_tui.ui.actions.deciding import DECIDING
from orcid_tui.ui.actions.fetching import FETCHING
from orcid_tui.ui.actions.figures import FIGURES
from orcid_tui.ui.actions.finding import FINDING
from orcid_tui.ui.actions.keeping import KEEPING
from orcid_tui.ui.actions.leaving import LEAVING
from orcid_tui.ui.actions.moving import MOVING
from orcid_tui.ui.actions.ordering import ORDERING
from orcid_tui.ui.actions.own_keys import with_own_keys
from orcid_tui.ui.actions.starting import STARTING
from orcid_tui.ui.actions.storing import STORING
from orcid_tui.ui.actions.together import TOGETHER
from orcid_tui.ui.actions.viewing import VIEWING
from orcid_tui.ui.key_names import key_name

USUAL_ACTIONS: Final[tuple[Action, ...]] = (
    *DECIDING,
    *TOGETHER,
    *MOVING,
    *FINDING,
    *VIEWING,
    *ORDERING,
    *LEAVING,
    *STORING,
    *STARTING,
    *FETCHING,
    *KEEPING,
    *FIGURES,
)
"""Every action with the keys that it has from the beginning."""

_own: Final = load_screen_settings()
ACTIONS, _refused = with_own_keys(USUAL_ACTIONS, _own.keys)
"""The same with the keys of the user, read once when the program starts."""

KEY_PROBLEMS: Final = tuple(filter(None, (_own.problem, *_refused)))
"""A sentence for each wish about keys that could not be fulfilled."""


def keys_of(action: Action) -> str:
    """All keys of an action for people, as in `j, ↓`; the digits as `1-9`."""
    if action.numbered and len(action.keys) > 1:
        return f"{key_name(action.keys[0])}-{key_name(action.keys[-1])}"
    return ", ".join(map(key_name, action.keys))


def key_table() -> list[tuple[str, str]]:
    """The key table of the README: keys and what they do, in the order of the registry."""
    return [(keys_of(action), action.help) for action in ACTIONS if action.keys]


def key_of(id: str) -> str:  # noqa: A002 - as the registry calls it
    """The first key of an action, for sentences such as “w saves”; its name if it has no key."""
    action = next(action for action in ACTIONS if action.id == id)
    return key_name(action.keys[0]) if action.keys else f"“{action.label}”"


def choosing_key(position: int) -> str:
    """The key that chooses the candidate at this position, counted from 0; nothing if none does."""
    keys = next(action.keys for action in ACTIONS if action.numbered)
    return key_name(keys[position]) if position < len(keys) else ""


def keys_and_labels(*ids: str) -> str:
    """What these keys do in the words of the line of keys, as in `W look more widely, x no one`."""
    named = {action.id: action for action in ACTIONS}
    return ", ".join(f"{keys_of(named[each])} {named[each].label}" for each in ids)


def actions_in(*scopes: Scope) -> tuple[Action, ...]:
    """The actions of these scopes, in the order of the registry."""
    return tuple(action for action in ACTIONS if action.scope in scopes)
