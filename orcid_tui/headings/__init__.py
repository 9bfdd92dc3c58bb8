"""Personal-name headings of a bibliographic record, and what is known about each."""
