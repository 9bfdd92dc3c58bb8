"""The single lines of the screen: the title above, the state of the work and the keys below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from textual.content import Content
from textual.events import Resize
from textual.style import Style
from textual.widgets import Static

from orcid_tui.session.states import Counts
from orcid_tui.stores.protocol import SystemState
from orcid_tui.ui.actions import Action, Scope, keys_of
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.render.cells import MARK, MUTED, STRONG, fit, join, text
from orcid_tui.ui.render.states import progress
from orcid_tui.ui.render.system import alarm, calls_left


class TitleLine(Static):
    """What is open, and whom we ask and how."""

    DEFAULT_CSS = "TitleLine { height: 1; background: $panel; text-wrap: nowrap; }"

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._left, self._right = Content(""), Content("")

    def show(
        self,
        source: str,
        detail: str = "",
        registry: str = "",
        access: str = "",
        system: SystemState | None = None,
    ) -> None:
        """Source and its size at the left, registry and access at the right.

        The alarm of a library system comes first: whatever is cut, it is not.
        """
        name = text(system.name) if system is not None else Content("")
        what = join([text(source, STRONG), name, text(detail, MUTED)])
        self._left = Content("  ").join([part for part in (alarm(system), what) if part])
        self._right = join([text(registry), text(access, MUTED)])
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """The two ends keep to their sides."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width - 2
        left = min(self._left.cell_length, max(width // 2, width - self._right.cell_length - 2))
        right = max(0, width - left - 2)
        end = self._right.truncate(right, ellipsis=True)
        end = end.pad_left(max(0, right - end.cell_length))
        line = Content.assemble(" ", fit(self._left, left), "  ", end, " ")
        self.update(line, layout=False)


EMPTY: Final = Content("")
_KEPT_LINES: Final = 2
_APART: Final = 3
"""Blanks between what is said and the figures, at least."""


class StatusLine(Static):
    """How the work stands, and the last thing that was said; it stays until the next."""

    DEFAULT_CSS = """
    StatusLine { height: auto; max-height: 5; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._state = Content("")
        self._notice = Content("")
        self._figures: tuple[Content, ...] = ()
        self._width = 0

    @property
    def notice(self) -> str:
        """The last notice."""
        return self._notice.plain

    def show_progress(
        self,
        counts: Counts,
        unsaved: int,
        reading: Content,
        system: SystemState | None = None,
        figures: Sequence[Content] = (),
        quota: Content = EMPTY,
    ) -> None:
        """Counts in words; `reading` says how far the scan is, `quota` that few questions are left
        today. As many `figures` stand behind them as there is room for."""
        self._figures = tuple(filter(None, figures))
        self.show_state(progress(counts, unsaved), reading, calls_left(system), quota)

    def show_state(self, *parts: Content) -> None:
        """How it stands, in a few parts."""
        self._state = join(parts)
        self._draw()

    def show_notice(self, sentence: str | Content, style: str = "") -> None:
        """Say something; it stays readable."""
        self._notice = text(sentence, style) if isinstance(sentence, str) else sentence
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """There may be room for more."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.styles.min_height = 1
        self._draw()

    def _draw(self) -> None:
        line = Content("   ").join([part for part in (self._state, self._notice) if part])
        line = self._with_figures(line)
        self._keep_room(line)
        if not isinstance(self.content, Content) or not line.is_same(self.content):
            # Without need the whole screen would be laid out anew at every decision.
            width, height = self.content_size
            self.update(line, layout=not width or line.get_height({}, width) != height)

    def _keep_room(self, line: Content) -> None:
        """What took two lines once keeps them: each change of height sends the whole screen over
        the line, and with a choice every few seconds that would be most of what is sent."""
        width = self.content_size.width
        if width and line.cell_length > width:
            self.styles.min_height = _KEPT_LINES

    def _with_figures(self, line: Content) -> Content:
        """As many as fit behind the last words, at the right edge: no line more for them, but a
        second one that is kept free anyway."""
        width, kept = self.content_size.width, self.styles.min_height
        if not width or not self._figures:
            return line
        lines = line.rstrip().wrap(width)
        free = kept is not None and len(lines) < kept.value
        last = 0 if free else lines[-1].cell_length
        for count in range(len(self._figures), 0, -1):
            figures = join(self._figures[:count])
            room = width - last - figures.cell_length
            if room >= _APART:
                return line.rstrip().append("\n" * free + " " * room).append(figures)
        return line


class KeyLine(Static):
    """The most used keys; the others are behind `?`. A click does the same as the key."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $panel; text-wrap: nowrap; }"

    def __init__(self, actions: Iterable[Action]) -> None:
        super().__init__("", markup=False)
        self.auto_links = False  # no underlines
        self._actions = tuple(action for action in actions if action.footer)

    def show(self, actions: Iterable[Action]) -> None:
        """Name other keys."""
        self._actions = tuple(action for action in actions if action.footer)
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Less needed keys are named only where there is room."""
        self._draw()

    def _draw(self) -> None:
        self.update(self._as_many_as_fit(self.size.width), layout=False)

    def _as_many_as_fit(self, width: int) -> Content:
        """The most needed keys, in the order of the registry."""
        by_need = sorted(self._actions, key=lambda action: action.footer)
        named = set(by_need)
        while len(named) > 1 and _key_line(self._in_order(named)).cell_length > width:
            named.discard(by_need.pop())
        return _key_line(self._in_order(named))

    def _in_order(self, named: Collection[Action]) -> list[Action]:
        return [action for action in self._actions if action in named]


def _key_line(actions: Iterable[Action]) -> Content:
    parts = []
    for action in actions:
        shown = keys_of(action) if action.numbered else key_name(action.keys[0])
        part = Content.assemble((shown, MARK), (f" {action.label}", MUTED))
        if not action.numbered:
            home = "app" if action.scope is Scope.EVERYWHERE else "screen"
            part = part.stylize(Style.from_meta({"@click": f"{home}.{action.method}"}))
        parts.append(part)
    return Content(" ") + Content("  ").join(parts)
