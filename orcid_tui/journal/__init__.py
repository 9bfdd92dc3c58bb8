"""What was written into a library system: each record before and after, kept for undoing it."""
