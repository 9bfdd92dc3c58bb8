"""Measurements, run by hand: they make their own files and print how far the limit is."""
