"""`python -m orcid_tui` is the same as `orcid-tui`."""

import sys

from orcid_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
