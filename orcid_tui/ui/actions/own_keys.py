"""The keys that users give to actions, in place of those of the registry.

A wish that cannot be fulfilled leaves the action its own keys and says why: nobody loses a key by
a slip of the hand, and no key has two meanings in one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope
from orcid_tui.ui.key_names import key_name, key_typed

_WRITING: Final = (Scope.FILTER, Scope.BY_HAND, Scope.SET_UP, Scope.SETTINGS)
"""Where lines of text are: a letter pressed there is written into the line."""
_BESIDE: Final = (Scope.LISTS, Scope.EVERYWHERE)
"""These are at work together with every other part."""
_NEEDED: Final = "quit"

Keys = Mapping[str, Sequence[str]]


def with_own_keys(
    actions: Sequence[Action], wanted: Keys
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with the keys that were wanted, and a sentence for each wish not fulfilled."""
    known = {action.id: action for action in actions}
    problems: list[str] = []
    new: dict[str, tuple[str, ...]] = {}
    for name, typed in wanted.items():
        if name not in known:
            problems.append(_unknown(name, known))
        elif problem := _problem(known[name], typed):
            problems.append(problem)
        else:
            new[name] = tuple(dict.fromkeys(filter(None, map(key_typed, typed))))
    while clash := _first_clash(actions, new):
        given_up, problem = clash
        del new[given_up]
        problems.append(problem)
    return tuple(replace(a, keys=new[a.id]) if a.id in new else a for a in actions), tuple(problems)


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return _("There is no action “{name}”; did you mean “{near}”?").format(
            name=name, near=near[0]
        )
    return _("There is no action “{name}”; orcid-tui keys prints all names.").format(name=name)


def _problem(action: Action, typed: Sequence[str]) -> str:
    """Why an action cannot have these keys, or nothing."""
    if not typed and action.id == _NEEDED:
        return _("“{name}” needs a key: without one nobody could leave.").format(name=action.id)
    for text in typed:
        key = key_typed(text)
        if key is None:
            return _(
                "“{name}” cannot have the key {key}: it is unknown, or does not come through "
                "every terminal. Take a letter, a digit, a mark, F1 to F12, or Ctrl with a letter."
            ).format(name=action.id, key=text)
        if action.scope in _WRITING and len(key_name(key)) == 1:
            return _(
                "“{name}” cannot have the key {key}: it would be written into the line of text. "
                "Take F1 to F12, or Ctrl with a letter."
            ).format(name=action.id, key=text)
    if action.numbered and len(typed) > len(action.keys):
        return _("“{name}” takes at most {n} keys.").format(name=action.id, n=len(action.keys))
    return ""


def _first_clash(
    actions: Sequence[Action], new: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    """An action that has to give its new key up, and why; the one wished for last gives way."""
    order = list(new)
    holders: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        for key in new.get(action.id, action.keys):
            holders[key].append(action)
    for key, held in holders.items():
        wishing = [a for a in held if a.id in new and key not in _own(actions, a.id)]
        for action in sorted(wishing, key=lambda each: order.index(each.id), reverse=True):
            other = next(
                (o for o in held if o is not action and _meet(o.scope, action.scope)), None
            )
            if other is not None:
                return action.id, _(
                    "“{name}” cannot have the key {key}: “{other}” has it. Give that another key "
                    "too, or take another one here."
                ).format(name=action.id, key=key_name(key), other=other.id)
    return None


def _own(actions: Sequence[Action], name: str) -> tuple[str, ...]:
    return next(action.keys for action in actions if action.id == name)


def _meet(one: Scope, other: Scope) -> bool:
    """Whether both are at work at the same time."""
    return one is other or one in _BESIDE or other in _BESIDE
