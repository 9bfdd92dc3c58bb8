"""How the work stands in numbers: what is done, how fast, and what it means for the records."""
