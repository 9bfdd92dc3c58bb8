"""Which candidate is the person of a heading, and why."""
