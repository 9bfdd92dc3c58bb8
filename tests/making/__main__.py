"""`python -m tests.making`: write the bundled data anew."""

from __future__ import annotations

from tests.making.collection import collection, write

if __name__ == "__main__":
    write()
    made = collection()
    print(f"{len(made.persons)} persons, {len(made.records)} records, {len(made.truths)} headings")
