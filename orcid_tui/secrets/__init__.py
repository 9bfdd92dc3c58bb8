"""Secrets, and the places where they are kept."""
