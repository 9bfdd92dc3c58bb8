"""Which headings come next: orders of work, filters, and the two together as one list."""
