"""Secrets that cannot be mistaken, and everything in which they may not be found."""
