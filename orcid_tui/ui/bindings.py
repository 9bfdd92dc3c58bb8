"""From the registry of actions to Textual's key bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from orcid_tui.ui.actions import Action, Scope, actions_in


def bindings_for(*scopes: Scope) -> list[BindingType]:
    """The bindings of these scopes; each has an id, so that it can be given another key."""
    return [binding for action in actions_in(*scopes) for binding in _bindings(action)]


def _bindings(action: Action) -> list[Binding]:
    if action.numbered:
        return [
            Binding(
                key,
                f"{action.method}({number})",
                action.label,
                show=False,
                id=f"{action.id}-{number}",
                tooltip=action.help,
            )
            for number, key in enumerate(action.keys, start=1)
        ]
    # Control keys that belong everywhere must also work while a line of text has the focus.
    everywhere = action.scope is Scope.EVERYWHERE
    strong = [k for k in action.keys if action.first or (everywhere and k.startswith("ctrl+"))]
    plain = [k for k in action.keys if k not in strong]
    made = []
    for keys, priority in ((plain, False), (strong, True)):
        if keys:
            made.append(
                Binding(
                    ",".join(keys),
                    action.method,
                    action.label,
                    show=False,
                    priority=priority,
                    id=f"{action.id}-always" if priority and plain else action.id,
                    tooltip=action.help,
                )
            )
    return made
