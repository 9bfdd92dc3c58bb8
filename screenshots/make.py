"""Make the pictures of the README from the demo: SVG for the page, PNG for everywhere else.

    python screenshots/make.py [--to FOLDER]

Needs the extra `screenshots` and two Debian font packages (fonts-dejavu-core, fonts-noto-cjk).
Every picture comes from the real program in front of the bundled sample; nothing is drawn by hand.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from textual.app import App

_HERE = Path(__file__).parent
_WIDE, _SMALL = (120, 36), (80, 24)


@dataclass(frozen=True)
class Picture:
    """One picture: the keys that lead to it, and the size of the terminal."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = _WIDE
    demo: bool = True


_TO_A_WRONG_ID = ("slash", *"underhay", "enter")
"""Two persons of one name, and the record has the iD of the one who did not write the book."""

_PICTURES = (
    Picture("refine-120x36", ("j",)),
    Picture("refine-80x24", size=_SMALL),
    Picture("save-120x36", ("1", "1", "w")),
    Picture("conflict-120x36", (*_TO_A_WRONG_ID, "1")),
    Picture("conflict-80x24", (*_TO_A_WRONG_ID, "1"), size=_SMALL),
    Picture(
        "save-correcting-120x36",
        (*_TO_A_WRONG_ID, "1", "r", "escape", "g", "1", "g", *"jjjjjj", "c", "w"),
    ),
    Picture("tidy-120x36", ("T",)),
    Picture("settings-120x36", ("s",), demo=False),
    Picture("help-120x36", ("f1",)),
    Picture("start-80x24", size=_SMALL, demo=False),
    Picture("set-up-120x36", ("p",), demo=False),
)


async def _svg(picture: Picture) -> str:
    from orcid_tui.session.opening import open_demo
    from orcid_tui.ui.app import OrcidTuiApp

    app = OrcidTuiApp(open_demo(fresh=True) if picture.demo else None)
    async with app.run_test(size=picture.size) as pilot:
        await _settled(pilot.app, pilot.pause)
        for key in picture.keys:
            await pilot.press(key)
            await _settled(pilot.app, pilot.pause)
        return app.export_screenshot(title="orcid-tui", simplify=True)


async def _settled(app: App[int], pause: Callable[[float], Awaitable[None]]) -> None:
    """Until the scan, the look-ups and the details are on screen."""
    for _ in range(6):
        while not all(worker.is_finished for worker in app.workers):
            await pause(0.05)
        await pause(0.1)


def _png(svg: str, columns: int) -> bytes:
    """Draw an SVG with the fonts that are installed instead of those it names."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Noto Sans Mono CJK JP, monospace")
    svg = svg.replace("arial", "DejaVu Sans")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, width=columns * 14, monospace_family="DejaVu Sans Mono"
        )
    )


def main() -> None:
    """Write every picture into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=_HERE)
    folder: Path = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ.pop(variable, None)
        for picture in _PICTURES:
            svg = asyncio.run(_svg(picture))
            (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{picture.name}.png").write_bytes(_png(svg, picture.size[0]))
            print(picture.name)


if __name__ == "__main__":
    main()
