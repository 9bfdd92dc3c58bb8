"""Alma's REST interface, by its contract (alma-and-marc.md part A). Knows nothing of headings."""
