"""Small questions and messages in a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.language import _
from orcid_tui.ui.key_names import key_name
from orcid_tui.ui.render.cells import MARK, STRONG, text


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: the key that gives it, and what it does in words."""

    key: str
    words: str


class AskScreen(ModalScreen[str | None]):
    """A question with a key for each answer. Gives the key, or None after escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]
    DEFAULT_CSS = """
    AskScreen {
        align: center middle;
        & #box {
            width: 64; max-width: 90%; height: auto; max-height: 90%; padding: 1 2;
            background: $panel; border: round $primary;
        }
    }
    """

    def __init__(
        self,
        title: str,
        sentence: str,
        answers: tuple[Answer, ...],
        *,
        head: Content | None = None,
        default: str = "",
    ) -> None:
        """`head` stands above everything, such as the alarm of a library system. `default` is the
        answer that Enter gives, too."""
        super().__init__()
        self._title, self._sentence, self._answers = title, sentence, answers
        self._head, self._default = head, default

    def compose(self) -> ComposeResult:
        """Title, sentence, answers, one below the other."""
        lines = [self._head, Content("")] if self._head else []
        lines += [text(self._title, STRONG), Content(""), text(self._sentence), Content("")]
        for answer in (*self._answers, Answer("escape", _("go back"))):
            lines.append(
                Content.assemble((f"{key_name(answer.key):>6}  ", MARK), text(answer.words))
            )
        with Vertical(id="box"):
            yield Static(Content("\n").join(lines), markup=False)

    def on_key(self, event: Key) -> None:
        """The key of an answer."""
        if event.key == "enter" and self._default:
            event.stop()
            self.dismiss(self._default)
        elif event.key in {answer.key for answer in self._answers}:
            event.stop()
            self.dismiss(event.key)
