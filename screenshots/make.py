"""Make the pictures of the README from the demo: SVG for the page, PNG for everywhere else.

    python screenshots/make.py [--to FOLDER] [NAME …]

Needs the extras `screenshots` and `test` and two Debian font packages (fonts-dejavu-core,
fonts-noto-cjk). Every picture comes from the real program in front of the bundled sample, or of the
tests' stand-in for Alma with invented sets; nothing is drawn by hand.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import resvg_py
from textual.app import App

if TYPE_CHECKING:
    from orcid_tui.session.session import Session

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE.parent))  # for the stand-in, which belongs to the tests
_WIDE, _SMALL = (120, 36), (80, 24)


@dataclass(frozen=True)
class Picture:
    """One picture: the keys that lead to it, and the size of the terminal."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = _WIDE
    demo: bool = True
    alma: bool = False
    """On titles of a stand-in for Alma, about which something is decided already."""
    recent: bool = False
    """At the start, with work of earlier days."""
    theme: str = "orcid-dark"


_TO_A_WRONG_ID = ("slash", *"underhay", "enter")
"""Two persons of one name, and the record has the iD of the one who did not write the book."""

_A_MORNING = (*"j11x1s1111x", "A", "l", *"jj", "space", "enter", "a", "g", *"xsxx")
"""Some decisions one by one, and those that are sure together, but for one."""

_TO_THE_CREDENTIALS = ("p", *"Example", "space", *"Library", "enter", "enter", "enter")

_PICTURES = (
    Picture("refine-120x36", ("j",)),
    Picture("refine-80x24", size=_SMALL),
    Picture("light-120x36", ("j",), theme="orcid-light"),
    Picture("contrast-80x24", size=_SMALL, theme="orcid-contrast"),
    Picture("filter-80x24", ("f",), size=_SMALL),
    Picture("recommended-120x36", ("A", "l")),
    Picture("same-name-120x36", (*"jjjjjjjj", "M", "a")),
    Picture("record-80x24", (*"jjj1", "v"), size=_SMALL),
    Picture("person-80x24", ("d",), size=_SMALL),
    Picture("beside-120x36", ("j", "b")),
    Picture("figures-120x36", (*_A_MORNING, "I")),
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
    Picture("recent-work-80x24", size=_SMALL, demo=False, recent=True),
    Picture("set-up-120x36", _TO_THE_CREDENTIALS, demo=False),
    Picture("set-up-80x24", _TO_THE_CREDENTIALS, size=_SMALL, demo=False),
    Picture("sets-120x36", ("a", "j", "j"), demo=False),
    Picture("sets-80x24", ("a", "j", "j"), size=_SMALL, demo=False),
    Picture("save-into-alma-120x36", ("w",), alma=True),
    Picture("saved-120x36", ("w", "enter"), alma=True),
    Picture("saved-80x24", ("w", "enter"), size=_SMALL, alma=True),
    Picture("theirs-and-ours-120x36", ("w", "enter", "m"), alma=True),
    Picture("undo-save-120x36", ("w", "enter", "enter", "U"), alma=True),
)


_SETS = (
    ("Theses 2024", 412, False, "Before the summer"),
    ("Theses 2025", 388, False, ""),
    ("New acquisitions, history of art", 1_264, True, "Bought since January"),
    ("Local authors without identifiers", 9_871, True, "For the link-up of the region"),
    ("Festschriften", 733, False, ""),
    ("Conference proceedings, physics", 2_045, True, ""),
    ("Weekly delivery 47", 96, False, "From the binder"),
    ("Weekly delivery 48", 104, False, "From the binder"),
    ("Map collection, descriptions", 318, False, ""),
    ("Reports of the institute of the sea", 127, True, "Grows with the repository"),
)


@contextmanager
def _alma() -> Iterator[None]:
    """A stand-in for Alma with invented sets, set up as an Alma of this run."""
    from tests.alma_stand_in import AlmaStandIn, StandInSet, invented_bib, mms

    sets = [
        StandInSet(
            f"2310{n:06}1234",
            name,
            [mms(1)] * size,
            text,
            logical=logical,
            created_by=("lindqvag", "Lindqvåg, Mari") if n % 3 else ("klovik", "Kløvik, Borghild"),
        )
        for n, (name, size, logical, text) in enumerate(_SETS, start=1)
    ]
    with AlmaStandIn([invented_bib(1)], sets) as alma:
        os.environ["ORCID_TUI_ALMA_URL"] = alma.url
        os.environ["ALMA_API_KEY"] = alma.key
        yield


@contextmanager
def _new_home() -> Iterator[Path]:
    """Somebody who has never worked with the program before."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        yield Path(home)


async def _svg(picture: Picture, home: Path) -> str:
    from orcid_tui.session.opening import open_demo

    if picture.recent:
        from earlier_work import work_of_earlier_days

        await work_of_earlier_days(home)
    if picture.alma:
        from into_alma import decided_session

        async with decided_session() as session:
            return await _taken(picture, session)
    return await _taken(picture, open_demo(fresh=True) if picture.demo else None)


async def _taken(picture: Picture, session: Session | None) -> str:
    from orcid_tui.ui.app import OrcidTuiApp

    app = OrcidTuiApp(session)
    app.theme = picture.theme
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
    parser.add_argument("only", nargs="*", help="names of pictures; all without any")
    arguments = parser.parse_args()
    folder: Path = arguments.to
    wanted: list[str] = arguments.only
    folder.mkdir(parents=True, exist_ok=True)
    for variable in [name for name in os.environ if name.startswith(("XDG_", "LC_"))]:
        del os.environ[variable]
    os.environ["LANGUAGE"] = "en"
    os.environ["LOGNAME"] = "mari"
    with _alma():
        for picture in _PICTURES:
            if wanted and picture.name not in wanted:
                continue
            with _new_home() as home:
                svg = asyncio.run(_svg(picture, home))
            (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{picture.name}.png").write_bytes(_png(svg, picture.size[0]))
            print(picture.name)


if __name__ == "__main__":
    main()
