"""The work on a source as it was done: every decision on disk, found again by content."""
