"""Tests of what a library settles for all its files."""
