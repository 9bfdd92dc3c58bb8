"""Headings read from records."""
