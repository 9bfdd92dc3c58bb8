"""Run the program as an ordinary user: python -m tests.cli.as_cataloguer GROUP ARGUMENT...

Everything is imported before, for that user may not be able to read it.
"""

from __future__ import annotations

import encodings.utf_8_sig  # noqa: F401
import importlib
import os
import pkgutil
import sys

import orcid_tui
from orcid_tui.cli import main

CATALOGUER = 65534

if __name__ == "__main__":
    for module in pkgutil.walk_packages(orcid_tui.__path__, "orcid_tui."):
        if not module.name.startswith("orcid_tui.ui") and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    os.setgroups([])
    os.setgid(int(sys.argv[1]))
    os.setuid(CATALOGUER)
    sys.exit(main(sys.argv[2:]))
