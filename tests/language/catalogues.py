"""Gathers the texts of the program, brings each translation up to date, and compiles it.

    python -m tests.language.catalogues            gather, update, compile; tells what is missing
    python -m tests.language.catalogues compile    only compile, after translating

The files have no date and no line numbers in them: they change when a text changes, not else.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from orcid_tui.language import DOMAIN, FOLDER

TEMPLATE: Final = FOLDER / f"{DOMAIN}.pot"
LANGUAGES: Final = ("de", "fr")
_PACKAGE: Final = FOLDER.parent
_KEYWORDS: Final = {"_": None, "many": (1, 2), "sense": ((1, "c"), 2)}
_KEPT: Final = (
    "Project-Id-Version",
    "Language",
    "Plural-Forms",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)
_HEAD: Final = """\
# The texts of orcid-tui, gathered by `python -m tests.language.catalogues`."""


class _Undated(Catalog):
    """A catalogue whose header says nothing of when and with what it was made."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name in _KEPT]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        self._set_mime_headers(headers)


def gathered() -> Catalog:
    """Every text of the code, as `pybabel extract` finds it, in the order of the files."""
    catalog = _new(None, _HEAD)
    found = extract_from_dir(
        _PACKAGE,
        method_map=[("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, text, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        name = f"{_PACKAGE.name}/{Path(file).as_posix()}"
        catalog.add(text, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def po_of(language: str) -> Path:
    """The translation that people edit."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_of(language: str) -> Path:
    """The translation that the program reads."""
    return po_of(language).with_suffix(".mo")


def read(language: str) -> Catalog:
    """A translation as it stands in its file."""
    with po_of(language).open("rb") as file:
        found = read_po(file, locale=language)
    catalog = _new(language, found.header_comment)
    for message in texts(found):
        catalog[message.id] = message
    return catalog


def texts(catalog: Catalog) -> Iterator[Message]:
    """The texts of a catalogue without its header."""
    return (message for message in catalog if message.id)


def is_done(message: Message) -> bool:
    """Is it translated, in each of its forms, and by more than a guess?"""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms) and not message.fuzzy


def written(catalog: Catalog) -> bytes:
    """The lines of a .po or .pot."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The bytes of a .mo; a text that is not translated, or by a guess only, is left out."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def bring_up_to_date() -> None:
    """Write the template anew, and let each translation have exactly its texts."""
    template = gathered()
    TEMPLATE.write_bytes(written(template))
    for language in LANGUAGES:
        catalog = read(language) if po_of(language).exists() else _new(language, _HEAD)
        catalog.update(template, no_fuzzy_matching=True)
        po_of(language).write_bytes(written(catalog))


def compile_all() -> None:
    """Write each .mo anew, and say what still has to be translated."""
    for language in LANGUAGES:
        catalog = read(language)
        mo_of(language).write_bytes(compiled(catalog))
        missing = [message for message in texts(catalog) if not is_done(message)]
        for message in missing:
            one = message.id if isinstance(message.id, str) else message.id[0]
            print(f"{language}: not translated: {one!r}")
        print(f"{language}: {len(catalog)} texts, {len(missing)} not translated")


def _new(language: str | None, head: str) -> _Undated:
    return _Undated(
        language, project="orcid-tui", charset="utf-8", header_comment=head, fuzzy=False
    )


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["compile"]):
        sys.exit(__doc__)
    if not sys.argv[1:]:
        bring_up_to_date()
    compile_all()
