"""The commands without a screen, and the way in.

`orcid-tui --help` and `--version` must answer at once, so nothing here or in the modules that
are imported from here loads Textual, httpx, pymarc or rich before it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run `orcid-tui` with these arguments; returns the exit code."""
    import sys

    from orcid_tui.cli.guard import guarded
    from orcid_tui.cli.parser import parse
    from orcid_tui.cli.streams import prepare_streams
    from orcid_tui.secrets import process

    process.hide()
    prepare_streams()
    words = sys.argv[1:] if argv is None else list(argv)

    def run() -> int:
        arguments = parse(words)
        return int(arguments.run(arguments))

    return guarded(run)
